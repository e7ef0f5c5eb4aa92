/** JSON from a server that may have been cut, or never have been JSON. */

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value, or undefined where the text is no JSON. */
export function jsonOf(text: string): unknown {
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
  const closers: string[] = [];
  let inString = false;
  let escapedAt = -1;
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (inString) {
      if (character === '\\') escapedAt = at++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{') closers.push('}');
    else if (character === '[') closers.push(']');
    else if (character === '}' || character === ']') closers.pop();
  }
  // Half an escape at the end is left out: a backslash alone, or `\u` without its four digits.
  const half =
    inString && escapedAt >= 0 && /^\\(u[\da-f]{0,3})?$/i.test(text.slice(escapedAt, escapedAt + 6));
  const start = half ? text.slice(0, escapedAt) : text;
  const end = closers.reverse().join('');
  return (
    jsonOf(`${start}${inString ? '"' : ''}${end}`) ?? jsonOf(`${start}${inString ? '":null' : 'null'}${end}`)
  );
}
