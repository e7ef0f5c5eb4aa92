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

/**
 * Reads "1,234.5" and "2,000" as English does. A single group may be decimals to others, so "1,234" says how it was
 * read, and "1.000", which nobody writes for 1 but half of Europe for 1000, is refused.
 * @throws NotArithmetic where the separators have no one meaning.
 */
export function withoutGroups(text: string): Ungrouped {
  const readings: string[] = [];
  const ungrouped = text.replace(/(?<![\w.,])[\d.,]*\d/g, (number, at: number) => {
    const call = callAround(text, at);
    return call === undefined ? oneNumber(number, readings) : inCall(number, call, readings);
  });
  return { text: ungrouped, readings };
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
