/** DER and its rivals on whole sources that were held out of training. */
import { basename, join } from 'node:path';
import { DataError } from '../data/jsonLines';
import { sourceFolders } from '../data/source';
import { poolNames } from '../commands/evaluationFiles';
import { trainUnlessThere, type TrainingRun } from '../commands/foldModels';
import type { StudyOptions } from '../commands/studyOptions';
import { evaluated, readWhole, writeEvaluations } from './outOfFoldStudy';
import { writeTables } from './studyFixture';
import { summaryOf } from './summary';

/**
 * One training on all other sources; each of these is measured on its `dev` prompts. Calibration prompts and knobs come
 * from its `train` prompts, as they do for a person's own experts. Sources that ask the same are held out together.
 */
export async function heldOutSources(options: StudyOptions, running: TrainingRun): Promise<void> {
  const { data, out, seed, pool, methods, sources: heldOut = [] } = options;
  const measured = await readWhole(options);
  const names = (await sourceFolders(data)).map((folder) => basename(folder));
  const sources = names.filter((name) => !heldOut.includes(name)).sort();
  if (sources.length === 0) throw new DataError('All sources are held out: none is left to learn from.');
  const order = { data, out: join(out, 'models'), seed, policy: true, sources };
  await trainUnlessThere(order, '', running);
  const named = pool === undefined ? undefined : await poolNames(pool);
  const how = { pool: named, methods, split: 'dev' };
  const evaluations = await evaluated(measured, [order.out], options, running, how);
  await writeEvaluations(options, evaluations);
  await writeTables(options, 'summary', summaryOf(evaluations));
}
