/** The measuring engine: who is asked what, what is kept, and what does not spoil it. */
import { describe, expect, it } from 'vitest';
import { CancelledError, RateLimitedError } from '../../../src/der/core/expertErrors';
import { standingOf, type OutcomeRecord } from '../../../src/der/estimate/outcomes';
import { measure, type MeasureOptions } from '../../../src/measure/measure';
import { PauseGate } from '../../../src/measure/pauseGate';
import { taskOf } from '../../../src/measure/plan';
import type { MeasureQuestion } from '../../../src/measure/question';
import { shippedQuestions } from '../../../src/measure/sets';
import { asking, failure, tools, Watch } from './experts';

const all = shippedQuestions();
const options = (more: Partial<MeasureOptions> = {}): MeasureOptions => ({
  precision: 0,
  run: 'one',
  ownReferences: false,
  gate: new PauseGate(),
  signal: new AbortController().signal,
  ...more,
});
/** Questions that are told apart by their number alone. */
const few = (count: number, reference = 'x'): MeasureQuestion[] =>
  Array.from({ length: count }, (_, at) => ({ kind: 'short', question: `Question ${at}?`, reference }));
const right = { answer: () => 'quality 1' };

describe('measuring', () => {
  it('asks everybody everything once, kinds in turns, and keeps each outcome with its kind', async () => {
    const watch = new Watch();
    const { kept, made } = tools();
    const experts = ['a', 'b'].map((id) => asking(id, all, right, watch));
    await measure(
      experts.map((one) => taskOf(one, all, [])),
      made,
      options(),
    );
    expect(kept).toHaveLength(2 * all.length);
    expect(new Set(kept.map(({ expert, question }) => `${expert} ${question}`)).size).toBe(kept.length);
    expect(kept.slice(0, 6).map(({ kind }) => kind)).toEqual([
      'short',
      'program',
      'open',
      'short',
      'program',
      'open',
    ]);
    expect(kept[0]).toMatchObject({ quality: 1, from: 'calibrate', run: 'one' });
  });

  it('asks local experts one after the other, and others several questions at once beside them', async () => {
    const watch = new Watch();
    let most = 0;
    const answer = () => {
      most = Math.max(most, watch.localAtOnce);
      return 'quality 1';
    };
    const local = ['a', 'b', 'c'].map((id) => asking(id, all, { answer }, watch));
    const away = ['x', 'y'].map((id) => asking(id, all, { answer }, watch, { leavesMachine: true }));
    const { made } = tools();
    await measure(
      [...local, ...away].map((one) => taskOf(one, all, [])),
      made,
      options(),
    );
    expect(most).toBe(1);
    expect(watch.mostAtOnce.get('x')).toBe(3);
    const locals = watch.asked.map(({ expert }) => expert).filter((id) => 'abc'.includes(id));
    expect(locals.join('')).toMatch(/^a+b+c+$/);
    expect(watch.asked.findIndex(({ expert }) => expert === 'y')).toBeLessThan(10);
  });

  it('stops where more would tell nothing', async () => {
    const watch = new Watch();
    const { kept, made } = tools();
    const sure = asking('sure', all, right, watch);
    const unsure = asking('unsure', all, { answer: (_, call) => `quality ${call % 2}` }, watch);
    await measure(
      [sure, unsure].map((one) => taskOf(one, all, [])),
      made,
      options({ precision: 0.2 }),
    );
    const count = (id: string) => kept.filter(({ expert }) => expert === id).length;
    expect(count('sure')).toBe(3 * 8);
    expect(count('unsure')).toBeGreaterThan(2 * count('sure'));
    expect(count('unsure')).toBeLessThan(all.length);
  });

  it('does not count failures, tries again what failed, and ends with an expert that fails half of the time', async () => {
    const watch = new Watch();
    const { kept, events, made } = tools();
    const flaky = asking('flaky', all, { answer: (_, call) => (call % 2 ? 'quality 1' : failure()) }, watch);
    await measure([taskOf(flaky, all, [])], made, options());
    expect(kept.every(({ quality }) => quality === 1)).toBe(true);
    expect(kept.length).toBeGreaterThan(0.85 * all.length);
    expect(events.filter(({ type }) => type === 'passedOver')).toEqual([]);
  });

  it('passes over one that never answers after a few questions, and goes on with the others', async () => {
    const watch = new Watch();
    const { kept, events, made } = tools();
    const dead = asking('dead', all, { answer: () => failure('not_running') }, watch);
    const well = asking('well', few(3), right, watch);
    await measure([taskOf(dead, all, []), taskOf(well, few(3), [])], made, options());
    expect(watch.asked.filter(({ expert }) => expert === 'dead')).toHaveLength(3);
    expect(events.filter(({ type }) => type === 'passedOver')).toHaveLength(1);
    expect(kept.map(({ expert }) => expert)).toEqual(['well', 'well', 'well']);
  });

  it('waits where a server asks to, and loses no question by that', async () => {
    const watch = new Watch();
    const waits: number[] = [];
    const { kept, made } = tools({
      wait: (ms) => {
        waits.push(ms);
        return Promise.resolve();
      },
    });
    const answer = (_: MeasureQuestion, call: number) => {
      if (call < 4) throw new RateLimitedError('Slow down.', call === 0 ? 7_000 : undefined);
      return 'quality 1';
    };
    const questions = few(5);
    await measure([taskOf(asking('a', questions, { answer }, watch), questions, [])], made, options());
    expect(kept).toHaveLength(5);
    expect(waits).toEqual([7_000, 4_000, 8_000, 16_000]);
  });

  it('pauses between two questions, goes on, and ends at once when it is cancelled', async () => {
    const watch = new Watch();
    const gate = new PauseGate();
    const stop = new AbortController();
    const { kept, made } = tools();
    const questions = few(9);
    const answer = (_: MeasureQuestion, call: number) => {
      if (call === 2) gate.pause();
      if (call === 5) stop.abort();
      return 'quality 1';
    };
    const one = asking('a', questions, { answer }, watch);
    const running = measure([taskOf(one, questions, [])], made, options({ gate, signal: stop.signal }));
    await expect.poll(() => kept.length).toBe(3);
    await new Promise((later) => setTimeout(later, 20));
    expect(watch.asked).toHaveLength(3);
    gate.resume();
    await expect(running).rejects.toBeInstanceOf(CancelledError);
    expect(watch.asked).toHaveLength(6);
  });

  it('goes on where it was cut off, whenever that was, and neither loses nor doubles an outcome', async () => {
    for (let cut = 1; cut <= 40; cut += 3) {
      const kept: OutcomeRecord[] = [];
      const watch = new Watch();
      const questions = few(12);
      const experts = ['a', 'x'].map((id) =>
        asking(id, questions, right, watch, { leavesMachine: id === 'x' }),
      );
      for (let run = 0; run < 3; run++) {
        const stop = new AbortController();
        const { made } = tools({
          keep: (records) => {
            kept.push(...records);
            if (run === 0 && kept.length === cut) stop.abort();
            return Promise.resolve();
          },
        });
        const tasks = experts.map((one) => taskOf(one, questions, standingOf(kept)));
        await measure(tasks, made, options({ signal: stop.signal })).catch(() => {});
      }
      expect(kept, `cut at ${cut}`).toHaveLength(24);
      expect(standingOf(kept)).toHaveLength(24);
    }
  });

  it('asks nobody on where outcomes cannot be kept, and says why', async () => {
    const watch = new Watch();
    const { made } = tools({ keep: () => Promise.reject(new Error('ENOSPC: no space left on device')) });
    const experts = ['a', 'b', 'x'].map((id) => asking(id, all, right, watch, { leavesMachine: id === 'x' }));
    const running = measure(
      experts.map((one) => taskOf(one, all, [])),
      made,
      options(),
    );
    await expect(running).rejects.toThrow('no space left');
    expect(watch.asked.length).toBeLessThan(10);
    expect(watch.asked.some(({ expert }) => expert === 'b')).toBe(false);
  });

  it('takes back what a wrong reference said, where everybody agrees on something else', async () => {
    const watch = new Watch();
    const { kept, made } = tools({ grade: () => Promise.resolve({ quality: 0 }) });
    const questions: MeasureQuestion[] = [
      { kind: 'short', question: 'What is 6 * 7?', reference: '41' },
      { kind: 'short', question: 'What is 6 * 8?', reference: '48' },
    ];
    const answers: Record<string, readonly string[]> = { a: ['42', '46'], b: ['42', '47'], c: ['42', '49'] };
    const experts = Object.entries(answers).map(([id, given]) =>
      asking(id, questions, { answer: (_, call) => `The answer is ${given[call]}.` }, watch),
    );
    const tasks = experts.map((one) => taskOf(one, questions, []));
    const { suspects } = await measure(tasks, made, options({ ownReferences: true }));
    expect(suspects).toEqual(['What is 6 * 7?']);
    expect(standingOf(kept).map(({ question }) => question)).toEqual(Array(3).fill('What is 6 * 8?'));
  });

  it('asks for no program where none can be graded, and says so once for each expert', async () => {
    const watch = new Watch();
    const { kept, events, made } = tools({
      grade: ({ kind }) =>
        Promise.resolve(kind === 'program' ? { cannot: 'No sandbox.', all: true } : { quality: 1 }),
    });
    await measure([taskOf(asking('a', all, right, watch), all, [])], made, options());
    expect(kept.map(({ kind }) => kind)).not.toContain('program');
    expect(events.filter(({ type }) => type === 'ungraded')).toHaveLength(1);
  });
});
