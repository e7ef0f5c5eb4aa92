/**
 * Arithmetic that can be vouched for. mathjs parses; this walks the tree, takes only what is arithmetic, keeps
 * fractions exact for as long as they are, and gives up where rounding could reach the digits shown.
 */
import type {
  BigNumber,
  ConstantNode,
  Fraction,
  FunctionNode,
  MathJsInstance,
  MathNode,
  OperatorNode,
  OperatorNodeFn,
  OperatorNodeOp,
  Unit,
} from 'mathjs';
import { mixesThousands } from './decimalBytes';
import { forgetUnits } from './forgetUnits';
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
import { asWritten, isPercentage, readPercentBeside } from './percentBeside';
import { percentCall } from './percentSigns';
import { notCancelled, notVanished, roundingAfter } from './rounding';
import { isUnclearProduct } from './unclearProduct';
import { unitOf } from './units';

type Operator = OperatorNode<OperatorNodeOp, OperatorNodeFn, MathNode[]>;
type Value = Fraction | BigNumber | Unit;

export interface Result {
  /** A fraction is exact; a BigNumber is right to the digits that are shown. */
  readonly value: Fraction | BigNumber;
  /** The unit as written, or as it follows from those written; absent for plain numbers. */
  readonly unit?: string;
  /** A sum of percentages alone: the value is in percent. */
  readonly percent: boolean;
  /** Known to have no end, whatever the digits shown. */
  readonly rounded: boolean;
  /** How parts were read that somebody may read otherwise. */
  readonly readings: readonly string[];
}

/** Real numbers that agree to all but so many digits are the same: far above rounding, far below what is shown. */
const lostDigits = 24;
/** Beyond these powers of ten the remainder of an angle is rounding alone, and a small one is taken for 0. */
const angleRange = { least: -100, most: 40 };
/** Whole numbers up to this length are whole, and not cut off before their point. */
const wholeDigits = 40;
/** Decimal digits that numerator and denominator of an exact value may have. */
const mostDigits = 2_000;
const offsetUnits = /^deg[CF]$/;

/** @throws NotArithmetic, or mathjs's own error for what it cannot parse or what has no value. */
export function evaluate(math: MathJsInstance, expression: string): Result {
  if (/[a-z]/i.test(expression.replaceAll(percentCall, ''))) forgetUnits(math);
  const walk = new Walk(math);
  const node = math.parse(expression);
  if (mixesThousands(math, node)) walk.readings.push('kB, MB, GB and TB are read as powers of 1000');
  if (math.isOperatorNode(node) && String(node.fn) === 'to')
    return { ...walk.conversion(node), percent: false, rounded: walk.rounded, readings: walk.readings };
  const value = walk.value(node);
  if (!walk.computed) throw new NotArithmetic();
  const { rounded, readings } = walk;
  if (math.isFraction(value) && isPercentage(math, node)) {
    return { value: value.mul(100), percent: true, rounded, readings };
  }
  if (!math.isUnit(value)) return { value, percent: false, rounded, readings };
  const [amount = '', ...unit] = math.format(value, { notation: 'exponential', precision: 30 }).split(' ');
  const result = { value: math.bignumber(amount), percent: false, rounded, readings };
  return unit.length > 0 ? { ...result, unit: unit.join(' ').replaceAll(' / ', '/') } : result;
}

class Walk {
  /** Something was computed: a bare number, word or quantity is no request. */
  computed = false;
  rounded = false;
  readonly readings: string[] = [];

  constructor(private readonly math: MathJsInstance) {}

  value(node: MathNode): Value {
    const { math } = this;
    if (math.isParenthesisNode(node)) return this.value(node.content);
    if (math.isConstantNode(node)) return this.constant(node.value);
    if (math.isSymbolNode(node)) return this.named(node.name);
    if (math.isOperatorNode(node)) return this.bounded(this.operator(node));
    if (math.isFunctionNode(node)) return this.bounded(this.call(node));
    throw new NotArithmetic();
  }

  /** `quantity to unit`. Temperatures with another zero take part in nothing else. */
  conversion(node: Operator): { value: BigNumber; unit: string } {
    const [from, to] = node.args;
    const target = to && this.unitOrKelvin(to);
    if (!from || !target) throw new NotArithmetic();
    const quantity = offsetUnits.test(target) || target === 'K' ? this.temperature(from) : this.value(from);
    if (!this.math.isUnit(quantity)) throw new NotArithmetic();
    return { value: this.real(quantity.toNumeric(target)), unit: to.toString().replaceAll(' ', '') };
  }

  real(value: unknown): BigNumber {
    const { math } = this;
    const big =
      math.isFraction(value) || typeof value === 'number' || math.isBigNumber(value)
        ? math.bignumber(value)
        : undefined;
    if (!big?.isFinite()) throw new NotArithmetic();
    return big;
  }

  private constant(value: unknown): Fraction {
    const { math } = this;
    if (!math.isBigNumber(value) || Math.abs(value.e) > mostDigits) throw new NotArithmetic();
    return math.fraction(value.toFixed());
  }

  private named(name: string): BigNumber {
    const one = this.math.bignumber(1);
    switch (name) {
      case 'pi':
        return this.real(this.math.acos(one.neg()));
      case 'tau':
        return this.real(this.math.acos(one.neg())).mul(2);
      case 'e':
        return this.math.exp(one);
      default:
        throw new NotArithmetic();
    }
  }

  private operator(node: Operator): Value {
    const [left, right] = node.args;
    const fn = String(node.fn);
    if (!left) throw new NotArithmetic();
    if (!right) return this.unary(fn, left);
    const value = this.value(left);
    if (fn === 'multiply' || fn === 'divide') {
      const unit = this.unitText(right);
      if (unit) {
        if (node.implicit ? this.dividesUnclearly(left, value) : this.dividesTwice(fn, left))
          throw new NotArithmetic();
        return this.inUnit(value, fn, unit);
      }
      if (node.implicit && (isUnclearProduct(this.math, left, right) || this.math.isUnit(value)))
        throw new NotArithmetic();
      if (this.takesProduct(fn, right, value)) throw new NotArithmetic();
    }
    this.computed = true;
    if (fn === 'mod') return this.remainder(node, value, right);
    if (fn !== 'add' && fn !== 'subtract') return this.binary(fn, value, this.value(right));
    const reading = readPercentBeside(this.math, node);
    const term = this.value(right);
    const plain = () => this.binary(fn, value, term);
    return reading === 'plain' ? plain() : this.besidePercent(node, reading, value, term, plain);
  }

  /** "a / b(c)": whether c is below the line or beside it is not said. */
  private takesProduct(fn: string, right: MathNode, value: Value): boolean {
    const { math } = this;
    const product = math.isOperatorNode(right) && right.implicit && String(right.fn) === 'multiply';
    if (fn !== 'divide' || !product) return false;
    return !math.isUnit(value) || this.unitText((right as Operator).args[1]!) === undefined;
  }

  /** "1/2 hour" is half of one; whether "60 / 2 h" is 30 hours or 30 an hour is not said. */
  private dividesUnclearly(left: MathNode, value: Value): boolean {
    const { math } = this;
    if (!math.isOperatorNode(left) || String(left.fn) !== 'divide') return false;
    return math.isFraction(value) ? value.abs().gte(1) : !math.isUnit(value);
  }

  /** "1 TB / 100 MB/s": whether the last unit is below the line is not said. */
  private dividesTwice(fn: string, left: MathNode): boolean {
    if (fn !== 'divide' || !this.math.isOperatorNode(left) || String(left.fn) !== 'divide') return false;
    return this.unitText(left.args[1]!) === undefined;
  }

  /** `a ± p %` where p % is a share of a, or both are percentages. */
  private besidePercent(
    { fn, args: [left, right] }: Operator,
    reading: 'share' | 'points',
    value: Value,
    term: Value,
    plain: () => Value,
  ): Value {
    const { math } = this;
    const one = math.fraction(1);
    const share = this.binary('multiply', value, this.binary(String(fn), one, term));
    const same = !math.isUnit(share) && this.real(share).eq(this.real(plain()));
    if (same) return share;
    const positive = math.isUnit(value) || this.real(value).gt(0);
    if (reading === 'points' || !positive) throw new NotArithmetic();
    this.readings.push(`${asWritten(right!)} is taken of ${asWritten(left!)}`);
    return share;
  }

  /** Languages differ in the remainders of negative numbers. */
  private remainder(node: Operator, value: Value, right: MathNode): Value {
    const divisor = this.value(right);
    const product = this.math.isOperatorNode(right) && right.implicit;
    const negative = (x: Value) => !this.math.isUnit(x) && this.real(x).isNegative();
    if (product || negative(divisor) || (isPercentSign(node) && negative(value))) throw new NotArithmetic();
    if (isPercentSign(node)) this.readings.push('% is read as the remainder');
    return this.binary('mod', value, divisor);
  }

  private unary(fn: string, operand: MathNode): Value {
    const value = this.value(operand);
    if (fn === 'unaryPlus') return value;
    if (fn === 'unaryMinus')
      return this.math.isUnit(value) ? this.known(this.math.unaryMinus(value)) : value.neg();
    this.computed = true;
    if (fn === 'factorial' && this.math.isFraction(value))
      return exactFunctions['factorial']!(this.math, [value])!;
    throw new NotArithmetic();
  }

  private binary(fn: string, left: Value, right: Value): Value {
    const { math } = this;
    if (math.isFraction(left) && math.isFraction(right)) {
      const exact = exactFunctions[fn]?.(math, [left, right]);
      if (exact) return exact;
    }
    if (math.isUnit(left) || math.isUnit(right)) return this.withQuantity(fn, left, right);
    const [a, b] = [this.real(left), this.real(right)];
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
        return notVanished(this.real(math.pow(a, b)), a);
      default:
        throw new NotArithmetic();
    }
  }

  private withQuantity(fn: string, left: Value, right: Value): Value {
    const { math } = this;
    const [a, b] = [left, right].map((value) => (math.isUnit(value) ? value : this.real(value)));
    if (fn === 'add' && math.isUnit(a) && math.isUnit(b)) return this.known(math.add(a, b));
    if (fn === 'subtract' && math.isUnit(a) && math.isUnit(b)) return this.known(math.subtract(a, b));
    if (fn === 'multiply') return this.known(math.multiply(a!, b!));
    if (fn === 'divide') return this.known(math.divide(a!, b!));
    throw new NotArithmetic();
  }

  private call(node: FunctionNode): Value {
    const { math } = this;
    const name = node.fn.name;
    if (name === percentCall) return this.constant((node.args[0] as ConstantNode).value).div(100);
    this.computed = true;
    const args = node.args.map((arg) => this.value(arg));
    const exact = args.every((arg): arg is Fraction => math.isFraction(arg));
    if (exact && Object.hasOwn(exactFunctions, name)) {
      const result = exactFunctions[name]!(math, args);
      if (result) return result;
    }
    if (!Object.hasOwn(realFunctions, name)) throw new NotArithmetic();
    if (trigonometry.has(name) && args.some((arg) => math.isFraction(arg) && !arg.equals(0)))
      this.readings.push('angles in radians');
    const reals = args.map((arg) =>
      math.isUnit(arg) && trigonometry.has(name) ? this.real(arg.toNumeric('rad')) : this.real(arg),
    );
    if (
      angles.has(name) &&
      reals.some((x) => x.e > angleRange.most || (x.e < angleRange.least && !x.isZero()))
    )
      throw new NotArithmetic();
    const result = this.real(realFunctions[name]!(math, reals));
    // What is too small to be written, and a number that was rounded to 1 before its logarithm was taken.
    if (result.isZero() && (name === 'exp' || (logarithms.has(name) && !(exact && args[0]!.equals(1)))))
      throw new NotArithmetic();
    if (steps.has(name)) this.refuseAtStep(name, reals, result);
    if (exact && irrational.has(name)) this.refuseIfRounded(args[0]!, result);
    // A multiple of π is not quite one in decimals. Of a rational number the result is never 0.
    if (trigonometry.has(name) && !exact && result.abs().lt(roundingAfter(math, lostDigits)))
      return math.fraction(0);
    if (trigonometry.has(name) && result.abs().gt(1e20)) throw new NotArithmetic();
    return result;
  }

  /** Only at 0 and 1 have these functions of a rational number a rational value: any other was rounded to it. */
  private refuseIfRounded(x: Fraction, result: BigNumber): void {
    // One of more digits than are kept looks whole, and is not.
    const whole = result.isInteger() && result.e < wholeDigits;
    this.rounded ||= !whole;
    if (whole && !x.equals(0) && !x.equals(1)) throw new NotArithmetic();
  }

  /** Rounding a number that is itself rounded may land on the wrong side. */
  private refuseAtStep(name: string, [x, ...rest]: BigNumber[], result: BigNumber): void {
    for (const shift of [1 - 1e-15, 1 + 1e-15]) {
      const near = this.real(realFunctions[name]!(this.math, [x!.times(shift), ...rest]));
      if (!near.eq(result)) throw new NotArithmetic();
    }
  }

  /** A unit, or units combined, as mathjs writes them; undefined when the node is anything else. */
  private unitText(node: MathNode): string | undefined {
    const { math } = this;
    if (math.isParenthesisNode(node)) return this.unitText(node.content);
    if (math.isSymbolNode(node)) return unitOf(node.name);
    if (!math.isOperatorNode(node)) return undefined;
    const [left, right] = node.args;
    const unit = left && this.unitText(left);
    if (!unit || !right) return undefined;
    if (String(node.fn) === 'pow') {
      const power = right.toString();
      // mathjs reads no power behind a bracket.
      return /^[23]$/.test(power) && /^[a-z]+$/i.test(unit) ? `${unit}^${power}` : undefined;
    }
    const other = this.unitText(right);
    if (!other || (node.op !== '*' && node.op !== '/')) return undefined;
    return `(${unit})${node.op}(${other})`;
  }

  /** The letter of kelvin, which elsewhere may stand for thousands. */
  private unitOrKelvin(node: MathNode): string | undefined {
    return this.math.isSymbolNode(node) && node.name === 'K' ? 'K' : this.unitText(node);
  }

  private inUnit(value: Value, fn: 'multiply' | 'divide', unit: string): Value {
    const { math } = this;
    if (/deg[CF]/.test(unit)) throw new NotArithmetic();
    const amount = math.isUnit(value) ? value : this.real(value);
    return this.known(
      fn === 'multiply' ? math.multiply(amount, math.unit(unit)) : math.divide(amount, math.unit(unit)),
    );
  }

  private temperature(node: MathNode): Unit {
    const { math } = this;
    if (math.isParenthesisNode(node)) return this.temperature(node.content);
    if (!math.isOperatorNode(node)) throw new NotArithmetic();
    const [amount, word] = node.args;
    const unit = word && this.unitOrKelvin(word);
    if (!amount || !unit || !node.implicit) throw new NotArithmetic();
    return math.unit(this.real(this.value(amount)), unit);
  }

  /** What mathjs gave back, if it is a value of ours. */
  private known(value: unknown): Value {
    return this.math.isUnit(value) ? value : this.real(value);
  }

  /** A quotient by a real number that is 0 is endless, and no value. */
  private bounded(value: Value): Value {
    if (this.math.isBigNumber(value)) return this.real(value);
    if (!this.math.isFraction(value)) return value;
    const limit = 10n ** BigInt(mostDigits);
    if (value.n > limit || value.d > limit) throw new NotArithmetic();
    return value;
  }
}

/** "-7 % 3", which programs answer differently, against "-7 mod 3" of mathematics. */
function isPercentSign(node: Operator): boolean {
  return String(node.op) === '%';
}
