/** Puts back what "… existing code …" stands for, by the lines around it that both texts have. */
import { balanceOf } from './brackets';
import { isElision } from './elision';
import { reindenting } from './indentation';
import { placesIn } from './lineMatches';
import { areAlike, indentationOf } from './lines';
import { regionOf, wholeSuffix, type Region } from './regions';
import { segmentsOf, type Segment } from './segments';

/** Lines that are compared one by one. */
const mostCompared = 100;

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
