/** Every method and the Terminator, each prompt with models that learned nothing from it. */
import { terminatorRemark } from '../evaluation/markdown';
import { terminatorReport } from '../evaluation/terminatorScores';
import { poolNames } from '../commands/evaluationFiles';
import { trainFolds, type TrainingRun } from '../commands/foldModels';
import type { StudyOptions } from '../commands/studyOptions';
import { writeTables } from './studyFixture';
import { summaryOf } from './summary';
import { evaluated, readSources, together, trainingOf, writeJson, writeEvaluations } from './outOfFoldStudy';

export async function crossfit(options: StudyOptions, running: TrainingRun): Promise<void> {
  const { out, pool } = options;
  const { progress } = running;
  const sources = await readSources(options);
  const folders = await trainFolds(trainingOf(options), running);
  const named = pool === undefined ? undefined : await poolNames(pool);
  const evaluations = await evaluated(sources, folders, options, running, {
    pool: named,
    methods: options.methods,
  });
  await writeEvaluations(options, evaluations);
  const { judgements, bootstrap } = together(evaluations, options.seed);
  const report = terminatorReport(judgements, bootstrap);
  await writeJson(options, 'terminator', report);
  await writeTables(options, 'summary', summaryOf(evaluations, report));
  process.stdout.write(`All sources. ${terminatorRemark(report)}\n`);
  progress(`Written: ${out}`);
}
