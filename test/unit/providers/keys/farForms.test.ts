/** Keys encoded twice, backwards or with their signs parted: in no log and no report; and nothing else is taken for one. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyForms } from '../../../../src/providers/keyForms';

const key = 'sk-proj-9fT2xQ7bLw4ZrN8vKc1dJ6';
const forms = new KeyForms(key);
const hidden = (text: string) => forms.redacted(text, '‹key›');

type Encode = (text: string) => string;
const base64: Encode = (text) => Buffer.from(text).toString('base64');
const hex: Encode = (text) => Buffer.from(text).toString('hex');
const percent: Encode = (text) => [...text].map((c) => `%${hex(c)}`).join('');
const parted =
  (by: string): Encode =>
  (text) =>
    [...text].join(by);

describe('a key is hidden', () => {
  it.each<[string, Encode]>([
    ['backwards', (text) => [...text].reverse().join('')],
    ['with blanks', parted(' ')],
    ['with blanks, its lines left out', (text) => parted(' ')(text.replaceAll('-', ' - '))],
    ['with points', parted('.')],
    ['with lines', parted('-')],
    ['a sign a line', parted('\r\n  ')],
    ['in groups of four', (text) => text.replace(/.{4}/g, '$& ')],
    ['in a table', parted(' | ')],
    ['in base64 twice', (text) => base64(base64(text))],
    ['in hexadecimal twice', (text) => hex(hex(text))],
    ['in base64 of hexadecimal', (text) => base64(hex(text))],
    ['in hexadecimal of base64', (text) => hex(base64(text))],
    ['in capitals of hexadecimal of base64', (text) => hex(base64(text)).toUpperCase()],
    ['in base64 of a header in base64', (text) => base64(`a ${base64(`Bearer ${text}\n`)}`)],
    ['in hexadecimal, its bytes parted', (text) => hex(text).replace(/../g, '$& ')],
    [
      'as an address of hardware',
      (text) =>
        hex(text)
          .toUpperCase()
          .replace(/..(?=.)/g, '$&:'),
    ],
    ['as mail writes bytes', (text) => hex(text).toUpperCase().replace(/../g, '=$&')],
    ['in lines of bytes', (text) => hex(text).replace(/.{16}/g, '$&\n')],
    ['in an address twice', (text) => percent(percent(text))],
    ['in an address of base64', (text) => encodeURIComponent(base64(text))],
  ])('%s', (_, encode) => {
    const shown = hidden(`before ${encode(key)} behind`);
    expect(shown).toContain('‹key›');
    expect(shown).toMatch(/^before .* behind$/s);
    // Whatever is left at its ends is less than a third of it.
    expect(shown.replace(/^before |‹key›| behind$/g, '').length).toBeLessThan(encode(key).length / 3);
  });

  it('every time', () => {
    const spaced = parted(' ')(key);
    expect(hidden(`a ${spaced} b ${spaced}, ${spaced}${spaced}`)).toBe('a ‹key› b ‹key›, ‹key›‹key›');
  });
});

describe('nothing else is taken for a key', () => {
  it.each(['password', 'local-development-server', 'not needed', 'abcdefghijklmnopqrstuvwxyz', 'team-key-1'])(
    'where it is %j, a phrase in other writing',
    (phrase) => {
      const words = phrase.replaceAll('-', ' ');
      const text = `The ${words} is ${[...words].join(' ')}, or ${[...phrase].reverse().join('')}.`;
      const expected = text.replaceAll(phrase, '‹key›');
      expect(new KeyForms(phrase).redacted(text, '‹key›')).toBe(expected);
    },
  );

  it('texts, whatever stands in them', () => {
    const text = fc
      .array(fc.oneof(fc.string(), fc.lorem(), fc.base64String(), fc.uuid()))
      .map((all) => all.join(' '));
    fc.assert(fc.property(text, (one) => hidden(one) === one));
  });

  it('half of one, its signs parted', () => {
    const half = parted(' ')(key.slice(0, 15));
    expect(hidden(half)).toBe(half);
  });
});
