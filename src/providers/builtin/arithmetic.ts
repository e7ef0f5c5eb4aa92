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
import { calledWith } from './functionCalls';
import { exactFunctions } from './mathFunctions';
import { NotArithmetic } from './notArithmetic';
import { bounded, combined, knownValue, mostDigits, realOf, type Value } from './operations';
import { asWritten, isPercentage, readPercentBeside } from './percentBeside';
import { percentCall } from './percentSigns';
import { isUnclearProduct } from './unclearProduct';
import { dividesTwice, dividesUnclearly, takesProduct } from './unclearQuotient';
import { inUnit, unitOrKelvin, unitText } from './unitText';

type Operator = OperatorNode<OperatorNodeOp, OperatorNodeFn, MathNode[]>;

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
    if (math.isOperatorNode(node)) return bounded(math, this.operator(node));
    if (math.isFunctionNode(node)) return bounded(math, this.call(node));
    throw new NotArithmetic();
  }

  /** `quantity to unit`. Temperatures with another zero take part in nothing else. */
  conversion(node: Operator): { value: BigNumber; unit: string } {
    const [from, to] = node.args;
    const target = to && unitOrKelvin(this.math, to);
    if (!from || !target) throw new NotArithmetic();
    const quantity = offsetUnits.test(target) || target === 'K' ? this.temperature(from) : this.value(from);
    if (!this.math.isUnit(quantity)) throw new NotArithmetic();
    return { value: realOf(this.math, quantity.toNumeric(target)), unit: to.toString().replaceAll(' ', '') };
  }

  private constant(value: unknown): Fraction {
    const { math } = this;
    if (!math.isBigNumber(value) || Math.abs(value.e) > mostDigits) throw new NotArithmetic();
    return math.fraction(value.toFixed());
  }

  private named(name: string): BigNumber {
    const { math } = this;
    const one = math.bignumber(1);
    switch (name) {
      case 'pi':
        return realOf(math, math.acos(one.neg()));
      case 'tau':
        return realOf(math, math.acos(one.neg())).mul(2);
      case 'e':
        return math.exp(one);
      default:
        throw new NotArithmetic();
    }
  }

  private operator(node: Operator): Value {
    const [left, right] = node.args;
    const { math } = this;
    const fn = String(node.fn);
    if (!left) throw new NotArithmetic();
    if (!right) return this.unary(fn, left);
    const value = this.value(left);
    if (fn === 'multiply' || fn === 'divide') {
      const unit = unitText(math, right);
      if (unit) {
        if (node.implicit ? dividesUnclearly(math, left, value) : dividesTwice(math, fn, left))
          throw new NotArithmetic();
        return inUnit(math, value, fn, unit);
      }
      if (node.implicit && (isUnclearProduct(math, left, right) || math.isUnit(value)))
        throw new NotArithmetic();
      if (takesProduct(math, fn, right, value)) throw new NotArithmetic();
    }
    this.computed = true;
    if (fn === 'mod') return this.remainder(node, value, right);
    if (fn !== 'add' && fn !== 'subtract') return combined(math, fn, value, this.value(right));
    const reading = readPercentBeside(math, node);
    const term = this.value(right);
    const plain = () => combined(math, fn, value, term);
    return reading === 'plain' ? plain() : this.besidePercent(node, reading, value, term, plain);
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
    const share = combined(math, 'multiply', value, combined(math, String(fn), one, term));
    const same = !math.isUnit(share) && realOf(math, share).eq(realOf(math, plain()));
    if (same) return share;
    const positive = math.isUnit(value) || realOf(math, value).gt(0);
    if (reading === 'points' || !positive) throw new NotArithmetic();
    this.readings.push(`${asWritten(right!)} is taken of ${asWritten(left!)}`);
    return share;
  }

  /** Languages differ in the remainders of negative numbers. */
  private remainder(node: Operator, value: Value, right: MathNode): Value {
    const divisor = this.value(right);
    const product = this.math.isOperatorNode(right) && right.implicit;
    const negative = (x: Value) => !this.math.isUnit(x) && realOf(this.math, x).isNegative();
    if (product || negative(divisor) || (isPercentSign(node) && negative(value))) throw new NotArithmetic();
    if (isPercentSign(node)) this.readings.push('% is read as the remainder');
    return combined(this.math, 'mod', value, divisor);
  }

  private unary(fn: string, operand: MathNode): Value {
    const value = this.value(operand);
    if (fn === 'unaryPlus') return value;
    if (fn === 'unaryMinus')
      return this.math.isUnit(value) ? knownValue(this.math, this.math.unaryMinus(value)) : value.neg();
    this.computed = true;
    if (fn === 'factorial' && this.math.isFraction(value))
      return exactFunctions['factorial']!(this.math, [value])!;
    throw new NotArithmetic();
  }

  private call(node: FunctionNode): Value {
    const name = node.fn.name;
    if (name === percentCall) return this.constant((node.args[0] as ConstantNode).value).div(100);
    this.computed = true;
    const args = node.args.map((arg) => this.value(arg));
    const { value, rounded, radians } = calledWith(this.math, name, args);
    if (radians) this.readings.push('angles in radians');
    this.rounded ||= rounded;
    return value;
  }

  private temperature(node: MathNode): Unit {
    const { math } = this;
    if (math.isParenthesisNode(node)) return this.temperature(node.content);
    if (!math.isOperatorNode(node)) throw new NotArithmetic();
    const [amount, word] = node.args;
    const unit = word && unitOrKelvin(math, word);
    if (!amount || !unit || !node.implicit) throw new NotArithmetic();
    return math.unit(realOf(math, this.value(amount)), unit);
  }
}

/** "-7 % 3", which programs answer differently, against "-7 mod 3" of mathematics. */
function isPercentSign(node: Operator): boolean {
  return String(node.op) === '%';
}
