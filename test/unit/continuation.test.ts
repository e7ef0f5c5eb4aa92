/** Going on from a finished route: a new route whose first answers are those kept. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepUpTo, type Continuation } from '../../src/der/route/continuation';
import type { RouteEvent } from '../../src/der/trace/events';
import { rewardSum } from '../../src/der/core/mdp';
import { eventsOf } from '../../src/der/trace/eventsFromTrace';
import { traceOf } from '../../src/der/trace/traceFromEvents';
import type { Trace } from '../../src/der/trace/trace';
import { whatIf } from '../../src/der/trace/whatIf';
import { nextRouteView, recordedOf, type RouteView } from '../../src/webview/chain/routeView';
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
  type Script,
} from './routeSupport';

const cases = fc.record({
  scripts: pools,
  knobs: knobValues,
  seed: fc.nat(1e6),
  share: fc.double({ min: 0, max: 0.999, noNaN: true }),
});
type Case = typeof cases extends fc.Arbitrary<infer T> ? T : never;

function run(scripts: readonly Script[], options: RouteOptions): Promise<RouteEvent[]> {
  return allEvents(
    startRoute(
      scripts.map((script) => new ScriptedExpert(script)),
      options,
    ),
  );
}

/** A route, and one that goes on from one of its answers; nothing is checked where it has none. */
function onContinued(
  check: (earlier: Trace, events: RouteEvent[], step: number, one: Case) => void,
  wanted?: Continuation['wanted'],
): Promise<void> {
  return fc.assert(
    fc.asyncProperty(cases, async (one) => {
      const options = {
        knobs: one.knobs,
        policy: hashedPolicy(one.seed),
        terminator: hashedTerminator(one.seed),
      };
      const before = await run(one.scripts, options);
      const earlier = traceOf(before);
      if (earlier.steps.length === 0) return;
      const step = Math.floor(one.share * earlier.steps.length);
      const continues = { id: earlier.id, kept: keepUpTo(before, step), ...(wanted && { wanted }) };
      check(earlier, await run(one.scripts, { ...options, continues }), step, one);
    }),
    { numRuns: 100 },
  );
}

describe('a route that goes on from an answer', () => {
  it('is a new route whose first steps are those kept, and says from where', () =>
    onContinued((earlier, events, step) => {
      const trace = traceOf(events);
      expect(trace.id).not.toBe(earlier.id);
      expect(trace.continues).toEqual({ id: earlier.id, steps: step + 1 });
      const plain = (steps: Trace['steps']) =>
        steps.map(({ reward, ...rest }) => ({ ...rest, cost: reward.cost }));
      expect(plain(trace.steps.slice(0, step + 1))).toEqual(plain(earlier.steps.slice(0, step + 1)));
    }));

  it('comes to the same end as before where nothing changed', () =>
    onContinued((earlier, events) => {
      const { id, startedAt, continues, totals, ...trace } = traceOf(events);
      expect(trace).toMatchObject({ stop: earlier.stop, final: earlier.final });
      expect(totals).toMatchObject({ steps: earlier.totals.steps, attempts: earlier.totals.attempts });
      expect(totals.costB).toBeCloseTo(earlier.totals.costB, 9);
      expect(totals.reward).toBeCloseTo(earlier.totals.reward, 9);
      expect([id, startedAt, continues]).not.toContain(undefined);
    }));

  it('adds up all of its steps, those kept included', () =>
    onContinued((_, events) => {
      const { steps, attempts, totals } = traceOf(events);
      const costs = [...steps, ...attempts].map(({ usage }) => usage.costB);
      expect(totals.costB).toBeCloseTo(
        costs.reduce((a, b) => a + b, 0),
        6,
      );
      expect(totals.reward).toBeCloseTo(
        steps.reduce((sum, { reward }) => sum + rewardSum(reward), 0),
        6,
      );
      expect(totals.attempts).toBe(steps.length + attempts.length);
    }));

  it('replays from its saved trace to the same view and the same trace', () =>
    onContinued((_, events) => {
      const trace = traceOf(events);
      const saved = JSON.parse(JSON.stringify(trace)) as Trace;
      expect(traceOf(eventsOf(saved))).toEqual(saved);
      const viewOf = (list: RouteEvent[]) => list.reduce(nextRouteView, undefined as RouteView | undefined);
      expect(viewOf(eventsOf(trace))).toEqual(viewOf(events));
    }, {}));

  it('asks once more where that is wanted, though the Terminator was content and the policy would stop', () =>
    onContinued((_, events, step) => {
      const [next] = of(events, 'chosen').filter((event) => event.step > step);
      const somebodyOpen = of(events, 'finished')[0]!.stop;
      if (!next) return expect(['nobody_left', 'spend_cap', 'all_failed']).toContain(somebodyOpen);
      expect(next.by).toBe('person');
      expect(next.probabilities).not.toHaveProperty('stop');
    }, {}));

  it('cannot be made from an answer that is not there', async () => {
    const events = await run([{ id: 'a', behaviour: { does: 'answers', text: 'x' } }], {});
    expect(() => keepUpTo(events, 1)).toThrow('Answer 2 was not judged, or is not there any more');
  });
});

describe('the next step', () => {
  const scripts = ['a', 'b', 'c'].map((id): Script => ({
    id,
    behaviour: { does: 'answers', text: `I am ${id}` },
  }));
  /** Everybody's answer is as good as it is long, and more than good enough. */
  const options: RouteOptions = {
    knobs: { p0: 0.1 },
    policy: { decide: async (_, pool) => ({ experts: pool.map(({ id }) => -id.charCodeAt(0)), stop: 9 }) },
    terminator: { judge: async ({ answers }) => answers.map((_, index) => 0.9 - 0.1 * index) },
  };
  const goOn = async (wanted: Continuation['wanted'], change: RouteOptions = {}, pool = scripts) => {
    const before = await run(scripts, options);
    const kept = keepUpTo(before, 0);
    const first = await run(scripts, { ...options, continues: { id: 'r', kept, wanted: { expert: 'b' } } });
    // Two answers, a's the better one by judgement.
    return run(pool, {
      ...options,
      ...change,
      continues: { id: 'r', kept: keepUpTo(first, 1), ...(wanted && { wanted }) },
    });
  };

  it('is the policy’s choice, shown the best answer, and the knobs decide again after it', async () => {
    const events = await goOn({});
    const steps = of(events, 'chosen').map(({ expert, shown, by }) => [expert, shown, by]);
    expect(steps).toEqual([
      ['a', [], undefined],
      ['b', [0], 'person'],
      ['a', [0], 'person'],
    ]);
    expect(of(events, 'finished')[0]!.stop).toBe('good_enough');
  });

  it('is the expert’s that the person chose, shown the answer gone on from, even the one who gave it', async () => {
    for (const expert of ['c', 'b']) {
      const last = of(await goOn({ expert }), 'chosen').at(-1)!;
      expect(last).toMatchObject({ expert, shown: [1], by: 'person', probabilities: { [expert]: 1 } });
      expect(last.masked['a']).toBe('not_chosen');
    }
  });

  it('never goes beyond what the person allows, whomever they chose', async () => {
    const away = scripts.map((script) => (script.id === 'c' ? { ...script, leavesMachine: true } : script));
    const events = await goOn({ expert: 'c' }, { limits: { localOnly: true } }, away);
    expect(of(events, 'finished')[0]).toMatchObject({
      stop: 'nobody_left',
      final: { step: 0 },
      decision: { masked: { a: 'not_chosen', b: 'not_chosen', c: 'leaves_machine' } },
    });
  });

  it('is tried once with an expert that fails, and with anybody until there is an answer', async () => {
    const broken = scripts.map((script): Script =>
      script.id === 'c' ? script : { ...script, behaviour: { does: 'fails', after: '' } },
    );
    const tried = async (wanted: Continuation['wanted']) =>
      of(await goOn(wanted, {}, broken), 'chosen')
        .slice(2)
        .map(({ expert }) => expert);
    expect(await tried({ expert: 'b' })).toEqual(['b']);
    expect(await tried({})).toEqual(['a', 'c']);
  });

  it('is stopped like any other', async () => {
    const stop = new AbortController();
    stop.abort();
    const events = await goOn({}, { signal: stop.signal });
    expect(of(events, 'finished')[0]).toMatchObject({ stop: 'user', final: { step: 0 } });
  });

  it('counts the spending of the kept answers towards the cap', async () => {
    const paid: Script[] = scripts.map((script) => ({
      ...script,
      price: { promptPerMtok: 0, answerPerMtok: 1e5 },
      maxAnswerTokens: 40,
    }));
    const usd = 2; // 20 answer tokens, as every scripted answer reports.
    const before = await run(paid, { ...options, limits: { spendCapUsd: 5 } });
    const continues = { id: 'r', kept: keepUpTo(before, 0), wanted: {} };
    const within = await run(paid, { ...options, limits: { spendCapUsd: 6 }, continues });
    expect(of(within, 'finished')[0]!.totals).toMatchObject({ usd: 2 * usd, steps: 2 });
    const beyond = await run(paid, { ...options, limits: { spendCapUsd: 5 }, continues });
    expect(of(beyond, 'finished')[0]).toMatchObject({ stop: 'spend_cap', totals: { usd, steps: 1 } });
  });

  it('stands in the what-if: no rule ends the route before it', async () => {
    const view = (await goOn({})).reduce(nextRouteView, undefined as RouteView | undefined)!;
    const recorded = recordedOf(view)!;
    expect(whatIf(recorded, { ...view.knobs, p0: 0 })).toMatchObject({ answers: 3, end: 'same' });
  });
});

describe('a question that is asked again', () => {
  it('keeps nothing, and says whose question it is', async () => {
    const events = await run([{ id: 'a', behaviour: { does: 'answers', text: 'x' } }], {
      continues: { id: 'r', kept: [] },
      fromWorkspace: true,
    });
    const trace = traceOf(events);
    expect(trace).toMatchObject({ continues: { id: 'r', steps: 0 }, fromWorkspace: true });
    expect(traceOf(eventsOf(trace))).toEqual(trace);
  });
});
