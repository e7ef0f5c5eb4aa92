import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordCount, wordDiff, type Piece } from '../../../src/webview/chain/wordDiff';

const without = (pieces: readonly Piece[], kind: Piece['kind']) =>
  pieces.map((piece) => (piece.kind === kind ? '' : piece.text)).join('');

/** Texts of few words, so that two of them have much in common. */
const texts = fc
  .array(fc.constantFrom('the', 'list', 'Set', 'O(n²)', ', ', ' ', '\n', '日本語', '`x`', '\r\n', '👍🏽'))
  .map((parts) => parts.join(''));

describe('the word diff', () => {
  it('holds both texts, whatever they are', () => {
    fc.assert(
      fc.property(fc.oneof(texts, fc.string()), fc.oneof(texts, fc.string()), (before, after) => {
        const pieces = wordDiff(before, after);
        expect(without(pieces, 'added')).toBe(before);
        expect(without(pieces, 'removed')).toBe(after);
        expect(pieces.every(({ text }) => text !== '')).toBe(true);
      }),
    );
  });

  it('finds nothing between equal texts', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(wordDiff(text, text).every(({ kind }) => kind === 'kept')).toBe(true);
      }),
    );
  });

  it('marks the words that changed and no others', () => {
    expect(
      wordDiff('It takes **O(n)** time.\nSo it is fast.\n', 'It takes **O(n²)** time.\nSo it is fast.\n'),
    ).toEqual([
      { kind: 'kept', text: 'It takes **O(' },
      { kind: 'removed', text: 'n' },
      { kind: 'added', text: 'n²' },
      { kind: 'kept', text: ')** time.\n' },
      { kind: 'kept', text: 'So it is fast.\n' },
    ]);
    expect(wordDiff('答えは四です。', '答えは五です。').filter(({ kind }) => kind !== 'kept')).toEqual([
      { kind: 'removed', text: '四' },
      { kind: 'added', text: '五' },
    ]);
  });

  it('shows a changed phrase as one', () => {
    expect(wordDiff('filter by index', 'use a Set, by index')).toEqual([
      { kind: 'removed', text: 'filter ' },
      { kind: 'added', text: 'use a Set, ' },
      { kind: 'kept', text: 'by index' },
    ]);
  });

  it('shows a passage with nothing in common as rewritten', () => {
    const before = Array.from({ length: 400 }, (_, i) => `old${i}`).join(' ');
    const after = Array.from({ length: 400 }, (_, i) => `new${i}`).join(' ');
    const pieces = wordDiff(`${before}\nkept\n`, `${after}\nkept\n`);
    expect(pieces.map(({ kind }) => kind)).toEqual(['removed', 'added', 'kept']);
    expect([wordCount(pieces, 'removed'), wordCount(pieces, 'added'), wordCount(pieces, 'kept')]).toEqual([
      400, 400, 1,
    ]);
  });

  it('is bounded in time for long answers', { retry: 2 }, () => {
    const long = (salt: number) =>
      Array.from({ length: 20_000 }, (_, i) => `w${(i * salt) % 9973}${i % 12 === 0 ? '\n' : ' '}`).join('');
    const began = performance.now();
    const pieces = wordDiff(long(7), long(11));
    expect(performance.now() - began).toBeLessThan(3000);
    expect(without(pieces, 'added')).toBe(long(7));
  });
});
