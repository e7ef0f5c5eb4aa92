/** Two designs of the encoder, compared by what they do for the Terminator. */
import { join } from 'node:path';
import { terminatorRemark } from '../evaluation/markdown';
import { compared, terminatorReport } from '../evaluation/terminatorScores';
import { trainFolds, type TrainingRun } from '../commands/foldModels';
import type { StudyOptions } from '../commands/studyOptions';
import { evaluated, readSources, together, trainingOf, writeJson } from './outOfFoldStudy';

export async function encoders(options: StudyOptions, running: TrainingRun): Promise<void> {
  const { out, seed } = options;
  const sources = await readSources(options);
  const training = trainingOf(options);
  const judged = async (folders: readonly string[]) =>
    together(await evaluated(sources, folders, options, running, { methods: [] }), seed);
  const grams = await judged(await trainFolds(training, running));
  const gated = await judged(
    await trainFolds({ ...training, design: 'gated', out: join(out, 'gated') }, running),
  );
  const { bootstrap } = grams;
  const result = {
    grams: terminatorReport(grams.judgements, bootstrap),
    gated: terminatorReport(gated.judgements, bootstrap),
    auc_difference: compared(gated.judgements, grams.judgements, bootstrap),
  };
  await writeJson(options, 'encoders', result);
  process.stdout.write(
    `n-grams alone. ${terminatorRemark(result.grams)}\n` +
      `With a gated layer. ${terminatorRemark(result.gated)}\n` +
      `AUC gated minus alone: ${JSON.stringify(result.auc_difference)}\n`,
  );
}
