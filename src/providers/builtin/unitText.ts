/** Units in an expression. */
import type { MathJsInstance, MathNode } from 'mathjs';
import { NotArithmetic } from './notArithmetic';
import { knownValue, realOf, type Value } from './operations';
import { unitOf } from './units';

/** A unit, or units combined, as mathjs writes them; undefined when the node is anything else. */
export function unitText(math: MathJsInstance, node: MathNode): string | undefined {
  if (math.isParenthesisNode(node)) return unitText(math, node.content);
  if (math.isSymbolNode(node)) return unitOf(node.name);
  if (!math.isOperatorNode(node)) return undefined;
  const [left, right] = node.args;
  const unit = left && unitText(math, left);
  if (!unit || !right) return undefined;
  if (String(node.fn) === 'pow') {
    const power = right.toString();
    // mathjs reads no power behind a bracket.
    return /^[23]$/.test(power) && /^[a-z]+$/i.test(unit) ? `${unit}^${power}` : undefined;
  }
  const other = unitText(math, right);
  if (!other || (node.op !== '*' && node.op !== '/')) return undefined;
  return `(${unit})${node.op}(${other})`;
}

/** The letter of kelvin, which elsewhere may stand for thousands. */
export function unitOrKelvin(math: MathJsInstance, node: MathNode): string | undefined {
  return math.isSymbolNode(node) && node.name === 'K' ? 'K' : unitText(math, node);
}

export function inUnit(math: MathJsInstance, value: Value, fn: 'multiply' | 'divide', unit: string): Value {
  if (/deg[CF]/.test(unit)) throw new NotArithmetic();
  const amount = math.isUnit(value) ? value : realOf(math, value);
  return knownValue(
    math,
    fn === 'multiply' ? math.multiply(amount, math.unit(unit)) : math.divide(amount, math.unit(unit)),
  );
}
