/** Sections of Markdown by their headings. */
import type { Definition } from './definition';

/** Levels of headings that Markdown has. */
const deepest = 6;

/** The sections of a text, each with the ones in it. */
export function sectionsOf(lines: readonly string[]): Definition[] {
  return sectionsBetween(lines, headingLevels(lines), 0, lines.length, 1);
}

/** The sections of a level and of the ones below it, within some lines. */
function sectionsBetween(
  lines: readonly string[],
  levels: readonly number[],
  from: number,
  to: number,
  level: number,
): Definition[] {
  const below = (first: number, end: number) =>
    level < deepest ? sectionsBetween(lines, levels, first, end, level + 1) : [];
  const starts: number[] = [];
  for (let at = from; at < to; at++) if (levels[at] === level) starts.push(at);
  if (starts.length === 0) return below(from, to);
  const own = starts.map((start, index): Definition => {
    const end = (starts[index + 1] ?? to) - 1;
    const children = below(start + 1, end + 1);
    let said = end;
    while (said > start && lines[said]!.trim() === '') said--;
    const name = lines[start]!.trim();
    return { name, kind: 'callable', lead: start, start, end: said, children };
  });
  return [...below(from, starts[0]!), ...own];
}

/** By line: how deep the heading is that stands there, outside of fences; 0 for other lines. */
function headingLevels(lines: readonly string[]): number[] {
  let fence: string | undefined;
  return lines.map((line) => {
    const mark = /^ {0,3}(```|~~~)/.exec(line)?.[1];
    if (mark) fence = fence === undefined ? mark : fence === mark ? undefined : fence;
    return fence === undefined ? (/^(#{1,6})\s/.exec(line)?.[1]!.length ?? 0) : 0;
  });
}
