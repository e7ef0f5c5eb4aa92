/** From one text to another by as few edits as there are changes. */
import { diffLines } from 'diff';

/** Milliseconds; what is not compared by then is replaced as one. */
const timeMs = 1000;

/** By offsets of the text before. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly added: number;
  readonly removed: number;
}

/** In order, none touching another. */
export function textEdits(before: string, after: string): TextEdit[] {
  const pieces = diffLines(before, after, { timeout: timeMs });
  if (!pieces)
    return [{ start: 0, end: before.length, text: after, added: lines(after), removed: lines(before) }];
  const edits: TextEdit[] = [];
  let at = 0;
  let open = false;
  for (const { added = false, removed = false, value, count } of pieces) {
    if (!added && !removed) {
      at += value.length;
      open = false;
      continue;
    }
    const last = open ? edits.pop() : undefined;
    const edit = last ?? { start: at, end: at, text: '', added: 0, removed: 0 };
    if (removed) at += value.length;
    edits.push({
      start: edit.start,
      end: at,
      text: added ? edit.text + value : edit.text,
      added: edit.added + (added ? count : 0),
      removed: edit.removed + (removed ? count : 0),
    });
    open = true;
  }
  return edits;
}

/** The text with some of the edits made. */
export function withEdits(before: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, text } of edits) {
    result += before.slice(at, start) + text;
    at = end;
  }
  return result + before.slice(at);
}

function lines(text: string): number {
  return text.split('\n').length;
}
