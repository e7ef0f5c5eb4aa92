/** Where in a file a definition goes that it does not have yet. */
import type { Definition } from './definition';
import { indentationUnit, reindentedFor } from './definitionText';
import type { LineEdit } from './imports';
import { indentationOf } from './lines';
import type { Defining } from './namesakes';

/**
 * Puts one after the definition before it, else before the one after it, else at the end of what it belongs to.
 * @param siblings The file's own form of each definition beside it in the snippet, itself at `index`.
 * @param parent What it belongs to in the file; undefined at its top.
 */
export function insertedBeside(
  definition: Definition,
  snippet: Defining,
  file: Defining,
  index: number,
  siblings: readonly (Definition | undefined)[],
  parent: Definition | undefined,
): LineEdit {
  const before = siblings.slice(0, index).findLast(Boolean);
  const after = siblings.slice(index + 1).find(Boolean);
  const others = parent ? parent.children : file.outline.definitions;
  const last = others.at(-1);
  const sibling = before ?? after ?? last;
  const model = sibling
    ? file.lines[sibling.start]!
    : parent
      ? `${indentationOf(file.lines[parent.start]!)}${indentationUnit(file.lines)}x`
      : '';
  const fresh = reindentedFor(
    file.lines,
    snippet.lines.slice(definition.lead, definition.end + 1),
    snippet.lines[definition.start]!,
    model,
    snippet.outline.literal.slice(definition.lead, definition.end + 1),
  );
  const isDense =
    others.length > 1 && others.every(({ lead }, at) => at === 0 || file.lines[lead - 1]!.trim() !== '');
  const apart =
    !isDense && (definition.kind !== 'value' || (sibling !== undefined && sibling.kind !== 'value'));
  if (!before && after) return { at: after.lead, count: 0, lines: apart ? [...fresh, ''] : fresh };
  const at =
    parent && !before && !last
      ? parent.start + 1
      : before || parent
        ? (before ?? last)!.end + 1
        : endOf(file.lines);
  return { at, count: 0, lines: apart && at > 0 && sibling ? ['', ...fresh] : fresh };
}

/** Behind the last line that is not blank. */
function endOf(lines: readonly string[]): number {
  return lines.findLastIndex((line) => line.trim() !== '') + 1;
}
