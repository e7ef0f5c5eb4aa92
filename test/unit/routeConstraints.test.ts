/** What the person decides about who is asked: no policy may override it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RouteEvent } from '../../src/der/trace/events';
import { defaultLimits, type Limits } from '../../src/der/route/masks';
import { defaultKnobs } from '../../src/der/core/mdp';
import { route } from '../../src/der/route/route';
import {
  allEvents,
  hashedPolicy,
  hashedTerminator,
  knobValues,
  of,
  pools,
  ScriptedExpert,
  startRoute,
} from './routeSupport';

/** Arbitrary pools and networks, with some of the pool named. */
const cases = pools.chain((scripts) =>
  fc.record({
    scripts: fc.constant(scripts),
    named: fc.subarray(scripts.map(({ id }) => id)),
    one: fc.constantFrom(...scripts.map(({ id }) => id)),
    knobs: knobValues,
    seed: fc.nat(1e6),
    stop: fc.double({ min: -1, max: 2, noNaN: true }),
  }),
);
type Case = typeof cases extends fc.Arbitrary<infer T> ? T : never;

function run({ scripts, knobs, seed, stop }: Case, limits: Partial<Limits>): Promise<RouteEvent[]> {
  const pool = scripts.map((script) => new ScriptedExpert(script));
  const policy = hashedPolicy(seed, stop);
  return allEvents(startRoute(pool, { knobs, limits, policy, terminator: hashedTerminator(seed) }));
}

const holds = (property: (one: Case) => Promise<void>) =>
  fc.assert(fc.asyncProperty(cases, property), { numRuns: 150 });

describe('whatever the networks prefer', () => {
  it('an excluded expert is never asked, and every decision says why', () =>
    holds(async (one) => {
      const events = await run(one, { excluded: one.named });
      const chosen = of(events, 'chosen');
      for (const { expert } of chosen) expect(one.named).not.toContain(expert);
      const reasons = Object.fromEntries(one.named.map((id) => [id, 'excluded']));
      for (const { masked } of chosen) expect(masked).toMatchObject(reasons);
      if (chosen.length === 0) {
        const [finished] = of(events, 'finished');
        expect(finished).toMatchObject({ stop: 'nobody_left', final: null, decision: { masked: reasons } });
      }
    }));

  it('a pinned expert is asked, and nobody else', () =>
    holds(async (one) => {
      const events = await run(one, { pinned: one.one });
      const [first, ...more] = of(events, 'chosen');
      expect(more).toEqual([]);
      expect(first).toMatchObject({ expert: one.one, probabilities: { [one.one]: 1 } });
      const others = one.scripts.filter(({ id }) => id !== one.one).map(({ id }) => [id, 'not_pinned']);
      expect(first!.masked).toEqual(Object.fromEntries(others));
    }));

  it('nobody is asked where the pinned expert is excluded, or gone from the pool', () =>
    holds(async (one) => {
      for (const limits of [{ pinned: one.one, excluded: [one.one] }, { pinned: `not ${one.one}` }]) {
        const pool = {
          ...one,
          scripts: one.scripts.filter(({ id }) => id !== limits.pinned || limits.excluded),
        };
        const events = await run(pool, limits);
        expect(of(events, 'chosen')).toEqual([]);
        expect(of(events, 'finished')[0]!.stop).toBe('nobody_left');
      }
    }));
});

describe('in the middle of a route', () => {
  /** A route of three experts whose policy would stop after the first answer, if `stop` says so. */
  async function withLimits(stop: number, change: Partial<Limits>): Promise<RouteEvent[]> {
    let limits = defaultLimits;
    const pool = ['a', 'b', 'c'].map(
      (id) => new ScriptedExpert({ id, behaviour: { does: 'answers', text: id } }),
    );
    const scores = { experts: [3, 2, 1], stop };
    const events: RouteEvent[] = [];
    for await (const event of route({
      question: 'Which?',
      fromWorkspace: false,
      pool,
      policy: { decide: async () => scores },
      terminator: { judge: async (state) => state.answers.map(() => 0.5) },
      models: { version: 'test', trained: false, sha256: {} },
      knobs: () => ({ ...defaultKnobs, maxSteps: 3 }),
      limits: () => limits,
      signal: new AbortController().signal,
    })) {
      events.push(event);
      if (event.type === 'answered') limits = { ...limits, ...change };
    }
    return events;
  }
  const asked = (events: RouteEvent[]) => of(events, 'chosen').map(({ expert }) => expert);

  it('an exclusion counts at the next decision', async () => {
    expect(asked(await withLimits(0, {}))).toEqual(['a', 'b', 'a']);
    expect(asked(await withLimits(0, { excluded: ['b'] }))).toEqual(['a', 'c', 'a']);
  });

  it('a pin counts at the next decision, though the policy would stop there', async () => {
    expect(asked(await withLimits(9, {}))).toEqual(['a']);
    const events = await withLimits(9, { pinned: 'c' });
    expect(asked(events)).toEqual(['a', 'c']);
    expect(of(events, 'finished')[0]).toMatchObject({
      stop: 'nobody_left',
      decision: { masked: { a: 'not_pinned', b: 'not_pinned', c: 'answered_last' } },
    });
  });
});
