import { describe, expect, it } from 'vitest';
import { scalar, toFeeds, type Batch } from '../../../src/learn/graph/batch';
import { Graph } from '../../../src/learn/graph/builder';
import { float32, float64, int32 } from './evaluate';

const graph = new Graph();
graph.input('features', ['batch', 'pool', 2]);
graph.input('action', ['batch'], 'int32');
graph.input('range', []);

const batch: Batch = {
  features: float32(
    [2, 3, 2],
    Array.from({ length: 12 }, (_, index) => index),
  ),
  action: int32([2], [0, 1]),
  range: 0.2,
};

describe('toFeeds', () => {
  it('passes tensors on and makes scalars of numbers', () => {
    expect(toFeeds(graph.inputs, batch)).toEqual({ ...batch, range: scalar(0.2) });
  });

  const wrong: Record<string, [Batch, string]> = {
    'an input missing': [{ features: batch['features'] as Batch[string], range: 1 }, '"action" is missing'],
    'an input too many': [{ ...batch, reward: 1 }, 'no input "reward"'],
    'another type': [
      { ...batch, range: float64([], [1]) },
      '"range" is float32 [], but was given float64 []',
    ],
    'another rank': [{ ...batch, action: 1 }, '"action" is int32 [batch], but was given float32 []'],
    'another fixed size': [
      { ...batch, features: float32([2, 1, 1], [1, 2]) },
      'but was given float32 [2, 1, 1]',
    ],
    'two sizes for one axis': [
      { ...batch, action: int32([1], [0]) },
      'The axis "batch" has size 2 in "features" and 1 in "action"',
    ],
  };
  it.each(Object.entries(wrong))('refuses %s', (_, [given, message]) => {
    expect(() => toFeeds(graph.inputs, given)).toThrow(message);
  });
});
