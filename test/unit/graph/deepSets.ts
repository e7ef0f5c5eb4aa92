/** A small policy and critic over a pool of any size, and the loss of proximal policy optimisation on it. */
import type { Graph, Tensor } from '../../../src/learn/graph/builder';
import { add, clip, exp, minimum, mul, neg, relu, square, sub } from '../../../src/learn/graph/elementwise';
import { entropy, layerNorm, logSoftmax, maskedMean } from '../../../src/learn/graph/functions';
import { takeAlong } from '../../../src/learn/graph/indexing';
import { filled, glorotUniform, heNormal, zeros } from '../../../src/learn/graph/initialisers';
import { concat, squeeze, unsqueeze } from '../../../src/learn/graph/layout';
import { linear } from '../../../src/learn/graph/matmul';
import { mean } from '../../../src/learn/graph/reductions';
import type { Objective } from '../../../src/learn/graph/trainer';
import { Random } from '../../../src/learn/random';
import type { TensorValue } from '../../../src/der/networks/onnxSession';

export interface Size {
  readonly features: number;
  readonly hidden: number;
}

/** Scores `[batch, pool+1]`, the last one that of stopping, and value `[batch]`. */
export function network(
  graph: Graph,
  { features, hidden }: Size,
): { scores: Tensor; value: Tensor; mask: Tensor } {
  const dense = (x: Tensor, name: string, outputs: number, initialiser = heNormal()) => {
    const inputs = x.shape.at(-1) as number;
    const weights = graph.parameter(`${name}.weights`, [inputs, outputs], initialiser);
    return linear(x, weights, graph.parameter(`${name}.bias`, [outputs], zeros));
  };
  const experts = graph.input('experts', ['batch', 'pool', features]);
  const mask = graph.input('mask', ['batch', 'pool'], 'bool');

  const each = relu(dense(experts, 'each', hidden));
  const all = maskedMean(each, unsqueeze(mask, -1), 1);
  const context = relu(dense(all, 'context', hidden));
  const joined = add(dense(each, 'refined', hidden), unsqueeze(context, 1));
  const scale = graph.parameter('norm.scale', [hidden], filled(1));
  const refined = relu(layerNorm(joined, scale, graph.parameter('norm.shift', [hidden], zeros)));

  const score = squeeze(dense(refined, 'score', 1, glorotUniform(0.01)), -1);
  const stop = dense(context, 'stop', 1, glorotUniform(0.01));
  const value = squeeze(dense(context, 'value', 1, glorotUniform()), -1);
  return { scores: concat([score, stop], 1), value, mask };
}

export function ppoObjective(graph: Graph, size: Size): Objective {
  const { scores, value, mask } = network(graph, size);
  const stopAllowed = graph.input('stopAllowed', ['batch', 1], 'bool');
  const action = graph.input('action', ['batch'], 'int32');
  const [before, advantage, target] = ['before', 'advantage', 'target'].map((name) =>
    graph.input(name, ['batch']),
  );
  const [range, valueWeight, entropyWeight] = ['range', 'valueWeight', 'entropyWeight'].map((name) =>
    graph.input(name, []),
  );
  if (!before || !advantage || !target || !range || !valueWeight || !entropyWeight)
    throw new Error('unreachable');

  const logs = logSoftmax(scores, -1, concat([mask, stopAllowed], 1));
  const chosen = squeeze(takeAlong(logs, unsqueeze(action, 1), 1), 1);
  const ratio = exp(sub(chosen, before));
  const held = clip(ratio, sub(1, range), add(range, 1));
  const policy = neg(mean(minimum(mul(ratio, advantage), mul(held, advantage))));
  const critic = mean(square(sub(value, target)));
  const spread = mean(entropy(logs));
  const loss = sub(add(policy, mul(critic, valueWeight)), mul(spread, entropyWeight));
  return { loss, terms: { policy, critic, entropy: spread } };
}

/** A random batch; experts beyond the first two are each absent with probability one quarter. */
export function ppoBatch(
  { features }: Size,
  batch: number,
  pool: number,
  seed: number,
  dtype: 'float32' | 'float64' = 'float32',
): Record<string, TensorValue | number> {
  const random = new Random(seed);
  const floats = (dims: number[], draw: () => number): TensorValue => {
    const length = dims.reduce((product, size) => product * size, 1);
    const values = Float64Array.from({ length }, draw);
    return { type: dtype, data: dtype === 'float32' ? Float32Array.from(values) : values, dims };
  };
  return {
    experts: floats([batch, pool, features], () => random.normal()),
    mask: {
      type: 'bool',
      data: Uint8Array.from({ length: batch * pool }, (_, i) =>
        Number(i % pool < 2 || random.uniform() < 0.75),
      ),
      dims: [batch, pool],
    },
    stopAllowed: { type: 'bool', data: new Uint8Array(batch).fill(1), dims: [batch, 1] },
    action: {
      type: 'int32',
      data: Int32Array.from({ length: batch }, () => random.integer(2)),
      dims: [batch],
    },
    before: floats([batch], () => -Math.log(pool) + random.normal(0, 0.1)),
    advantage: floats([batch], () => random.normal()),
    target: floats([batch], () => random.normal()),
    range: 0.2,
    valueWeight: 0.5,
    entropyWeight: 0.01,
  };
}
