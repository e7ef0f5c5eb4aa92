/** Logistic regression of qualities in [0, 1] by Newton's method: convex, so that there is one solution to find. */
import { sigmoid } from '../../der/estimate/logOdds';

/** Rows of features and the qualities that go with them. */
export interface Rows {
  /** [rows, features], row by row */
  readonly features: Float32Array;
  /** [rows] */
  readonly quality: Float32Array;
}

/** Log-odds are the bias plus the weighted sum of the features. */
export interface LineOfBest {
  /** [features] */
  readonly weights: Float64Array;
  readonly bias: number;
}

const steps = 12;

/** How the log-odds may go with a feature: never down with it, never up, or either way. */
export type Sign = 1 | -1 | 0;

/**
 * Weights under which the qualities are most likely, less a penalty on their squares.
 * @param penalty of a squared weight on a feature's own scale of one standard deviation, per row. What hardly varies so
 *   gets no weight to speak of. The bias is free.
 * @param signs [features] What is known beforehand of a feature's weight: few questions were recorded, and what they
 *   say against it is chance. The feature that goes against it most is left out, then the next one.
 */
export function fitLogistic(
  { features, quality }: Rows,
  size: number,
  penalty: number,
  signs?: readonly Sign[],
): LineOfBest {
  const { scaled, means, deviations } = standardised(features, size);
  const left = new Set<number>();
  let parameters = likeliest(scaled, quality, size, penalty, left);
  for (let worst; (worst = mostAgainst(parameters, signs)) !== undefined;) {
    left.add(worst);
    parameters = likeliest(scaled, quality, size, penalty, left);
  }
  const weights = Float64Array.from(deviations, (deviation, i) => parameters[i]! / deviation);
  const bias = weights.reduce((sum, weight, i) => sum - weight * means[i]!, parameters[size]!);
  return { weights, bias };
}

/** The feature whose weight goes most against its sign; undefined where none does. */
function mostAgainst(parameters: Float64Array, signs: readonly Sign[] = []): number | undefined {
  const against = signs.map((sign, i) => -sign * parameters[i]!);
  const most = Math.max(0, ...against);
  return most > 0 ? against.indexOf(most) : undefined;
}

/** Weights of standardised features, the bias last, by Newton's method; those that are left out stay 0. */
function likeliest(
  scaled: Float64Array,
  quality: Float32Array,
  size: number,
  penalty: number,
  left: ReadonlySet<number>,
): Float64Array {
  const rows = quality.length;
  const parameters = new Float64Array(size + 1);
  for (let step = 0; step < steps; step++) {
    const slope = new Float64Array(size + 1);
    const curvature = Array.from({ length: size + 1 }, () => new Float64Array(size + 1));
    for (let row = 0; row < rows; row++) {
      const at = row * (size + 1);
      let logOdds = 0;
      for (let i = 0; i <= size; i++) logOdds += parameters[i]! * scaled[at + i]!;
      const chance = sigmoid(logOdds);
      const [error, weight] = [quality[row]! - chance, chance * (1 - chance)];
      for (let i = 0; i <= size; i++) {
        const value = left.has(i) ? 0 : scaled[at + i]!;
        if (value === 0) continue;
        slope[i]! += error * value;
        const line = curvature[i]!;
        for (let j = 0; j <= i; j++) if (!left.has(j)) line[j]! += weight * value * scaled[at + j]!;
      }
    }
    for (let i = 0; i < size; i++) {
      slope[i]! -= penalty * rows * parameters[i]!;
      curvature[i]![i]! += left.has(i) ? 1 : penalty * rows;
    }
    curvature[size]![size]! += 1e-9;
    solve(curvature, slope).forEach((change, i) => (parameters[i]! += change));
  }
  return parameters;
}

/** Features less their means, over their standard deviations, and a 1 at the end of every row. */
function standardised(features: Float32Array, size: number) {
  const rows = features.length / size;
  const means = new Float64Array(size);
  const deviations = new Float64Array(size);
  features.forEach((value, at) => (means[at % size]! += value / rows));
  features.forEach((value, at) => (deviations[at % size]! += (value - means[at % size]!) ** 2 / rows));
  deviations.forEach((variance, i) => (deviations[i] = Math.max(1e-3, Math.sqrt(variance))));
  const scaled = new Float64Array(rows * (size + 1)).fill(1);
  features.forEach((value, at) => {
    const [row, i] = [Math.floor(at / size), at % size];
    scaled[row * (size + 1) + i] = (value - means[i]!) / deviations[i]!;
  });
  return { scaled, means, deviations };
}

/** Solves a symmetric positive definite system, of which the lower half is read, by Cholesky's decomposition. */
function solve(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  const size = right.length;
  const lower = Array.from({ length: size }, () => new Float64Array(size));
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = matrix[i]![j]!;
      for (let k = 0; k < j; k++) rest -= lower[i]![k]! * lower[j]![k]!;
      lower[i]![j] = i === j ? Math.sqrt(Math.max(1e-12, rest)) : rest / lower[j]![j]!;
    }
  }
  const solution = Float64Array.from(right);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) solution[i]! -= lower[i]![k]! * solution[k]!;
    solution[i]! /= lower[i]![i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) solution[i]! -= lower[k]![i]! * solution[k]!;
    solution[i]! /= lower[i]![i]!;
  }
  return solution;
}
