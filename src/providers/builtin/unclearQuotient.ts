/** Quotients of which it is not said what is below the line. */
import type { MathJsInstance, MathNode, OperatorNode, OperatorNodeFn, OperatorNodeOp } from 'mathjs';
import type { Value } from './operations';
import { unitText } from './unitText';

type Operator = OperatorNode<OperatorNodeOp, OperatorNodeFn, MathNode[]>;

/** "a / b(c)": whether c is below the line or beside it is not said. */
export function takesProduct(math: MathJsInstance, fn: string, right: MathNode, value: Value): boolean {
  const product = math.isOperatorNode(right) && right.implicit && String(right.fn) === 'multiply';
  if (fn !== 'divide' || !product) return false;
  return !math.isUnit(value) || unitText(math, (right as Operator).args[1]!) === undefined;
}

/** "1/2 hour" is half of one; whether "60 / 2 h" is 30 hours or 30 an hour is not said. */
export function dividesUnclearly(math: MathJsInstance, left: MathNode, value: Value): boolean {
  if (!math.isOperatorNode(left) || String(left.fn) !== 'divide') return false;
  return math.isFraction(value) ? value.abs().gte(1) : !math.isUnit(value);
}

/** "1 TB / 100 MB/s": whether the last unit is below the line is not said. */
export function dividesTwice(math: MathJsInstance, fn: string, left: MathNode): boolean {
  if (fn !== 'divide' || !math.isOperatorNode(left) || String(left.fn) !== 'divide') return false;
  return unitText(math, left.args[1]!) === undefined;
}
