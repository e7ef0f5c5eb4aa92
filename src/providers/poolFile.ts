/** The file of `--pool`: the setting's list as JSON, in any of the ways that editors save it. */
import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { decodeText } from './decodeText';
import { parsePool, type PoolEntry } from './poolConfig';

/** What the parser expects, in words. */
const wanted: Readonly<Record<string, string>> = {
  InvalidSymbol: 'this is no value; texts stand in double quotes',
  InvalidNumberFormat: 'this is no number',
  PropertyNameExpected: 'the name of a field in double quotes is missing',
  ValueExpected: 'a value is missing',
  ColonExpected: 'a colon is missing',
  CommaExpected: 'a comma is missing',
  CloseBraceExpected: 'a "}" is missing',
  CloseBracketExpected: 'a "]" is missing',
  EndOfFileExpected: 'the list ends before this',
  InvalidCommentToken: 'comments begin with // or stand between /* and */',
  UnexpectedEndOfComment: 'a comment has no end',
  UnexpectedEndOfString: 'a text has no closing quote',
  UnexpectedEndOfNumber: 'a number has no end',
  InvalidUnicode: 'this is no \\u code of four digits',
  InvalidEscapeCharacter: 'this backslash means nothing; write \\\\ for a backslash',
  InvalidCharacter: 'control characters are not allowed here',
};
/** Brackets within brackets: a pool has three. */
const deepest = 100;

/**
 * Reads a pool file: UTF-8 or UTF-16, with or without a byte order mark, comments and trailing commas allowed.
 * Whatever is wrong is a problem that names its line.
 */
export function parsePoolFile(bytes: Buffer): { entries: PoolEntry[]; problems: string[] } {
  const text = decodeText(bytes);
  if (text === undefined) return wrong('it is not text in UTF-8 or UTF-16');
  return parsePoolText(text);
}

/** Reads the text of a pool file. */
export function parsePoolText(text: string): { entries: PoolEntry[]; problems: string[] } {
  const json = text.replace(/^\ufeff/, '');
  if (isTooDeep(json)) return wrong(`it has more than ${deepest} brackets within one another`);
  const errors: ParseError[] = [];
  const value: unknown = parse(json, errors, { allowTrailingComma: true });
  const [first] = errors;
  return first ? wrong(described(json, first)) : parsePool(value);
}

function wrong(reason: string): { entries: PoolEntry[]; problems: string[] } {
  return {
    entries: [],
    problems: [`The pool is not valid JSON: ${reason}. Correct the file and try again.`],
  };
}

function described(json: string, { error, offset }: ParseError): string {
  const before = json.slice(0, offset).split(/\r\n|\r|\n/);
  const code = printParseErrorCode(error);
  return `line ${before.length}, column ${before.at(-1)!.length + 1}: ${wanted[code] ?? code}`;
}

/** The parser descends by calling itself. */
function isTooDeep(json: string): boolean {
  let depth = 0;
  let most = 0;
  for (const char of json) {
    if (char === '[' || char === '{') most = Math.max(most, ++depth);
    if (char === ']' || char === '}') depth--;
  }
  return most > deepest;
}
