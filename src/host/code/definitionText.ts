/** The lines of a snippet's definition as the file would have them: its indentation, and exported as before. */
import { reindenting } from './indentation';
import { indentationOf } from './lines';
import { escaped } from './namePattern';

/**
 * The snippet's lines with the file's indentation.
 * @param written The first line of the definition as it is in the snippet.
 * @param inFile That line as it is, or would be, in the file.
 * @param literal By line: whether it begins within a string, whose indentation is part of it.
 */
export function reindentedFor(
  file: readonly string[],
  lines: readonly string[],
  written: string,
  inFile: string,
  literal: readonly boolean[] = [],
): string[] {
  const unit = indentationUnit(file);
  const deeper = lines.find(
    (line) => line.trim() !== '' && indentationOf(line).length > indentationOf(written).length,
  );
  const pairs: [string, string][] = [[written, inFile]];
  // Tabs and blanks are not mixed.
  if (deeper !== undefined && /\t/.test(indentationOf(deeper)) !== /^\t/.test(unit))
    pairs.push([deeper, `${indentationOf(inFile)}${unit}x`]);
  const reindent = reindenting(pairs);
  return lines.map((line, at) => (literal[at] ? line : reindent(line)));
}

/** What a file indents one level with, told by its first line that is indented; two blanks where none is. */
export function indentationUnit(file: readonly string[]): string {
  const indented = file.find((line) => /^[ \t]+\S/.test(line) && !/^\s*\*/.test(line));
  return indented ? indentationOf(indented).slice(0, /^\t/.test(indented) ? 1 : 4) : '  ';
}

/**
 * What a snippet shows alone is exported as before.
 * @param before The first line of the definition as the file has it.
 */
export function exportedAs(before: string, name: string, lines: readonly string[]): readonly string[] {
  const own = /^(\s*)(export\s+(?:default\s+)?)/.exec(before)?.[2];
  if (own === undefined) return lines;
  const defines = new RegExp(String.raw`\b${escaped(name)}\b`);
  const at = lines.findIndex((line) => defines.test(line) && !/^\s*(?:\/\/|\*|\/\*|#)/.test(line));
  if (at < 0 || /^\s*export\b/.test(lines[at]!)) return lines;
  return lines.map((line, index) => (index === at ? line.replace(/^\s*/, (blank) => blank + own) : line));
}
