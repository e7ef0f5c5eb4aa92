/** Sizes in bytes, whose prefixes are read in two ways. */
import type { MathJsInstance, MathNode } from 'mathjs';
import { unitOf } from './units';

/** Sizes in several decimal units of bytes, which to many are powers of 1024. */
export function mixesThousands(math: MathJsInstance, node: MathNode): boolean {
  const units = new Set<string>();
  node.traverse((part) => {
    const unit = math.isSymbolNode(part) ? unitOf(part.name) : undefined;
    if (unit !== undefined && /^(?:[kMGTP]?i?B|byte|[kMG]?b|bit)$/.test(unit)) units.add(unit);
  });
  return units.size > 1 && [...units].every((unit) => /^(?:[kMGTP]B|byte)$/.test(unit));
}
