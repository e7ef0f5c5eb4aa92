/** What studies of one set of models share: DER on prompts of a source, changed as the study wants, and tables. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataError } from '../data/jsonLines';
import type { RecordedExpert, Source } from '../../learn/recordedAnswers';
import { readSource, sourceFolders } from '../data/source';
import { complete, prepare, type Graded } from '../evaluation/cases';
import { recordedChecks } from '../findings/recordedChecks';
import { checksPlace } from '../findings/checksPlace';
import { foldWith } from '../evaluation/evaluateFold';
import { gatherKnowledge } from '../evaluation/methodKnowledge';
import { figure } from '../evaluation/markdown';
import { measure, type MeasuredMethod } from '../evaluation/measure';
import type { Context, Setting } from '../evaluation/method';
import { der, type DerNetworks, type Variation } from '../evaluation/methods/der';
import { choosePool } from '../evaluation/pool';
import type { Bootstrap } from '../../der/statistics/statistics';
import { mean } from '../../der/statistics/statistics';
import { bootstrapOf } from '../evaluation/bootstrap';
import { defaultKnobs } from '../../der/core/mdp';
import { loadModels, type Models } from '../../der/networks/models';
import { poolNames } from '../commands/evaluationFiles';
import { modelsFolder } from '../../cli/places';
import type { StudyOptions } from '../commands/studyOptions';
import type { TrainingRun } from '../commands/foldModels';

/** The split that is measured; models are trained on `train`. */
const split = 'dev';

const { alpha, beta, p0, maxSteps } = defaultKnobs;
/** What the product does unless told otherwise. */
export const usual: Setting = { alpha, beta, p0, maxSteps };

/** DER on the prompts of one source. */
export interface StudyFixture {
  readonly name: string;
  readonly pool: readonly RecordedExpert[];
  readonly cases: readonly Graded[];
  readonly context: Context;
  readonly networks: DerNetworks;
  readonly bootstrap: Bootstrap;
  /** One measurement for each setting. */
  measured(
    settings: readonly Setting[],
    variation?: Variation,
    networks?: DerNetworks,
  ): Promise<MeasuredMethod[]>;
}

/** Runs a study with models and the sources that were named, each with its pool. @throws DataError when none is there. */
export async function withSources(
  options: StudyOptions,
  work: (models: Models, sources: readonly Source[], pool: readonly string[] | undefined) => Promise<void>,
): Promise<void> {
  const sources: Source[] = [];
  for (const folder of await sourceFolders(options.data)) sources.push(await readSource(folder));
  const chosen = sources.filter(({ name }) => options.sources?.includes(name) ?? true);
  if (chosen.length === 0) {
    const names = sources.map(({ name }) => name).join(', ') || 'none';
    throw new DataError(`None of the sources that were asked for is in ${options.data}. It has: ${names}.`);
  }
  const pool = options.pool === undefined ? undefined : await poolNames(options.pool);
  const folder = modelsFolder(options.models);
  const models = await loadModels(folder, { comparisons: true });
  try {
    if (!models.info.trained)
      throw new DataError(`The models in ${folder} are not trained. Train them first.`);
    await work(models, chosen, pool);
  } finally {
    await models.release();
  }
}

/** Prepares a source, or what a study made of one. */
export async function studyFixture(
  source: Source,
  models: Models,
  names: readonly string[] | undefined,
  { calibrate, seed }: StudyOptions,
  { progress, signal }: TrainingRun,
): Promise<StudyFixture> {
  const check = recordedChecks(source, checksPlace, { progress, signal });
  const { estimates, networks } = foldWith(source, models, { policy: true, terminator: false }, { check });
  const { pool, columns } = choosePool(source, names, split);
  progress(`${source.name}: ${pool.length} experts`);
  const { context } = await gatherKnowledge({
    source,
    estimates,
    pool,
    columns,
    split,
    calibrate,
    seed,
    rehearsed: false,
  });
  const cases = await prepare(source, pool, columns, complete(source, columns, split), context, estimates);
  return {
    name: source.name,
    pool,
    cases,
    context,
    networks: networks!,
    bootstrap: bootstrapOf(cases.length, seed),
    measured(settings, variation = {}, by = networks!) {
      const method = der('der', context, by, settings, variation);
      const trials = settings.map((setting) => ({ method, setting }));
      return measure(trials, cases, pool, { signal });
    },
  };
}

/** A table for people, and the same for programs. */
export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** Columns that `figures` fills. */
export const figureColumns = ['quality', '95 %', 'cost', 'calls'] as const;

/** Quality with its interval, cost and calls, as `figureColumns` names them. */
export function methodCells(
  { quality, cost, calls }: MeasuredMethod,
  bootstrap: Bootstrap,
): (string | number)[] {
  return [mean(quality), interval(quality, bootstrap), mean(cost), mean(calls)];
}

/** Mean difference of one measurement to another, and its paired interval. */
export function difference(
  one: ArrayLike<number>,
  other: ArrayLike<number>,
  bootstrap: Bootstrap,
): [mean: number, ci95: string] {
  const values = Float64Array.from(one, (value, row) => value - other[row]!);
  return [mean(values), interval(values, bootstrap)];
}

function interval(values: ArrayLike<number>, bootstrap: Bootstrap): string {
  return bootstrap
    .interval(values)
    .map((bound) => bound.toFixed(3))
    .join(' … ');
}

/** Writes OUT/NAME.json and OUT/NAME.md, which says what it is of, and prints the latter. */
export async function writeTables(
  { out, provenance }: Pick<StudyOptions, 'out' | 'provenance'>,
  name: string,
  tables: readonly Table[],
): Promise<void> {
  const line = (cells: readonly (string | number)[]) => `| ${cells.map(cell).join(' | ')} |`;
  const parts = tables.map(({ title, head, rows }) => {
    const ruler = head.map((_, column) => (column === 0 ? '---' : '---:'));
    return [`## ${title}`, '', line(head), line(ruler), ...rows.map(line), ''].join('\n');
  });
  const text = [...parts, `${provenance}\n`].join('\n');
  await writeFile(join(out, `${name}.json`), `${JSON.stringify(tables, null, 2)}\n`);
  await writeFile(join(out, `${name}.md`), text);
  process.stdout.write(text);
}

function cell(value: string | number): string {
  return typeof value === 'string' ? value.replace(/[|\\`*_<>[\]]/g, '\\$&') : figure(value);
}
