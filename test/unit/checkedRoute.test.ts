/** Checks between answer and judgement: when they are asked, what they bring, and that they break nothing. */
import { describe, expect, it } from 'vitest';
import { factsText } from '../../src/der/evidence/factsText';
import type { Checked, Finding } from '../../src/der/evidence/findings';
import { readAlone } from '../../src/der/evidence/readAlone';
import { failedChecks } from '../../src/der/prompt/failedChecks';
import { transferPrompt } from '../../src/der/prompt/knowledgeTransfer';
import type { Check } from '../../src/der/route/checking';
import { keepUpTo } from '../../src/der/route/continuation';
import { eventsOf } from '../../src/der/trace/eventsFromTrace';
import { traceOf } from '../../src/der/trace/traceFromEvents';
import { mergeDeltas } from '../support/mergeDeltas';
import { allEvents, of, ScriptedExpert, startRoute } from './routeSupport';

const question = 'Write a Python function f(x) that adds one.';
const text = 'So:\n\n```python\ndef f(x):\n    return x\n```\n';
const experts = () =>
  ['a', 'b'].map((id) => new ScriptedExpert({ id, behaviour: { does: 'answers', text } }));

const failing: Check = (asked, answers) => {
  const read = readAlone(asked, answers);
  const findings = [
    { type: 'runs', language: 'python', ok: true },
    {
      type: 'examples',
      passed: 2,
      failed: [{ input: 'f(1)', expected: '2', got: `1\n${'='.repeat(20)}\u0007` }],
    },
    { type: 'behaviour', probes: 3, key: 'b1' },
  ] as const;
  return Promise.resolve({
    ...read,
    answers: read.answers.map((one) => ({ ...one, findings })),
    alike: read.alike.map((row) => row.map(() => 1)),
  });
};

const knobs = { p0: 1, maxSteps: 2 };

describe('a route with checks', () => {
  it('tells of all answers between each answer and its judgement, and keeps it in its trace', async () => {
    const events = await allEvents(startRoute(experts(), { question, check: failing, knobs }));
    const types = events.map(({ type }) => type).filter((type) => type !== 'delta' && type !== 'chosen');
    const step = ['answered', 'checked', 'judged'];
    expect(types).toEqual(['started', ...step, ...step, 'finished']);
    expect(of(events, 'checked').map(({ checked }) => checked.answers.length)).toEqual([1, 2]);
    const trace = traceOf(events);
    expect(trace.steps.map(({ checked }) => checked?.kind)).toEqual(['program', 'program']);
    expect(eventsOf(trace)).toEqual(mergeDeltas(events));
  });

  it('hears what is written, and is told what was asked before', async () => {
    let heard = '';
    const before: unknown[] = [];
    const check: Check = Object.assign(
      (...[asked, answers, signal, earlier]: Parameters<Check>) => {
        before.push(earlier);
        return failing(asked, answers, signal);
      },
      { watch: (piece: string) => void (heard += piece) },
    );
    const turns = [{ question: `${question} f(1) → 2`, answer: text, fromWorkspace: false }];
    const long = { question: `a\n\n[… about 9 tokens left out …]\nb`, answer: text, fromWorkspace: false };
    await allEvents(startRoute(experts(), { question: 'Faster', turns: [...turns, long], check, knobs }));
    expect(heard).toBe(`${text}${text}`);
    expect(before).toEqual(Array(2).fill([`${question} f(1) → 2`, 'a']));
  });

  it('is kept where a later route goes on from it, and hands on what failed', async () => {
    const pool = experts();
    const events = await allEvents(
      startRoute(pool, { question, check: failing, knobs: { p0: 1, maxSteps: 1 } }),
    );
    const kept = keepUpTo(events, 0);
    expect(kept.map(({ type }) => type)).toEqual(['chosen', 'answered', 'checked', 'judged']);
    const continues = { id: 'earlier', kept, wanted: { expert: 'b' } };
    const later = experts();
    await allEvents(startRoute(later, { question, knobs, continues }));
    expect(later[1]!.prompts[0]).toContain('f(1) gave 1 ====================, the question says 2');
  });

  it('asks no check where no answer is a program', async () => {
    let asked = 0;
    const check: Check = (...given) => ((asked += 1), failing(...given));
    const pool = [new ScriptedExpert({ id: 'a', behaviour: { does: 'answers', text: 'The answer is 4.' } })];
    const events = await allEvents(startRoute(pool, { question: 'What is 2 + 2?', check }));
    expect([asked, of(events, 'checked')]).toEqual([0, []]);
  });

  it.each<[string, Check]>([
    ['throws', () => Promise.reject(new Error('broken'))],
    [
      'throws at once',
      () => {
        throw new Error('broken');
      },
    ],
    ['never ends', () => new Promise(() => undefined)],
    ['tells of other answers', () => Promise.resolve({ kind: 'open', answers: [], alike: [] })],
  ])('goes on where its check %s', async (_, check) => {
    const events = await allEvents(startRoute(experts().slice(0, 1), { question, check, knobs }));
    expect(of(events, 'checked')[0]!.checked).toEqual(readAlone(question, [text]));
    expect(of(events, 'judged')).toHaveLength(1);
    expect(of(events, 'finished')).toHaveLength(1);
  });

  it('tells at its end what came too late, judges nothing by it, and keeps it', async () => {
    const problems: Finding = { type: 'problems', file: 'src/a.ts', added: 2 };
    const check: Check = Object.assign((...given: Parameters<Check>) => failing(...given), {
      late: () => Promise.resolve([[], [problems]]),
    });
    const events = await allEvents(startRoute(experts(), { question, check, knobs }));
    expect(events.slice(-3).map(({ type }) => type)).toEqual(['judged', 'checked', 'finished']);
    const [, before, late] = of(events, 'checked');
    expect(late).toMatchObject({ step: 1, late: true });
    expect(late!.checked.answers.map(({ findings }) => findings)).toEqual([
      before!.checked.answers[0]!.findings,
      [...before!.checked.answers[1]!.findings, problems],
    ]);
    const trace = traceOf(events);
    expect(trace.steps[1]!.checked).toEqual(late!.checked);
    expect(trace.steps[0]!.checked).toEqual(of(events, 'checked')[0]!.checked);
    expect(of(eventsOf(trace), 'checked')).toHaveLength(2);
    const kept = keepUpTo(events, 1).filter(({ type }) => type === 'checked');
    expect(kept).toEqual([of(events, 'checked')[0], { ...before, checked: late!.checked }]);
  });

  it('tells what is found beside programs, in time or late, and is silent where that is nothing', async () => {
    const problems: Finding = { type: 'problems', file: 'src/a.ts', added: 2 };
    const finding =
      (found: Finding[]): Check =>
      (asked, answers) => {
        const read = readAlone(asked, answers);
        return Promise.resolve({
          ...read,
          answers: read.answers.map((one) => ({ ...one, findings: found })),
        });
      };
    const asked = async (found: Finding[], late: Finding[]) => {
      const pool = [
        new ScriptedExpert({ id: 'a', behaviour: { does: 'answers', text: 'The answer is 4.' } }),
      ];
      const more = { always: true as const, late: () => Promise.resolve([late]) };
      const check: Check = Object.assign((...given: Parameters<Check>) => finding(found)(...given), more);
      return allEvents(
        startRoute(pool, { question: 'What is 2 + 2?', check, knobs: { p0: 1, maxSteps: 1 } }),
      );
    };
    expect(of(await asked([], []), 'checked')).toEqual([]);
    expect(of(await asked([problems], []), 'checked')).toMatchObject([
      { step: 0, checked: { kind: 'short', answers: [{ findings: [problems] }] } },
    ]);
    const late = await asked([], [problems]);
    expect(of(late, 'checked')).toMatchObject([{ step: 0, late: true }]);
    const [checked] = of(late, 'checked');
    expect(traceOf(late).steps[0]!.checked).toEqual(checked!.checked);
    expect(keepUpTo(late, 0).map(({ type }) => type)).toEqual(['chosen', 'answered', 'checked', 'judged']);
  });

  it.each<[string, Check['late']]>([
    ['nothing', () => Promise.resolve(undefined)],
    ['no findings', () => Promise.resolve([[], []])],
    ['an error', () => Promise.reject(new Error('broken'))],
    ['never', () => new Promise(() => undefined)],
  ])('ends where %s came late', async (_, late) => {
    const check: Check = Object.assign((...given: Parameters<Check>) => failing(...given), { late });
    const events = await allEvents(startRoute(experts(), { question, check, knobs }));
    expect(of(events, 'checked')).toHaveLength(2);
    expect(events.at(-1)!.type).toBe('finished');
  });

  it('stops with the route', async () => {
    const stop = new AbortController();
    const check: Check = () => {
      stop.abort();
      return new Promise(() => undefined);
    };
    const events = await allEvents(startRoute(experts(), { question, check, knobs, signal: stop.signal }));
    expect(of(events, 'finished')[0]!.stop).toBe('user');
  });
});

describe('what failed', () => {
  const checked: Checked = {
    kind: 'program',
    answers: [
      {
        kind: 'program',
        findings: [
          { type: 'syntax', language: 'python', ok: false, line: 4, message: 'It ends too soon.' },
          { type: 'runs', language: 'python', ok: true },
          { type: 'examples', passed: 1, failed: [{ input: 'f([])', expected: '0', got: 'undefined' }] },
        ],
      },
    ],
    alike: [[1]],
  };

  it('is handed on as lines of data, bounded, between lines that nothing in it can close', () => {
    const lines = failedChecks(checked, 0);
    expect(lines).toEqual(['line 4 does not parse as python', 'f([]) gave undefined, the question says 0']);
    const [message] = transferPrompt('Q', 'A', Infinity, lines).messages;
    expect(message!.content).toContain(lines.join('\n'));
    expect(transferPrompt('Q', 'A', Infinity, []).messages).toEqual(transferPrompt('Q', 'A').messages);
    const hostile = 'x\n'.repeat(100_000);
    const failed = Array.from({ length: 50 }, () => ({ input: hostile, expected: hostile, got: hostile }));
    const many = {
      ...checked,
      answers: [{ kind: 'program', findings: [{ type: 'examples', passed: 0, failed }] }],
    };
    const bounded = failedChecks(many as Checked, 0);
    expect(bounded).toHaveLength(5);
    expect(Math.max(...bounded.map(({ length }) => length))).toBeLessThanOrEqual(240);
    expect(bounded.join('')).not.toContain('\n');
  });

  it('hands on how many problems it adds, and not what they say of the files', () => {
    const told = 'line 1: Type SecretOfTheWorkspace is not assignable.';
    const findings: Finding[] = [
      { type: 'problems', file: 'src/a.ts', added: 1, first: told },
      { type: 'problems', file: 'src/b.ts', added: 2, first: told },
      { type: 'problems', file: 'src/c.ts', added: 0 },
      { type: 'cannot', what: 'problems', reason: told },
    ];
    const added: Checked = { ...checked, answers: [{ kind: 'program', findings }] };
    expect(failedChecks(added, 0)).toEqual([
      'it adds 1 problem to src/a.ts',
      'it adds 2 problems to src/b.ts',
    ]);
    expect(factsText(added, 0)).toBe('adds 3 problems');
  });

  it('fits on a line', () => {
    expect(factsText(checked, 0)).toBe(
      'line 4 does not parse · runs · 1 of 2 examples · f([]) gave undefined, the question says 0',
    );
    expect(factsText(checked, 7)).toBe('');
  });
});
