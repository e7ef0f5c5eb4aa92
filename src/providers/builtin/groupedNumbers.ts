/** Thousands separators: taken out where they can be nothing else, refused where a number could be two. */
import { NotArithmetic } from './notArithmetic';

export interface Ungrouped {
  /** The text with its numbers in the parser's own writing. */
  readonly text: string;
  /** How numbers were read that somebody else may read otherwise. */
  readonly readings: readonly string[];
}

/** Functions that take any number of numbers: commas between them separate. */
const anyNumber = /^(?:max|min|sum|mean|median|gcd|lcm)$/i;

/** What parts groups of three beside points and commas: blanks, narrow ones too, apostrophes and low lines. */
const spaced = /(?<![\w.,])[1-9]\d{0,2}([ \u00a0\u2009\u202f'’_])\d{3}(?:\1\d{3}){0,9}(?!\d|\1\d)/g;

/** How a text writes its numbers: with a point before decimals, with a comma, or in a way that may be either. */
type Style = 'point' | 'comma' | 'either';

/**
 * Reads "1,234.5" and "2,000" as English does, and "1.234,5" and "0,5" as most of Europe does, whose commas and points
 * have no other meaning. A single group may be decimals to others, so "1,234" says how it was read, and "1.000", which
 * nobody writes for 1 but half of Europe for 1000, is refused where nothing else tells.
 * @param style of the language that it was asked in, where that is known
 * @throws NotArithmetic where the separators have no one meaning.
 */
export function withoutGroups(text: string, style: 'comma' | 'either' = 'either'): Ungrouped {
  const readings: string[] = [];
  const joined = text.replace(spaced, (number, separator: string) => {
    // A telephone number, to begin with.
    if (separator === ' ' && /\d-\d/.test(text)) throw new NotArithmetic();
    const plain = number.replaceAll(separator, '');
    readings.push(`${number} is read as ${plain}`);
    return plain;
  });
  const numbers = joined.match(/(?<![\w.,])[\d.,]*\d/g) ?? [];
  const hasCalls = /[a-z]\s*\(/i.test(joined);
  const styles = new Set(numbers.map((number) => (hasCalls ? 'either' : styleOf(number))));
  if (style === 'comma') styles.add('comma');
  if (styles.has('comma') && (styles.has('point') || hasCalls || listsNumbers(joined)))
    throw new NotArithmetic();
  const isEuropean = styles.has('comma');
  const ungrouped = joined.replace(/(?<![\w.,])[\d.,]*\d/g, (number, at: number) => {
    if (isEuropean) return europeanNumber(number, readings);
    const call = callAround(joined, at);
    return call === undefined ? oneNumber(number, readings) : inCall(number, call, readings);
  });
  return { text: ungrouped, readings };
}

/** What a number by itself tells of the others. */
function styleOf(number: string): Style {
  if (/^\d{1,3}(?:\.\d{3})+,\d+$|^\d+,(?:\d{1,2}|\d{5,})$|^0,\d+$|^[1-9]\d{0,2}(?:\.\d{3}){2,}$/.test(number))
    return 'comma';
  return /^\d{1,3}(?:,\d{3})+\.\d+$|^\d*\.(?:\d{1,2}|\d{4,})$|^0\.\d+$|^[1-9]\d{0,2}(?:,\d{3}){2,}$/.test(
    number,
  )
    ? 'point'
    : 'either';
}

/** "(1,2) + (3,4)", "the average of 1,5 and 2": commas that part numbers, to some. */
function listsNumbers(text: string): boolean {
  return (
    /[([{]\s*-?\d+,\d+\s*[)\]}]/.test(text) ||
    /\b(?:average|mean|median|sum|product|difference|max|min|gcd|lcm)\b|\b(?:and|und)\b/i.test(text)
  );
}

/** "1.234,5" is 1234.5, "2.000" is 2000 and "3,5" is 3.5; whoever writes otherwise is told. */
function europeanNumber(number: string, readings: string[]): string {
  if (/^\d+$/.test(number)) return number;
  const isGrouped = /^[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?$/.test(number);
  if (!isGrouped && !/^\d+,\d+$/.test(number)) throw new NotArithmetic();
  const plain = number.replaceAll('.', '').replace(',', '.');
  readings.push(`${number} is read as ${plain}`);
  return plain;
}

function oneNumber(number: string, readings: string[]): string {
  if (/^[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(number)) {
    const plain = number.replaceAll(',', '');
    if (/^\d+,\d\d[1-9]$/.test(number)) readings.push(`${number} is read as ${plain}`);
    return plain;
  }
  if (number.includes(',')) throw new NotArithmetic();
  if (/^[1-9]\d{0,2}\.\d{3}$/.test(number)) {
    if (number.endsWith('0')) throw new NotArithmetic();
    readings.push(`the point of ${number} is read as a decimal one`);
  }
  return number;
}

/** "max(1,234, 5)" has two arguments to one and three to another. */
function inCall(number: string, call: { name: string; args: string }, readings: string[]): string {
  const parts = number.split(',');
  if (parts.length > 1) {
    const mixed = /,\s/.test(call.args);
    const grouped = parts.slice(1).some((part) => /^\d{3}(?!\d)/.test(part));
    const leadingZero = parts.some((part) => /^0\d/.test(part));
    if (leadingZero || (grouped && (mixed || !anyNumber.test(call.name)))) throw new NotArithmetic();
  }
  return parts.map((part) => oneNumber(part, readings)).join(',');
}

/** The innermost call whose arguments hold a place of the text. */
function callAround(text: string, at: number): { name: string; args: string } | undefined {
  let depth = 0;
  for (let i = at - 1; i >= 0; i--) {
    if (text[i] === ')') depth++;
    if (text[i] !== '(' || depth-- > 0) continue;
    const name = /(?<!\w)[\d_]*([a-z]\w*)$/i.exec(text.slice(0, i))?.[1];
    if (name === undefined) {
      depth = 0;
      continue;
    }
    return { name, args: text.slice(i + 1).split(')')[0]! };
  }
  return undefined;
}
