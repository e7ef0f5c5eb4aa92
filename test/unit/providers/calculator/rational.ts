/** Exact fractions and an evaluator of arithmetic of the tests' own: nothing of it is shared with the calculator. */
export interface Rational {
  readonly n: bigint;
  /** Above 0. */
  readonly d: bigint;
}

export class NoValue extends Error {}

export function rational(n: bigint | number, d: bigint | number = 1n): Rational {
  const [top, bottom] = [BigInt(n), BigInt(d)];
  if (bottom === 0n) throw new NoValue();
  const sign = bottom < 0n ? -1n : 1n;
  const divisor = gcd(top < 0n ? -top : top, bottom * sign) || 1n;
  return { n: (top * sign) / divisor, d: (bottom * sign) / divisor };
}

function gcd(a: bigint, b: bigint): bigint {
  while (b > 0n) [a, b] = [b, a % b];
  return a;
}

/** "12.5e-3" as it is. */
export function decimal(text: string): Rational {
  const [, sign = '', whole = '', places = '', exponent = '0'] =
    /^(-?)(\d*)\.?(\d*)(?:e([-+]?\d+))?$/.exec(text) ?? [];
  const digits = BigInt(`${sign}${whole}${places}`);
  const power = Number(exponent) - places.length;
  return power >= 0 ? rational(digits * 10n ** BigInt(power)) : rational(digits, 10n ** BigInt(-power));
}

export const plus = (a: Rational, b: Rational) => rational(a.n * b.d + b.n * a.d, a.d * b.d);
export const minus = (a: Rational, b: Rational) => rational(a.n * b.d - b.n * a.d, a.d * b.d);
export const times = (a: Rational, b: Rational) => rational(a.n * b.n, a.d * b.d);
export const over = (a: Rational, b: Rational) => rational(a.n * b.d, a.d * b.n);
export const equal = (a: Rational, b: Rational) => a.n === b.n && a.d === b.d;

function power(base: Rational, exponent: Rational): Rational {
  if (exponent.d !== 1n || exponent.n > 40n || exponent.n < -40n) throw new NoValue();
  if (base.n === 0n && exponent.n <= 0n) throw new NoValue();
  const times = exponent.n < 0n ? -exponent.n : exponent.n;
  const [n, d] = [base.n ** times, base.d ** times];
  return exponent.n < 0n ? rational(d, n) : rational(n, d);
}

/** How a percentage beside + and − is taken: as a hundredth of its number, or as a share of what stands before it. */
export type Reading = 'hundredths' | 'share';

/**
 * The value of numbers, + - * / ^, brackets and percentages, by the rules of school.
 * @throws NoValue where there is none.
 */
export function valueOf(expression: string, reading: Reading): Rational {
  const tokens = expression.match(/\d+(?:\.\d+)?|[-+*/^()%]/g) ?? [];
  let at = 0;
  const take = (token: string) => tokens[at] === token && at++ >= 0;

  function sum(): Rational {
    let total = product().value;
    for (;;) {
      const sign = take('+') ? 1 : take('-') ? -1 : 0;
      if (sign === 0) return total;
      const { value, percentage } = product();
      const term = percentage && reading === 'share' ? times(total, value) : value;
      total = sign > 0 ? plus(total, term) : minus(total, term);
    }
  }
  function product(): { value: Rational; percentage: boolean } {
    let { value, percentage } = signed();
    for (;;) {
      if (take('*')) value = times(value, signed().value);
      else if (take('/')) value = over(value, signed().value);
      else return { value, percentage };
      percentage = false;
    }
  }
  function signed(): { value: Rational; percentage: boolean } {
    if (!take('-')) return raised();
    const { value } = signed();
    return { value: times(value, rational(-1)), percentage: false };
  }
  function raised(): { value: Rational; percentage: boolean } {
    const { value, percentage } = postfix();
    return take('^') ? { value: power(value, signed().value), percentage: false } : { value, percentage };
  }
  function postfix(): { value: Rational; percentage: boolean } {
    const value = atom();
    return take('%') ? { value: over(value, rational(100)), percentage: true } : { value, percentage: false };
  }
  function atom(): Rational {
    if (take('(')) {
      const value = sum();
      if (!take(')')) throw new NoValue();
      return value;
    }
    const token = tokens[at++];
    if (token === undefined || !/\d/.test(token)) throw new NoValue();
    return decimal(token);
  }
  const value = sum();
  if (at < tokens.length) throw new NoValue();
  return value;
}
