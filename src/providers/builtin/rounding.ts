/** How far the rounding of real numbers reaches. */
import type { BigNumber, MathJsInstance } from 'mathjs';

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
