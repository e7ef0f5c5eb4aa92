/** Tables as comma-separated values, with a heading and quoted fields (RFC 4180). */
import { DataError } from '../data/jsonLines';

export type CsvRow = Readonly<Record<string, string>>;

/** The rows as records by the heading's names. @throws DataError where a row has other fields than the heading */
export function readCsv(text: string, path: string): CsvRow[] {
  const [heading, ...rows] = fieldsOf(text);
  if (heading === undefined) throw new DataError(`${path} is empty.`);
  return rows.map((row, index) => {
    if (row.length !== heading.length) {
      throw new DataError(
        `${path}, row ${index + 2}, has ${row.length} fields, its heading ${heading.length}.`,
      );
    }
    return Object.fromEntries(heading.map((name, column) => [name, row[column]!]));
  });
}

function fieldsOf(text: string): string[][] {
  const rows: string[][] = [];
  let row = [''];
  let quoted = false;
  for (const sign of text.replaceAll('\r\n', '\n')) {
    if (sign === '"') quoted = !quoted;
    else if (sign === ',' && !quoted) row.push('');
    else if (sign === '\n' && !quoted) {
      rows.push(row);
      row = [''];
    } else row[row.length - 1] += sign;
  }
  if (row.length > 1 || row[0] !== '') rows.push(row);
  return rows;
}
