/** Generalised advantage estimation (Schulman et al., 2016). */
import type { Decision } from '../episodes/rollout';

/** What one decision was worth beyond what the critic had expected. */
export interface AdvantageEstimate {
  readonly advantage: number;
  /** What the critic is to learn: advantage plus value. */
  readonly return: number;
}

/**
 * Advantages of one finished episode's decisions. Its end is its boundary: nothing beyond it counts.
 * @param discount per step; routes are short, so 1 is usual.
 * @param lambda from 0, one step ahead (biased, calm), to 1, the whole return (unbiased, noisy).
 */
export function advantages(
  decisions: readonly Decision[],
  discount: number,
  lambda: number,
): AdvantageEstimate[] {
  const estimates: AdvantageEstimate[] = [];
  let advantage = 0;
  for (let at = decisions.length - 1; at >= 0; at--) {
    const { reward, value } = decisions[at]!;
    const next = decisions[at + 1]?.value ?? 0;
    advantage = reward + discount * next - value + discount * lambda * advantage;
    estimates.unshift({ advantage, return: advantage + value });
  }
  return estimates;
}

/** Shifts and scales values to mean 0 and deviation 1. */
export function normalised(values: readonly number[]): Float32Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return Float32Array.from(values, (value) => (value - mean) / Math.sqrt(variance + 1e-8));
}
