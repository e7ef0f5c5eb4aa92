/** Numbers as the calculator writes them. */
import type { BigNumber, Fraction, MathJsInstance } from 'mathjs';
import { roundingAfter } from './rounding';

/** Significant digits shown of what does not end. */
const digits = 14;
/** Factors between units are known to this many. */
const unitDigits = 10;
/** Whole numbers up to this length are written out. */
const longestInteger = 60;

export interface NumberText {
  readonly text: string;
  /** Not a digit was rounded away. */
  readonly exact: boolean;
}

export function numberText(math: MathJsInstance, value: Fraction | BigNumber, ofUnit: boolean): NumberText {
  if (math.isFraction(value) && value.d === 1n && value.n.toString().length <= longestInteger) {
    return { text: `${value.s < 0n ? '-' : ''}${value.n}`, exact: true };
  }
  const big = math.bignumber(value);
  const shown = big.toSignificantDigits(ofUnit ? unitDigits : digits);
  const exact = math.isFraction(value)
    ? isSame(math, value, shown)
    : big
        .minus(shown)
        .abs()
        .lte(slackOf(math, big, ofUnit));
  const plain = shown.isZero() || (shown.e > -7 && shown.e < 21);
  return { text: plain ? shown.toFixed() : shown.toExponential(), exact };
}

/** A real number that ends after the digits shown, 0.5 for sin(30°), is that number up to rounding. */
function slackOf(math: MathJsInstance, value: BigNumber, ofUnit: boolean): BigNumber {
  return value.abs().times(ofUnit ? 1e-25 : roundingAfter(math, 9));
}

function isSame(math: MathJsInstance, value: Fraction, shown: BigNumber): boolean {
  return value.equals(math.fraction(shown.toFixed()));
}
