import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RouteEvent } from '../../src/der/trace/events';
import { best } from '../../src/der/route/rule';
import type { Knobs } from '../../src/der/core/mdp';
import { whatIf, type Recorded } from '../../src/der/trace/whatIf';
import { nextRouteView, recordedOf, type RouteView } from '../../src/webview/chain/routeView';
import {
  allEvents,
  hashedTerminator,
  knobValues,
  of,
  pools,
  ScriptedExpert,
  startRoute,
} from './routeSupport';

const routes = fc.record({ scripts: pools, knobs: knobValues, seed: fc.integer() });
type Route = typeof routes extends fc.Arbitrary<infer T> ? T : never;

/** Runs the route with a policy that does not look at the knobs, so that only the rules tell two runs apart. */
async function run(
  { scripts, seed }: Route,
  knobs: Knobs,
): Promise<{ events: RouteEvent[]; recorded: Recorded }> {
  const pool = scripts.map((script) => new ScriptedExpert(script));
  const events = await allEvents(startRoute(pool, { knobs, terminator: hashedTerminator(seed) }));
  const view = events.reduce(nextRouteView, undefined as RouteView | undefined)!;
  const recorded = recordedOf(view);
  // Of a route that nobody answered there is nothing to tell.
  fc.pre(recorded !== undefined);
  return { events, recorded };
}

function endOf(events: readonly RouteEvent[]) {
  const [finished] = of(events, 'finished');
  const judged = of(events, 'judged').at(-1)?.judged ?? [];
  const { steps, costB, reward } = finished!.totals;
  const step = best(judged);
  return {
    stop: finished!.stop,
    answers: steps,
    best: judged.length > 0 ? { step, quality: judged[step]! } : undefined,
    costB: expect.closeTo(costB, 6) as number,
    reward: expect.closeTo(reward, 6) as number,
  };
}

describe('what a route would have been', () => {
  it('with the same knobs is what it was, exactly', () =>
    fc.assert(
      fc.asyncProperty(routes, async (route) => {
        const { events, recorded } = await run(route, route.knobs);
        expect(whatIf(recorded, route.knobs)).toEqual({
          ...endOf(events),
          end: 'same',
          basis: 'exact',
          saved: 0,
        });
      }),
    ));

  it('with a lower p₀ or fewer answers is what asking again gives, without asking', () =>
    fc.assert(
      fc.asyncProperty(
        routes,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(9),
        async (route, share, fewer) => {
          const { p0, maxSteps } = route.knobs;
          const knobs = { ...route.knobs, p0: p0 * share, maxSteps: Math.max(1, maxSteps - fewer) };
          const { recorded } = await run(route, route.knobs);
          const again = await run(route, knobs);
          const told = whatIf(recorded, knobs);
          if (told.basis === 'estimated') {
            expect(told.end).toBe('same');
            return;
          }
          expect(told).toMatchObject(endOf(again.events));
          expect(told.end).toBe(
            again.recorded.requests.length < recorded.requests.length ? 'earlier' : 'same',
          );
        },
      ),
    ));

  it('never claims more than was recorded', () =>
    fc.assert(
      fc.asyncProperty(routes, knobValues, async (route, knobs) => {
        const { events, recorded } = await run(route, route.knobs);
        const told = whatIf(recorded, knobs);
        expect(told.saved).toBeGreaterThanOrEqual(0);
        expect(told.saved).toBeLessThanOrEqual(1);
        expect(told.answers).toBeLessThanOrEqual(of(events, 'answered').length);
        if (told.end !== 'earlier') expect(told.saved).toBe(0);
        if (told.basis === 'exact')
          expect([knobs.alpha, knobs.beta]).toEqual([route.knobs.alpha, route.knobs.beta]);
      }),
    ));

  const recorded: Recorded = {
    knobs: { alpha: 0.001, beta: 1, p0: 0.75, maxSteps: 5, transfer: 'always' },
    requests: [{ costB: 0 }, { costB: 3, judged: [0.58] }, { costB: 7, judged: [0.41, 0.86] }],
    stop: 'good_enough',
  };

  it('ends where a recorded answer would have been good enough', () => {
    const told = whatIf(recorded, { ...recorded.knobs, p0: 0.5 });
    expect(told).toMatchObject({ end: 'earlier', basis: 'exact', stop: 'good_enough', answers: 1, costB: 3 });
    expect(told.saved).toBeCloseTo(0.7);
    expect(told.best).toEqual({ step: 0, quality: 0.58 });
  });

  it('goes on where no recorded answer reaches p₀, and does not pretend to know how', () => {
    expect(whatIf(recorded, { ...recorded.knobs, p0: 0.9 })).toMatchObject({
      end: 'later',
      basis: 'estimated',
      answers: 2,
    });
  });

  it('estimates that a step which no longer pays at the new price is not made', () => {
    expect(whatIf(recorded, { ...recorded.knobs, alpha: 0.002 })).toMatchObject({
      end: 'same',
      basis: 'estimated',
    });
    expect(whatIf(recorded, { ...recorded.knobs, alpha: 0.1 })).toMatchObject({
      end: 'earlier',
      basis: 'estimated',
      stop: 'not_worth_it',
      answers: 1,
    });
  });
});
