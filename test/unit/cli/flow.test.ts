import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columns, fitted, Flow, printable, wrapped } from '../../../src/cli/terminal/textLayout';

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

describe('Flow', () => {
  it('prints the same however the text is cut into pieces, even inside a character', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 5 }), (parts, size) => {
        const text = parts.join('');
        const flow = new Flow(20, '│ ');
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
    const flow = new Flow(80, '');
    expect(flow.push('a\u001b') + flow.push('[2Jb ') + flow.end()).not.toContain('\u001b');
  });
});

describe('fitted', () => {
  it('cuts to the width and says so', () => {
    expect(fitted('short', 8)).toBe('short');
    expect(fitted('漢字漢字', 6)).toBe('漢字…');
  });
});
