/**
 * What a text says, apart from how it is laid out: its terms, without marks, fences and the commonest words. Answers to
 * open questions are never equal or not; what they have in common is graded (likeness.ts).
 */

/** The terms of a text. */
export interface Content {
  /** Hashes of the distinct terms, ascending. */
  readonly terms: Uint32Array;
  /** 1 + the natural logarithm of how often each term occurs, in the order of `terms`. */
  readonly weights: Float32Array;
  /** Euclidean length of the weights; 0 for a text without terms. */
  readonly norm: number;
  /** Share of its runs of three words that it has said before, in [0, 1]. */
  readonly repetition: number;
}

/** Terms are looked for in this many characters at the start of a text. */
const readCharacters = 40_000;
/** Words beyond this many do not count. */
const mostWords = 6_000;

/** Words that are in most texts and say nothing of what they are about. */
const common = new Set(
  (
    'the and for that this with are you your was were has have had not but can will would should could may might ' +
    'from they them their there then than its into about over also just very only all any some more most such ' +
    'which who what when where how why been being does did done here these those our out one two use used using ' +
    'other each both between while because however therefore thus let need make sure like well many much get got ' +
    'she him her his its it is in of to on as at by an or be if so do no we he me my us up'
  ).split(' '),
);

/** The terms of a text; lines that open or close a fence, and what they say of a file, are none of it. */
export function contentOf(text: string): Content {
  const prose = text.slice(0, readCharacters).replace(/^[ \t]*(?:```|~~~).*$/gm, ' ');
  const counts = new Map<number, number>();
  const runs = new Set<number>();
  let [words, repeated, before, last] = [0, 0, 0, 0];
  for (const [word] of prose.toLowerCase().matchAll(/[\p{L}_][\p{L}\p{N}_]*|\p{N}+(?:\.\p{N}+)?/gu)) {
    if (++words > mostWords) break;
    const hash = hashOf(word);
    const run = (Math.imul(before, 0x9e3779b1) ^ Math.imul(last, 0x85ebca6b) ^ hash) >>> 0;
    if (words > 2) {
      if (runs.has(run)) repeated += 1;
      runs.add(run);
    }
    [before, last] = [last, hash];
    if (word.length > 1 && !common.has(word)) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  }
  const terms = Uint32Array.from(counts.keys()).sort();
  const weights = Float32Array.from(terms, (term) => 1 + Math.log(counts.get(term)!));
  const norm = Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0));
  return { terms, weights, norm, repetition: repeated / Math.max(1, words - 2) };
}

/** FNV-1a over UTF-16 code units. */
function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
