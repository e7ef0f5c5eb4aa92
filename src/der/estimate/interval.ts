/** How sure one may be of a share that was seen in a few outcomes. */

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Standard normal deviate of a two-sided interval of 95 %. */
const z = 1.959964;

/**
 * Wilson's score interval (1927) of 95 % for the mean of so many outcomes between 0 and 1: right at 0 and 1 too, where
 * the usual one has no width. For outcomes between the two it is wider than need be.
 */
export function wilson(mean: number, count: number): Interval {
  if (count === 0) return { low: 0, high: 1 };
  const scale = 1 + (z * z) / count;
  const middle = (mean + (z * z) / (2 * count)) / scale;
  const half = (z / scale) * Math.sqrt((mean * (1 - mean)) / count + (z * z) / (4 * count * count));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/** Half of its width. */
export function halfWidth(mean: number, count: number): number {
  const { low, high } = wilson(mean, count);
  return (high - low) / 2;
}
