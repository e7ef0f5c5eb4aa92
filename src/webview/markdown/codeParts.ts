/** Code in parts that can each be coloured without holding up the panel. */

/** Characters that are coloured at once. Some languages take a time that grows with the square of them. */
const longestPart = 4_000;
/** Such lines are data rather than code, and a word that fills them is what takes longest. */
const longestLine = 1_000;

/**
 * The code in parts that can each be coloured without holding up the panel. They are whole lines, and where possible
 * the next one begins at the margin, since what spans two parts is not recognised.
 */
export function* partsOf(code: string): Generator<string> {
  let start = 0;
  while (code.length - start > longestPart) {
    const end = start + partLength(code.slice(start, start + longestPart));
    yield code.slice(start, end);
    start = end;
  }
  if (start < code.length) yield code.slice(start);
}

function partLength(text: string): number {
  let line = text.length;
  for (let at = text.lastIndexOf('\n'); at > text.length / 4; at = text.lastIndexOf('\n', at - 1)) {
    if (line === text.length) line = at + 1;
    if (text[at - 1] === '\n' && /\S/.test(text.charAt(at + 1))) return at + 1;
  }
  return line;
}

/** Whether a part is quickly coloured, whatever stands in it. */
export function isQuick(part: string): boolean {
  return part.length <= longestPart && part.split('\n').every((line) => line.length <= longestLine);
}
