/** JSON from a server that may have been cut, or never have been JSON. */

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Nothing that a server has to say is nested deeper, and the parser takes long over what is. */
const deepest = 500;
/** Characters up to which even the deepest nesting is parsed in no time, and can be written again. */
const short = 2_000;

/** The value, or undefined where the text is no JSON. */
export function jsonOf(text: string): unknown {
  return text.length > short && !openAtEnd(text) ? undefined : parsed(text);
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
  const open = /^\s*["[{]/.test(text) ? openAtEnd(text) : undefined;
  if (!open) return undefined;
  const { closers, inString, escapedAt } = open;
  // Half an escape at the end is left out: a backslash alone, or `\u` without its four digits.
  const half =
    inString && escapedAt >= 0 && /^\\(u[\da-f]{0,3})?$/i.test(text.slice(escapedAt, escapedAt + 6));
  const start = half ? text.slice(0, escapedAt) : text;
  return (
    parsed(`${start}${inString ? '"' : ''}${closers}`) ??
    parsed(`${start}${inString ? '":null' : 'null'}${closers}`)
  );
}

const [quote, backslash, brace, bracket] = [0x22, 0x5c, 0x7b, 0x5b];

/** What of a JSON text is open where it ends, and where its last escape began; undefined where it is nested too deep. */
function openAtEnd(text: string): { closers: string; inString: boolean; escapedAt: number } | undefined {
  const closers: string[] = [];
  let inString = false;
  let escapedAt = -1;
  for (let at = 0; at < text.length; at++) {
    const sign = text.charCodeAt(at);
    if (inString) {
      if (sign === backslash) escapedAt = at++;
      else if (sign === quote) inString = false;
    } else if (sign === quote) inString = true;
    else if (sign === brace) closers.push('}');
    else if (sign === bracket) closers.push(']');
    else if (sign === brace + 2 || sign === bracket + 2) closers.pop();
    if (closers.length > deepest) return undefined;
  }
  return { closers: closers.reverse().join(''), inString, escapedAt };
}
