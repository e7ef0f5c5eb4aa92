import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { graphemeEnd, graphemeWidth } from '../../../src/cli/terminal/graphemes';

function graphemesOf(text: string): string[] {
  const found: string[] = [];
  for (let at = 0; at < text.length; at += found.at(-1)!.length) {
    found.push(text.slice(at, graphemeEnd(text, at)));
  }
  return found;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

describe('graphemes', () => {
  const real = [
    ...[
      'a',
      'Z',
      ' ',
      '\n',
      'é',
      'e\u0301',
      'ß',
      'ø',
      'Ж',
      'й',
      'ё',
      'λ',
      '漢',
      '字',
      'か',
      'が',
      'カ',
      '한',
      '글',
      '\u1112\u1161\u11ab',
    ],
    ...[
      '👍',
      '👍🏽',
      '👩‍👩‍👧‍👦',
      '❤️',
      '❤',
      '🇩🇪',
      '🇯🇵',
      '1️⃣',
      '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
      '👩🏽‍💻',
      '✓',
      '─',
      '█',
      '…',
      '“',
      '€',
      'ﬁ',
      'ａ',
      '｡',
    ],
    ...['\u0e01\u0e34', '\u0905', 'नि', 'שָׁ', 'مَ', '\u200b', '\u00ad', '\u200d', '\ufeff'],
  ];

  it.each(real)('takes %s for one character of the width that string-width gives it', (character) => {
    expect(graphemesOf(character)).toEqual([character]);
    expect(graphemeWidth(character)).toBe(stringWidth(character));
  });

  it('cuts texts where the standard does', () => {
    // What joins whatever stands before or behind it is left to the list above.
    const pieces = real.filter((piece) => !/^[\u200b-\u200d\ufeff]|^\p{RI}/u.test(piece));
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces)), (parts) => {
        const text = parts.join('');
        const standard = [...segmenter.segment(text)].map(({ segment }) => segment);
        expect(graphemesOf(text)).toEqual(standard);
      }),
    );
  });

  it('loses nothing of any text, and takes no more than a few marks with one character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(graphemesOf(text).join('')).toBe(text);
      }),
    );
    expect(Math.max(...graphemesOf('a' + '\u0301'.repeat(1000)).map(({ length }) => length))).toBeLessThan(
      64,
    );
  });
});
