/**
 * What a percentage means beside + and −, decided once. After a quantity it is a share of that quantity, as on every
 * pocket calculator ("30 + 10%" is 33), and the answer says so. Percentages alone are added as they are where taking
 * shares gives the same ("100% - 15%"). Everything else has two usual readings and none is chosen.
 */
import type { MathJsInstance, MathNode, OperatorNode, OperatorNodeFn, OperatorNodeOp } from 'mathjs';
import { NotArithmetic } from './notArithmetic';
import { percentCall } from './percentSigns';

type Sum = OperatorNode<OperatorNodeOp, OperatorNodeFn, MathNode[]>;

/**
 * How the right side of a sum or difference is to be read: as it stands, as a share of the left, or as percentage
 * points beside percentages. @throws NotArithmetic where more than one reading is usual.
 */
export function readPercentBeside(math: MathJsInstance, sum: Sum): 'plain' | 'share' | 'points' {
  const [left, right] = sum.args as [MathNode, MathNode];
  if (isPercentage(math, right)) {
    if (!isCall(math, right)) throw new NotArithmetic();
    if (isPercentage(math, left)) return 'points';
    // "100 + 5 + 10%" and "100 + 10% + 5%": a share of what?
    if (isSum(math, left)) throw new NotArithmetic();
    return 'share';
  }
  if (isPercentage(math, left)) throw new NotArithmetic();
  return 'plain';
}

/** A percentage, or a sum of percentages alone, in brackets or not. */
export function isPercentage(math: MathJsInstance, node: MathNode): boolean {
  if (math.isParenthesisNode(node)) return isPercentage(math, node.content);
  if (isCall(math, node)) return true;
  if (!math.isOperatorNode(node)) return false;
  const signOrSum = /^(add|subtract|unaryMinus|unaryPlus)$/.test(String(node.fn));
  return signOrSum && (node.args as MathNode[]).every((part) => isPercentage(math, part));
}

/** The text of an expression, percentages as people write them. */
export function asWritten(node: MathNode): string {
  return node.toString().replaceAll(new RegExp(`${percentCall}\\(([\\d.]+)\\)`, 'g'), '$1%');
}

function isCall(math: MathJsInstance, node: MathNode): boolean {
  return math.isFunctionNode(node) && node.fn.name === percentCall;
}

function isSum(math: MathJsInstance, node: MathNode): boolean {
  return math.isOperatorNode(node) && /^(add|subtract)$/.test(String(node.fn));
}
