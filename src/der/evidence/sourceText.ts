/** Pieces of source text of the C and Python families: balanced brackets, arguments, calls. No grammar is needed. */

/** No call or expression that is looked at is longer. */
const longest = 4000;

/** A call as it stands in a source text. */
export interface Call {
  /** `f`, `Stack.of`, `solution.solve`. */
  readonly target: string;
  /** Source text of each argument. */
  readonly args: readonly string[];
  readonly start: number;
  /** Index behind the closing bracket. */
  readonly end: number;
}

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Index behind the bracket that closes the one at `from`; undefined where it is not closed nearby. */
export function balancedEnd(text: string, from: number): number | undefined {
  const stack: string[] = [];
  const limit = Math.min(text.length, from + longest);
  for (let at = from; at < limit; at++) {
    const char = text.charAt(at);
    if (char === '"' || char === "'" || char === '`') {
      const end = stringEnd(text, at, limit);
      if (end === undefined) return undefined;
      at = end - 1;
    } else if (Object.hasOwn(closing, char)) {
      stack.push(closing[char]!);
    } else if (char === ')' || char === ']' || char === '}') {
      if (stack.pop() !== char) return undefined;
      if (stack.length === 0) return at + 1;
    }
  }
  return undefined;
}

/** Index behind the string that starts at `from`. */
function stringEnd(text: string, from: number, limit: number): number | undefined {
  const quote = text.charAt(from);
  const mark = quote !== '`' && text.startsWith(quote.repeat(3), from) ? quote.repeat(3) : quote;
  for (let at = from + mark.length; at < limit; at++) {
    if (text[at] === '\\') at += 1;
    else if (text.startsWith(mark, at)) return at + mark.length;
    else if (text[at] === '\n' && mark.length === 1 && quote !== '`') return undefined;
  }
  return undefined;
}

/**
 * The characters of a line that stand outside of simple strings, each with its place. Quotes are left out; a string
 * that is not closed lasts to the end of the line.
 */
export function* outsideStrings(line: string): Generator<readonly [at: number, char: string]> {
  let quote = '';
  for (let at = 0; at < line.length; at++) {
    const char = line.charAt(at);
    if (quote !== '') {
      if (char === '\\') at += 1;
      else if (char === quote) quote = '';
    } else if (char === '"' || char === "'" || char === '`') quote = char;
    else yield [at, char];
  }
}

/** Parts of a text between separators that stand outside of brackets and strings; undefined where it is torn. */
export function splitOutside(text: string, separator: string): string[] | undefined {
  const parts: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '"' || char === "'" || char === '`') {
      const end = stringEnd(text, at, text.length);
      if (end === undefined) return undefined;
      at = end - 1;
    } else if (Object.hasOwn(closing, char)) {
      const end = balancedEnd(text, at);
      if (end === undefined) return undefined;
      at = end - 1;
    } else if (text.startsWith(separator, at)) {
      parts.push(text.slice(start, at));
      at += separator.length - 1;
      start = at + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

/** Arguments of a call, as source text; the comma that may end them does not count. */
function argumentsOf(inside: string): string[] | undefined {
  const parts = splitOutside(inside, ',')?.map((part) => part.trim());
  if (!parts) return undefined;
  if (parts.at(-1) === '') parts.pop();
  return parts.includes('') ? undefined : parts;
}

const callee = /[A-Za-z_$][\w$]{0,80}(?:\.[A-Za-z_$][\w$]{0,80}){0,4}(?=\()/y;

/** The call that starts exactly at `at`. */
export function callAt(text: string, at: number): Call | undefined {
  callee.lastIndex = at;
  const target = callee.exec(text)?.[0];
  if (target === undefined) return undefined;
  const open = at + target.length;
  const end = balancedEnd(text, open);
  if (end === undefined) return undefined;
  const args = argumentsOf(text.slice(open + 1, end - 1));
  return args && { target, args, start: at, end };
}

/** The first call in a text from `from` on. A few beginnings are tried: a line is short. */
export function firstCall(text: string, from = 0): Call | undefined {
  const starts = /(?<![\w$.])[A-Za-z_$][\w$]{0,80}(?:\.[A-Za-z_$][\w$]{0,80}){0,4}\(/g;
  starts.lastIndex = from;
  for (let tries = 0; tries < 8; tries++) {
    const match = starts.exec(text);
    if (!match) return undefined;
    const call = callAt(text, match.index);
    if (call) return call;
  }
  return undefined;
}
