import { describe, expect, it } from 'vitest';
import { sigmoid } from '../../../src/der/estimate/logOdds';
import { fitLogistic } from '../../../src/learn/terminator/logisticRegression';
import { Random } from '../../../src/learn/random';

const size = 3;
const truth = [1.5, -0.8, 0];

function drawn(rows: number, seed: number) {
  const random = new Random(seed);
  const features = Float32Array.from({ length: rows * size }, (_, at) =>
    random.normal(at % size, 1 + (at % size)),
  );
  const quality = Float32Array.from({ length: rows }, (_, row) => {
    const logOdds = truth.reduce((sum, weight, i) => sum + weight * features[row * size + i]!, 0.4);
    return Number(random.uniform() < sigmoid(logOdds));
  });
  return { features, quality };
}

describe('logistic regression', () => {
  it('finds the weights that made the data', () => {
    const { weights, bias } = fitLogistic(drawn(20_000, 1), size, 0);
    truth.forEach((weight, i) => expect(weights[i]).toBeCloseTo(weight, 1));
    expect(bias).toBeCloseTo(0.4, 1);
  });

  it('ends where the loss has no slope', () => {
    const rows = drawn(500, 2);
    const { weights, bias } = fitLogistic(rows, size, 0);
    const slope = new Float64Array(size + 1);
    rows.quality.forEach((quality, row) => {
      const values = [...rows.features.subarray(row * size, (row + 1) * size), 1];
      const logOdds = values.reduce((sum, value, i) => sum + value * (i === size ? bias : weights[i]!), 0);
      values.forEach((value, i) => (slope[i]! += (quality - sigmoid(logOdds)) * value));
    });
    for (const one of slope) expect(Math.abs(one)).toBeLessThan(1e-3);
  });

  it('gives what never varies no weight, and holds weights back by the penalty', () => {
    const { features, quality } = drawn(400, 3);
    const constant = features.map((value, at) => (at % size === 1 ? 7 : value));
    expect(Math.abs(fitLogistic({ features: constant, quality }, size, 1e-3).weights[1]!)).toBeLessThan(1e-3);
    const [free, held] = [0, 1].map(
      (penalty) => fitLogistic({ features, quality }, size, penalty).weights[0]!,
    );
    expect(Math.abs(held!)).toBeLessThan(Math.abs(free!) / 2);
  });

  it('leaves out what goes against what is known beforehand, and fits the rest as if it were not there', () => {
    const rows = drawn(2000, 4);
    const { weights } = fitLogistic(rows, size, 1e-3, [1, 1, 0]);
    expect(weights[1]).toBe(0);
    const without = rows.features.filter((_, at) => at % size !== 1);
    const alone = fitLogistic({ features: without, quality: rows.quality }, size - 1, 1e-3).weights;
    expect(weights[0]).toBeCloseTo(alone[0]!, 6);
    expect(weights[2]).toBeCloseTo(alone[1]!, 6);
  });

  it('says nothing from nothing', () => {
    const none = { features: new Float32Array(), quality: new Float32Array() };
    expect(fitLogistic(none, size, 1e-3)).toEqual({ weights: new Float64Array(size), bias: 0 });
  });
});
