import { expect, it } from 'vitest';
import { readCsv } from '../../../src/lab/catalogue/csv';
import { DataError } from '../../../src/lab/data/jsonLines';

it('reads fields with commas, quotes and line breaks, whatever ends a line', () => {
  const text = 'name,says\r\n"a, b","he said ""no""\nand left"\r\nc,\r\n';
  expect(readCsv(text, 'x.csv')).toEqual([
    { name: 'a, b', says: 'he said "no"\nand left' },
    { name: 'c', says: '' },
  ]);
});

it('names the row that has other fields than its heading', () => {
  expect(() => readCsv('a,b\n1,2\n3\n', 'x.csv')).toThrow(DataError);
  expect(() => readCsv('a,b\n1,2\n3\n', 'x.csv')).toThrow('x.csv, row 3, has 1 fields, its heading 2.');
  expect(() => readCsv('', 'x.csv')).toThrow('x.csv is empty.');
});
