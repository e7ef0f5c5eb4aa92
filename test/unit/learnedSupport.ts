/** States, pools and models for the tests of the networks; everything made here, nothing recorded. */
import fc from 'fast-check';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Expert } from '../../src/der/core/experts';
import { exportModels, seededWeights, type Weights } from '../../src/lab/training/exportModels';
import { untrainedBelief, untrainedSkill } from '../../src/learn/untrained';
import { defaultKnobs, type Answer, type State } from '../../src/der/core/mdp';
import { loadModels, type BaselinePolicy } from '../../src/der/networks/models';

/** An expert that is looked at but never asked. */
export function expert(id: string, costB: number, more: Partial<Expert> = {}): Expert {
  return {
    id,
    name: id,
    provider: 'simulated',
    costB,
    costEstimated: false,
    leavesMachine: false,
    tool: false,
    readsWorkspace: false,
    ask: () => {
      throw new Error('Nobody is asked in this test.');
    },
    ...more,
  };
}

/** A pool of `size` experts of many sizes, some of unknown size. */
export function poolOf(size: number): Expert[] {
  return Array.from({ length: size }, (_, i) =>
    expert(`expert ${i}`, 0.5 + ((i * 37) % 400), { costEstimated: i % 5 === 4 }),
  );
}

export function answer(by: string, text: string, more: Partial<Answer> = {}): Answer {
  return { expert: by, text, shown: [], verified: false, finish: 'stop', fromWorkspace: false, ...more };
}

export function state(more: Partial<State> = {}): State {
  const answers = more.answers ?? [];
  return {
    question: 'How many legs do three spiders and two ants have together?',
    answers,
    judged: answers.map((_, i) => 0.3 + 0.1 * i),
    knobs: defaultKnobs,
    stepsLeft: defaultKnobs.maxSteps - answers.length,
    spent: 12 * answers.length,
    ...more,
  };
}

/** A state with three answers, of which two agree. */
export function midway(pool: readonly Expert[]): State {
  const by = (index: number) => pool[index % pool.length]!.id;
  const answers = [
    answer(by(0), 'Eight legs each: 24, and 12 more. The answer is 36.'),
    answer(by(1), '3 * 8 + 2 * 8 = 40. The answer is 40.'),
    answer(by(2), 'The answer is 36.', { shown: [0] }),
  ];
  return state({ answers });
}

/** Writes seeded models into a folder that is gone after the test, and loads them. */
export async function seededModels(seed: number) {
  const folder = await modelsFolder(seed);
  const models = await loadModels(folder);
  onTestFinished(() => models.release());
  return models;
}

const drawn = new Map<number, Weights>();

/** Drawing the weights takes longer than all the rest, so each seed's are drawn once. */
function weightsOf(seed: number): Weights {
  const weights = drawn.get(seed) ?? seededWeights(seed);
  drawn.set(seed, weights);
  return weights;
}

/** @param compared seeds of policies to compare with */
export async function modelsFolder(
  seed: number,
  compared: Readonly<Partial<Record<BaselinePolicy, number>>> = {},
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'der-models-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const policies = Object.entries(compared).map(([name, other]) => [name, weightsOf(other).policy]);
  await exportModels(
    folder,
    { ...weightsOf(seed), compared: Object.fromEntries(policies) as Weights['compared'] },
    {
      version: `test-${seed}`,
      trained: false,
      skill: untrainedSkill,
      belief: untrainedBelief,
    },
  );
  return folder;
}

/** States of every kind that can be told apart: any text, any knobs, any answers, shown and judged. */
export function anyState(pool: readonly Expert[]): fc.Arbitrary<State> {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('', '42', 'The answer is (B).', "I'm sorry, I cannot."),
  );
  const oneAnswer = fc.record({
    by: fc.nat(),
    text,
    verified: fc.boolean(),
    shown: fc.array(fc.nat(), { maxLength: 2 }),
  });
  const knobs = fc.record({
    alpha: fc.oneof(fc.constant(0), fc.double({ min: 1e-5, max: 0.1, noNaN: true })),
    beta: fc.double({ min: 0, max: 10, noNaN: true }),
    p0: fc.double({ min: 0, max: 1, noNaN: true }),
    maxSteps: fc.integer({ min: 1, max: 10 }),
    transfer: fc.constantFrom('always' as const, 'never' as const),
  });
  return fc
    .record({
      question: text,
      knobs,
      given: fc.array(oneAnswer, { maxLength: 10 }),
      judged: fc.double({ min: 0, max: 1, noNaN: true }),
      spent: fc.double({ min: 0, max: 1e6, noNaN: true }),
    })
    .map(({ question, knobs: tuned, given, judged, spent }) => ({
      question,
      knobs: tuned,
      answers: given.map(({ by, text: said, verified, shown }, index) =>
        answer(pool[by % pool.length]!.id, said, {
          verified,
          shown: index === 0 ? [] : [...new Set(shown.map((earlier) => earlier % index))],
        }),
      ),
      judged: given.map(() => judged),
      stepsLeft: Math.max(0, tuned.maxSteps - given.length),
      spent,
    }));
}
