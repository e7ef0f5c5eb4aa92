/** Files that evaluations read and write: lists of experts, and the report in its three forms. */
import { readFile, stat, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { DataError, parsed } from '../data/jsonLines';
import type { Evaluation } from '../evaluation/evaluate';
import { markdown } from '../evaluation/markdown';
import { reportHtml } from '../evaluation/reportHtml';
import { fromWhereCalled } from '../../cli/places';

const poolFile = z.array(z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]));

/** Names in a file, where there is one of this name, else the names between the commas. */
export async function poolNames(text: string): Promise<string[]> {
  const path = fromWhereCalled(text);
  const isFile = await stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
  if (isFile) return parsed(await readFile(path, 'utf8'), poolFile, path);
  if (/\.json$/i.test(text)) throw new DataError(`There is no pool file ${path}. Name one that exists.`);
  return text.split(',').map((name) => name.trim());
}

/**
 * Writes `out`, which ends in .json and whose folder is there, and beside it the table (.md) and the page with pictures
 * (.html). All say what they are of.
 *
 * @returns the table
 */
export async function writeEvaluation(
  out: string,
  { report: found, pool, measurements }: Evaluation,
  provenance: string,
): Promise<string> {
  const report = { ...found, notes: [...found.notes, provenance] };
  const base = out.slice(0, -'.json'.length);
  await writeFile(out, `${JSON.stringify(report, null, 2)}\n`);
  const table = markdown(report);
  await writeFile(`${base}.md`, table);
  await writeFile(`${base}.html`, reportHtml(report, pool, measurements));
  return table;
}
