/** The very objectives that train the shipped networks: their derivatives, their signs, and what they learn. */
import { afterEach, describe, expect, it } from 'vitest';
import type { TensorValue, TensorValues } from '../../../src/der/networks/onnxSession';
import { expertFeatures, stateFeatures } from '../../../src/der/networks/policyFeatureTable';
import { openFeatures } from '../../../src/der/networks/openFeatures';
import { programFeatures } from '../../../src/der/networks/programFeatures';
import { answerFeatures, answerKinds } from '../../../src/der/networks/terminatorFeatures';
import { sigmoid } from '../../../src/der/estimate/logOdds';
import { hindsightFeatures } from '../../../src/learn/episodes/environment';
import { Graph, type Tensor } from '../../../src/learn/graph/builder';
import type { Batch } from '../../../src/learn/graph/batch';
import { encodeModel } from '../../../src/learn/graph/encode';
import { openSession } from '../../../src/der/networks/onnxSession';
import { Trainer, type Objective } from '../../../src/learn/graph/trainer';
import { actorCritic, imitationObjective, ppoObjective } from '../../../src/learn/policy/ppo';
import { Random } from '../../../src/learn/random';
import { shortNetwork, terminatorInputs } from '../../../src/learn/terminator/terminatorNetwork';
import { terminatorObjective } from '../../../src/learn/terminator/terminatorTraining';
import { expectCentralDifferences } from '../graph/centralDifferences';

type Precision = 'float32' | 'float64';

const numbers = (dims: readonly number[], values: ArrayLike<number>, type: Precision): TensorValue => ({
  type,
  dims,
  data: type === 'float32' ? Float32Array.from(values) : Float64Array.from(values),
});
const drawn = (dims: readonly number[], random: Random, type: Precision) =>
  numbers(
    dims,
    Array.from({ length: dims.reduce((product, size) => product * size, 1) }, () => random.normal(0, 0.5)),
    type,
  );
const flags = (dims: readonly number[]): TensorValue => ({
  type: 'bool',
  dims,
  data: new Uint8Array(dims.reduce((product, size) => product * size, 1)).fill(1),
});
const indices = (values: readonly number[]): TensorValue => ({
  type: 'int32',
  dims: [values.length],
  data: Int32Array.from(values),
});

/** What policy and critic see of `batch` decisions about `pool` experts. */
function decisions(
  batch: number,
  pool: number,
  random: Random,
  type: Precision,
): Record<string, TensorValue> {
  return {
    state: drawn([batch, stateFeatures.length], random, type),
    experts: drawn([batch, pool, expertFeatures.length], random, type),
    open: flags([batch, pool]),
    mayStop: flags([batch, 1]),
    hindsight: drawn([batch, pool, hindsightFeatures.length], random, type),
  };
}

const trainers: Trainer[] = [];
async function trainerOf(objective: (graph: Graph) => Objective): Promise<Trainer> {
  const trainer = await Trainer.create(objective, { seed: 4 });
  trainers.push(trainer);
  return trainer;
}
afterEach(() => Promise.all(trainers.splice(0).map((trainer) => trainer.release())));

/** Values of a network with these parameters. */
async function run(
  build: (graph: Graph) => Record<string, Tensor>,
  trainer: Trainer,
  feeds: TensorValues,
): Promise<Record<string, number[]>> {
  const graph = new Graph();
  for (const [name, tensor] of Object.entries(build(graph))) graph.output(name, tensor);
  const session = await openSession(encodeModel(graph, trainer.parameters));
  const results = await session.run(feeds);
  await session.release();
  return Object.fromEntries(
    Object.entries(results).map(([name, { data }]) => [name, Array.from(data, Number)]),
  );
}

const seen = ({ state, experts, open, mayStop, hindsight }: Record<string, TensorValue>): TensorValues => ({
  ...{ state: state!, experts: experts!, open: open!, mayStop: mayStop!, hindsight: hindsight! },
});

/** Probabilities of all actions, row by row, stopping last, and values. */
async function acts(trainer: Trainer, batch: Record<string, TensorValue>) {
  const { log, value } = await run(
    (graph) => {
      const { logProbabilities, value } = actorCritic(graph);
      return { log: logProbabilities, value };
    },
    trainer,
    seen(batch),
  );
  return { probability: log!.map(Math.exp), log: log!, value: value! };
}

const coefficients = { clipRange: 0.2, valueWeight: 0.5, entropyWeight: 0.01 };

describe('the objective of proximal policy optimisation', () => {
  it('has the derivatives that differences show, value, entropy and clipping included', async () => {
    const random = new Random(1);
    const [batch, pool] = [6, 3];
    const row = (values: number[]) => numbers([batch], values, 'float64');
    const scalar = (value: number) => numbers([], [value], 'float64');
    await expectCentralDifferences(
      (graph) => ppoObjective(graph).loss,
      {
        ...decisions(batch, pool, random, 'float64'),
        action: indices([0, 1, 2, 3, 0, 1]),
        // Some so far from the policy that their ratio is clipped.
        before: row([-1.4, -1.3, -0.2, -3.5, -1.5, -1.1]),
        valueBefore: row([0, 0.1, -0.1, 0.5, 0, 1]),
        advantage: row([1, -1, 0.5, -0.5, 2, -2]),
        return: row([0.3, -0.2, 0.8, 0, 0.5, 1]),
        clipRange: scalar(0.2),
        valueWeight: scalar(0.5),
        entropyWeight: scalar(0.05),
      },
      12,
    );
  });

  it('makes what paid more likely, what did not less, and values nearer to the returns', async () => {
    const trainer = await trainerOf(ppoObjective);
    const random = new Random(2);
    const batch = decisions(2, 3, random, 'float32');
    const before = await acts(trainer, batch);
    const row = (values: number[]) => numbers([2], values, 'float32');
    await trainer.step(3e-3, {
      ...batch,
      action: indices([0, 1]),
      before: row([before.log[0]!, before.log[4 + 1]!]),
      valueBefore: row(before.value),
      advantage: row([1, -1]),
      return: row([before.value[0]! + 1, before.value[1]! - 1]),
      ...coefficients,
    });
    const after = await acts(trainer, batch);
    expect(after.probability[0]).toBeGreaterThan(before.probability[0]!);
    expect(after.probability[5]).toBeLessThan(before.probability[5]!);
    expect(after.value[0]! - after.value[1]!).toBeGreaterThan(before.value[0]! - before.value[1]!);
  });

  it('spreads the choice where nothing but entropy counts', async () => {
    const trainer = await trainerOf(ppoObjective);
    const batch = decisions(8, 3, new Random(3), 'float32');
    const entropyOf = (log: readonly number[]) => -log.reduce((sum, one) => sum + Math.exp(one) * one, 0);
    const zeros = numbers([8], new Array(8).fill(0), 'float32');
    const before = await acts(trainer, batch);
    for (let step = 0; step < 20; step++) {
      const nothing = { before: zeros, valueBefore: zeros, advantage: zeros, return: zeros };
      const weights = { clipRange: 0.2, valueWeight: 0, entropyWeight: 1 };
      await trainer.step(3e-3, { ...batch, action: indices(new Array(8).fill(0)), ...nothing, ...weights });
    }
    expect(entropyOf((await acts(trainer, batch)).log)).toBeGreaterThan(entropyOf(before.log));
  });

  it('finds the better of two arms', async () => {
    const trainer = await trainerOf(ppoObjective);
    const random = new Random(5);
    const rows = 64;
    const batch = bandit(rows);
    for (let round = 0; round < 60; round++) {
      const { probability, log, value } = await acts(trainer, batch);
      const action = Array.from({ length: rows }, (_, row) =>
        random.uniform() * (probability[3 * row]! + probability[3 * row + 1]!) < probability[3 * row]!
          ? 0
          : 1,
      );
      const reward = action.map((arm) => Number(random.uniform() < (arm === 0 ? 0.2 : 0.8)));
      const mean = reward.reduce((sum, one) => sum + one, 0) / rows;
      const row = (values: number[]) => numbers([rows], values, 'float32');
      await trainer.step(3e-3, {
        ...batch,
        action: indices(action),
        before: row(action.map((arm, at) => log[3 * at + arm]!)),
        valueBefore: row(value),
        advantage: row(reward.map((one) => (one - mean) / 0.5)),
        return: row(reward),
        ...coefficients,
      });
    }
    const { probability } = await acts(trainer, batch);
    expect(probability[1]).toBeGreaterThan(0.9);
  });
});

/** Many decisions between the same two experts, which may not be avoided by stopping. */
function bandit(rows: number): Record<string, TensorValue> {
  const one = decisions(1, 2, new Random(6), 'float32');
  const repeated = ({ type, dims, data }: TensorValue): TensorValue => ({
    type,
    dims: [rows, ...dims.slice(1)],
    data: (data.constructor as Float32ArrayConstructor).from(
      Array.from({ length: rows }, () => Array.from(data, Number)).flat(),
    ),
  });
  const batch = Object.fromEntries(Object.entries(one).map(([name, value]) => [name, repeated(value)]));
  return { ...batch, mayStop: { type: 'bool', dims: [rows, 1], data: new Uint8Array(rows) } };
}

describe('the objective of imitation', () => {
  it('has the derivatives that differences show', async () => {
    const target = numbers([4], [0.3, -0.2, 0.8, 0], 'float64');
    await expectCentralDifferences(
      (graph) => imitationObjective(graph).loss,
      { ...decisions(4, 3, new Random(7), 'float64'), action: indices([0, 1, 2, 3]), return: target },
      12,
    );
  });

  it('comes to do what the teacher does, and to value what it brings', async () => {
    const trainer = await trainerOf(imitationObjective);
    const rows = 16;
    const batch = bandit(rows);
    const target = numbers([rows], new Array(rows).fill(0.7), 'float32');
    const taught: Batch = { ...batch, action: indices(new Array(rows).fill(1)), return: target };
    for (let step = 0; step < 80; step++) await trainer.step(3e-3, taught);
    const { probability, value } = await acts(trainer, batch);
    expect(probability[1]).toBeGreaterThan(0.9);
    expect(value[0]).toBeCloseTo(0.7, 1);
  });
});

describe("the Terminator's objective", () => {
  const answers = (quality: readonly number[], type: Precision): Record<string, TensorValue> => ({
    answers: drawn([quality.length / 2, 2, answerFeatures.length], new Random(8), type),
    programs: drawn([quality.length / 2, 2, programFeatures.length], new Random(10), type),
    open: drawn([quality.length / 2, 2, openFeatures.length], new Random(11), type),
    kinds: numbers(
      [quality.length / 2, 2, answerKinds.length],
      quality.flatMap(() => [1, 0, 0]),
      type,
    ),
    excess: drawn([quality.length / 2, 2], new Random(9), type),
    given: flags([quality.length / 2, 2]),
    quality: numbers([quality.length / 2, 2], quality, type),
  });

  it('has the derivatives that differences show, and none by answers that are padding or of other kinds', async () => {
    const batch = answers([1, 0, 0.3, 0.9, 0, 1], 'float64');
    batch['given'] = { ...batch['given']!, data: Uint8Array.from([1, 1, 1, 0, 1, 1]) };
    (batch['kinds']!.data as Float64Array).set([0, 0, 1], 0);
    await expectCentralDifferences((graph) => terminatorObjective(graph).loss, batch, 12);
  });

  it('comes to predict each of two kinds of answers at its own rate', async () => {
    const trainer = await trainerOf(terminatorObjective);
    const random = new Random(10);
    const kinds = answers([0, 0], 'float32');
    delete kinds['quality'];
    for (let step = 0; step < 300; step++) {
      const won = [0.2, 0.8].map((rate) => Number(random.uniform() < rate));
      await trainer.step(3e-3 * (1 - step / 300), { ...kinds, quality: numbers([1, 2], won, 'float32') });
    }
    const { logOdds } = await run(
      (graph) => ({ logOdds: shortNetwork(terminatorInputs(graph)) }),
      trainer,
      kinds,
    );
    const [low, high] = logOdds!.map(sigmoid);
    expect(low).toBeLessThan(0.4);
    expect(high).toBeGreaterThan(0.6);
  });
});
