/**
 * Time of one decision (features and policy, the question's embedding cached) and of one judgement, by size of the
 * pool; the encoder's time apart. Medians over many decisions in the middle of routes, with the quartiles.
 */
import type { Expert } from '../src/der/core/experts';
import { defaultKnobs, type Answer, type State } from '../src/der/core/mdp';
import { loadModels } from '../src/der/networks/models';
import { timing, type Timing } from './timing';

const limits = new Map([
  [11, 1],
  [64, 2],
  [1024, 10],
]);

/** Measures everything; `rounds` repetitions after as many again to warm up, capped for large pools. */
export async function measureDecisions(folder: string, rounds = 300): Promise<Timing[]> {
  const models = await loadModels(folder);
  const timings: Timing[] = [];
  for (const [size, limit] of limits) {
    const pool = poolOf(size);
    const everyone = pool.map(() => true);
    const states = Array.from({ length: 20 }, (_, i) => stateWith(i % 5, pool));
    const decide = (i: number) => models.policy.decide(states[i % states.length]!, pool, everyone);
    const judge = (i: number) => models.terminator.judge(states[i % states.length]!, pool);
    timings.push(await measure(`decision among ${size}`, rounds, decide, limit));
    timings.push(await measure(`judgement among ${size}`, rounds, judge));
  }
  for (const length of [200, 2_000, 2_000_000]) {
    // Another text every time, so that nothing is cached.
    const encode = (i: number) =>
      models.encoder.embed(`${i} ${'how many apples are left '.repeat(length / 25)}`);
    timings.push(await measure(`encoding ${length} characters`, Math.min(rounds, 50), encode));
  }
  await models.release();
  return timings;
}

async function measure(
  what: string,
  rounds: number,
  run: (round: number) => Promise<unknown>,
  limit?: number,
): Promise<Timing> {
  for (let i = 0; i < rounds; i++) await run(i);
  const times: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const before = performance.now();
    await run(rounds + i);
    times.push(performance.now() - before);
  }
  return timing(what, 'ms', times, { atMost: limit });
}

function poolOf(size: number): Expert[] {
  return Array.from({ length: size }, (_, i) => ({
    id: `expert ${i}`,
    name: `expert ${i}`,
    provider: 'simulated',
    costB: 0.5 + ((i * 37) % 400),
    costEstimated: false,
    leavesMachine: false,
    tool: false,
    readsWorkspace: false,
    ask: () => {
      throw new Error('Nobody is asked in this benchmark.');
    },
  }));
}

/** A route in its middle: answers of which some agree. */
function stateWith(count: number, pool: readonly Expert[]): State {
  const answers: Answer[] = Array.from({ length: count }, (_, i) => ({
    expert: pool[i % pool.length]!.id,
    text: `Let us think step by step. ${'We add the numbers. '.repeat(20)} The answer is ${40 + (i % 2)}.`,
    shown: i > 0 ? [0] : [],
    verified: false,
    finish: 'stop',
    fromWorkspace: false,
  }));
  return {
    question: 'How many legs do three spiders and two ants have together?',
    answers,
    judged: answers.map((_, i) => 0.2 + 0.1 * i),
    knobs: defaultKnobs,
    stepsLeft: defaultKnobs.maxSteps - count,
    spent: 10 * count,
  };
}
