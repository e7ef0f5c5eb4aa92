/** Terminator and policy on experts that were held out of training, against those that were trained with them. */
import { join } from 'node:path';
import { DataError } from '../data/jsonLines';
import { areaDifference, areaOf, type Area } from '../evaluation/aiqDifferences';
import type { Evaluation } from '../evaluation/evaluate';
import { terminatorRemark } from '../evaluation/markdown';
import { bootstrapOf } from '../evaluation/bootstrap';
import { compared, terminatorReport } from '../evaluation/terminatorScores';
import { trainFolds, type TrainingRun } from '../commands/foldModels';
import type { StudyOptions } from '../commands/studyOptions';
import { evaluated, readSources, together, trainingOf, writeJson, type FoldedSource } from './outOfFoldStudy';

/** Models of the folds, trained with the experts in question and without them. */
interface Trained {
  readonly withThem: readonly string[];
  readonly withoutThem: readonly string[];
}

export async function unseen(options: StudyOptions, running: TrainingRun): Promise<void> {
  const { out, experts, policy } = options;
  const sources = await sourcesWith(options, running);
  const training = trainingOf(options);
  const trained = {
    withThem: await trainFolds(training, running),
    withoutThem: await trainFolds({ ...training, without: experts, out: join(out, 'unseen') }, running),
  };
  await compareTerminators(sources, trained, options, running);
  if (policy) for (const source of sources) await comparePolicies(source, trained, options, running);
}

/** @throws DataError where an expert is in no source */
async function sourcesWith(options: StudyOptions, { progress }: TrainingRun): Promise<FoldedSource[]> {
  const { experts } = options;
  const sources = (await readSources(options)).filter((source) => {
    const any = known(source, experts).length > 0;
    if (!any) progress(`${source.name} has none of these experts and is not measured.`);
    return any;
  });
  for (const name of experts) {
    if (sources.some((source) => known(source, [name]).length > 0)) continue;
    throw new DataError(`No source has an expert called "${name}". Name experts as experts.json does.`);
  }
  return sources;
}

function known({ all }: FoldedSource, names: readonly string[]): string[] {
  return all.experts.flatMap(({ name }) => (names.includes(name) ? [name] : []));
}

async function compareTerminators(
  sources: readonly FoldedSource[],
  { withThem, withoutThem }: Trained,
  options: StudyOptions,
  running: TrainingRun,
): Promise<void> {
  const { experts, seed } = options;
  const byThem = async (folders: readonly string[]) => {
    const judging = { ...options, policy: false };
    const { judgements, bootstrap } = together(
      await evaluated(sources, folders, judging, running, { methods: [] }),
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
  await writeJson(options, 'unseen', result);
  process.stdout.write(
    `Trained with them. ${terminatorRemark(result.trained_with_them)}\n` +
      `Trained without them. ${terminatorRemark(result.trained_without_them)}\n` +
      `AUC without minus with: ${JSON.stringify(result.auc_difference)}\n`,
  );
}

/** DER among these experts alone, by both trainings. */
async function comparePolicies(
  source: FoldedSource,
  { withThem, withoutThem }: Trained,
  options: StudyOptions,
  running: TrainingRun,
): Promise<void> {
  const { experts, seed } = options;
  const pool = known(source, experts);
  if (pool.length < 2) return running.progress(`${source.name} has only ${pool[0]}: no pool for a policy.`);
  const measured = { pool, methods: ['der', 'lookahead'] };
  const [[seen], [notSeen]] = [
    await evaluated([source], withThem, options, running, measured),
    await evaluated([source], withoutThem, options, running, measured),
  ];
  const bootstrap = bootstrapOf(seen!.report.n, seed);
  const result = {
    pool,
    n: seen!.report.n,
    aiq: {
      trained_with_them: area(seen!, 'der')(),
      trained_without_them: area(notSeen!, 'der')(),
      lookahead: area(notSeen!, 'lookahead')(),
    },
    without_minus_with: areaDifference(area(notSeen!, 'der'), area(seen!, 'der'), bootstrap),
    without_minus_lookahead: areaDifference(area(notSeen!, 'der'), area(notSeen!, 'lookahead'), bootstrap),
  };
  await writeJson(options, `unseen-policy-${source.name}`, result);
  process.stdout.write(`DER among ${pool.join(', ')}: ${JSON.stringify(result, null, 2)}\n`);
}

function area({ measurements, pool }: Evaluation, method: string): Area {
  return areaOf(
    measurements.find((one) => one.method === method)!,
    measurements,
    pool,
  );
}
