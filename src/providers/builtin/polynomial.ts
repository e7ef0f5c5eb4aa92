/**
 * Polynomials in one unknown with exact coefficients: simplifying, and solving up to degree two. The `rationalize` of
 * mathjs rounds 1/7, and takes minutes for `(x + 1)^12`.
 */
import type {
  Fraction,
  MathJsInstance,
  MathNode,
  OperatorNode,
  OperatorNodeFn,
  OperatorNodeOp,
} from 'mathjs';
import { NotArithmetic } from './notArithmetic';
import { root } from './mathFunctions';
import { numberText } from './numberText';
import { isPercentage } from './percentBeside';
import { percentCall } from './percentSigns';
import { isUnclearProduct } from './unclearProduct';

type Operator = OperatorNode<OperatorNodeOp, OperatorNodeFn, MathNode[]>;

/** Coefficients by degree, the constant first, without trailing zeros. */
type Coefficients = readonly Fraction[];

const highestDegree = 12;

export interface Polynomial {
  readonly coefficients: Coefficients;
  readonly unknown: string;
}

/** @throws NotArithmetic when the expression is no polynomial in exactly one unknown of one letter. */
export function readPolynomial(math: MathJsInstance, expression: string, unknown?: string): Polynomial {
  const node = math.parse(expression);
  const letters = new Set<string>(unknown ? [unknown] : []);
  node.traverse((part) => {
    if (math.isSymbolNode(part) && part.name !== percentCall) letters.add(part.name);
  });
  const [letter, ...others] = letters;
  if (!letter || others.length > 0 || !/^[a-zA-Z]$/.test(letter) || letter === 'e' || letter === 'i') {
    throw new NotArithmetic();
  }
  return { coefficients: coefficientsOf(math, node), unknown: letter };
}

/** In descending powers: "x^2 - 5x + 6". */
export function polynomialText(math: MathJsInstance, { coefficients, unknown }: Polynomial): string {
  const terms = coefficients
    .map((coefficient, degree) => ({ coefficient, degree }))
    .filter(({ coefficient }) => !coefficient.equals(0))
    .reverse();
  if (terms.length === 0) return '0';
  return terms
    .map(({ coefficient, degree }, index) => {
      const sign = coefficient.s < 0n ? (index === 0 ? '-' : ' - ') : index === 0 ? '' : ' + ';
      const size = coefficient.abs();
      const power = degree === 0 ? '' : degree === 1 ? unknown : `${unknown}^${degree}`;
      const factor = power !== '' && size.equals(1) ? '' : fractionText(math, size, power !== '');
      return `${sign}${factor}${power}`;
    })
    .join('');
}

/** The solutions of `polynomial = 0` in words. @throws NotArithmetic above degree two. */
export function solutionText(math: MathJsInstance, { coefficients, unknown }: Polynomial): string {
  const [c = math.fraction(0), b = math.fraction(0), a] = coefficients;
  if (coefficients.length > 3) throw new NotArithmetic();
  if (a) return quadraticText(math, unknown, a, b, c);
  if (coefficients.length === 2) return `${unknown} = ${fractionText(math, c.neg().div(b), false)}`;
  return c.equals(0) ? `Every ${unknown} is a solution.` : 'There is no solution.';
}

function quadraticText(math: MathJsInstance, unknown: string, a: Fraction, b: Fraction, c: Fraction): string {
  const discriminant = b.mul(b).sub(a.mul(c).mul(4));
  if (discriminant.s < 0n) return 'There is no real solution.';
  const middle = b.neg().div(a.mul(2));
  if (discriminant.equals(0)) return `${unknown} = ${fractionText(math, middle, false)}`;
  const rational = root(discriminant, 2);
  if (rational) {
    const distance = rational.div(a.mul(2)).abs();
    const [low, high] = [middle.sub(distance), middle.add(distance)];
    return `${unknown} = ${fractionText(math, low, false)} or ${unknown} = ${fractionText(math, high, false)}`;
  }
  const distance = math.bignumber(discriminant).sqrt().div(math.bignumber(a).times(2)).abs();
  const [low, high] = [math.bignumber(middle).minus(distance), math.bignumber(middle).plus(distance)];
  return `${unknown} ≈ ${numberText(math, low, false).text} or ${unknown} ≈ ${numberText(math, high, false).text}`;
}

function fractionText(math: MathJsInstance, value: Fraction, factor: boolean): string {
  const { text, exact } = numberText(math, value, false);
  if (exact) return text;
  const quotient = value.toFraction();
  return factor ? `(${quotient})` : quotient;
}

function coefficientsOf(math: MathJsInstance, node: MathNode): Coefficients {
  if (math.isParenthesisNode(node)) return coefficientsOf(math, node.content);
  if (math.isSymbolNode(node)) return [math.fraction(0), math.fraction(1)];
  if (math.isConstantNode(node)) {
    const value: unknown = node.value;
    if (!math.isBigNumber(value) || Math.abs(value.e) > 100) throw new NotArithmetic();
    return trimmed([math.fraction(value.toFixed())]);
  }
  if (math.isFunctionNode(node) && node.fn.name === percentCall) {
    return coefficientsOf(math, node.args[0]!).map((coefficient) => coefficient.div(100));
  }
  if (!math.isOperatorNode(node) || isUnclear(math, node)) throw new NotArithmetic();
  const [left, right] = node.args.map((arg) => coefficientsOf(math, arg));
  if (!left) throw new NotArithmetic();
  const minusOne = math.fraction(-1);
  switch (String(node.fn)) {
    case 'unaryMinus':
      return left.map((coefficient) => coefficient.mul(minusOne));
    case 'unaryPlus':
      return left;
    case 'add':
      return sum(math, left, right!);
    case 'subtract':
      return sum(
        math,
        left,
        right!.map((coefficient) => coefficient.mul(minusOne)),
      );
    case 'multiply':
      return product(math, left, right!);
    case 'divide':
      if (right!.length !== 1) throw new NotArithmetic();
      return left.map((coefficient) => coefficient.div(right![0]!));
    case 'pow':
      return power(math, left, right!);
    default:
      throw new NotArithmetic();
  }
}

/** "x + 10%", "1/2x", "2^3x". */
function isUnclear(math: MathJsInstance, node: Operator): boolean {
  const { args } = node;
  if (/^(add|subtract)$/.test(String(node.fn))) return args.some((part) => isPercentage(math, part));
  return node.implicit && isUnclearProduct(math, args[0]!, args[1]!) && !isSymbolPower(math, args[0]!);
}

/** The left side of "x(x+1)" and "x^2(x+1)". */
function isSymbolPower(math: MathJsInstance, node: MathNode): boolean {
  if (math.isSymbolNode(node)) return true;
  return math.isOperatorNode(node) && String(node.fn) === 'pow' && math.isSymbolNode(node.args[0]!);
}

function sum(math: MathJsInstance, a: Coefficients, b: Coefficients): Coefficients {
  const zero = math.fraction(0);
  const length = Math.max(a.length, b.length);
  return trimmed(Array.from({ length }, (_, i) => (a[i] ?? zero).add(b[i] ?? zero)));
}

function product(math: MathJsInstance, a: Coefficients, b: Coefficients): Coefficients {
  if (a.length === 0 || b.length === 0) return [];
  if (a.length + b.length - 2 > highestDegree) throw new NotArithmetic();
  const result = Array.from({ length: a.length + b.length - 1 }, () => math.fraction(0));
  a.forEach((x, i) => b.forEach((y, j) => (result[i + j] = result[i + j]!.add(x.mul(y)))));
  return trimmed(result);
}

function power(math: MathJsInstance, base: Coefficients, exponent: Coefficients): Coefficients {
  const times = exponent.length === 0 ? 0 : exponent.length === 1 ? Number(exponent[0]!.valueOf()) : NaN;
  if (!Number.isInteger(times) || times < 0 || times > highestDegree) throw new NotArithmetic();
  let result: Coefficients = [math.fraction(1)];
  for (let i = 0; i < times; i++) result = product(math, result, base);
  return result;
}

function trimmed(coefficients: Fraction[]): Coefficients {
  let length = coefficients.length;
  while (length > 0 && coefficients[length - 1]!.equals(0)) length--;
  return coefficients.slice(0, length);
}

/** left − right, in their common unknown. */
export function difference(math: MathJsInstance, left: string, right: string, unknown?: string): Polynomial {
  return readPolynomial(math, `(${left}) - (${right})`, unknown);
}
