import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type {
  AnsweredEvent,
  ChosenEvent,
  FinishedEvent,
  JudgedEvent,
  RouteEvent,
} from '../../src/der/trace/events';
import { EmptyAnswerError } from '../../src/der/core/expertErrors';
import { rewardSum, stopReasons, type RewardForm } from '../../src/der/core/mdp';
import { PoolError } from '../../src/der/core/pool';
import { route } from '../../src/der/route/route';
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
  type Script,
} from './routeSupport';

const seeds = fc.integer({ min: 0, max: 1e6 });
const limitValues = fc.record({
  localOnly: fc.boolean(),
  allowWorkspaceText: fc.boolean(),
  allowUnknownPrice: fc.boolean(),
  spendCapUsd: fc.option(fc.double({ min: 0, max: 0.5, noNaN: true }), { nil: undefined }),
});

/** Routes over arbitrary pools, knobs, limits and networks. */
const routes = fc.record({
  scripts: pools,
  knobs: knobValues,
  limits: limitValues,
  seed: seeds,
  stop: fc.double({ min: -1, max: 1, noNaN: true }),
  form: fc.constantFrom<RewardForm>('paper', 'telescoped'),
  gamma: fc.double({ min: 0, max: 2, noNaN: true }),
  fromWorkspace: fc.boolean(),
});
type RouteCase = typeof routes extends fc.Arbitrary<infer T> ? T : never;

function run(one: RouteCase, pool = one.scripts.map((script) => new ScriptedExpert(script))) {
  return allEvents(
    startRoute(pool, {
      knobs: one.knobs,
      limits: one.limits,
      policy: hashedPolicy(one.seed, one.stop),
      terminator: hashedTerminator(one.seed),
      reward: { form: one.form, gamma: one.gamma },
      fromWorkspace: one.fromWorkspace,
    }),
  );
}

const holds = (property: (one: RouteCase) => Promise<void>) =>
  fc.assert(fc.asyncProperty(routes, property), { numRuns: 150 });

describe('a route over arbitrary pools, answers, failures and knobs', () => {
  it('asks for at most maxSteps answers and 2 × maxSteps attempts, and finishes exactly once', () =>
    holds(async (one) => {
      const events = await run(one);
      expect(of(events, 'answered').length).toBeLessThanOrEqual(one.knobs.maxSteps);
      expect(of(events, 'chosen').length).toBeLessThanOrEqual(2 * one.knobs.maxSteps);
      expect(of(events, 'finished')).toHaveLength(1);
      expect(events.at(-1)!.type).toBe('finished');
    }));

  it('stops after the first successful answer when p0 is 0', () =>
    holds(async (one) => {
      const events = await run({ ...one, knobs: { ...one.knobs, p0: 0 } });
      expect(of(events, 'answered').length).toBeLessThanOrEqual(1);
      if (of(events, 'answered').length === 1) expect(of(events, 'finished')[0]!.stop).toBe('good_enough');
    }));

  it('never stops earlier for a higher p0', () =>
    fc.assert(
      fc.asyncProperty(routes, fc.double({ min: 0, max: 1, noNaN: true }), async (one, other) => {
        const [low, high] = [Math.min(one.knobs.p0, other), Math.max(one.knobs.p0, other)];
        const steps = async (p0: number) =>
          of(await run({ ...one, stop: -1, knobs: { ...one.knobs, p0 } }), 'answered').length;
        expect(await steps(high)).toBeGreaterThanOrEqual(await steps(low));
      }),
      { numRuns: 100 },
    ));

  it('returns the best answer by the last judgement, and loses none to a failure', () =>
    holds(async (one) => {
      const events = await run(one);
      const { final } = of(events, 'finished')[0]!;
      const answers = of(events, 'answered');
      const judged = of(events, 'judged').at(-1)?.judged ?? [];
      expect(final === null).toBe(answers.length === 0);
      if (final) {
        expect(judged[final.step]).toBe(Math.max(...judged));
        expect(final.answer).toBe(answers[final.step]!.answer);
      }
    }));

  it('has reward terms that sum to the return, in both forms', () =>
    holds(async (one) => {
      const trace = traceOf(await run(one));
      const sum = trace.steps.reduce((total, step) => total + rewardSum(step.reward), 0);
      expect(sum).toBeCloseTo(trace.totals.reward, 9);
      const last = trace.steps.at(-1);
      if (one.form === 'telescoped' && last) {
        const { alpha, beta } = one.knobs;
        const costs = trace.steps.map((step, t) => (t === 0 ? 1 + beta : 1) * alpha * step.usage.costB);
        const expected =
          (1 + beta) * Math.max(...last.judged) - costs.reduce((a, b) => a + b, 0) + last.reward.bonus;
        // Judgements change along the route only through new answers here, so the increments telescope.
        expect(sum).toBeCloseTo(expected, 6);
      }
    }));

  it('saves a trace that replays to the same events', () =>
    holds(async (one) => {
      const events = await run(one);
      const trace = traceOf(events);
      const saved = JSON.parse(JSON.stringify(trace)) as typeof trace;
      const plain = (list: RouteEvent[]): unknown => JSON.parse(JSON.stringify(list));
      expect(plain(eventsOf(saved))).toEqual(plain(mergeDeltas(events)));
      expect(traceOf(eventsOf(saved))).toEqual(saved);
    }));

  it('asks the same experts whatever the order of the pool', () =>
    fc.assert(
      fc.asyncProperty(routes, seeds, async (one, order) => {
        const shuffled = fc.sample(fc.shuffledSubarray(one.scripts, { minLength: one.scripts.length }), {
          seed: order,
          numRuns: 1,
        })[0]!;
        const asked = (events: RouteEvent[]) => of(events, 'chosen').map((event) => event.expert);
        expect(asked(await run({ ...one, scripts: shuffled }))).toEqual(asked(await run(one)));
      }),
      { numRuns: 100 },
    ));

  it('never sends workspace text, or any text under localOnly, off the machine, and holds the spending cap', () =>
    holds(async (one) => {
      const experts = new Map(one.scripts.map((script) => [script.id, script]));
      const events = await run(one);
      const answers: AnsweredEvent[] = [];
      for (const event of events) {
        if (event.type === 'answered') answers.push(event);
        if (event.type !== 'chosen' || !experts.get(event.expert)!.leavesMachine) continue;
        expect(one.limits.localOnly).toBe(false);
        const tainted = one.fromWorkspace || event.shown.some((index) => answers[index]!.fromWorkspace);
        if (!one.limits.allowWorkspaceText) expect(tainted).toBe(false);
      }
      const { totals } = of(events, 'finished')[0]!;
      if (one.limits.spendCapUsd !== undefined)
        expect(totals.usd ?? 0).toBeLessThanOrEqual(one.limits.spendCapUsd);
    }));

  it('never asks an expert twice in a row, and a tool only once, with the plain question', () =>
    holds(async (one) => {
      const pool = one.scripts.map((script) => new ScriptedExpert(script));
      const events = await run(one, pool);
      const answered = of(events, 'answered').map((event) => event.expert);
      answered.slice(1).forEach((expert, i) => expect(expert).not.toBe(answered[i]));
      for (const tool of pool.filter((expert) => expert.tool)) {
        expect(tool.prompts.length).toBeLessThanOrEqual(1);
        for (const prompt of tool.prompts) expect(prompt).toBe('What is the answer?');
      }
    }));

  it('never sends an expert what it was already sent', () =>
    holds(async (one) => {
      const pool = one.scripts.map((script) => new ScriptedExpert(script));
      await run(one, pool);
      for (const { prompts } of pool) expect(new Set(prompts).size).toBe(prompts.length);
    }));

  it('lets nothing but the network decide: other random weights, other routes', async () => {
    const scripts: Script[] = ['a', 'b', 'c', 'd', 'e'].map((id) => ({
      id,
      behaviour: { does: 'answers', text: `I am ${id}` },
    }));
    const routesBySeed = await Promise.all(
      [1, 2, 3, 4, 5, 6].map(async (seed) => {
        const pool = scripts.map((script) => new ScriptedExpert(script));
        const events = await allEvents(startRoute(pool, { knobs: { p0: 1 }, policy: hashedPolicy(seed) }));
        return of(events, 'chosen')
          .map((event) => event.expert)
          .join();
      }),
    );
    expect(new Set(routesBySeed).size).toBeGreaterThan(1);
  });
});

describe('stopping', () => {
  it('at any moment yields a finished trace and leaves no request open', () =>
    fc.assert(
      fc.asyncProperty(routes, fc.nat(30), fc.boolean(), async (one, moment, hangs) => {
        const scripts = one.scripts.map((script, i): Script =>
          hangs && i === 0 ? { ...script, behaviour: { does: 'hangs' } } : script,
        );
        const pool = scripts.map((script) => new ScriptedExpert(script));
        const stop = new AbortController();
        const events: RouteEvent[] = [];
        const timer = setTimeout(() => stop.abort(), 20);
        for await (const event of startRoute(pool, { knobs: one.knobs, signal: stop.signal })) {
          events.push(event);
          if (events.length > moment) stop.abort();
        }
        clearTimeout(timer);
        expect(events.at(-1)?.type).toBe('finished');
        expect(events.slice(moment + 1).filter(({ type }) => type === 'chosen')).toEqual([]);
        const { stop: reason } = traceOf(events);
        // A route may end by itself in the very moment of the stop, but not while its only expert hangs.
        expect(hangs && pool.length === 1 ? ['user'] : stopReasons).toContain(reason);
        await new Promise((resolve) => setTimeout(resolve, 0));
        expect(pool.map((expert) => expert.open)).toEqual(pool.map(() => 0));
      }),
      { numRuns: 60 },
    ));

  it('leaves no request open when the consumer walks away', async () => {
    const expert = new ScriptedExpert({
      id: 'a',
      behaviour: { does: 'answers', text: 'one two three four' },
    });
    for await (const event of startRoute([expert])) if (event.type === 'delta') break;
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(expert.open).toBe(0);
  });

  it('takes a knob moved in the middle of a route at the next decision', async () => {
    let p0 = 1;
    const pool = ['a', 'b', 'c', 'd'].map(
      (id) => new ScriptedExpert({ id, behaviour: { does: 'answers', text: id } }),
    );
    const knobs = { alpha: 0, beta: 1, maxSteps: 4, transfer: 'always' as const };
    const events: RouteEvent[] = [];
    for await (const event of route({
      question: 'Which?',
      fromWorkspace: false,
      pool,
      policy: hashedPolicy(3),
      terminator: { judge: async (state) => state.answers.map(() => 0.5) },
      models: { version: 'test', trained: false, sha256: {} },
      knobs: () => ({ ...knobs, p0 }),
      limits: () => ({ localOnly: false, allowWorkspaceText: false, allowUnknownPrice: false }),
      signal: new AbortController().signal,
    })) {
      events.push(event);
      if (event.type === 'answered' && event.step === 1) p0 = 0.4;
    }
    expect(of(events, 'answered')).toHaveLength(2);
    expect(of(events, 'finished')[0]!.stop).toBe('good_enough');
  });
});

describe('an expert that misbehaves', () => {
  const stopOf = async (scripts: Script[], options = {}) => {
    const events = await allEvents(
      startRoute(
        scripts.map((script) => new ScriptedExpert(script)),
        options,
      ),
    );
    return { events, finished: of(events, 'finished')[0] as FinishedEvent };
  };

  it('and answers nothing costs no step and says so', async () => {
    const { events, finished } = await stopOf([{ id: 'mute', behaviour: { does: 'answersNothing' } }]);
    expect(of(events, 'failed')[0]!.error).toMatchObject({ kind: 'empty_answer' });
    expect(finished).toMatchObject({ stop: 'all_failed', final: null });
  });

  it('and thinks without answering has cost what it says', async () => {
    const thinker = new ScriptedExpert({ id: 'thinker', behaviour: { does: 'hangs' }, costB: 7 });
    thinker.ask = async function* () {
      throw new EmptyAnswerError('It used up its tokens.', { answerTokens: 500, usd: 0.25 });
    };
    const events = await allEvents(startRoute([thinker]));
    expect(of(events, 'failed')[0]!.usage).toEqual({ answerTokens: 500, usd: 0.25, costB: 7 });
    expect(of(events, 'finished')[0]!.totals).toMatchObject({ usd: 0.25, usdIncomplete: false });
  });

  it('and never ends is cut off at a multiple of its limit, and marked so', async () => {
    const { events } = await stopOf([
      { id: 'endless', maxAnswerTokens: 50, behaviour: { does: 'neverEnds' } },
    ]);
    expect(of(events, 'answered')[0]!.finish).toBe('length');
  });

  it('and fails in the middle keeps what it had said', async () => {
    const { events } = await stopOf([{ id: 'a', behaviour: { does: 'fails', after: 'Half an ans' } }]);
    expect(of(events, 'failed')[0]!.partial).toBe('Half an ans');
  });

  it('by declining ends the route as nobody left, not as a failure', async () => {
    const { finished } = await stopOf([{ id: 'tool', tool: true, behaviour: { does: 'declines' } }]);
    expect(finished.stop).toBe('nobody_left');
  });

  it('under a spending cap that nobody fits ends the route for that reason', async () => {
    const { finished } = await stopOf(
      [{ id: 'dear', behaviour: { does: 'answers', text: 'x' }, leavesMachine: true }],
      { limits: { spendCapUsd: 0.01 } },
    );
    expect(finished.stop).toBe('spend_cap');
  });

  it('by not fitting the context is not asked', async () => {
    const { events, finished } = await stopOf(
      [{ id: 'small', contextTokens: 100, behaviour: { does: 'answers', text: 'x' } }],
      { question: 'word '.repeat(400_000) },
    );
    expect(of(events, 'chosen')).toHaveLength(0);
    expect(finished).toMatchObject({
      stop: 'nobody_left',
      decision: { probabilities: {}, masked: { small: 'context_too_small' } },
    });
  });
});

describe('a pool that cannot be asked', () => {
  const expert = (id: string) => new ScriptedExpert({ id, behaviour: { does: 'answers', text: 'x' } });

  it.each([
    ['is empty', []],
    ['has an id twice', [expert('a'), expert('a')]],
    ['has an expert called stop', [expert('stop')]],
  ])('that %s is refused with what to do', async (_, pool) => {
    await expect(allEvents(startRoute(pool))).rejects.toThrow(PoolError);
  });
});

it('the first of equally probable events is chosen in order', async () => {
  const pool = ['b', 'a'].map((id) => new ScriptedExpert({ id, behaviour: { does: 'answers', text: id } }));
  const policy = { decide: async () => ({ experts: [0.5, 0.5 + 1e-7], stop: -1 }) };
  const events = await allEvents(startRoute(pool, { policy, knobs: { p0: 0 } }));
  const first = events.find((event): event is ChosenEvent => event.type === 'chosen')!;
  expect(first.expert).toBe('a');
  expect(first.probabilities).toMatchObject({ a: expect.closeTo(0.5, 6), b: expect.closeTo(0.5, 6) });
  const judged: JudgedEvent = of(events, 'judged')[0]!;
  expect(judged).toMatchObject({ step: 0, best: 0 });
  expect(judged.judged).toHaveLength(1);
});
