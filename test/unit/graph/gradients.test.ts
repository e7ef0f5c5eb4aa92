import { describe, expect, it } from 'vitest';
import { Graph, type Tensor } from '../../../src/learn/graph/builder';
import * as e from '../../../src/learn/graph/elementwise';
import { gradients } from '../../../src/learn/graph/gradients';
import { filled, initialParameters, normal } from '../../../src/learn/graph/initialisers';
import * as f from '../../../src/learn/graph/functions';
import { gather, takeAlong } from '../../../src/learn/graph/indexing';
import * as l from '../../../src/learn/graph/layout';
import { linear, matmul } from '../../../src/learn/graph/matmul';
import * as r from '../../../src/learn/graph/reductions';
import type { TensorValues } from '../../../src/der/networks/onnxSession';
import { evaluate, numbers } from './evaluate';
import { expectCentralDifferences } from './centralDifferences';

type Operands = (shape: readonly number[], name?: string) => Tensor;

/** Expressions of one or more random operands; what they give is weighed and summed into a loss. */
const expressions: Record<string, (p: Operands, graph: Graph) => Tensor> = {
  add: (p) => e.add(p([2, 3], 'a'), p([3], 'b')),
  'sub, broadcasting both': (p) => e.sub(p([2, 1], 'a'), p([1, 3], 'b')),
  'mul by a number': (p) => e.mul(p([2, 3]), -1.5),
  'mul, broadcasting': (p) => e.mul(p([2, 3], 'a'), p([2, 1], 'b')),
  div: (p) => e.div(p([2, 3], 'a'), e.add(e.exp(p([3], 'b')), 1)),
  maximum: (p) => e.maximum(p([2, 3], 'a'), p([3], 'b')),
  minimum: (p) => e.minimum(p([2, 3], 'a'), p([3], 'b')),
  clip: (p) => e.clip(p([4, 4]), -0.5, 0.5),
  neg: (p) => e.neg(p([3])),
  exp: (p) => e.exp(p([3])),
  log: (p) => e.log(e.add(e.square(p([3])), 0.5)),
  sqrt: (p) => e.sqrt(e.add(e.square(p([3])), 0.5)),
  abs: (p) => e.abs(p([2, 3])),
  square: (p) => e.square(p([2, 3])),
  tanh: (p) => e.tanh(p([2, 3])),
  sigmoid: (p) => e.sigmoid(p([2, 3])),
  relu: (p) => e.relu(p([3, 3])),
  softplus: (p) => e.softplus(p([2, 3])),
  'where, broadcasting': (p, g) => e.where(firstOfThree(g), p([1, 3], 'a'), p([2, 1], 'b')),
  'cast of a comparison': (p) => e.mul(e.cast(e.greater(p([3], 'a'), 0)), p([3], 'a')),
  sum: (p) => r.sum(p([2, 3, 2]), [0, 2]),
  'sum, keeping axes': (p) => e.mul(r.sum(p([2, 3]), 1, true), p([2, 3])),
  'sum of all': (p) => e.exp(r.sum(p([2, 3]))),
  mean: (p) => e.square(r.mean(p([2, 3, 2]), -2)),
  max: (p) => e.square(r.max(p([3, 4]), 1)),
  reshape: (p) => e.square(l.reshape(p([2, 3]), [3, 2])),
  transpose: (p) => e.exp(l.transpose(p([2, 3, 4]), [2, 0, 1])),
  'unsqueeze and squeeze': (p) => e.exp(l.squeeze(l.unsqueeze(p([2, 3]), 1), 1)),
  expand: (p) => e.exp(l.expand(p([3, 1]), [2, 3, 4])),
  concat: (p) => e.exp(l.concat([p([2, 3], 'a'), p([2, 1], 'b'), p([2, 2], 'c')], 1)),
  slice: (p) => e.exp(l.slice(p([2, 5]), 1, 1, -1)),
  'slice to the end': (p) => e.exp(l.slice(p([5, 2]), 0, -2)),
  'gather, repeated': (p, g) => e.exp(gather(p([3, 2]), g.constant([2, 0, 2], 'int32'))),
  'gather, inner axis': (p, g) =>
    e.exp(gather(p([2, 3, 2]), l.reshape(g.constant([1, 2, 1, 1], 'int32'), [2, 2]), 1)),
  takeAlong: (p, g) => e.exp(takeAlong(p([3, 4]), l.reshape(g.constant([3, 0, 3], 'int32'), [3, 1]), 1)),
  'takeAlong, one element twice': (p, g) =>
    e.exp(takeAlong(p([3, 4]), l.reshape(g.constant([1, 1], 'int32'), [1, 2]), 1)),
  'matmul of matrices': (p) => matmul(p([2, 3], 'a'), p([3, 4], 'b')),
  'matmul by a matrix': (p) => matmul(p([2, 2, 3], 'a'), p([3, 4], 'b')),
  'matmul of batches': (p) => matmul(p([2, 2, 3], 'a'), p([2, 3, 2], 'b')),
  'matmul, broadcasting batches': (p) => matmul(p([3, 2], 'a'), p([2, 2, 3], 'b')),
  linear: (p) => e.tanh(linear(p([2, 3, 4], 'x'), p([4, 2], 'w'), p([2], 'b'))),
  logSoftmax: (p) => f.logSoftmax(p([2, 4])),
  'logSoftmax, inner axis': (p) => f.logSoftmax(p([2, 4, 2]), 1),
  'softmax, masked': (p, g) => f.softmax(p([2, 4]), -1, mask(g)),
  entropy: (p) => f.entropy(f.logSoftmax(p([2, 4]), -1)),
  layerNorm: (p) => f.layerNorm(p([2, 4], 'x'), p([4], 'scale'), p([4], 'shift')),
  maskedMean: (p, g) => f.maskedMean(e.exp(p([2, 4])), mask(g), 1),
  maskedMax: (p, g) => f.maskedMax(p([2, 4]), mask(g), 1),
  binaryCrossEntropy: (p) => f.binaryCrossEntropy(p([2, 3]), 0.3),
  huber: (p) => f.huber(e.mul(p([4, 3]), 2)),
};

const firstOfThree = (graph: Graph) => e.cast(graph.constant([1, 0, 0], 'int32'), 'bool');
const mask = (graph: Graph) => e.cast(l.reshape(graph.constant([1, 0, 1, 1], 'int32'), [1, 4]), 'bool');

describe('derivatives equal central differences', () => {
  // A plain sum has a derivative that is constant along every axis, a weighed one varies along all of them.
  it.each(Object.entries(expressions))('%s', async (_, expression) => {
    for (const total of [r.sum, weighed]) {
      await expectCentralDifferences((graph) => {
        let unnamed = 0;
        const value = expression(
          (shape, name = `p${unnamed++}`) => graph.parameter(name, shape, normal(1)),
          graph,
        );
        return total(value);
      });
    }
  });

  it('a loss over named axes', async () => {
    const feeds: TensorValues = {
      x: { type: 'float64', data: Float64Array.from({ length: 24 }, (_, i) => Math.sin(i)), dims: [2, 3, 4] },
    };
    await expectCentralDifferences((graph) => {
      const x = graph.input('x', ['batch', 'pool', 4]);
      const w = graph.parameter('w', [4, 3], normal(1));
      const b = graph.parameter('b', [3], normal(1));
      const stop = graph.parameter('stop', [1], normal(1));
      const hidden = e.tanh(linear(x, w, b));
      const context = r.mean(hidden, 1, true);
      const scores = r.sum(e.mul(hidden, context), -1);
      const all = l.concat([scores, l.expand(stop, ['batch', 1])], 1);
      const last = l.slice(all, 1, -2);
      return e.add(r.mean(f.entropy(f.logSoftmax(all))), r.sum(e.square(last)));
    }, feeds);
  });
});

describe('gradients', () => {
  it('stops at stopGradient', async () => {
    const graph = new Graph({ dtype: 'float64' });
    const p = graph.parameter('p', [], () => Float64Array.of(3));
    const [byP] = gradients(e.mul(p, e.stopGradient(e.mul(p, 2))), [p]);
    graph.output('byP', byP as Tensor);
    expect((await evaluate(graph))['byP']?.data[0]).toBe(6);
  });

  it('of softplus at 0 is one half, where its pieces have a corner', async () => {
    const graph = new Graph();
    const p = graph.parameter('p', [1], () => Float64Array.of(0));
    const [byP] = gradients(r.sum(e.softplus(p)), [p]);
    graph.output('byP', byP as Tensor);
    expect((await evaluate(graph, {}, initialParameters(graph, 0)))['byP']?.data[0]).toBe(0.5);
  });

  it('of the greater and the lesser of two equals belongs to the first', async () => {
    const graph = new Graph();
    const [a, b] = ['a', 'b'].map((name) => graph.parameter(name, [], filled(1))) as [Tensor, Tensor];
    const loss = e.add(e.mul(e.maximum(a, b), 2), e.minimum(a, b));
    for (const [index, gradient] of gradients(loss, [a, b]).entries()) graph.output(`by${index}`, gradient);
    const results = await evaluate(graph);
    expect([numbers(results, 'by0'), numbers(results, 'by1')]).toEqual([[3], [0]]);
  });

  it('says which parameter a loss does not depend on', () => {
    const graph = new Graph();
    const used = graph.parameter('used', [], normal(1));
    const unused = graph.parameter('unused', [], normal(1));
    expect(() => gradients(e.square(used), [used, unused])).toThrow('does not depend on "unused"');
  });

  it('refuses a loss that is not a scalar', () => {
    const graph = new Graph();
    const p = graph.parameter('p', [2], normal(1));
    expect(() => gradients(e.square(p), [p])).toThrow('A loss is a scalar, not [2]');
  });
});

/** Weighs every element differently, so that no error in one cancels another's. */
function weighed(value: Tensor): Tensor {
  const elements = value.shape.reduce<number>((product, dim) => product * (dim as number), 1);
  const weights = Array.from({ length: elements }, (_, index) => Math.cos(index + 1));
  return r.sum(e.mul(l.reshape(value, [elements]), value.graph.constant(weights)));
}
