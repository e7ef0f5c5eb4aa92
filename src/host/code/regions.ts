/** Which lines of a file a shown run of lines takes the place of, told by the lines that both have. */
import { balanceOf } from './brackets';
import { matched, type Places } from './lineMatches';
import { areAlike } from './lines';
import type { Segment } from './segments';

/** What a segment takes the place of: lines of the file from `from` up to `to`. */
export interface Region {
  readonly from: number;
  readonly to: number;
  readonly pairs: readonly (readonly [string, string])[];
}

/** Share of the words of two lines that leaves no doubt that one is the other. */
const muchAlike = 2 / 3;

/** Lines of a function in which a changed line is looked for. */
const longestBody = 300;

export function regionOf(
  { lines, first, last }: Segment,
  file: readonly string[],
  at: number,
  anchored: boolean,
  places: Places,
): Region | undefined {
  const suffix = !last ? 0 : (anchored ? commonSuffix : wholeSuffix)(lines, file.slice(at));
  const ends: (readonly [string, string])[] = [];
  for (let i = 1; i <= suffix; i++) ends.push([lines.at(-i)!, file.at(-i)!]);
  if (suffix === lines.length) return { from: file.length - suffix, to: file.length, pairs: ends };
  // The rest of the segment, against the rest of the file.
  const rest = lines.slice(0, lines.length - suffix);
  const end = file.length - suffix;
  const matches = matched(rest, file, at, end, places);
  if (first) {
    // Both begin alike, whether or not the first line was changed.
    const to = behind(matches.at(-1) ?? [0, 0], rest, file, end);
    return {
      from: 0,
      to: last ? file.length : to,
      pairs: [[lines[0]!, file[0]!], ...named(matches, rest, file)],
    };
  }
  const pairs = [...ends, ...named(matches, rest, file)];
  const [start] = matches;
  if (last) {
    if (suffix === 0 && !start) return undefined;
    const from = start || anchored ? before(start ?? [rest.length, end], rest, file, at) : end;
    return from === undefined ? undefined : { from, to: file.length, pairs };
  }
  if (!start) return anchored ? changedLine(rest, file, at, end) : undefined;
  const from = before(start, rest, file, at);
  return from === undefined ? undefined : { from, to: behind(matches.at(-1)!, rest, file, end), pairs };
}

/** Markup in the place of markup that is somewhat like it may be its changed form, or stand beside it. */
function isDoubtful(line: string, own: string): boolean {
  return [line, own].every((one) => /^\s*</.test(one)) && !areAlike(line, own, muchAlike);
}

/** Lines of which none is the file's own: the first is the changed form of the only one that is much like it. */
function changedLine(
  lines: readonly string[],
  file: readonly string[],
  from: number,
  to: number,
): Region | undefined {
  const alike: number[] = [];
  // In a longer text there is no telling, and many such lines would take too long.
  if (to - from > longestBody) return undefined;
  for (let at = from; at < to && alike.length < 2; at++)
    if (areAlike(lines[0]!, file[at]!, muchAlike)) alike.push(at);
  const [at] = alike;
  if (at === undefined || alike.length > 1) return undefined;
  return { from: at, to: behind([0, at], lines, file, to), pairs: [[lines[0]!, file[at]!]] };
}

function named(
  matches: readonly (readonly [number, number])[],
  lines: readonly string[],
  file: readonly string[],
) {
  return matches.map(([line, at]) => [lines[line]!, file[at]!] as const);
}

/**
 * Where lines begin that a changed beginning of the segment takes the place of; other lines before a match are new.
 * Undefined where there is no telling.
 */
function before(
  [line, place]: readonly [number, number],
  lines: readonly string[],
  file: readonly string[],
  least: number,
): number | undefined {
  let from = place;
  for (let i = line - 1; i >= 0 && from > least && areAlike(lines[i]!, file[from - 1]!); i--) {
    if (isDoubtful(lines[i]!, file[from - 1]!)) return undefined;
    from--;
  }
  return from;
}

/** As `before`, for the end of a segment: behind the last line that it takes the place of. */
function behind(
  [line, place]: readonly [number, number],
  lines: readonly string[],
  file: readonly string[],
  most: number,
): number {
  let to = place + 1;
  for (let i = line + 1; i < lines.length && to < most && areAlike(lines[i]!, file[to]!); i++) to++;
  return to;
}

/** As `commonSuffix`, without the end of something that begins otherwise. */
export function wholeSuffix(a: readonly string[], b: readonly string[]): number {
  const length = commonSuffix(a, b);
  if (length === a.length) return length;
  let best = 0;
  let depth = 0;
  for (let count = 1; count <= length; count++) {
    depth += balanceOf([a.at(-count)!]);
    if (depth === 0) best = count;
  }
  return best;
}

function commonSuffix(a: readonly string[], b: readonly string[]): number {
  let length = 0;
  while (length < Math.min(a.length, b.length) && a.at(-1 - length)!.trim() === b.at(-1 - length)!.trim())
    length++;
  return length;
}
