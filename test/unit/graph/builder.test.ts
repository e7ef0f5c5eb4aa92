import { describe, expect, it } from 'vitest';
import { Graph } from '../../../src/learn/graph/builder';
import {
  add,
  and,
  cast,
  equal,
  greater,
  less,
  lessOrEqual,
  maximum,
  mul,
  not,
  or,
  where,
} from '../../../src/learn/graph/elementwise';
import { encodeModel } from '../../../src/learn/graph/encode';
import {
  binaryCrossEntropy,
  logSoftmax,
  maskedMax,
  maskedMean,
  softmax,
} from '../../../src/learn/graph/functions';
import { gather, takeAlong } from '../../../src/learn/graph/indexing';
import { glorotUniform, heNormal, initialParameters, zeros } from '../../../src/learn/graph/initialisers';
import {
  concat,
  expand,
  reshape,
  slice,
  squeeze,
  transpose,
  unsqueeze,
} from '../../../src/learn/graph/layout';
import { linear, matmul } from '../../../src/learn/graph/matmul';
import { max, mean, sum } from '../../../src/learn/graph/reductions';
import { bool, evaluate, float32, int32, numbers } from './evaluate';

describe('results', () => {
  it('of matrix products of batches and of a batch with a matrix', async () => {
    const graph = new Graph();
    const a = graph.input('a', ['batch', 1, 2]);
    graph.output('batches', matmul(a, graph.input('b', ['batch', 2, 1])));
    graph.output('matrix', matmul(a, graph.input('w', [2, 2])));
    const results = await evaluate(graph, {
      a: float32([2, 1, 2], [1, 2, 3, 4]),
      b: float32([2, 2, 1], [5, 6, 7, 8]),
      w: float32([2, 2], [0, 1, 1, 0]),
    });
    expect(numbers(results, 'batches')).toEqual([17, 53]);
    expect(numbers(results, 'matrix')).toEqual([2, 1, 4, 3]);
  });

  it('of reductions over named axes', async () => {
    const graph = new Graph();
    const x = graph.input('x', ['batch', 'pool']);
    graph.output('sum', sum(x, 1));
    graph.output('mean', mean(x));
    graph.output('max', max(x, 0, true));
    const results = await evaluate(graph, { x: float32([2, 3], [1, 2, 3, 6, 5, 4]) });
    expect(numbers(results, 'sum')).toEqual([6, 15]);
    expect(numbers(results, 'mean')).toEqual([3.5]);
    expect(results['max']?.dims).toEqual([1, 3]);
    expect(numbers(results, 'max')).toEqual([6, 5, 4]);
  });

  it('of picking, slicing and joining', async () => {
    const graph = new Graph();
    const x = graph.input('x', ['batch', 'pool']);
    const index = graph.input('index', ['batch'], 'int32');
    graph.output('picked', takeAlong(x, unsqueeze(index, 1), 1));
    graph.output('rows', gather(x, index));
    const joined = concat([x, expand(graph.constant([9]), ['batch', 1])], 1);
    graph.output('joined', joined);
    graph.output('inner', slice(joined, 1, 1, -1));
    graph.output('last', slice(joined, 1, -1));
    const results = await evaluate(graph, {
      x: float32([2, 3], [1, 2, 3, 4, 5, 6]),
      index: int32([2], [1, 0]),
    });
    expect(joined.shape).toEqual(['batch', 'pool+1']);
    expect(numbers(results, 'picked')).toEqual([2, 4]);
    expect(numbers(results, 'rows')).toEqual([4, 5, 6, 1, 2, 3]);
    expect(numbers(results, 'joined')).toEqual([1, 2, 3, 9, 4, 5, 6, 9]);
    expect(numbers(results, 'inner')).toEqual([2, 3, 5, 6]);
    expect(numbers(results, 'last')).toEqual([9, 9]);
  });

  it('of comparisons and logic', async () => {
    const graph = new Graph();
    const x = graph.input('x', [4]);
    const middle = and(greater(x, 1), not(greater(x, 3)));
    graph.output('middle', where(middle, x, -1));
    graph.output('outer', cast(or(less(x, 2), equal(x, 4))));
    graph.output('low', lessOrEqual(x, 2));
    const results = await evaluate(graph, { x: float32([4], [1, 2, 3, 4]) });
    expect(numbers(results, 'middle')).toEqual([-1, 2, 3, -1]);
    expect(numbers(results, 'outer')).toEqual([1, 0, 0, 1]);
    expect(results['low']).toMatchObject({ type: 'bool' });
    expect(numbers(results, 'low')).toEqual([1, 1, 0, 0]);
  });

  it('of masks that leave something and that leave nothing', async () => {
    const graph = new Graph();
    const x = graph.input('x', ['batch', 3]);
    const mask = graph.input('mask', ['batch', 3], 'bool');
    graph.output('mean', maskedMean(x, mask, 1));
    graph.output('max', maskedMax(x, mask, 1));
    graph.output('softmax', softmax(x, -1, mask));
    const results = await evaluate(graph, {
      x: float32([2, 3], [-1, -1, 50, 7, 8, 9]),
      mask: bool([2, 3], [true, true, false, false, false, false]),
    });
    expect(numbers(results, 'mean')).toEqual([-1, 0]);
    expect(numbers(results, 'max')).toEqual([-1, 0]);
    expect(numbers(results, 'softmax').slice(0, 3)).toEqual([0.5, 0.5, 0]);
  });

  it('stay finite for extreme logits', async () => {
    const graph = new Graph();
    const x = graph.input('x', [2]);
    graph.output('cross', binaryCrossEntropy(x, 1));
    graph.output('logs', logSoftmax(x));
    const results = await evaluate(graph, { x: float32([2], [-500, 500]) });
    expect(numbers(results, 'cross')).toEqual([500, 0]);
    expect(numbers(results, 'logs')).toEqual([-1000, 0]);
  });
});

describe('parameters', () => {
  const declare = (names: readonly string[]) => {
    const graph = new Graph();
    for (const name of names) graph.parameter(name, [50, 40], heNormal());
    return initialParameters(graph, 9);
  };

  it('start the same whatever stands beside them, and unlike each other', () => {
    expect(declare(['a', 'b']).get('b')).toEqual(declare(['b']).get('b'));
    const both = declare(['a', 'b']);
    expect(both.get('a')).not.toEqual(both.get('b'));
  });

  it('start with the variance their initialiser promises', () => {
    const variance = (values: Iterable<number>) => {
      const list = [...values];
      return list.reduce((total, value) => total + value ** 2, 0) / list.length;
    };
    const graph = new Graph();
    graph.parameter('he', [50, 40], heNormal());
    graph.parameter('glorot', [50, 40], glorotUniform());
    const values = initialParameters(graph, 1);
    expect(variance((values.get('he')?.data ?? []) as Float32Array)).toBeCloseTo(2 / 50, 2);
    expect(variance((values.get('glorot')?.data ?? []) as Float32Array)).toBeCloseTo(2 / 90, 2);
  });

  it('of the same name are shared, of another shape refused', () => {
    const graph = new Graph();
    expect(graph.parameter('w', [2, 2], zeros)).toBe(graph.parameter('w', [2, 2], zeros));
    expect(() => graph.parameter('w', [3, 2], zeros)).toThrow('already has "w", of shape [2, 2]');
  });

  it('need a value of their shape to be written', () => {
    const graph = new Graph();
    graph.output('y', mul(graph.parameter('w', [2], zeros), 2));
    expect(() => encodeModel(graph, new Map())).toThrow('"w" has no value');
    expect(() => encodeModel(graph, new Map([['w', float32([3], [1, 2, 3])]]))).toThrow('float32 [2]');
  });
});

describe('mistakes are found when the graph is built', () => {
  const graph = new Graph();
  const x = graph.input('x', ['batch', 'pool', 4]);
  const ints = graph.input('ints', ['batch'], 'int32');
  const cases: Record<string, [() => unknown, string]> = {
    'shapes that do not broadcast': [() => add(x, graph.constant([1, 2, 3])), 'do not broadcast'],
    'axes of different names': [() => add(ints, graph.input('other', ['rows'], 'int32')), 'do not broadcast'],
    'matrices that do not fit': [
      () => matmul(x, graph.parameter('w3', [3, 2], zeros)),
      'cannot be multiplied',
    ],
    'a layer that does not fit': [
      () => linear(x, graph.parameter('w5', [5, 2], zeros), graph.parameter('b5', [2], zeros)),
      'cannot be multiplied',
    ],
    'mixed types': [() => maximum(ints, unsqueeze(x, 0)), 'mixes int32 and float32'],
    'an axis that does not exist': [() => sum(x, 3), 'Axis 3 does not exist'],
    'a squeeze of more than one element': [() => squeeze(x, 2), 'does not have size 1'],
    'an order that repeats an axis': [() => transpose(x, [0, 0, 1]), 'does not reorder'],
    'a shape of another size': [() => reshape(graph.constant([1, 2, 3]), [2, 2]), 'cannot take the shape'],
    'an expansion that shrinks': [() => expand(x, ['batch', 1, 4]), 'does not expand'],
    'parts that do not join': [() => concat([x, graph.input('y', ['batch', 'pool', 3])], 1), 'do not join'],
    'a mask that does not fit': [() => maskedMean(x, graph.input('m', ['batch'], 'bool'), 1), 'does not fit'],
    'a name used twice': [() => graph.input('x', [1]), 'already has'],
    'an unknown axis': [
      () => expand(graph.constant(1), ['nowhere']),
      'No tensor of the graph has an axis "nowhere"',
    ],
    'a tensor of another graph': [() => add(x, new Graph().input('z', [4])), 'belongs to another graph'],
  };
  it.each(Object.entries(cases))('%s', (_, [build, message]) => {
    expect(build).toThrow(message);
  });
});
