/** The Terminator on experts that were held out of training. */
import { join } from 'node:path';
import { DataError } from '../../der/data/jsonLines';
import { terminatorRemark } from '../../der/evaluation/markdown';
import { compared, terminatorReport } from '../../der/evaluation/terminatorScores';
import { trainFolds } from '../foldModels';
import type { StudyOptions } from '../studyOptions';
import { evaluated, readSources, together, writeJson, type Running } from './folded';

export async function unseen(options: StudyOptions, running: Running): Promise<void> {
  const { out, experts, seed } = options;
  const { progress } = running;
  const sources = (await readSources(options)).filter(({ all, name }) => {
    const here = all.experts.filter((expert) => experts.includes(expert.name));
    if (here.length === 0) progress(`${name} has none of these experts and is not measured.`);
    return here.length > 0;
  });
  for (const name of experts) {
    if (sources.some(({ all }) => all.experts.some((expert) => expert.name === name))) continue;
    throw new DataError(`No source has an expert called "${name}". Name experts as experts.json does.`);
  }
  const trained = { ...options, ...running, policy: false };
  const withThem = await trainFolds(trained);
  const withoutThem = await trainFolds({ ...trained, without: experts, out: join(out, 'unseen') });
  const byThem = async (folders: readonly string[]) => {
    const { judgements, bootstrap } = together(
      await evaluated(sources, folders, options, running, { methods: [] }),
      seed,
    );
    return { judgements: judgements.filter(({ expert }) => experts.includes(expert)), bootstrap };
  };
  const [seen, notSeen] = [await byThem(withThem), await byThem(withoutThem)];
  const result = {
    experts,
    trained_with_them: terminatorReport(seen.judgements, seen.bootstrap),
    trained_without_them: terminatorReport(notSeen.judgements, notSeen.bootstrap),
    auc_difference: compared(notSeen.judgements, seen.judgements, seen.bootstrap),
  };
  await writeJson(join(out, 'unseen.json'), result);
  process.stdout.write(
    `Trained with them. ${terminatorRemark(result.trained_with_them)}\n` +
      `Trained without them. ${terminatorRemark(result.trained_without_them)}\n` +
      `AUC without minus with: ${JSON.stringify(result.auc_difference)}\n`,
  );
}
