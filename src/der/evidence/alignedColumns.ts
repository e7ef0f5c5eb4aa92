/** Tables whose columns are parted by blanks alone. */
import { withoutEnds } from './ends';

interface Cell {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The cells of a line: what a table begins with are a few words each. In a row with fewer cells than its head the
 * others are empty; which, their places say.
 * @param head the line that names the columns, where the table has begun
 */
export function alignedCells(line: string, head: string | undefined): string[] | undefined {
  const cells = cellsIn(line);
  if (head === undefined) {
    const isHead = cells.every(({ text }) => /^[\w()]+(?: [\w()]+){0,2}:?$/.test(text));
    return cells.length < 2 || !isHead ? undefined : cells.map(({ text }) => text);
  }
  const columns = cellsIn(head);
  if (cells.length === 0 || (cells.length < 2 && columns.length > 2)) return undefined;
  if (cells.length >= columns.length) return cells.map(({ text }) => text);
  const row = columns.map(() => '');
  for (const cell of cells) {
    // One that stands under no column leaves all of them open.
    const under = columns.findIndex(({ start, end }) => start === cell.start || end === cell.end);
    if (under < 0) return row.map(() => '');
    row[under] = cell.text;
  }
  return row;
}

function cellsIn(line: string): Cell[] {
  return [...line.matchAll(/(?:"[^"]*"|'[^']*'|\S| (?!\s))+/g)].flatMap(({ 0: whole, index }) => {
    const text = whole.trim();
    const start = index + whole.length - whole.trimStart().length;
    return text === '' ? [] : [{ text: withoutEnds(text, /`/), start, end: start + text.length }];
  });
}
