/** How sure one may be of a mean that was seen in a few outcomes. */

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Standard normal deviate of a two-sided interval of 95 %. */
const z = 1.959964;

/** An outcome between 0 and 1 counts for at most so many that are either. */
const mostWorth = 4;

/**
 * Wilson's score interval (1927) of 95 % for the mean of outcomes in [0, 1]: right at 0 and 1 too, where the usual one
 * has no width. Where outcomes lie between the two they spread less than 0 and 1 would, and count for more of them.
 */
export function intervalOf(outcomes: readonly number[]): Interval {
  if (outcomes.length === 0) return { low: 0, high: 1 };
  const mean = meanOf(outcomes);
  return wilson(mean, outcomes.length * worth(outcomes, mean));
}

/** @param count outcomes that are 0 or 1, or as many as others are worth */
export function wilson(mean: number, count: number): Interval {
  const scale = 1 + (z * z) / count;
  const middle = (mean + (z * z) / (2 * count)) / scale;
  const half = (z / scale) * Math.sqrt((mean * (1 - mean)) / count + (z * z) / (4 * count * count));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/** Half of its width. */
export function halfWidth({ low, high }: Interval): number {
  return (high - low) / 2;
}

/** NaN of none. */
export function meanOf(outcomes: readonly number[]): number {
  return outcomes.reduce((sum, outcome) => sum + outcome, 0) / outcomes.length;
}

/** The variance that outcomes of 0 and 1 of this mean have, over the one that is seen. */
function worth(outcomes: readonly number[], mean: number): number {
  if (outcomes.every((outcome) => outcome === 0 || outcome === 1)) return 1;
  const squares = outcomes.reduce((sum, outcome) => sum + (outcome - mean) ** 2, 0);
  const seen = squares / Math.max(1, outcomes.length - 1);
  return Math.min(mostWorth, Math.max(1, (mean * (1 - mean)) / Math.max(seen, 1e-9)));
}
