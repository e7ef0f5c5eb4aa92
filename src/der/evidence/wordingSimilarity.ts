/** How alike two texts are worded: cheap, for answers that have no final answer to compare. */

/** Hashed pairs of neighbouring words, each once, sorted; together with the single words. */
export type Wording = Uint32Array;

/** Words beyond this many do not count, so that a runaway answer costs no more than a long one. */
const mostWords = 4000;

/** The words of a text and the pairs of neighbours, case and punctuation aside. */
export function wordingOf(text: string): Wording {
  const hashes = new Set<number>();
  let previous = 0;
  let words = 0;
  for (const [word] of text
    .slice(0, mostWords * 16)
    .toLowerCase()
    .matchAll(/[\p{L}\p{N}]+/gu)) {
    if (++words > mostWords) break;
    const hash = hashOf(word);
    hashes.add(hash);
    if (previous !== 0) hashes.add((Math.imul(previous, 0x9e3779b1) ^ hash) >>> 0);
    previous = hash;
  }
  return Uint32Array.from(hashes).sort();
}

/** Dice coefficient: shared items over their mean number; 0 when either text has no words, 1 for equal ones. */
export function wordingSimilarity(a: Wording, b: Wording): number {
  if (a.length === 0 || b.length === 0) return 0;
  let shared = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const difference = a[i]! - b[j]!;
    if (difference === 0) shared++;
    if (difference <= 0) i++;
    if (difference >= 0) j++;
  }
  return (2 * shared) / (a.length + b.length);
}

/** FNV-1a over UTF-16 code units. */
function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
