import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Graph } from '../../../src/learn/graph/builder';
import { add, exp, mul, square, sub } from '../../../src/learn/graph/elementwise';
import { filled, normal, type ParameterValues } from '../../../src/learn/graph/initialisers';
import { mean, sum } from '../../../src/learn/graph/reductions';
import { TensorFileError } from '../../../src/learn/graph/safetensors';
import {
  CheckpointMismatchError,
  Trainer,
  TrainingDivergedError,
  type Objective,
  type TrainerOptions,
} from '../../../src/learn/graph/trainer';
import { network, ppoBatch, ppoObjective } from './deepSets';
import type { TensorValue } from '../../../src/der/networks/onnxSession';
import { evaluate, float64, numbers } from './evaluate';

const size = { features: 6, hidden: 8 };
const ppo = (graph: Graph) => ppoObjective(graph, size);
const bytes = (parameters: ParameterValues) =>
  [...parameters].map(([name, { data }]) => [name, Buffer.from(data.buffer).toString('hex')]);

const trainers: Trainer[] = [];
async function trainer(objective: (graph: Graph) => Objective, options: Partial<TrainerOptions> = {}) {
  const made = await Trainer.create(objective, { seed: 3, ...options });
  trainers.push(made);
  return made;
}

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'der-trainer-'))));
afterEach(async () => {
  await Promise.all(trainers.splice(0).map((each) => each.release()));
  await rm(folder, { recursive: true });
});

describe('Trainer', () => {
  it('lowers the loss of a policy and critic, and reports every term', async () => {
    const policy = await trainer(ppo);
    const batch = ppoBatch(size, 32, 5, 1);
    const first = await policy.step(1e-2, batch);
    let last = first;
    for (let step = 1; step < 40; step++) last = await policy.step(1e-2, batch);
    expect(last.loss).toBeLessThan(first.loss - 0.3);
    expect(Object.keys(last.terms)).toEqual(['policy', 'critic', 'entropy']);
    const { policy: surrogate = NaN, critic = NaN, entropy = NaN } = last.terms;
    expect(last.loss).toBeCloseTo(surrogate + 0.5 * critic - 0.01 * entropy, 5);
    expect(policy.steps).toBe(40);
  });

  it('takes batches and pools of any size', async () => {
    const policy = await trainer(ppo);
    for (const [batch, pool] of [
      [1, 2],
      [7, 3],
      [2, 40],
    ] as const) {
      const report = await policy.step(1e-3, ppoBatch(size, batch, pool, 1));
      expect(Number.isFinite(report.loss)).toBe(true);
    }
  });

  it('measures a batch without learning from it', async () => {
    const policy = await trainer(ppo);
    const batch = ppoBatch(size, 16, 4, 1);
    const before = bytes(policy.parameters);
    const measured = await policy.measure(batch);
    expect(bytes(policy.parameters)).toEqual(before);
    expect(policy.steps).toBe(0);
    expect(await policy.step(1e-2, batch)).toEqual(measured);
  });

  it('gives the same weights byte for byte for the same seed, and others for another', async () => {
    const [first, again, other] = [await trainer(ppo), await trainer(ppo), await trainer(ppo, { seed: 4 })];
    for (let step = 0; step < 5; step++) {
      for (const each of [first, again, other]) await each.step(1e-2, ppoBatch(size, 16, 4, step));
    }
    expect(bytes(again.parameters)).toEqual(bytes(first.parameters));
    expect(bytes(other.parameters)).not.toEqual(bytes(first.parameters));
  });

  it('updates as Adam with decoupled weight decay is defined, gradients clipped by their common norm', async () => {
    const options = { dtype: 'float64', maxGradientNorm: 2, adam: { weightDecay: 0.1 } } as const;
    const both = await trainer((graph) => {
      const matrix = graph.parameter('matrix', [1, 1], filled(1));
      const bias = graph.parameter('bias', [1], filled(-2));
      return { loss: sum(add(mul(square(matrix), graph.input('pull', [])), mul(square(bias), 0.5))) };
    }, options);

    let [matrix, bias] = [1, -2];
    const moments = { matrix: [0, 0], bias: [0, 0] };
    const pulls = [3, 1, 0.2, 5];
    for (const [index, pull] of pulls.entries()) {
      const [byMatrix, byBias] = [2 * matrix * pull, bias];
      const norm = Math.hypot(byMatrix, byBias);
      const scale = Math.min(1, 2 / (norm + 1e-6));
      const move = (moment: number[], gradient: number) => {
        const [m = 0, v = 0] = moment;
        moment.splice(0, 2, 0.9 * m + 0.1 * gradient, 0.999 * v + 0.001 * gradient ** 2);
        const meanHat = (moment[0] as number) / (1 - 0.9 ** (index + 1));
        const varianceHat = (moment[1] as number) / (1 - 0.999 ** (index + 1));
        return (0.01 * meanHat) / (Math.sqrt(varianceHat) + 1e-8);
      };
      matrix = matrix * (1 - 0.01 * 0.1) - move(moments.matrix, byMatrix * scale);
      bias = bias - move(moments.bias, byBias * scale);
      const report = await both.step(0.01, { pull });
      expect(report.gradientNorm).toBeCloseTo(norm, 12);
    }
    expect(both.parameters.get('matrix')?.data[0]).toBeCloseTo(matrix, 12);
    expect(both.parameters.get('bias')?.data[0]).toBeCloseTo(bias, 12);
  });

  it('says that training diverged and keeps the last good parameters', async () => {
    const diverging = await trainer((graph) => {
      const p = graph.parameter('p', [2], normal(1));
      return { loss: mean(square(p)), terms: { growth: mean(exp(mul(p, graph.input('scale', [])))) } };
    });
    await diverging.step(1e-2, { scale: 1 });
    const good = bytes(diverging.parameters);
    const step = diverging.step(1e-2, { scale: NaN });
    await expect(step).rejects.toThrow(TrainingDivergedError);
    await expect(step).rejects.toThrow('at step 2: growth is NaN');
    expect(bytes(diverging.parameters)).toEqual(good);
    expect(diverging.steps).toBe(1);
  });

  it('refuses a learning rate that would spoil the parameters', async () => {
    const policy = await trainer(ppo);
    const before = bytes(policy.parameters);
    await expect(policy.step(NaN, ppoBatch(size, 8, 4, 1))).rejects.toThrow('not NaN');
    expect(bytes(policy.parameters)).toEqual(before);
  });

  it('exports parameters into the network without its training, equal to 1e-5', async () => {
    const regression = (graph: Graph) => {
      const { scores, value } = network(graph, size);
      return { loss: add(mean(square(sub(scores, 1))), mean(square(value))), terms: { value: mean(value) } };
    };
    const trained = await trainer(regression);
    const { experts, mask } = ppoBatch(size, 8, 5, 1) as Record<string, TensorValue>;
    if (!experts || !mask) throw new Error('unreachable');
    for (let step = 0; step < 10; step++) await trained.step(1e-2, { experts, mask });

    const inference = new Graph();
    inference.output('value', mean(network(inference, size).value));
    const exported = await evaluate(inference, { experts, mask }, trained.parameters);
    const { terms } = await trained.step(1e-2, { experts, mask });
    expect(numbers(exported, 'value')[0]).toBeCloseTo(terms['value'] ?? NaN, 5);
  });
});

describe('checkpoints', () => {
  it('go on exactly where they were saved, and carry text along', async () => {
    const path = join(folder, 'policy.safetensors');
    const first = await trainer(ppo);
    const batch = (step: number) => ppoBatch(size, 16, 4, step);
    for (let step = 0; step < 3; step++) await first.step(1e-2, batch(step));
    await first.save(path, { epoch: '2' });
    const resumed = await trainer(ppo, { seed: 99 });
    expect(await resumed.load(path)).toMatchObject({ epoch: '2' });
    for (let step = 3; step < 6; step++) {
      expect(await resumed.step(1e-2, batch(step))).toEqual(await first.step(1e-2, batch(step)));
    }
    expect(bytes(resumed.parameters)).toEqual(bytes(first.parameters));
    expect(resumed.steps).toBe(6);
    expect(await readdir(folder)).toEqual(['policy.safetensors']);
  });

  it('of another network are refused, and change nothing', async () => {
    const path = join(folder, 'other.safetensors');
    await (await trainer((graph) => ppoObjective(graph, { features: 6, hidden: 4 }))).save(path);
    const policy = await trainer(ppo);
    const before = bytes(policy.parameters);
    await expect(policy.load(path)).rejects.toThrow(CheckpointMismatchError);
    await expect(policy.load(path)).rejects.toThrow('not float32 [6, 8]');
    expect(bytes(policy.parameters)).toEqual(before);
  });

  it('that are damaged are refused with the name of the file', async () => {
    const path = join(folder, 'damaged.safetensors');
    await writeFile(path, 'not a checkpoint at all');
    const policy = await trainer(ppo);
    await expect(policy.load(path)).rejects.toThrow(TensorFileError);
    await expect(policy.load(path)).rejects.toThrow('damaged.safetensors');
  });
});

describe('float64', () => {
  it('takes batches in float64', async () => {
    const line = await trainer(
      (graph) => ({
        loss: mean(square(sub(graph.parameter('p', [], filled(0)), graph.input('y', ['batch'])))),
      }),
      { dtype: 'float64' },
    );
    const { loss } = await line.step(1e-2, { y: float64([2], [1, 3]) });
    expect(loss).toBe(5);
  });
});
