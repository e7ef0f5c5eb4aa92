/** Values of arithmetic, and what signs make of two of them. */
import type { BigNumber, Fraction, MathJsInstance, Unit } from 'mathjs';
import { exactFunctions } from './mathFunctions';
import { NotArithmetic } from './notArithmetic';
import { notCancelled, notVanished } from './rounding';

/** A fraction is exact; a BigNumber was rounded. */
export type Value = Fraction | BigNumber | Unit;

/** Decimal digits that numerator and denominator of an exact value may have. */
export const mostDigits = 2_000;

/**
 * Two values under a sign: exact while both are fractions.
 * @throws NotArithmetic where the result has no value, or is made of rounding.
 */
export function combined(math: MathJsInstance, fn: string, left: Value, right: Value): Value {
  if (math.isFraction(left) && math.isFraction(right)) {
    const exact = exactFunctions[fn]?.(math, [left, right]);
    if (exact) return exact;
  }
  if (math.isUnit(left) || math.isUnit(right)) return withQuantity(math, fn, left, right);
  const [a, b] = [realOf(math, left), realOf(math, right)];
  switch (fn) {
    case 'add':
      return notCancelled(a.plus(b), a, b);
    case 'subtract':
      return notCancelled(a.minus(b), a, b);
    case 'multiply':
      return notVanished(a.times(b), a, b);
    case 'divide':
      return notVanished(a.div(b), a);
    case 'pow':
      return notVanished(realOf(math, math.pow(a, b)), a);
    default:
      throw new NotArithmetic();
  }
}

function withQuantity(math: MathJsInstance, fn: string, left: Value, right: Value): Value {
  const [a, b] = [left, right].map((value) => (math.isUnit(value) ? value : realOf(math, value)));
  if (fn === 'add' && math.isUnit(a) && math.isUnit(b)) return knownValue(math, math.add(a, b));
  if (fn === 'subtract' && math.isUnit(a) && math.isUnit(b)) return knownValue(math, math.subtract(a, b));
  if (fn === 'multiply') return knownValue(math, math.multiply(a!, b!));
  if (fn === 'divide') return knownValue(math, math.divide(a!, b!));
  throw new NotArithmetic();
}

/** A number as a real one. @throws NotArithmetic where it is none, or endless. */
export function realOf(math: MathJsInstance, value: unknown): BigNumber {
  const big =
    math.isFraction(value) || typeof value === 'number' || math.isBigNumber(value)
      ? math.bignumber(value)
      : undefined;
  if (!big?.isFinite()) throw new NotArithmetic();
  return big;
}

/** What mathjs gave back, if it is a value of ours. */
export function knownValue(math: MathJsInstance, value: unknown): Value {
  return math.isUnit(value) ? value : realOf(math, value);
}

/** A quotient by a real number that is 0 is endless, and no value. */
export function bounded(math: MathJsInstance, value: Value): Value {
  if (math.isBigNumber(value)) return realOf(math, value);
  if (!math.isFraction(value)) return value;
  const limit = 10n ** BigInt(mostDigits);
  if (value.n > limit || value.d > limit) throw new NotArithmetic();
  return value;
}
