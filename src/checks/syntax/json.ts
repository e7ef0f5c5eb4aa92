/** JSON as answers show it: with comments, several values one after the other, and without the braces around a part. */
import type { ParseError } from 'jsonc-parser';
import { withoutElisions } from './elisions';
import { TooDeep, TooLong, type Fault } from './fault';

/** Nesting that a parser which calls itself for each level bears. */
const deepest = 500;
/** Values one after the other that are told apart, unless each has a line of its own. */
const mostValues = 50;

/**
 * The first fault, or undefined.
 * @param commas whether a comma may stand at the end of a list, as files of settings allow
 * @param until by the clock of `performance.now()`
 * @throws TooLong, TooDeep
 */
export async function jsonFault(text: string, commas: boolean, until: number): Promise<Fault | undefined> {
  const library = await import('jsonc-parser');
  if (depthOf(text) > deepest) throw new TooDeep();
  const faultOf = (
    value: string,
    allowTrailingComma: boolean,
  ): { offset: number; code: number } | undefined => {
    if (performance.now() > until) throw new TooLong();
    const errors: ParseError[] = [];
    library.parse(value, errors, { allowTrailingComma });
    const first = errors[0];
    return first && { offset: first.offset, code: first.error };
  };
  const fault = valuesFault(text, (value) => faultOf(value, commas));
  if (!fault) return undefined;

  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length > 1 && lines.every((line) => faultOf(line, false) === undefined)) return undefined;
  const whole = withoutElisions(text, 'json');
  // Comments and elisions make it a file of settings or an excerpt; neither is strict about commas.
  const lenient = commas || whole !== text || /(^|\s)\/[/*]/.test(text);
  const readings = [whole, `{${whole}\n}`, `[${whole}\n]`];
  if (readings.some((reading) => valuesFault(reading, (value) => faultOf(value, lenient)) === undefined))
    return undefined;
  const at = Math.min(fault.offset, text.trimEnd().length);
  return {
    row: text.slice(0, at).split('\n').length - 1,
    message: messages[fault.code] ?? 'This is no JSON',
  };
}

/** Levels of lists and objects within each other. */
function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\\n]|\\.)*"?|[{}[\]]/g)) {
    if (token === '{' || token === '[') most = Math.max(most, ++depth);
    else if (token === '}' || token === ']') depth--;
  }
  return most;
}

/** The first fault of values one after the other. */
function valuesFault<T extends { offset: number; code: number }>(
  text: string,
  faultOf: (value: string) => T | undefined,
): T | undefined {
  let from = 0;
  for (let values = 0; ; values++) {
    const fault = faultOf(text.slice(from));
    if (!fault) return undefined;
    const before = text.slice(Math.max(0, from + fault.offset - 80), from + fault.offset);
    const another = fault.code === contentAfterEnd && before.slice(before.trimEnd().length).includes('\n');
    if (!another || fault.offset === 0 || values === mostValues)
      return { ...fault, offset: from + fault.offset };
    from += fault.offset;
  }
}

const contentAfterEnd = 9;

/** By the numbers of jsonc-parser's `ParseErrorCode`, which exists for its compiler alone. */
const messages: Record<number, string> = {
  1: 'This is no value of JSON',
  2: 'This is no number of JSON',
  3: 'A name in double quotes is expected',
  4: 'A value is expected',
  5: 'A colon is expected',
  6: 'A comma is expected',
  7: 'A closing brace is expected',
  8: 'A closing bracket is expected',
  9: 'Nothing may follow the value',
  10: 'This comment is not allowed here',
  11: 'A comment is never closed',
  12: 'A string is never closed',
  13: 'A number is not finished',
  14: 'A \\u escape needs four digits',
  15: 'No such escape exists in JSON',
  16: 'A control character stands in a string',
};
