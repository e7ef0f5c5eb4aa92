/** What the Terminator makes of a question's text. */
import type { Encoded } from '../../der/networks/encoder';
import { terminatorRemark } from '../evaluation/markdown';
import { compared, terminatorReport } from '../evaluation/terminatorScores';
import { trainFolds, type TrainingRun } from '../commands/foldModels';
import type { StudyOptions } from '../commands/studyOptions';
import { evaluated, readSources, together, trainingOf, writeJson } from './outOfFoldStudy';

/** What the Terminator makes of a question's text: networks see some of it, profiles compare questions by it. */
export async function text(options: StudyOptions, running: TrainingRun): Promise<void> {
  const { seed } = options;
  const sources = await readSources(options);
  const folders = await trainFolds(trainingOf(options), running);
  const judged = async (seen: (encoded: Encoded) => Encoded) =>
    together(await evaluated(sources, folders, options, running, { methods: [], seen }), seed);
  const whole = await judged((encoded) => encoded);
  const likeness = await judged(({ vector }) => ({ vector, familiarity: 0 }));
  const nothing = await judged(({ vector }) => ({ vector: vector.map(() => 0), familiarity: 0 }));
  const { bootstrap } = whole;
  const result = {
    text_seen: terminatorReport(whole.judgements, bootstrap),
    hidden_from_networks: terminatorReport(likeness.judgements, bootstrap),
    hidden_altogether: terminatorReport(nothing.judgements, bootstrap),
    auc_from_what_networks_see: compared(whole.judgements, likeness.judgements, bootstrap),
    auc_from_text_altogether: compared(whole.judgements, nothing.judgements, bootstrap),
  };
  await writeJson(options, 'text', result);
  process.stdout.write(
    `Text seen. ${terminatorRemark(result.text_seen)}\n` +
      `Hidden from the networks. ${terminatorRemark(result.hidden_from_networks)}\n` +
      `Hidden altogether. ${terminatorRemark(result.hidden_altogether)}\n` +
      `AUC from what networks see: ${JSON.stringify(result.auc_from_what_networks_see)}\n` +
      `AUC from text altogether: ${JSON.stringify(result.auc_from_text_altogether)}\n`,
  );
}
