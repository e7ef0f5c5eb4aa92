/** Near-duplicate prompts are kept together, so that nothing learned from one is tested on its twin. */
import type { Source } from '../lab/data/source';

/** Prompts whose sets of word shingles overlap by this much (Jaccard, estimated) are near-duplicates. */
const threshold = 0.7;
const shingleWords = 4;
/** Minimal hashes of a prompt; bands of `bandRows` equal ones make a pair a candidate. */
const hashes = 48;
const bandRows = 4;

/**
 * A group number for each text; near-duplicates share one. Numbers do not count: templates with other figures are
 * the same question for this purpose.
 */
export function nearDuplicateGroups(texts: readonly string[]): number[] {
  const signatures = texts.map(signature);
  const parent = texts.map((_, index) => index);
  const root = (index: number): number => {
    while (parent[index] !== index) index = parent[index] = parent[parent[index]!]!;
    return index;
  };
  for (let band = 0; band < hashes / bandRows; band++) {
    const buckets = new Map<string, number[]>();
    signatures.forEach((one, index) => {
      const key = one.subarray(band * bandRows, (band + 1) * bandRows).join();
      const bucket = buckets.get(key);
      if (bucket) bucket.push(index);
      else buckets.set(key, [index]);
    });
    for (const [first, ...others] of buckets.values()) {
      for (const other of others) {
        if (similarity(signatures[first!]!, signatures[other]!) >= threshold)
          parent[root(other)] = root(first!);
      }
    }
  }
  return texts.map((_, index) => root(index));
}

/** What decides whether a prompt may be learned from. */
export interface Learnable {
  readonly split: string;
  /** Shared with its near-duplicates. */
  readonly group: number;
}

/** Group of every prompt, by id; near-duplicates share one, across sources too. */
export function groupsOf(sources: readonly Source[]): Map<string, number> {
  const prompts = sources.flatMap((source) => source.prompts);
  const groups = nearDuplicateGroups(prompts.map(({ question }) => question));
  return new Map(prompts.map(({ id }, index) => [id, groups[index]!]));
}

/** One fold of `train` and `dev` together that nothing is learned from, so that it can be measured on. */
export interface HeldOut {
  readonly fold: number;
  readonly folds: number;
}

/** Training cuts folds of its own from what it may see; the fold that it may not see is dealt out differently. */
const heldOutSalt = 0x2c1b3c6d;

/** What becomes of a prompt when a fold is held out; prompts of other splits than `train` and `dev` are left alone. */
export function roleOf({ split, group }: Learnable, { fold, folds }: HeldOut): 'learn' | 'measure' | 'leave' {
  if (split !== 'train' && split !== 'dev') return 'leave';
  return foldOf(group ^ heldOutSalt, folds) === fold ? 'measure' : 'learn';
}

/** Fold of every group: groups are dealt out by a hash of their number, so folds do not depend on order. */
export function foldOf(group: number, folds: number): number {
  return mix(group + 1) % folds;
}

/** MinHash of the text's word shingles. */
function signature(text: string): Uint32Array {
  const words =
    text
      .toLowerCase()
      .replace(/\d+/g, '0')
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  const least = new Uint32Array(hashes).fill(0xffffffff);
  const last = Math.max(1, words.length - shingleWords + 1);
  for (let at = 0; at < last; at++) {
    const shingle = hash(words.slice(at, at + shingleWords).join(' '));
    for (let i = 0; i < hashes; i++) {
      const value = mix(shingle ^ Math.imul(i + 1, 0x9e3779b9));
      if (value < least[i]!) least[i] = value;
    }
  }
  return least;
}

/** Share of equal minimal hashes: an estimate of the Jaccard similarity. */
function similarity(a: Uint32Array, b: Uint32Array): number {
  let equal = 0;
  for (let i = 0; i < hashes; i++) if (a[i] === b[i]) equal += 1;
  return equal / hashes;
}

function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}

function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
