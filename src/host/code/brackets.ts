/** Brackets that lines open and close. */

/** Brackets opened and not closed; those in strings and comments are the same on both sides, or nothing is put together. */
export function balanceOf(lines: readonly string[]): number {
  let depth = 0;
  for (const line of lines)
    for (const c of line) {
      if (c === '{' || c === '(' || c === '[') depth++;
      else if (c === '}' || c === ')' || c === ']') depth--;
    }
  return depth;
}
