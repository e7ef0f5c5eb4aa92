/** When more questions would tell nothing, and how many it takes until then. */
import type { SkillKind } from '../der/core/modelFacts';
import { halfWidth, meanInterval, wilson } from '../der/statistics/wilson';

/** Fewest outcomes of a kind that are believed, however much they agree. */
const fewest = 8;

/**
 * Half of the width of a skill's interval that is narrow enough, as a share: what a route decides hardly changes within
 * it, since what was expected beforehand counts for about 16 outcomes.
 */
export const usualPrecision = 0.2;
export const thoroughPrecision = 0.1;

/** Whether a skill is known well enough. */
export function isEnough(qualities: readonly number[], precision: number): boolean {
  return qualities.length >= fewest && halfWidth(meanInterval(qualities)) <= precision;
}

/** Zeros and ones that an outcome of each kind is about worth; a graded one spreads less. */
const worth: Readonly<Record<SkillKind, number>> = { short: 1, program: 1, open: 3 };

/** How many outcomes it will take for an expert of which such a mean is expected. */
export function expectedOutcomes(kind: SkillKind, share: number, precision: number, most: number): number {
  let count = Math.min(fewest, most);
  while (count < most && halfWidth(wilson(share, count * worth[kind])) > precision) count += 1;
  return count;
}
