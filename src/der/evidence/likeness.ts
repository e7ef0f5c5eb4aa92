/** How much texts have in common, by the terms that they hold; see content.ts. */
import type { Content } from './content';

/** Cosine of the weighted terms, in [0, 1]: 1 for the same terms as often, 0 where there is nothing in common. */
export function likeness(a: Content, b: Content): number {
  if (a.norm === 0 || b.norm === 0) return 0;
  let product = 0;
  eachShared(a, b, (i, j) => (product += a.weights[i]! * b.weights[j]!));
  return Math.min(1, product / (a.norm * b.norm));
}

/** Share of the first one's distinct terms that the second one holds too; 0 where the first has none. */
export function shareIn(a: Content, b: Content): number {
  let shared = 0;
  eachShared(a, b, () => (shared += 1));
  return shared / Math.max(1, a.terms.length);
}

/** Share of the first one's distinct terms that none of the others holds; 0 where the first has none. */
export function novelty(a: Content, others: readonly Content[]): number {
  const known = new Uint8Array(a.terms.length);
  for (const other of others) eachShared(a, other, (i) => (known[i] = 1));
  return (a.terms.length - known.reduce((sum, one) => sum + one, 0)) / Math.max(1, a.terms.length);
}

/** Calls back with the places of every term that both hold; both lists are ascending. */
function eachShared(a: Content, b: Content, found: (inA: number, inB: number) => void): void {
  for (let i = 0, j = 0; i < a.terms.length && j < b.terms.length;) {
    const difference = a.terms[i]! - b.terms[j]!;
    if (difference === 0) found(i, j);
    if (difference <= 0) i++;
    if (difference >= 0) j++;
  }
}
