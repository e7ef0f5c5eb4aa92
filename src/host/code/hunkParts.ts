/** A hunk as the changes that it makes one by one, each with the lines around it that help to find it. */
import { isElision } from './elision';
import type { Hunk, HunkLine } from './fileDiff';

/** What is to be found, with the lines around that help to find it. */
export interface Part {
  readonly lines: readonly HunkLine[];
  /** Where it should begin, counted from 0. */
  readonly expected: number | undefined;
  /** Lines of the text that it is below, as the hunk's header says. */
  readonly anchors: readonly string[];
  readonly noNewline: Hunk['noNewline'];
}

/** The changes of a hunk one by one, each with the context on both of its sides; "… existing code …" parts them, too. */
export function partsOf(
  { lines, noNewline }: Hunk,
  expected: number | undefined,
  anchors: readonly string[],
): Part[] {
  const parts: Part[] = [];
  /** Lines of the old side before `begin`; undefined behind code that was left out. */
  let old: number | undefined = 0;
  let begin = 0;
  for (;;) {
    const first = next(lines, begin, (line) => line.kind !== 'context');
    if (first === lines.length) return parts;
    const end = next(lines, first, (line) => line.kind === 'context');
    const after = next(lines, end, (line) => line.kind !== 'context');
    let start = begin;
    for (let at = begin; at < first; at++) if (isElision(lines[at]!.text)) start = at + 1;
    if (start > begin) old = undefined;
    let stop = end;
    while (stop < after && !isElision(lines[stop]!.text)) stop++;
    parts.push({
      lines: lines.slice(start, stop),
      expected: expected === undefined || old === undefined ? undefined : expected + old,
      anchors,
      noNewline: after === lines.length ? noNewline : undefined,
    });
    if (old !== undefined) for (let at = begin; at < end; at++) if (lines[at]!.kind !== 'added') old++;
    begin = end;
  }
}

function next(lines: readonly HunkLine[], from: number, wanted: (line: HunkLine) => boolean): number {
  let at = from;
  while (at < lines.length && !wanted(lines[at]!)) at++;
  return at;
}

/** Enough to be found by: more than brackets and blank lines. */
export function saysEnough(lines: readonly HunkLine[]): boolean {
  return lines.some(({ kind, text }) => kind !== 'added' && /\w{2}/.test(text));
}
