import { describe, expect, it } from 'vitest';
import {
  brier,
  calibrationBins,
  expectedCalibrationError,
  mean,
  quantile,
} from '../../../src/der/statistics/statistics';
import { bootstrapOf } from '../../../src/lab/evaluation/bootstrap';

describe('calibration', () => {
  it('is perfect where predicted and observed agree in every bin', () => {
    const predicted = [...Array<number>(10).fill(0.2), ...Array<number>(10).fill(0.5)];
    const outcome = [1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0];
    expect(expectedCalibrationError(predicted, outcome, 2)).toBeCloseTo(0, 12);
  });

  it('is the gap where one prediction is always wrong by the same', () => {
    expect(expectedCalibrationError(Array<number>(30).fill(0.9), Array<number>(30).fill(1), 15)).toBeCloseTo(
      0.1,
      12,
    );
    expect(expectedCalibrationError([0.7, 0.7], [0, 0], 15)).toBeCloseTo(0.7, 12);
  });

  it('cuts into bins of equal mass', () => {
    const bins = calibrationBins(
      Array.from({ length: 45 }, (_, at) => at / 45),
      Array<number>(45).fill(1),
      15,
    );
    expect(bins.map(({ rows }) => rows)).toEqual(Array<number>(15).fill(3));
  });

  it('has the known Brier scores', () => {
    expect(brier([1, 0], [1, 0])).toBe(0);
    expect(brier([0.5, 0.5], [1, 0])).toBe(0.25);
  });
});

describe('Bootstrap', () => {
  const values = Array.from({ length: 60 }, (_, at) => Math.sin(at) / 2 + 0.5);

  it('gives any statistic of weighted prompts the interval of the mean where it is the mean', () => {
    const bootstrap = bootstrapOf(60, 1, 200);
    const weightedMean = (weights: Uint32Array) =>
      values.reduce((sum, value, at) => sum + weights[at]! * value, 0) / 60;
    const [low, high] = bootstrap.intervalOf(weightedMean)!;
    expect(low).toBeCloseTo(bootstrap.interval(values)[0], 12);
    expect(high).toBeCloseTo(bootstrap.interval(values)[1], 12);
    expect(bootstrap.intervalOf(() => undefined)).toBeUndefined();
  });

  it('gives the same interval for the same seed and another for another', () => {
    expect(bootstrapOf(60, 1, 200).interval(values)).toEqual(bootstrapOf(60, 1, 200).interval(values));
    expect(bootstrapOf(60, 1, 200).interval(values)).not.toEqual(bootstrapOf(60, 2, 200).interval(values));
  });

  it('holds the mean, is a point for constants, and is paired: shifting all values shifts it', () => {
    const bootstrap = bootstrapOf(60, 3, 500);
    const [low, high] = bootstrap.interval(values);
    expect(low).toBeLessThan(mean(values));
    expect(high).toBeGreaterThan(mean(values));
    expect(bootstrap.interval(Array<number>(60).fill(0.25))).toEqual([0.25, 0.25]);
    const [shiftedLow, shiftedHigh] = bootstrap.interval(values.map((value) => value + 1));
    expect(shiftedLow).toBeCloseTo(low + 1, 10);
    expect(shiftedHigh).toBeCloseTo(high + 1, 10);
  });

  it('has about the width that theory gives', () => {
    const coin = Array.from({ length: 400 }, (_, at) => at % 2);
    const [low, high] = bootstrapOf(400, 1).interval(coin);
    expect(high - low).toBeCloseTo((2 * 1.96 * 0.5) / Math.sqrt(400), 1);
  });
});

describe('quantile', () => {
  it('is linear between neighbours', () => {
    expect(quantile([0, 10], 0.25)).toBe(2.5);
    expect(quantile([1, 2, 3], 1)).toBe(3);
  });
});
