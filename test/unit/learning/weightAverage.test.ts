import { describe, expect, it } from 'vitest';
import type { ParameterValues } from '../../../src/der/learning/graph/initialisers';
import { movedTowards } from '../../../src/der/learning/weightAverage';

const weights = (...values: number[]): ParameterValues =>
  new Map([['w', { type: 'float32', dims: [values.length], data: Float32Array.from(values) }]]);

describe('averaging weights', () => {
  it('goes a share of the way, and leaves both ends as they are', () => {
    const [from, to] = [weights(0, 2), weights(1, -2)];
    expect(movedTowards(from, to, 0.25)).toEqual(weights(0.25, 1));
    expect([from, to]).toEqual([weights(0, 2), weights(1, -2)]);
  });

  it('comes as close as one likes to what it is moved towards again and again', () => {
    let average = weights(5);
    for (let i = 0; i < 200; i++) average = movedTowards(average, weights(1), 0.05);
    expect(average.get('w')!.data[0]).toBeCloseTo(1, 3);
  });
});
