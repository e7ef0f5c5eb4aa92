/** Tables as comma-separated values, with a heading and quoted fields (RFC 4180). */
import { csvParseRows } from 'd3-dsv';
import { DataError } from '../data/jsonLines';

export type CsvRow = Readonly<Record<string, string>>;

/** The rows as records by the heading's names. @throws DataError where a row has other fields than the heading */
export function readCsv(text: string, path: string): CsvRow[] {
  const [heading, ...rows] = csvParseRows(text);
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
