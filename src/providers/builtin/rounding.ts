/** How far the rounding of real numbers reaches. */
import type { BigNumber, MathJsInstance } from 'mathjs';
import { NotArithmetic } from './notArithmetic';

/** Sums of real numbers whose sizes are further apart, in powers of ten, lose the smaller one at any precision. */
const farthestSum = 100;

/** What decimal.js keeps for all numbers of one kind. */
interface Decimals {
  readonly precision: number;
  set(settings: { readonly precision: number; readonly rounding: number }): unknown;
}

const halfUp = 4;

/** The settings of all real numbers of this instance. */
function decimals(math: MathJsInstance): Decimals {
  return math.bignumber(0).constructor as unknown as Decimals;
}

/**
 * Runs `work`, and puts back how real numbers are rounded: decimal.js leaves its working precision, rounded down, where
 * it throws on the way, as for the sine of 10^1200.
 */
export function withOwnRounding<T>(math: MathJsInstance, work: () => T): T {
  const kind = decimals(math);
  const { precision } = kind;
  try {
    return work();
  } finally {
    kind.set({ precision, rounding: halfUp });
  }
}

/** What rounding may come to, relative to a value, after operations that lost so many digits. */
export function roundingAfter(math: MathJsInstance, lostDigits: number): BigNumber {
  return math.bignumber(10).pow(lostDigits - decimals(math).precision);
}

/** A product of what is not 0 is not 0, though it be too small to be written. */
export function notVanished(result: BigNumber, ...factors: BigNumber[]): BigNumber {
  if (result.isZero() && factors.every((factor) => !factor.isZero())) throw new NotArithmetic();
  return result;
}

/** A difference of two nearly equal rounded numbers is made of their rounding. */
export function notCancelled(result: BigNumber, a: BigNumber, b: BigNumber): BigNumber {
  if (!a.isZero() && !b.isZero() && Math.abs(a.e - b.e) > farthestSum) throw new NotArithmetic();
  if (result.abs().lt(a.abs().plus(b.abs()).times(1e-20))) throw new NotArithmetic();
  return result;
}
