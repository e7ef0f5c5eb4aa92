/** What changed from one answer to another, word by word. */
import { diffArrays, diffLines } from 'diff';

export interface Piece {
  readonly kind: 'kept' | 'removed' | 'added';
  readonly text: string;
}

/** Milliseconds for a whole comparison; what is not compared by then counts as rewritten. */
const timeMs = 40;
/** Words that a passage may gain and lose; with more it is another text, and reads better as one. */
const mostEdits = 250;

/**
 * Lines are compared first, and the words only of passages that changed, so that long answers stay quick.
 * The kept and removed pieces in order are `before`, the kept and added ones `after`.
 */
export function wordDiff(before: string, after: string): Piece[] {
  const deadline = performance.now() + timeMs;
  const left = () => Math.max(1, deadline - performance.now());
  const lines = diffLines(before, after, { timeout: left() });
  if (!lines) return rewritten(before, after);
  const pieces: Piece[] = [];
  let removed = '';
  let added = '';
  const compare = () => {
    const edits = { timeout: left(), maxEditLength: mostEdits };
    const changes = removed && added ? diffArrays(words(removed), words(added), edits) : undefined;
    pieces.push(...(changes ? joined(changes) : rewritten(removed, added)));
    removed = added = '';
  };
  for (const line of lines) {
    if (line.removed) removed += line.value;
    else if (line.added) added += line.value;
    else {
      compare();
      pieces.push({ kind: 'kept', text: line.value });
    }
  }
  compare();
  return pieces;
}

/** How many words of the pieces of one kind. */
export function wordCount(pieces: readonly Piece[], kind: Piece['kind']): number {
  const text = pieces.map((piece) => (piece.kind === kind ? piece.text : ' ')).join('');
  return words(text).filter((word) => letters.test(word)).length;
}

/**
 * Scripts without spaces are compared sign by sign: `Intl.Segmenter` knows their words, and takes seconds for a text of
 * 80,000 characters, in more than linear time.
 */
const signs = String.raw`[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}]`;
const word = new RegExp(String.raw`${signs}|(?:(?!${signs})[\p{L}\p{M}\p{N}_])+|\s+|.`, 'gsu');
const letters = /[\p{L}\p{N}]/u;

function words(text: string): string[] {
  return text.match(word) ?? [];
}

function rewritten(removed: string, added: string): Piece[] {
  const pieces: Piece[] = [
    { kind: 'removed', text: removed },
    { kind: 'added', text: added },
  ];
  return pieces.filter(({ text }) => text !== '');
}

/** Changes that only a space or a comma keeps apart are one: readers see phrases, not islands. */
function joined(
  changes: readonly { readonly value: string[]; readonly removed: boolean; readonly added: boolean }[],
): Piece[] {
  const pieces: Piece[] = [];
  let removed = '';
  let added = '';
  changes.forEach((change, index) => {
    const text = change.value.join('');
    const kept = !change.removed && !change.added;
    const between = removed + added !== '' && index < changes.length - 1;
    if (kept && !(between && !letters.test(text))) {
      pieces.push(...rewritten(removed, added), { kind: 'kept', text });
      removed = added = '';
      return;
    }
    if (!change.added) removed += text;
    if (!change.removed) added += text;
  });
  return [...pieces, ...rewritten(removed, added)];
}
