/** JSON from a server that may have been cut, or never have been JSON. */

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Nothing that a server has to say is nested deeper, and the parser takes long over what is. */
const deepest = 500;
/** Characters up to which even the deepest nesting is parsed in no time, and can be written again. */
const short = 2_000;
/** Values up to which parsing keeps nobody waiting: a text of a million characters may hold half as many. */
const usualValues = 50_000;

/**
 * The value, or undefined where the text is no JSON.
 * @param mostValues beyond which it is taken for none; one long text is one value.
 */
export function jsonOf(text: string, mostValues = usualValues): unknown {
  return text.length > short && !openAtEnd(text, mostValues) ? undefined : parsed(text);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The value that the beginning of a JSON text holds, its last string as far as it came; undefined where that cannot
 * be told. Linear in the text.
 */
export function jsonOfStart(text: string): unknown {
  // Whatever begins otherwise need not be read to its end to be none.
  const open = /^\s*["[{]/.test(text) ? openAtEnd(text, usualValues) : undefined;
  if (!open) return undefined;
  const { closers, inString } = open;
  const start = inString ? text.slice(0, text.length - halfEscape(text)) : text;
  return (
    parsed(`${start}${inString ? '"' : ''}${closers}`) ??
    parsed(`${start}${inString ? '":null' : 'null'}${closers}`)
  );
}

/** Length of half an escape at the end: a backslash alone, or `\u` without its four digits. */
function halfEscape(text: string): number {
  const [escape] = /\\(?:u[\da-f]{0,3})?$/i.exec(text.slice(-5)) ?? [];
  return escape !== undefined && isEscaped(text, text.length - escape.length + 1) ? escape.length : 0;
}

const backslash = 0x5c;
/** What a JSON text may begin with. */
const beginning = /^\s*["[{\d\-tfn]/;
const structure = /[",[\]{}]/g;

/**
 * What of a JSON text is open where it ends; undefined where it is nested too deep, or of too many values. Strings and
 * blanks, which may be nearly all of it, are passed over at one go.
 */
function openAtEnd(text: string, mostValues: number): { closers: string; inString: boolean } | undefined {
  if (!beginning.test(text)) return undefined;
  const closers: string[] = [];
  let values = 0;
  structure.lastIndex = 0;
  for (let found = structure.exec(text); found; found = structure.exec(text)) {
    switch (found[0]) {
      case '"': {
        const end = endOfString(text, found.index + 1);
        if (end < 0) return { closers: closers.reverse().join(''), inString: true };
        structure.lastIndex = end + 1;
        values++;
        break;
      }
      case ',':
        values++;
        break;
      case '{':
        closers.push('}');
        break;
      case '[':
        closers.push(']');
        break;
      default:
        closers.pop();
        values++;
    }
    // A name, its value and what parts them from the next count as three.
    if (closers.length > deepest || values > 3 * mostValues) return undefined;
  }
  return { closers: closers.reverse().join(''), inString: false };
}

/** Where the quote is that ends a string; -1 where none does. */
function endOfString(text: string, from: number): number {
  let end = text.indexOf('"', from);
  while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
}

/** An odd number of backslashes stands before the place. */
function isEscaped(text: string, at: number): boolean {
  let before = at;
  while (text.charCodeAt(before - 1) === backslash) before--;
  return (at - before) % 2 === 1;
}
