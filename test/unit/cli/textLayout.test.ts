import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  columns,
  fitted,
  LineWrapper,
  printable,
  printableJson,
  wrapped,
} from '../../../src/cli/terminal/textLayout';

const texts = fc.array(fc.constantFrom('a', 'word', ' ', '\n', '漢字', '👩‍👩‍👧', 'é', '  ', '.', 'x'.repeat(30)));

describe('wrapped', () => {
  it('breaks at blanks, keeps indentation and empty lines', () => {
    expect(wrapped('one two three\n\n  four five', 9)).toBe('one two\nthree\n\n  four\nfive\n');
  });

  it('breaks between characters of scripts without blanks', () => {
    expect(wrapped('これは長い文です', 8)).toBe('これは長\nい文です\n');
  });

  it('cuts a word that is longer than a line', () => {
    expect(wrapped('abcdefghijkl', 8)).toBe('abcdefgh\nijkl\n');
  });

  it('puts the prefix before every line, without a blank at the end of an empty one', () => {
    expect(wrapped('a\n\nb', 20, '| ')).toBe('| a\n|\n| b\n');
  });

  it('keeps every line within the width and loses nothing but blanks', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 8, max: 40 }), (parts, width) => {
        const text = parts.join('');
        const lines = wrapped(text, width);
        for (const line of lines.split('\n')) expect(columns(line)).toBeLessThanOrEqual(width);
        expect(lines.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      }),
    );
  });
});

describe('LineWrapper', () => {
  it('prints the same however the text is cut into pieces, even inside a character', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 5 }), (parts, size) => {
        const text = parts.join('');
        const flow = new LineWrapper(20, '│ ');
        let out = '';
        for (let at = 0; at < text.length; at += size) out += flow.push(text.slice(at, at + size));
        expect(out + flow.end()).toBe(wrapped(text, 20, '│ '));
      }),
    );
  });
});

describe('printable', () => {
  it('lets nothing through that a terminal would act on', () => {
    expect(printable('a\u001b[31mred\u001b[0m\u0007\r\n\tb\u202e')).toBe('ared\n    b');
  });

  it('disarms an escape sequence that arrives in two pieces', () => {
    const flow = new LineWrapper(80, '');
    expect(flow.push('a\u001b') + flow.push('[2Jb ') + flow.end()).not.toContain('\u001b');
  });
});

describe('what cannot be seen', () => {
  it.each([
    '\u200e',
    '\u200f',
    '\u061c',
    '\u202e',
    '\u2067',
    '\u200b',
    '\u2060',
    '\u2063',
    '\ufeff',
    '\u00ad',
    '\u034f',
    '\u115f',
    '\u3164',
    '\uffa0',
    '\u180e',
    '\u{e0041}',
    '\u{e007f}',
    '\u{e0001}',
    '\u200d',
    '\ufe0f',
    '\u{e0101}',
    '\ufff9',
    '\u2028',
    '\u0085',
    '\u009b',
  ])('is not printed, and is escaped in JSON: %j', (sign) => {
    // No letter that a control sequence could end with.
    expect(printable(`a${sign}ß`)).toBe('aß');
    const json = printableJson({ [`a${sign}`]: `x${sign}y` });
    expect(json).not.toContain(sign);
    expect(JSON.parse(json)).toEqual({ [`a${sign}`]: `x${sign}y` });
  });

  it.each(['👩‍👩‍👧', '❤️', '1️⃣', '👁️‍🗨️', 'می‌خواهم', 'क्‍ष', '葛󠄀', 'é', '🏳️‍🌈'])(
    'is kept where letters need it: %s',
    (text) => {
      expect(printable(text)).toBe(text);
      expect(wrapped(text, 40)).toBe(`${text}\n`);
    },
  );

  it('hides no message in what varies an emoji', () => {
    const smuggled = [...'rm -rf'].map((c) => String.fromCodePoint(0xe0100 + c.charCodeAt(0))).join('');
    expect([...printable(`😀${smuggled}`)].length).toBeLessThanOrEqual(2);
  });
});

describe('fitted', () => {
  it('cuts to the width and says so', () => {
    expect(fitted('short', 8)).toBe('short');
    expect(fitted('漢字漢字', 6)).toBe('漢字…');
  });
});
