/** A network that fails, or gives nothing to go by, ends the route and loses no answer. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventsOf } from '../../src/der/trace/eventsFromTrace';
import { traceOf } from '../../src/der/trace/traceFromEvents';
import { mergeDeltas } from '../support/mergeDeltas';
import {
  allEvents,
  hashedPolicy,
  hashedTerminator,
  knobValues,
  of,
  pools,
  ScriptedExpert,
  startRoute,
  type RouteOptions,
} from './routeSupport';

/** The network, until it has run `times` times. */
function failingAfter<T extends object>(times: number, network: T, method: keyof T): T {
  let runs = 0;
  const run = network[method] as (...args: unknown[]) => Promise<unknown>;
  return {
    ...network,
    [method]: async (...args: unknown[]) => {
      if (runs++ >= times) throw new Error('Out of memory');
      return run(...args);
    },
  };
}

describe('a broken network', () => {
  const pool = [new ScriptedExpert({ id: 'a', behaviour: { does: 'answers', text: 'x' } })];

  const errorOf = async (networks: Pick<RouteOptions, 'policy' | 'terminator'>) => {
    const { stop, error } = of(await allEvents(startRoute(pool, networks)), 'finished')[0]!;
    return { stop, error };
  };

  it('is named when its scores are not numbers', async () => {
    const policy = { decide: async () => ({ experts: [NaN], stop: 0 }) };
    const { stop, error } = await errorOf({ policy });
    expect(stop).toBe('all_failed');
    expect(error).toMatch(/policy.*NaN.*Ask again/);
  });

  it('is named when it judges outside [0, 1]', async () => {
    const terminator = { judge: async () => [1.5] };
    const { stop, error } = await errorOf({ terminator });
    expect(stop).toBe('nobody_left');
    expect(error).toMatch(/Terminator.*1\.5.*Ask again/);
  });

  it('at any moment ends the route with the best answer so far, in a trace that replays', () =>
    fc.assert(
      fc.asyncProperty(pools, knobValues, fc.nat(), fc.nat(4), fc.nat(4), async (...one) => {
        const [scripts, knobs, seed, decisions, judgements] = one;
        const events = await allEvents(
          startRoute(
            scripts.map((script) => new ScriptedExpert(script)),
            {
              knobs: { ...knobs, p0: 1 },
              policy: failingAfter(decisions, hashedPolicy(seed), 'decide'),
              terminator: failingAfter(judgements, hashedTerminator(seed), 'judge'),
            },
          ),
        );
        const answers = of(events, 'answered');
        const judged = of(events, 'judged').at(-1)?.judged ?? [];
        const [end, ...more] = of(events, 'finished');
        expect(more).toEqual([]);
        const broke = answers.length > judgements || of(events, 'chosen').length === decisions;
        if (end!.error !== undefined) expect(broke).toBe(true);
        if (answers.length > judgements) expect(end!.error).toContain('Out of memory. Ask again.');
        if (answers.length === 0) expect(end!.final).toBeNull();
        else {
          const step = judged.length === 0 ? 0 : judged.indexOf(Math.max(...judged));
          expect(end!.final).toEqual({ step, answer: answers[step]!.answer });
        }
        const trace = traceOf(events);
        expect(trace.steps.map(({ answer }) => answer)).toEqual(answers.map(({ answer }) => answer));
        expect(eventsOf(trace)).toEqual(mergeDeltas(events));
      }),
      { numRuns: 150 },
    ));
});
