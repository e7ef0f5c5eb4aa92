/** What a function makes of its values: exact where it can be, and refused where rounding could reach what is shown. */
import type { BigNumber, Fraction, MathJsInstance } from 'mathjs';
import {
  angles,
  exactFunctions,
  irrational,
  logarithms,
  realFunctions,
  steps,
  trigonometry,
} from './mathFunctions';
import { NotArithmetic } from './notArithmetic';
import { realOf, type Value } from './operations';
import { roundingAfter } from './rounding';

/** Real numbers that agree to all but so many digits are the same: far above rounding, far below what is shown. */
const lostDigits = 24;
/** Beyond these powers of ten the remainder of an angle is rounding alone, and a small one is taken for 0. */
const angleRange = { least: -100, most: 40 };
/** Whole numbers up to this length are whole, and not cut off before their point. */
const wholeDigits = 40;

/** The value of a function. */
interface Called {
  readonly value: Value;
  /** It has no end, whatever the digits shown. */
  readonly rounded: boolean;
  /** A number was taken for an angle in radians. */
  readonly radians: boolean;
}

/** @throws NotArithmetic where no such function is known, or its value could be one of rounding. */
export function calledWith(math: MathJsInstance, name: string, args: readonly Value[]): Called {
  const exact = args.every((arg): arg is Fraction => math.isFraction(arg)) ? args : undefined;
  const rational = exact && Object.hasOwn(exactFunctions, name) && exactFunctions[name]!(math, exact);
  if (rational) return { value: rational, rounded: false, radians: false };
  if (!Object.hasOwn(realFunctions, name)) throw new NotArithmetic();
  const isAngular = trigonometry.has(name);
  const radians = isAngular && args.some((arg) => math.isFraction(arg) && !arg.equals(0));
  const reals = args.map((arg) => realOf(math, math.isUnit(arg) && isAngular ? arg.toNumeric('rad') : arg));
  if (angles.has(name) && reals.some(isBeyondAngles)) throw new NotArithmetic();
  const value = realOf(math, realFunctions[name]!(math, reals));
  // What is too small to be written, and a number that was rounded to 1 before its logarithm was taken.
  if (value.isZero() && (name === 'exp' || (logarithms.has(name) && !exact?.[0]!.equals(1))))
    throw new NotArithmetic();
  if (steps.has(name)) refuseAtStep(math, name, reals, value);
  const rounded = exact !== undefined && irrational.has(name) && isRounded(exact[0]!, value);
  // A multiple of π is not quite one in decimals. Of a rational number the result is never 0.
  if (isAngular && !exact && value.abs().lt(roundingAfter(math, lostDigits)))
    return { value: math.fraction(0), rounded, radians };
  if (isAngular && value.abs().gt(1e20)) throw new NotArithmetic();
  return { value, rounded, radians };
}

function isBeyondAngles(x: BigNumber): boolean {
  return x.e > angleRange.most || (x.e < angleRange.least && !x.isZero());
}

/**
 * Whether an irrational function of a rational number was rounded.
 * @throws NotArithmetic where it was rounded to a whole number: only at 0 and 1 do these functions have one.
 */
function isRounded(x: Fraction, result: BigNumber): boolean {
  // One of more digits than are kept looks whole, and is not.
  const whole = result.isInteger() && result.e < wholeDigits;
  if (whole && !x.equals(0) && !x.equals(1)) throw new NotArithmetic();
  return !whole;
}

/** Rounding a number that is itself rounded may land on the wrong side. */
function refuseAtStep(
  math: MathJsInstance,
  name: string,
  [x, ...rest]: BigNumber[],
  result: BigNumber,
): void {
  for (const shift of [1 - 1e-15, 1 + 1e-15]) {
    const near = realOf(math, realFunctions[name]!(math, [x!.times(shift), ...rest]));
    if (!near.eq(result)) throw new NotArithmetic();
  }
}
