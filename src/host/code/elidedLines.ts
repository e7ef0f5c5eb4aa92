/** Puts back what "… existing code …" stands for, by the lines around it that both texts have. */
import { isElision } from './elision';
import { reindenting } from './indentation';
import { areAlike, indentationOf } from './lines';

/** A run of lines between two comments that stand for code. */
interface Segment {
  readonly lines: readonly string[];
  /** Nothing was left out before it, after it. */
  readonly first: boolean;
  readonly last: boolean;
  /** A blank line parts it from what was left out before it, after it. */
  readonly apart: boolean;
  readonly partsNext: boolean;
}

/** Share of the words of two lines that leaves no doubt that one is the other. */
const muchAlike = 2 / 3;

/** Lines of a function in which a changed line is looked for. */
const longestBody = 300;

/** Lines that are compared one by one. */
const mostCompared = 100;

/** What a segment takes the place of: lines of the file from `from` up to `to`. */
interface Region {
  readonly from: number;
  readonly to: number;
  readonly pairs: readonly (readonly [string, string])[];
}

/**
 * The file's lines as the code has them, with what it left out; undefined where that is not clear.
 * @param anchored Both begin and end with the same thing, as two forms of one definition do.
 */
export function withElided(
  file: readonly string[],
  code: readonly string[],
  anchored = true,
): string[] | undefined {
  const own = new Set(file.map((line) => line.trim()));
  const segments = segmentsOf(code, (line) => isElision(line) && !own.has(line.trim()));
  const parts: (readonly string[])[] = [];
  const places = placesIn(file);
  let at = 0;
  for (const segment of segments.map((one) => (anchored ? one : loosened(one, file)))) {
    const found =
      regionOf(segment, file, at, anchored, places) ?? (anchored ? undefined : endOfBlock(segment, file, at));
    if (!found) return undefined;
    const region = segment.last ? found : closing(found, segment, file);
    if (leavesBlock(region, segment, file)) return undefined;
    const reindent = reindenting(region.pairs);
    const lines = separated(segment, file[region.to - 1]).map(reindent);
    const isNew = lines[0]!.trim() !== file[region.from]?.trim();
    const before = isNew && segment.apart && region.from > at && file[region.from - 1]!.trim() !== '';
    const after = region.from === region.to && segment.partsNext && file[region.to]?.trim() !== '';
    const kept = file.slice(at, region.from);
    parts.push(isNew ? continued(kept, lines[0]!) : kept, before ? [''] : [], lines, after ? [''] : []);
    at = region.to;
  }
  const merged = [...parts, file.slice(at)].flat();
  // What opens a bracket without closing it was put together wrongly.
  return balanceOf(merged) === balanceOf(file) ? merged : undefined;
}

/** In a whole file the first lines stand at its start, the last ones at its end, only where the file has them there. */
function loosened(segment: Segment, file: readonly string[]): Segment {
  const { lines, first, last } = segment;
  const suffix = wholeSuffix(lines, file);
  const ending = lines.slice(lines.length - suffix);
  return {
    ...segment,
    first: first && (lines[0]!.trim() === file[0]?.trim() || areAlike(lines[0]!, file[0] ?? '')),
    last: last && (suffix === lines.length || ending.some((line) => /\w{2}/.test(line))),
  };
}

/** Statements are in an order, and what is new among them has no place at their end. */
const statement = /[;)]$|^(?:return|raise|throw|break|continue|pass)\b/;

/** New entries below others that are less deep: where what is as deep as they are ends. */
function endOfBlock({ lines }: Segment, file: readonly string[], at: number): Region | undefined {
  const depth = indentationOf(lines[0]!).length;
  if (depth === 0 || at === 0 || indentationOf(file[at - 1]!).length >= depth) return undefined;
  let end = at;
  for (let line = at; line < file.length; line++) {
    if (file[line]!.trim() === '') continue;
    if (indentationOf(file[line]!).length < depth) break;
    end = line + 1;
  }
  const [before, shown] = [file[end - 1]!, lines.findLast((line) => indentationOf(line).length === depth)!];
  if ([before, shown].some((line) => statement.test(line.trim()))) return undefined;
  return { from: end, to: end, pairs: [] };
}

/** With the lines that close what the region opened, where the segment closes it as well. */
function closing(region: Region, { lines }: Segment, file: readonly string[]): Region {
  const wanted = balanceOf(lines);
  let open = balanceOf(file.slice(region.from, region.to)) - wanted;
  let { to } = region;
  while (open > 0 && to < file.length) open += balanceOf([file[to++]!]);
  return open === 0 ? { ...region, to } : region;
}

/** A comma at the end of what goes is one of what comes: more follows. */
function separated({ lines, last }: Segment, gone: string | undefined): readonly string[] {
  const end = lines.at(-1)!;
  if (last || !gone?.trimEnd().endsWith(',') || !/[\w"'`)\]}]$/.test(end)) return lines;
  return [...lines.slice(0, -1), `${end},`];
}

/** Lines of a region that would go, though they are less deep than its first: they belong to something else. */
function leavesBlock({ from, to }: Region, { lines }: Segment, file: readonly string[]): boolean {
  const shown = new Set(lines.map((line) => line.trim()));
  const first = indentationOf(file[from] ?? '').length;
  const gone = file
    .slice(from + 1, to)
    .filter((line) => /\w{2}/.test(line) && indentationOf(line).length < first && !shown.has(line.trim()));
  if (gone.length === 0) return false;
  const less = lines.slice(0, mostCompared).filter((line) => /\w{2}/.test(line));
  return gone.length > mostCompared || gone.some((line) => !less.some((one) => areAlike(one, line)));
}

/** The last entry of an object is followed by a comma once there is another behind it. */
function continued(kept: readonly string[], next: string): readonly string[] {
  const last = kept.at(-1);
  const entry = /^\s*"[^"]*"\s*:/;
  const isLast = last !== undefined && /["\w\]}]$/.test(last) && entry.test(next);
  return isLast && (entry.test(last) || /^\s*[\]}]/.test(last)) ? [...kept.slice(0, -1), `${last},`] : kept;
}

/** Brackets opened and not closed; those in strings and comments are the same on both sides, or nothing is put together. */
function balanceOf(lines: readonly string[]): number {
  let depth = 0;
  for (const line of lines)
    for (const c of line) {
      if (c === '{' || c === '(' || c === '[') depth++;
      else if (c === '}' || c === ')' || c === ']') depth--;
    }
  return depth;
}

function segmentsOf(code: readonly string[], elides: (line: string) => boolean): Segment[] {
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

function regionOf(
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
function wholeSuffix(a: readonly string[], b: readonly string[]): number {
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

/** Lines of both that are the same, in order: each with the next one in the file; where it begins, with the likeliest. */
function matched(
  lines: readonly string[],
  file: readonly string[],
  from: number,
  to: number,
  places: Places,
): [number, number][] {
  const found: [number, number][] = [];
  let after = from - 1;
  for (const [index, line] of lines.entries()) {
    const key = line.trim();
    if (!/\w{2}/.test(key)) continue;
    const known = places.get(key) ?? [];
    const first = firstBehind(known, after);
    const best =
      found.length === 0
        ? likeliest(
            known.slice(first, first + 200).filter((at) => at < to),
            lines,
            index,
            file,
            to,
          )
        : known[first];
    if (best === undefined || best >= to) continue;
    found.push([index, best]);
    after = best;
  }
  return found;
}

/** Lines of a file by what they say, each with where it stands, in order. */
type Places = ReadonlyMap<string, readonly number[]>;

function placesIn(file: readonly string[]): Places {
  const places = new Map<string, number[]>();
  for (const [at, line] of file.entries()) {
    const key = line.trim();
    const known = places.get(key);
    if (known) known.push(at);
    else places.set(key, [at]);
  }
  return places;
}

/** Index of the first of sorted numbers that is larger than another. */
function firstBehind(sorted: readonly number[], than: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! > than) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The place after which most of the following lines are the same, too. */
function likeliest(
  candidates: readonly number[],
  lines: readonly string[],
  index: number,
  file: readonly string[],
  to: number,
): number | undefined {
  let best: number | undefined;
  let most = -1;
  for (const at of candidates) {
    let run = 0;
    while (
      run < 20 &&
      index + run < lines.length &&
      at + run < to &&
      lines[index + run]!.trim() === file[at + run]!.trim()
    )
      run++;
    if (run > most) [best, most] = [at, run];
  }
  return best;
}
