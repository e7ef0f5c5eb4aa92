/** The runs of lines that code shows between comments that stand for code. */

/** A run of lines between two comments that stand for code. */
export interface Segment {
  readonly lines: readonly string[];
  /** Nothing was left out before it, after it. */
  readonly first: boolean;
  readonly last: boolean;
  /** A blank line parts it from what was left out before it, after it. */
  readonly apart: boolean;
  readonly partsNext: boolean;
}

export function segmentsOf(code: readonly string[], elides: (line: string) => boolean): Segment[] {
  const runs: string[][] = [[]];
  for (const line of code) {
    if (elides(line)) runs.push([]);
    else runs.at(-1)!.push(line);
  }
  return runs
    .map((lines, index) => ({
      lines: trimmedRun(lines),
      first: index === 0,
      last: index === runs.length - 1,
      apart: lines[0]?.trim() === '',
      partsNext: lines.at(-1)?.trim() === '',
    }))
    .filter(({ lines }) => lines.length > 0);
}

/** Without blank lines at its ends. */
function trimmedRun(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line.trim() !== '');
  const last = lines.findLastIndex((line) => line.trim() !== '');
  return first < 0 ? [] : lines.slice(first, last + 1);
}
