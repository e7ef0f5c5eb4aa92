/** DER and its rivals on domains that were held out of training. */
import { join } from 'node:path';
import { poolNames } from '../commands/evaluationFiles';
import { trainUnlessThere, type TrainingRun } from '../commands/foldModels';
import type { StudyOptions } from '../commands/studyOptions';
import { evaluated, readWithoutDomains, writeEvaluations } from './outOfFoldStudy';

/**
 * One training without all these domains; every source that has one of them is measured on its prompts, whatever their
 * split. Calibration prompts and knobs come from `train` prompts of the other domains, for every method alike.
 */
export async function domains(options: StudyOptions, running: TrainingRun): Promise<void> {
  const { data, out, seed, pool, methods, domains: withoutDomains } = options;
  const sources = await readWithoutDomains(options);
  const order = { data, out: join(out, 'models'), seed, policy: true, withoutDomains };
  await trainUnlessThere(order, '', running);
  const named = pool === undefined ? undefined : await poolNames(pool);
  const evaluations = await evaluated(sources, [order.out], options, running, { pool: named, methods });
  await writeEvaluations(options, evaluations);
}
