/** Two changes of one text joined, line by line; where both changed the same lines, both are shown as a conflict. */
import { diffArrays } from 'diff';

/** Milliseconds for each comparison; a text that is not compared by then counts as rewritten. */
const timeMs = 1000;

export interface Merged {
  readonly text: string;
  readonly conflicts: number;
}

/** What the two sides of a conflict are called. */
export interface Sides {
  readonly ours: string;
  readonly theirs: string;
}

/** Lines of the base from `start` to `end` that one side has as `lines`. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
}

/** What `ours` and `theirs` changed of `base`. */
export function threeWay(base: string, ours: string, theirs: string, names: Sides): Merged {
  const lines = linesOf(base);
  const left = editsOf(lines, linesOf(ours));
  const right = editsOf(lines, linesOf(theirs));
  const result: (string | readonly string[])[] = [];
  let conflicts = 0;
  let at = 0;
  while (left.length > 0 || right.length > 0) {
    const { start, end, own, other } = takeGroup(left, right);
    result.push(lines.slice(at, start));
    at = end;
    const mine = applied(lines, start, end, own);
    const yours = applied(lines, start, end, other);
    if (own.length === 0 || mine.join('') === yours.join('')) result.push(yours);
    else if (other.length === 0) result.push(mine);
    else {
      conflicts++;
      result.push(
        `<<<<<<< ${names.ours}\n`,
        ended(mine),
        '=======\n',
        ended(yours),
        `>>>>>>> ${names.theirs}\n`,
      );
    }
  }
  result.push(lines.slice(at));
  return { text: result.flat().join(''), conflicts };
}

/** With their ends. */
function linesOf(text: string): string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}

/** A marker of a conflict begins a line. */
function ended(lines: readonly string[]): string[] {
  return lines.map((line) => (line.endsWith('\n') ? line : `${line}\n`));
}

function editsOf(base: readonly string[], side: readonly string[]): Edit[] {
  const pieces = diffArrays([...base], [...side], { timeout: timeMs });
  if (!pieces) return [{ start: 0, end: base.length, lines: side }];
  const edits: Edit[] = [];
  let at = 0;
  let open = false;
  for (const { added = false, removed = false, value } of pieces) {
    if (!added && !removed) {
      at += value.length;
      open = false;
      continue;
    }
    const last = (open ? edits.pop() : undefined) ?? { start: at, end: at, lines: [] };
    if (removed) at += value.length;
    edits.push({ start: last.start, end: at, lines: added ? [...last.lines, ...value] : last.lines });
    open = true;
  }
  return edits;
}

interface Group {
  readonly start: number;
  readonly end: number;
  readonly own: readonly Edit[];
  readonly other: readonly Edit[];
}

/** The next edit with all that overlap it, directly or by others; taken from the fronts of both lists. */
function takeGroup(left: Edit[], right: Edit[]): Group {
  const own: Edit[] = [];
  const other: Edit[] = [];
  const first = (right[0]?.start ?? Infinity) < (left[0]?.start ?? Infinity) ? right[0]! : left[0]!;
  const start = first.start;
  let end = start;
  const touches = (edit: Edit | undefined) =>
    edit !== undefined && (edit.start < end || edit.start === start);
  for (;;) {
    const [from, into] = touches(left[0]) ? [left, own] : touches(right[0]) ? [right, other] : [];
    if (!from) return { start, end, own, other };
    const edit = from.shift()!;
    into!.push(edit);
    end = Math.max(end, edit.end);
  }
}

function applied(base: readonly string[], start: number, end: number, edits: readonly Edit[]): string[] {
  const parts: (readonly string[])[] = [];
  let at = start;
  for (const edit of edits) {
    parts.push(base.slice(at, edit.start), edit.lines);
    at = edit.end;
  }
  return [...parts, base.slice(at, end)].flat();
}
