/** How sure one may be of a mean that was seen in a few outcomes. */
import { mean, type Interval } from './statistics';

/** Standard normal deviate of a two-sided interval of 95 %. */
const z = 1.959964;

/** An outcome between 0 and 1 counts for at most so many that are either. */
const mostWorth = 4;

/**
 * Wilson's score interval (1927) of 95 % for the mean of outcomes in [0, 1]: right at 0 and 1 too, where the usual one
 * has no width. Where outcomes lie between the two they spread less than 0 and 1 would, and count for more of them.
 */
export function meanInterval(outcomes: readonly number[]): Interval {
  if (outcomes.length === 0) return [0, 1];
  const seen = mean(outcomes);
  return wilson(seen, outcomes.length * worth(outcomes, seen));
}

/**
 * Wilson's score interval of 95 % for a share.
 * @param count Outcomes that are 0 or 1, or as many as others are worth.
 */
export function wilson(share: number, count: number): Interval {
  const scale = 1 + (z * z) / count;
  const middle = (share + (z * z) / (2 * count)) / scale;
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / count + (z * z) / (4 * count * count));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}

/** Half of an interval's width. */
export function halfWidth([low, high]: Interval): number {
  return (high - low) / 2;
}

/** The variance that outcomes of 0 and 1 of this mean have, over the one that is seen. */
function worth(outcomes: readonly number[], seen: number): number {
  if (outcomes.every((outcome) => outcome === 0 || outcome === 1)) return 1;
  const squares = outcomes.reduce((sum, outcome) => sum + (outcome - seen) ** 2, 0);
  const variance = squares / Math.max(1, outcomes.length - 1);
  return Math.min(mostWorth, Math.max(1, (seen * (1 - seen)) / Math.max(variance, 1e-9)));
}
