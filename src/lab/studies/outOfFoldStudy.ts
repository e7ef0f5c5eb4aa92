/** What studies over folds share: sources with one fold after the other held out, measured with that fold's models. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataError } from '../data/jsonLines';
import type { Source } from '../../learn/recordedAnswers';
import { readSource, sourceFolders, withDomainsIn } from '../data/source';
import type { Encoded } from '../../der/networks/encoder';
import { evaluate, mergedPredictions, type Evaluation } from '../evaluation/evaluate';
import { recordedChecks } from '../findings/recordedChecks';
import { checksPlace } from '../findings/checksPlace';
import { foldWith } from '../evaluation/evaluateFold';
import type { TerminatorPrediction } from '../evaluation/terminatorPredictions';
import { outOfFold, withFoldHeldOut } from '../evaluation/outOfFold';
import { NothingSharedError } from '../evaluation/pool';
import type { Bootstrap } from '../../der/statistics/statistics';
import { bootstrapOf } from '../evaluation/bootstrap';
import { groupsOf } from '../../learn/folds';
import type { Models } from '../../der/networks/models';
import type { ModelsInfo } from '../../der/trace/trace';
import { writeEvaluation } from '../commands/evaluationFiles';
import { withModels, type FoldTraining, type TrainingRun } from '../commands/foldModels';
import type { StudyOptions } from '../commands/studyOptions';

export interface FoldedSource {
  readonly name: string;
  readonly all: Source;
  readonly folds: readonly Source[];
}

/** The folds' training as asked for. */
export function trainingOf({ data, out, folds, first, seed, policy }: StudyOptions): FoldTraining {
  return { data, out, folds, first, seed, policy };
}

/** The sources to measure on, each once for every fold that is held out. */
export async function readSources(options: StudyOptions): Promise<FoldedSource[]> {
  const { folds, first = folds } = options;
  const all = await readAll(options);
  const groups = groupsOf(all);
  return wantedOf(all, options).map((source) => ({
    name: source.name,
    all: source,
    folds: Array.from({ length: first }, (_, fold) => withFoldHeldOut(source, groups, { fold, folds })),
  }));
}

/** All sources, each with the prompts of some domains held out; those that have none are left out. */
export async function readWithoutDomains(options: StudyOptions): Promise<FoldedSource[]> {
  const { domains } = options;
  const all = await readAll(options);
  for (const domain of domains) {
    if (all.some(({ prompts }) => prompts.some((prompt) => prompt.domain === domain))) continue;
    throw new DataError(`No source has a domain called "${domain}". Name domains as the prompts do.`);
  }
  return wantedOf(all, options)
    .filter(({ prompts }) => prompts.some(({ domain }) => domains.includes(domain)))
    .map((source) => ({
      name: source.name,
      all: source,
      folds: [withDomainsIn(outOfFold, source, domains)],
    }));
}

/** The sources to measure on, with the splits that they have. */
export async function readWhole(options: StudyOptions): Promise<FoldedSource[]> {
  const sources = wantedOf(await readAll(options), options);
  return sources.map((source) => ({ name: source.name, all: source, folds: [source] }));
}

async function readAll({ data }: StudyOptions): Promise<Source[]> {
  const all: Source[] = [];
  for (const folder of await sourceFolders(data)) all.push(await readSource(folder));
  if (all.length === 0)
    throw new DataError(`${data} holds no source. Name the folder that holds the sources.`);
  return all;
}

function wantedOf(all: readonly Source[], { data, sources }: StudyOptions): Source[] {
  const names = all.map(({ name }) => name);
  for (const name of sources ?? []) {
    if (names.includes(name)) continue;
    throw new DataError(`No source is called "${name}" in ${data}. It has ${names.join(', ')}.`);
  }
  return all.filter(({ name }) => sources?.includes(name) ?? true);
}

interface Measuring {
  /** Names of experts; all when undefined. */
  readonly pool?: readonly string[] | undefined;
  /** Names of methods; all when undefined. */
  readonly methods: readonly string[] | undefined;
  /** Split that is measured on; that of the folds by default. */
  readonly split?: string;
  /** What is seen of a question's text. */
  readonly seen?: (encoded: Encoded) => Encoded;
}

/**
 * Every source, over all folds, each fold with the models that were trained without it. Where no pool was named, a source
 * none of whose prompts all its experts answered is passed over with a word: the others are measured all the same.
 */
export function evaluated(
  sources: readonly FoldedSource[],
  folders: readonly string[],
  options: Pick<StudyOptions, 'calibrate' | 'seed' | 'policy'>,
  running: TrainingRun,
  measuring: Measuring,
): Promise<Evaluation[]> {
  return withModels(folders, async (models) => {
    const evaluations: Evaluation[] = [];
    for (const source of sources) {
      try {
        evaluations.push(await evaluatedSource(source, models, options, running, measuring));
      } catch (error) {
        if (!(error instanceof NothingSharedError) || measuring.pool || sources.length === 1) throw error;
        running.progress(`${source.name} is passed over. ${error.message}`);
      }
    }
    return evaluations;
  });
}

function evaluatedSource(
  { folds }: FoldedSource,
  models: readonly Models[],
  { calibrate, seed, policy }: Pick<StudyOptions, 'calibrate' | 'seed' | 'policy'>,
  running: TrainingRun,
  { pool, methods, split = outOfFold, seen }: Measuring,
): Promise<Evaluation> {
  const measured = folds.map((source, fold) =>
    foldWith(
      source,
      models[fold]!,
      { policy, terminator: true },
      { seen, check: recordedChecks(source, checksPlace, running) },
    ),
  );
  return evaluate({
    folds: measured,
    ...{ split, pool, calibrate, seed, methods },
    models: infoOf(models, policy),
    ...running,
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
export function together(
  evaluations: readonly Evaluation[],
  seed: number,
): { judgements: TerminatorPrediction[]; bootstrap: Bootstrap } {
  const parts = evaluations.map(({ judgements, report }) => ({ judgements, prompts: report.n }));
  const prompts = parts.reduce((sum, part) => sum + part.prompts, 0);
  return { judgements: mergedPredictions(parts), bootstrap: bootstrapOf(prompts, seed) };
}

/** Writes the report of each source in its three forms, as OUT/SOURCE.json and beside it, and prints its table. */
export async function writeEvaluations(
  { out, provenance }: Pick<StudyOptions, 'out' | 'provenance'>,
  evaluations: readonly Evaluation[],
): Promise<void> {
  for (const evaluation of evaluations) {
    const table = await writeEvaluation(join(out, `${evaluation.report.data}.json`), evaluation, provenance);
    process.stdout.write(`${table}\n`);
  }
}

/** Writes OUT/NAME.json, which says what it is of. */
export async function writeJson(
  { out, provenance }: Pick<StudyOptions, 'out' | 'provenance'>,
  name: string,
  result: object,
): Promise<void> {
  await writeFile(join(out, `${name}.json`), `${JSON.stringify({ ...result, provenance }, null, 2)}\n`);
}
