/** Makes code of an answer fit where it goes. */
import { namedByComment } from '../../fileComment';
import { endOfLine } from './lines';

/** The code as the whole of a file: its ends of line, one at the end, and no comment that only names the file. */
export function asFile(code: string, before: string, path: string): string {
  const lines = code.trimEnd().split(/\r?\n/);
  const at = firstOf(lines, 0);
  const first = lines[at] ?? '';
  const onlyNames = path !== '' && namedByComment(first) === path;
  const dropped = onlyNames && !before.startsWith(first);
  const eol = endOfLine(before);
  return lines.slice(dropped ? firstOf(lines, at + 1) : 0).join(eol) + eol;
}

/** The first line from one on that is not blank. */
function firstOf(lines: readonly string[], from: number): number {
  let at = from;
  while (at < lines.length && lines[at]!.trim() === '') at++;
  return at;
}

/**
 * The code in place of whole lines or of a part of one.
 * @param indentation of the first line; undefined where the part does not begin at the start of its line's text.
 */
export function asPart(code: string, replaced: string, indentation: string | undefined, eol: string): string {
  const lines = code.trimEnd().split(/\r?\n/);
  const end = /\r?\n$/.test(replaced) ? eol : '';
  if (indentation === undefined) return lines.join(eol) + end;
  const depths = lines.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)![0].length);
  const common = depths.reduce((least, depth) => Math.min(least, depth), Infinity);
  const [first = '', ...others] = lines.map((line) => line.slice(common));
  // The indentation stays where the part begins behind it.
  const lead = /^[ \t]/.test(replaced) ? indentation : '';
  return [lead + first, ...others.map((line) => (line === '' ? '' : indentation + line))].join(eol) + end;
}
