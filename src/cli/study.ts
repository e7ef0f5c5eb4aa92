/** `npm run study -- STUDY --data DIR --out DIR`: what is learned, measured where nothing was learned from. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataError } from '../der/data/jsonLines';
import { readSource, sourceFolders, type Source } from '../der/data/source';
import type { Encoded } from '../der/encoder';
import { evaluate, unitedJudgements, type Evaluation } from '../der/evaluation/evaluate';
import { foldWith } from '../der/evaluation/examine';
import type { Judgement } from '../der/evaluation/judgements';
import { markdown, terminatorRemark } from '../der/evaluation/markdown';
import { outOfFold, withFoldHeldOut } from '../der/evaluation/outOfFold';
import { Bootstrap } from '../der/evaluation/statistics';
import { compared, terminatorReport } from '../der/evaluation/terminatorScores';
import { groupsOf } from '../der/learning/folds';
import type { Models } from '../der/models';
import type { ModelsInfo } from '../der/trace';
import { poolNames, writeEvaluation } from './evaluationFiles';
import { trainFolds, withModels } from './foldModels';
import { fromWhereCalled } from './places';
import { studyHelp, studyOptions, type StudyOptions } from './studyOptions';
import { command } from './terminal/command';
import { interrupted, interruptible } from './terminal/interrupt';

/** @returns the exit code */
export function main(args: readonly string[]): Promise<number> {
  return command('study', async () => {
    const options = studyOptions(args);
    if (options === undefined) {
      process.stdout.write(studyHelp);
      return 0;
    }
    const { data, out } = options;
    const resolved = { ...options, data: fromWhereCalled(data), out: fromWhereCalled(out) };
    return interruptible((signal) => run(resolved, signal));
  });
}

async function run(options: StudyOptions, signal: AbortSignal): Promise<number> {
  try {
    await { crossfit, unseen, text }[options.study](options, signal);
    return 0;
  } catch (error) {
    if (!signal.aborted) throw error;
    progress('Stopped. The folds that are trained will not be trained again.');
    return interrupted;
  }
}

const progress = (line: string) => void process.stderr.write(`${line}\n`);

async function crossfit(options: StudyOptions, signal: AbortSignal): Promise<void> {
  const { out, pool } = options;
  const sources = await readSources(options);
  const folders = await trainFolds({ ...options, without: [], progress, signal });
  const named = pool === undefined ? undefined : await poolNames(pool);
  const evaluations = await evaluated(sources, folders, options, named, options.methods, signal);
  for (const evaluation of evaluations) {
    await writeEvaluation(join(out, `${evaluation.report.data}.json`), evaluation);
    process.stdout.write(`${markdown(evaluation.report)}\n`);
  }
  const { judgements, bootstrap } = together(evaluations, options.seed);
  const report = terminatorReport(judgements, bootstrap);
  await writeJson(join(out, 'terminator.json'), report);
  process.stdout.write(`All sources. ${terminatorRemark(report)}\n`);
  progress(`Written: ${out}`);
}

async function unseen(options: StudyOptions, signal: AbortSignal): Promise<void> {
  const { out, experts, seed } = options;
  const sources = (await readSources(options)).filter(({ all, name }) => {
    const here = all.experts.filter((expert) => experts.includes(expert.name));
    if (here.length === 0) progress(`${name} has none of these experts and is not measured.`);
    return here.length > 0;
  });
  for (const name of experts) {
    if (sources.some(({ all }) => all.experts.some((expert) => expert.name === name))) continue;
    throw new DataError(`No source has an expert called "${name}". Name experts as experts.json does.`);
  }
  const trained = { ...options, policy: false, progress, signal };
  const withThem = await trainFolds({ ...trained, without: [] });
  const withoutThem = await trainFolds({ ...trained, without: experts, out: join(out, 'unseen') });
  const byThem = async (folders: readonly string[]) => {
    const { judgements, bootstrap } = together(
      await evaluated(sources, folders, options, undefined, [], signal),
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

/** What the Terminator makes of a question's text: networks see some of it, profiles compare questions by it. */
async function text(options: StudyOptions, signal: AbortSignal): Promise<void> {
  const { out, seed } = options;
  const sources = await readSources(options);
  const folders = await trainFolds({ ...options, without: [], policy: false, progress, signal });
  const judged = async (seen: (encoded: Encoded) => Encoded) =>
    together(await evaluated(sources, folders, options, undefined, [], signal, seen), seed);
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
  await writeJson(join(out, 'text.json'), result);
  process.stdout.write(
    `Text seen. ${terminatorRemark(result.text_seen)}\n` +
      `Hidden from the networks. ${terminatorRemark(result.hidden_from_networks)}\n` +
      `Hidden altogether. ${terminatorRemark(result.hidden_altogether)}\n` +
      `AUC from what networks see: ${JSON.stringify(result.auc_from_what_networks_see)}\n` +
      `AUC from text altogether: ${JSON.stringify(result.auc_from_text_altogether)}\n`,
  );
}

interface FoldedSource {
  readonly name: string;
  readonly all: Source;
  readonly folds: readonly Source[];
}

/** The sources to measure on, each once for every fold that is held out. */
async function readSources({ data, folds, sources }: StudyOptions): Promise<FoldedSource[]> {
  const all: Source[] = [];
  for (const folder of await sourceFolders(data)) all.push(await readSource(folder));
  if (all.length === 0)
    throw new DataError(`${data} holds no source. Name the folder that holds the sources.`);
  const groups = groupsOf(all);
  const names = all.map(({ name }) => name);
  for (const name of sources ?? []) {
    if (names.includes(name)) continue;
    throw new DataError(`No source is called "${name}" in ${data}. It has ${names.join(', ')}.`);
  }
  return all
    .filter(({ name }) => sources?.includes(name) ?? true)
    .map((source) => ({
      name: source.name,
      all: source,
      folds: Array.from({ length: folds }, (_, fold) => withFoldHeldOut(source, groups, { fold, folds })),
    }));
}

/** Every source, over all folds, each fold with the models that were trained without it. */
function evaluated(
  sources: readonly FoldedSource[],
  folders: readonly string[],
  { calibrate, seed, policy }: StudyOptions,
  pool: readonly string[] | undefined,
  methods: readonly string[] | undefined,
  signal: AbortSignal,
  seen?: (encoded: Encoded) => Encoded,
): Promise<Evaluation[]> {
  return withModels(folders, async (models) => {
    const evaluations: Evaluation[] = [];
    for (const { folds } of sources) {
      evaluations.push(
        await evaluate({
          folds: folds.map((source, fold) =>
            foldWith(source, models[fold]!, { policy, terminator: true }, seen),
          ),
          split: outOfFold,
          pool,
          calibrate,
          seed,
          methods,
          models: infoOf(models, policy),
          progress,
          signal,
        }),
      );
    }
    return evaluations;
  });
}

/** All folds' models as one. */
function infoOf(models: readonly Models[], trained: boolean): ModelsInfo {
  const hashes = models.flatMap(({ info }, fold) =>
    Object.entries(info.sha256).map(([file, hash]) => [`fold-${fold + 1}/${file}`, hash] as const),
  );
  return { version: models[0]!.info.version, trained, sha256: Object.fromEntries(hashes) };
}

/** Judgements of all sources as if they were one. */
function together(
  evaluations: readonly Evaluation[],
  seed: number,
): { judgements: Judgement[]; bootstrap: Bootstrap } {
  const parts = evaluations.map(({ judgements, report }) => ({ judgements, prompts: report.n }));
  const prompts = parts.reduce((sum, part) => sum + part.prompts, 0);
  return { judgements: unitedJudgements(parts), bootstrap: new Bootstrap(prompts, seed) };
}

async function writeJson(path: string, value: unknown): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, `${JSON.stringify(value, null, 2)}\n`);
}
