/**
 * What the checks alone tell of who is right: no network, no skill, nothing learned. How well stated examples and
 * agreement in behaviour rank an expert's own answers, and how much of the way from the best single expert to the
 * oracle is gone by picking the answer that they rank first.
 */
import { availableParallelism } from 'node:os';
import type { Checked } from '../../der/evidence/findings';
import { behaveAlike, examplesOf, knownWrong } from '../../der/evidence/facts';
import { Ranking } from '../../der/statistics/ranking';
import { mean, type Bootstrap } from '../../der/statistics/statistics';
import type { Source } from '../../learn/recordedAnswers';
import type { StudyOptions } from '../commands/studyOptions';
import type { TrainingRun } from '../commands/foldModels';
import { poolNames } from '../commands/evaluationFiles';
import { DataError } from '../data/jsonLines';
import { readSource, sourceFolders } from '../data/source';
import { bootstrapOf } from '../evaluation/bootstrap';
import { complete } from '../evaluation/cases';
import { choosePool } from '../evaluation/pool';
import { checksPlace } from '../findings/checksPlace';
import { recordedChecks } from '../findings/recordedChecks';
import { writeTables, type Table } from './studyFixture';

/** From here on an answer counts as right. */
const right = 0.5;
/** Prompts that are checked between two looks at whether to stop. */
const atOnce = 4 * availableParallelism();

/** A prompt whose answers were run, with what came out. */
export interface CheckedAnswers {
  readonly checked: Checked;
  /** By expert of the pool. */
  readonly quality: readonly number[];
  /** Its question states examples that were tried. */
  readonly stated: boolean;
}

const rankings = {
  'examples passed': (run: CheckedAnswers, at: number) => examplesScore(run.checked, at),
  'agreement in behaviour': (run: CheckedAnswers, at: number) => agreement(run.checked, at),
  both: (run: CheckedAnswers, at: number) => 2 * examplesScore(run.checked, at) + agreement(run.checked, at),
} as const;

export async function evidence(options: StudyOptions, running: TrainingRun): Promise<void> {
  const names = options.pool === undefined ? undefined : await poolNames(options.pool);
  const tables: Table[] = [];
  for (const folder of await sourceFolders(options.data)) {
    const source = await readSource(folder);
    if (!(options.sources?.includes(source.name) ?? true)) continue;
    const { experts, runs } = await runsOf(source, names, running);
    if (runs.length > 0) tables.push(tableOf(source.name, experts, runs, options.seed));
  }
  if (tables.length === 0)
    throw new DataError(`No source that was asked for has programs that could be run in ${options.data}.`);
  await writeTables(options, 'evidence', tables);
}

/** All prompts of train and dev that the whole pool answered and whose answers could be compared. */
async function runsOf(
  source: Source,
  names: readonly string[] | undefined,
  running: TrainingRun,
): Promise<{ experts: readonly string[]; runs: readonly CheckedAnswers[] }> {
  const check = recordedChecks(source, checksPlace, running);
  const { pool, columns } = choosePool(source, names, 'train');
  const indices = ['train', 'dev'].flatMap((split) => complete(source, columns, split));
  const runs: CheckedAnswers[] = [];
  for (let from = 0; from < indices.length; from += atOnce) {
    running.signal.throwIfAborted();
    const some = indices.slice(from, from + atOnce);
    const answersOf = (index: number) => columns.map((column) => source.answers[index]![column]!);
    const assemblies = await check(
      some.map((index) => {
        const { id, question } = source.prompts[index]!;
        return { id, question, texts: answersOf(index).map(({ text }) => text) };
      }),
    );
    for (const [at, assembly] of assemblies.entries()) {
      if (assembly === undefined) continue;
      const checked = assembly.checked(columns.map((_, place) => place));
      const stated = checked.answers.some((answer) => examplesOf(answer) !== undefined);
      runs.push({ checked, quality: answersOf(some[at]!).map(({ quality }) => quality), stated });
    }
  }
  return { experts: pool.map(({ name }) => name), runs };
}

export function tableOf(
  source: string,
  experts: readonly string[],
  all: readonly CheckedAnswers[],
  seed: number,
): Table {
  const runs = all.filter(({ stated }) => stated);
  const bootstrap = bootstrapOf(runs.length, seed);
  const rows = Object.entries(rankings).map(([name, score]) => [
    name,
    ...withinExpert(experts, runs, score, bootstrap),
    ...picked(experts, runs, score, bootstrap),
  ]);
  const { best, oracle } = ends(experts, runs);
  return {
    title: `${source}: ${runs.length} of ${all.length} prompts state examples, ${experts.length} experts, best single ${best.toFixed(3)}, oracle ${oracle.toFixed(3)}`,
    head: ['ranked by', 'AUC within expert', '95 %', 'quality of the first', '95 %', 'share of the gap'],
    rows,
  };
}

type Score = (run: CheckedAnswers, at: number) => number;

function withinExpert(
  experts: readonly string[],
  runs: readonly CheckedAnswers[],
  score: Score,
  bootstrap: Bootstrap,
): [auc: number, ci95: string] {
  const rows = runs.flatMap((run, prompt) => experts.map((expert, at) => ({ run, prompt, expert, at })));
  const ranking = new Ranking(
    rows.map(({ run, at }) => score(run, at)),
    rows.map(({ run, at }) => run.quality[at]! >= right),
    rows.map(({ prompt }) => prompt),
    rows.map(({ expert }) => expert),
  );
  return [ranking.auc() ?? Number.NaN, words(bootstrap.intervalOf((weights) => ranking.auc(weights)))];
}

/** Quality of the answer that ranks first, ties by its author's mean on the other prompts. */
function picked(
  experts: readonly string[],
  runs: readonly CheckedAnswers[],
  score: Score,
  bootstrap: Bootstrap,
): [quality: number, ci95: string, gap: number] {
  const sums = experts.map((_, at) => runs.reduce((sum, { quality }) => sum + quality[at]!, 0));
  const chosen = runs.map((run) => {
    const elsewhere = (at: number) => sums[at]! - run.quality[at]!;
    const first = experts
      .map((_, at) => at)
      .reduce((one, next) => {
        const difference = score(run, next) - score(run, one);
        return difference > 0 || (difference === 0 && elsewhere(next) > elsewhere(one)) ? next : one;
      });
    return run.quality[first]!;
  });
  const { best, oracle } = ends(experts, runs);
  return [mean(chosen), words(bootstrap.interval(chosen)), (mean(chosen) - best) / (oracle - best)];
}

function ends(experts: readonly string[], runs: readonly CheckedAnswers[]): { best: number; oracle: number } {
  return {
    best: Math.max(...experts.map((_, at) => mean(runs.map(({ quality }) => quality[at]!)))),
    oracle: mean(runs.map(({ quality }) => Math.max(...quality))),
  };
}

/** Share of the stated examples that it passes; what does not run passes none, and where none was tried, even odds. */
function examplesScore({ answers }: Checked, at: number): number {
  if (knownWrong(answers[at]) && examplesOf(answers[at]) === undefined) return 0;
  return examplesOf(answers[at])?.share ?? (answers[at]?.kind === 'program' ? 0.5 : 0);
}

/** The share of the others that do the same on all inputs. */
function agreement(checked: Checked, at: number): number {
  const others = checked.answers.flatMap((_, other) => (other === at ? [] : [other]));
  return mean(others.map((other) => Number(behaveAlike(checked, at, other))));
}

function words(interval: readonly number[] | undefined): string {
  return interval?.map((bound) => bound.toFixed(3)).join(' … ') ?? '–';
}
