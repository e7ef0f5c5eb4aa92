/**
 * The model of Bradley and Terry (1952): who wins a duel is a matter of the difference of two strengths in log-odds.
 * Fitted by Newton's method with a normal prior, so that somebody who never lost has a finite strength.
 */

/** `undefined` stands for a reference whose strength is 0. */
export interface Duel {
  readonly winner: number | undefined;
  readonly loser: number | undefined;
  /** How often it counts; a draw is half a win for each. */
  readonly weight: number;
}

/** Iterations; Newton's method needs fewer than ten from anywhere that its step is kept within `longestStep`. */
const mostIterations = 60;
const longestStep = 3;
const close = 1e-10;

/**
 * The most likely strengths, in log-odds.
 * @param precision of the prior, whose mean is 0; above 0. Next to 0 it only makes strengths average 0.
 */
export function strengths(players: number, duels: readonly Duel[], precision: number): number[] {
  const strength = new Float64Array(players);
  for (let iteration = 0; iteration < mostIterations; iteration++) {
    const slope = strength.map((one) => -precision * one);
    const curvature = Array.from({ length: players }, (_, row) => {
      const values = new Float64Array(players);
      values[row] = precision;
      return values;
    });
    for (const { winner, loser, weight } of duels) {
      const lead = of(strength, winner) - of(strength, loser);
      const unexpected = weight / (1 + Math.exp(lead));
      const variance = unexpected / (1 + Math.exp(-lead));
      if (winner !== undefined) {
        slope[winner]! += unexpected;
        curvature[winner]![winner]! += variance;
      }
      if (loser !== undefined) {
        slope[loser]! -= unexpected;
        curvature[loser]![loser]! += variance;
      }
      if (winner === undefined || loser === undefined) continue;
      curvature[winner]![loser]! -= variance;
      curvature[loser]![winner]! -= variance;
    }
    const step = solve(curvature, slope);
    const longest = Math.max(0, ...step.map(Math.abs));
    const scale = Math.min(1, longestStep / Math.max(longest, close));
    step.forEach((one, player) => (strength[player]! += scale * one));
    if (longest < close) break;
  }
  return [...strength];
}

/** Chance that the first wins, by the difference of their strengths. */
export function chanceToWin(strength: number, other: number): number {
  return 1 / (1 + Math.exp(other - strength));
}

function of(strength: Float64Array, player: number | undefined): number {
  return player === undefined ? 0 : strength[player]!;
}

/** Gaussian elimination of a positive definite system; the matrix is used up. */
function solve(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  const size = right.length;
  for (let pivot = 0; pivot < size; pivot++) {
    for (let row = pivot + 1; row < size; row++) {
      const factor = matrix[row]![pivot]! / matrix[pivot]![pivot]!;
      if (factor === 0) continue;
      for (let at = pivot; at < size; at++) matrix[row]![at]! -= factor * matrix[pivot]![at]!;
      right[row]! -= factor * right[pivot]!;
    }
  }
  for (let row = size - 1; row >= 0; row--) {
    for (let at = row + 1; at < size; at++) right[row]! -= matrix[row]![at]! * right[at]!;
    right[row]! /= matrix[row]![row]!;
  }
  return right;
}
