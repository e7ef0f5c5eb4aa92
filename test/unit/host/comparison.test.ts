import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readOwnVotes } from '../../../src/der/comparison/ownVotes';
import { CancelledError } from '../../../src/der/core/expertErrors';
import type { Expert } from '../../../src/der/core/experts';
import { defaultKnobs } from '../../../src/der/core/mdp';
import { outcomesFile, readOutcomes } from '../../../src/der/estimate/outcomes';
import type { Trace } from '../../../src/der/trace/trace';
import type { Question } from '../../../src/host/asking/routes';
import { BlindComparison, type Surroundings } from '../../../src/host/compare/comparison';
import type { ComparisonView } from '../../../src/webview/comparisonMessages';

const experts = ['qwen', 'llama'].map((id) => ({ id, name: id.toUpperCase(), tool: false })) as Expert[];

/** A finished route in which one expert answered on its own. */
function trace(expert: string, answer: string | null, stop = 'max_steps'): Trace {
  const step = { expert, shown: [], judged: [expert === 'qwen' ? 0.8 : 0.3], answer };
  return {
    pool: experts,
    steps: answer === null ? [] : [step],
    attempts: answer === null ? [{ error: { message: `${expert} is down.` } }] : [],
    final: answer === null ? null : { step: 0, answer },
    stop,
    totals: { steps: 1, costB: 8, usd: 0.001, usdIncomplete: false, totalMs: 900 },
  } as unknown as Trace;
}

describe('a blind comparison in the editor', () => {
  let home: string;
  let views: ComparisonView[];
  let asked: Question[];
  let around: Surroundings;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'der-compare-host-'));
    views = [];
    asked = [];
    around = {
      env: { DER_HOME: home },
      pool: () => Promise.resolve(experts),
      best: () => Promise.resolve('llama'),
      knobs: () => defaultKnobs,
      ask: (question) => {
        asked.push(question);
        const only = question.overrides?.only ?? 'qwen';
        return Promise.resolve(trace(only, `Of ${only}.`));
      },
      stop: () => Promise.resolve(),
      firstIsLeft: () => false,
      show: (view) => void views.push(structuredClone(view)),
    };
  });
  afterEach(() => rm(home, { recursive: true }));

  const last = () => views.at(-1)!;
  async function begun(change: Partial<Surroundings> = {}): Promise<BlindComparison> {
    const comparison = new BlindComparison({ ...around, ...change });
    await comparison.open();
    await comparison.begin('Why?', ['der', 'best_single']);
    return comparison;
  }

  it('asks both out of sight, by what binds every route, and shows no name before the verdict', async () => {
    const comparison = await begun();
    expect(
      asked.map(({ unseen, overrides }) => [unseen, overrides?.only, overrides?.knobs?.maxSteps]),
    ).toEqual([
      [true, undefined, defaultKnobs.maxSteps],
      [true, 'llama', 1],
    ]);
    expect(last().state).toEqual({ stage: 'rating', left: 'Of llama.', right: 'Of qwen.' });

    await comparison.judge('right');
    expect(last().state).toMatchObject({
      stage: 'uncovered',
      verdict: 'right',
      sides: [
        { label: 'Best single expert', expert: 'LLAMA', quality: 0.3 },
        { label: 'DER as you have set it', expert: 'QWEN', quality: 0.8, usd: 0.001, ms: 900 },
      ],
    });
    expect(last().tallies).toMatchObject([
      { wins: 1, losses: 0, labels: ['DER as you have set it', 'Best single expert'] },
    ]);
    expect(last().prediction).toMatchObject({ decided: 1, auc: 1 });
  });

  it('keeps the verdict without the texts, and learns of the experts', async () => {
    const comparison = await begun();
    await comparison.judge('right');
    await comparison.judge('left');
    expect(await readOwnVotes(around.env)).toMatchObject([
      { verdict: 'right', left: { strategy: 'best_single' } },
    ]);
    expect(await readFile(join(home, 'comparisons.jsonl'), 'utf8')).not.toMatch(/Why|Of qwen/);
    const outcomes = await readOutcomes(outcomesFile(around.env));
    expect(outcomes.map(({ expert, quality, from }) => [expert, quality, from])).toEqual([
      ['llama', 0.371, 'comparison'],
      ['qwen', 0.794, 'comparison'],
    ]);

    // Another window, another day: what was said is still there.
    const again = await begun();
    expect(last().tallies).toHaveLength(1);
    await again.judge('right');
    expect((await readOutcomes(outcomesFile(around.env))).at(-1)!.quality).toBeGreaterThan(0.794);
  });

  it('asks nobody about two answers of one text', async () => {
    await begun({ ask: () => Promise.resolve(trace('qwen', 'Same.')) });
    expect(last().state).toMatchObject({ stage: 'uncovered', verdict: 'tie', same: true });
    expect(last().prediction).toBeNull();
    expect(await readOutcomes(outcomesFile(around.env))).toEqual([]);
  });

  it('says who gave no answer and why, and keeps the question', async () => {
    const ask = (question: Question) =>
      Promise.resolve(trace(question.overrides?.only ?? 'qwen', question.overrides?.only ? null : 'A.'));
    await begun({ ask });
    expect(last()).toMatchObject({
      question: 'Why?',
      state: { stage: 'question', problem: 'Best single expert gave no answer. llama is down.' },
    });
  });

  it('is cancelled at once, whatever comes later', async () => {
    const stopped: string[] = [];
    let fail: (error: Error) => void = () => undefined;
    const ask = () => new Promise<Trace>((_, reject) => (fail = reject));
    const stop = () => {
      stopped.push('stop');
      fail(new CancelledError());
      return Promise.resolve();
    };
    const comparison = new BlindComparison({ ...around, ask, stop });
    await comparison.open();
    const running = comparison.begin('Why?', ['der', 'best_single']);
    await new Promise((done) => setTimeout(done));
    expect(last().state).toEqual({ stage: 'answering', answered: 0 });
    await comparison.cancel();
    await running;
    expect(stopped).toEqual(['stop']);
    expect(last().state).toEqual({ stage: 'question' });
  });

  it.each([
    ['', ['der', 'best_single'], /empty/],
    ['Why?', ['der', 'der'], /differ/],
    ['Why?', ['der', 'expert:gone'], /There is no strategy "expert:gone"/],
  ] as const)('refuses %j by %j in words', async (question, names, words) => {
    const comparison = new BlindComparison(around);
    await comparison.open();
    await comparison.begin(question, names);
    expect((last().state as { problem: string }).problem).toMatch(words);
  });
});
