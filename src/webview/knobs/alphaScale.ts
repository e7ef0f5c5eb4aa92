/** α on a slider: logarithmic, with exactly 0 at its left end. */
import { knobRanges } from '../../der/core/mdp';

const { min, max } = knobRanges.alpha;
const perDecade = 20;

/** Positions of the slider are the whole numbers from 0, which is α = 0, to this one. */
export const alphaPositions = Math.round(Math.log10(max / min) * perDecade) + 1;

/** α at a position, rounded to two digits so that people can read it. */
export function alphaAt(position: number): number {
  if (position <= 0) return 0;
  const exact = min * 10 ** ((Math.min(position, alphaPositions) - 1) / perDecade);
  return Number(exact.toPrecision(2));
}

/** The position nearest to an α. */
export function alphaPosition(alpha: number): number {
  if (alpha <= 0) return 0;
  const position = Math.round(Math.log10(alpha / min) * perDecade) + 1;
  return Math.min(Math.max(position, 1), alphaPositions);
}
