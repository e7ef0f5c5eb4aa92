/** Products without a sign that mean different things to different people. */
import type { MathJsInstance, MathNode } from 'mathjs';
import { percentCall } from './percentSigns';

/** "8/2(2+2)", "2^3(4)", "7 % 4(2)", "5% (3)"; and "pi e" or "sqrt(4)(3)", which are no products at all. */
export function isUnclearProduct(math: MathJsInstance, left: MathNode, right: MathNode): boolean {
  const binds = math.isOperatorNode(left) && /^(divide|pow|mod)$/.test(String(left.fn));
  const named = math.isSymbolNode(left) || math.isFunctionNode(left);
  const percentage = math.isFunctionNode(right) && right.fn.name === percentCall;
  return binds || named || percentage;
}
