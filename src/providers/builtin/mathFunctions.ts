/** The functions of the calculator: exact ones over fractions, real ones over BigNumbers. */
import type { BigNumber, Fraction, MathJsInstance } from 'mathjs';
import { NotArithmetic } from './notArithmetic';

type Exact = (math: MathJsInstance, args: readonly Fraction[]) => Fraction | undefined;
type Real = (math: MathJsInstance, args: readonly BigNumber[]) => unknown;

/** Exact powers stay within some thousands of digits; beyond, the result is computed as a real number. */
const mostPowerDigits = 2_000;
const largestFactorial = 700;

/** Undefined: the result is not rational, or too long to be kept exact. */
export const exactFunctions: Readonly<Record<string, Exact>> = {
  add: two((a, b) => a.add(b)),
  subtract: two((a, b) => a.sub(b)),
  multiply: two((a, b) => a.mul(b)),
  divide: two((a, b) => a.div(nonZero(b))),
  // The sign of the divisor, as in mathematics, and as mathjs does it.
  mod: two((a, b) => a.sub(nonZero(b).mul(a.div(b).floor()))),
  pow: two(power),
  gcd: (_, args) => args.map(whole).reduce((a, b) => a.gcd(b)),
  lcm: (_, args) => args.map(whole).reduce((a, b) => a.lcm(b)),
  min: folded((a, b) => (a.lte(b) ? a : b)),
  max: folded((a, b) => (a.gte(b) ? a : b)),
  sum: folded((a, b) => a.add(b)),
  mean: (_, args) => args.reduce((a, b) => a.add(b)).div(args.length),
  median: (_, args) => median(args),
  abs: one((a) => a.abs()),
  floor: one((a) => a.floor()),
  ceil: one((a) => a.ceil()),
  round: (_, [a, places]) => roundHalfAway(a!, places),
  sqrt: one((a) => root(a, 2)),
  cbrt: one((a) => root(a, 3)),
  factorial: (math, [a]) => factorial(math, a!),
};

export const realFunctions: Readonly<Record<string, Real>> = {
  sqrt: (math, [a]) => math.sqrt(only(a)),
  cbrt: (math, [a]) => math.cbrt(only(a)),
  abs: (_, [a]) => only(a).abs(),
  exp: (math, [a]) => math.exp(only(a)),
  ln: (math, [a]) => math.log(only(a)),
  log10: (math, [a]) => math.log10(only(a)),
  log2: (math, [a]) => math.log2(only(a)),
  // Without a base it is the natural one to some and the decimal one to others.
  log: (math, [a, base]) => math.log(only(a), baseOf(base)),
  floor: (_, [a]) => only(a).floor(),
  ceil: (_, [a]) => only(a).ceil(),
  round: (_, [a, places]) => only(a).toDecimalPlaces(places?.toNumber() ?? 0),
  sin: (math, [a]) => math.sin(only(a)),
  cos: (math, [a]) => math.cos(only(a)),
  tan: (math, [a]) => math.tan(only(a)),
  asin: (math, [a]) => math.asin(only(a)),
  acos: (math, [a]) => math.acos(only(a)),
  atan: (math, [a]) => math.atan(only(a)),
};

/** Functions that jump. */
export const steps: ReadonlySet<string> = new Set(['floor', 'ceil', 'round']);
/** Functions whose values at rational numbers are irrational but for 0 and 1. */
export const irrational: ReadonlySet<string> = new Set([
  ...['sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'exp', 'ln'],
]);
/** Logarithms, which are 0 at 1 alone. */
export const logarithms: ReadonlySet<string> = new Set(['ln', 'log', 'log2', 'log10']);
/** Functions of an angle. */
export const trigonometry: ReadonlySet<string> = new Set(['sin', 'cos', 'tan']);
/** Those, and their inverses. */
export const angles: ReadonlySet<string> = new Set([...trigonometry, 'asin', 'acos', 'atan']);

function one(f: (a: Fraction) => Fraction | undefined): Exact {
  return (_, args) => {
    if (args.length !== 1) throw new NotArithmetic();
    return f(args[0]!);
  };
}

function two(f: (a: Fraction, b: Fraction) => Fraction | undefined): Exact {
  return (_, args) => {
    if (args.length !== 2) throw new NotArithmetic();
    return f(args[0]!, args[1]!);
  };
}

function folded(f: (a: Fraction, b: Fraction) => Fraction): Exact {
  return (_, args) => args.reduce(f);
}

function only(arg: BigNumber | undefined): BigNumber {
  if (arg === undefined) throw new NotArithmetic();
  return arg;
}

/** To the base of 0 every logarithm would be 0. */
function baseOf(base: BigNumber | undefined): BigNumber {
  if (!only(base).isPositive() || only(base).isZero()) throw new NotArithmetic();
  return only(base);
}

function nonZero(x: Fraction): Fraction {
  if (x.equals(0)) throw new NotArithmetic();
  return x;
}

function whole(x: Fraction): Fraction {
  if (x.d !== 1n) throw new NotArithmetic();
  return x;
}

function power(base: Fraction, exponent: Fraction): Fraction | undefined {
  if (base.equals(0) && exponent.lte(0)) throw new NotArithmetic();
  if (exponent.d !== 1n) return undefined;
  const digits = base.n.toString().length + base.d.toString().length;
  const times = Number(exponent.n);
  return digits * times <= mostPowerDigits ? (base.pow(exponent) ?? undefined) : undefined;
}

function median(args: readonly Fraction[]): Fraction {
  const sorted = [...args].sort((a, b) => a.compare(b));
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : sorted[half]!.add(sorted[half - 1]!).div(2);
}

function roundHalfAway(x: Fraction, places: Fraction | undefined): Fraction {
  const n = Number(places?.valueOf() ?? 0);
  if (!Number.isInteger(n) || n < 0 || n > 50) throw new NotArithmetic();
  const scale = 10n ** BigInt(n);
  // Away from zero to some, up to others.
  if (x.s < 0n && x.mul(scale).mod(1).equals('-1/2')) throw new NotArithmetic();
  const rounded = x.abs().mul(scale).add('1/2').floor().div(scale);
  return x.s < 0n ? rounded.neg() : rounded;
}

/**
 * The root where it is rational. Not `Fraction.pow`, which takes numbers apart into primes: for one of thirty digits
 * it takes years.
 */
export function root(x: Fraction, degree: 2 | 3): Fraction | undefined {
  if (degree === 2 && x.s < 0n) throw new NotArithmetic();
  const [n, d] = [integerRoot(x.n, degree), integerRoot(x.d, degree)];
  if (n === undefined || d === undefined) return undefined;
  const result = x.abs().mul(0).add(n).div(d);
  return x.s < 0n ? result.neg() : result;
}

/** Newton's method on whole numbers; undefined when there is no whole root. */
function integerRoot(value: bigint, degree: 2 | 3): bigint | undefined {
  if (value < 2n) return value;
  const k = BigInt(degree);
  let guess = 1n << BigInt(Math.ceil(value.toString(2).length / degree));
  for (;;) {
    const next = ((k - 1n) * guess + value / guess ** (k - 1n)) / k;
    if (next >= guess) break;
    guess = next;
  }
  return guess ** k === value ? guess : undefined;
}

function factorial(math: MathJsInstance, x: Fraction): Fraction {
  if (x.d !== 1n || x.s < 0n || x.n > BigInt(largestFactorial)) throw new NotArithmetic();
  let product = 1n;
  for (let factor = 2n; factor <= x.n; factor++) product *= factor;
  return math.fraction(product, 1n);
}
