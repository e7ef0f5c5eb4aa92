/** One evaluation: every method on the same prompts with the same knowledge. */
import type { RecordedExpert } from '../../learn/recordedAnswers';
import type { ModelsInfo } from '../../der/trace/trace';
import { aiqDifferences, endsOf } from './aiqDifferences';
import { learnedMethods } from './methodRegistry';
import {
  evaluateFold,
  wanted,
  type FoldEvaluation,
  type FoldEvaluationOptions,
  type Fold,
} from './evaluateFold';
import type { TerminatorPrediction } from './terminatorPredictions';
import { concatenated, type MeasuredMethod } from './measure';
import type { Report } from './report';
import { methodRow, operatingPoints } from './rows';
import { probeSettings, signaturesOf } from './failureSignatures';
import type { Bootstrap } from '../../der/statistics/statistics';
import { bootstrapOf } from './bootstrap';
import { terminatorReport } from './terminatorScores';
import { mergeFolds, type Measurement } from './mergeFolds';

/** Prompts on which signatures are looked for: twenty settings on each, and coarse effects. */
const mostProbed = 1000;

export interface EvaluationOptions extends FoldEvaluationOptions {
  /** What is measured: one fold, or several with networks of their own whose results are put together. */
  readonly folds: readonly Fold[];
  readonly models: ModelsInfo;
}

export interface Evaluation {
  readonly report: Report;
  readonly pool: readonly RecordedExpert[];
  /** What the report's rows were taken from, for pictures. */
  readonly measurements: readonly Measurement[];
  /** Of the Terminator; empty where there is none. */
  readonly judgements: readonly TerminatorPrediction[];
}

/** @throws DataError when there is nothing to score. */
export async function evaluate(options: EvaluationOptions): Promise<Evaluation> {
  const { folds, seed, progress } = options;
  const evaluations: FoldEvaluation[] = [];
  for (const fold of folds) evaluations.push(await evaluateFold(fold, options));
  progress('drawing resamples');
  const { pool } = evaluations[0]!;
  const measurements = evaluations[0]!.measurements.map((_, at) =>
    mergeFolds(evaluations.map((evaluation) => evaluation.measurements[at]!)),
  );
  const bootstrap = bootstrapOf(sum(evaluations.map(({ prompts }) => prompts)), seed);
  const judgements = mergedPredictions(evaluations);
  return {
    report: {
      ...rowsOf(options, evaluations, measurements, bootstrap),
      terminator:
        judgements.length > 0
          ? terminatorReport(judgements, bootstrap)
          : { skipped: 'The Terminator is not trained.' },
      signatures: await signaturesOfFailures(evaluations, options),
      notes: [...new Set([...folds.flatMap(({ source }) => source.notes), ...notesOf(evaluations)])],
    },
    pool,
    measurements,
    judgements,
  };
}

function rowsOf(
  { folds, split, seed, models, methods }: EvaluationOptions,
  evaluations: readonly FoldEvaluation[],
  measurements: readonly Measurement[],
  bootstrap: Bootstrap,
): Omit<Report, 'terminator' | 'signatures' | 'notes'> {
  const { pool } = evaluations[0]!;
  const named = (name: string) => measurements.find(({ method }) => method === name)!;
  const bestSingle = named('best_single').row.measured;
  const ends = endsOf(
    pool,
    pool.map(({ name }) => named(`expert:${name}`)),
  );
  const shown = measurements.filter(({ method }) => wanted(method, methods));
  const ran = new Set(measurements.map(({ method }) => method));
  const missing = learnedMethods.filter((name) => wanted(name, methods) && !ran.has(name));
  return {
    version: 1,
    data: folds[0]!.source.name,
    split,
    n: bestSingle.quality.length,
    pool: pool.map(({ name }) => name),
    seed,
    calibrated: Math.min(...evaluations.map(({ calibrated }) => calibrated)),
    models,
    methods: [
      ...shown.map((each) => methodRow(each, bestSingle, ends, bootstrap)),
      ...missing.map((name) => ({ name, skipped: reasonWithout(name, folds[0]!.networks !== undefined) })),
    ],
    operating_points: operatingPoints(shown, bootstrap),
    aiq_differences: aiqDifferences(measurements, shown, pool, bootstrap),
  };
}

function reasonWithout(method: string, trained: boolean): string {
  if (!trained) return 'The policy is not trained.';
  return `No policy for ${method} is among the models; "npm run train -- --ablations" trains it.`;
}

/** Judgements of several folds or sources, their prompts numbered on from one to the next. */
export function mergedPredictions(
  parts: readonly Pick<FoldEvaluation, 'judgements' | 'prompts'>[],
): TerminatorPrediction[] {
  let before = 0;
  return parts.flatMap(({ judgements = [], prompts }) => {
    const start = before;
    before += prompts;
    return judgements.map((judgement) => ({ ...judgement, prompt: start + judgement.prompt }));
  });
}

async function signaturesOfFailures(
  evaluations: readonly FoldEvaluation[],
  { folds, seed }: EvaluationOptions,
): Promise<Report['signatures']> {
  const probes = evaluations.flatMap(({ probe }) => probe ?? []);
  if (probes.length < folds.length) {
    return { skipped: folds[0]!.networks ? 'DER was not asked for.' : 'The policy is not trained.' };
  }
  const most = Math.floor(mostProbed / folds.length);
  const probed = sum(evaluations.map(({ prompts }) => Math.min(prompts, most)));
  const parts: MeasuredMethod[][] = [];
  for (const probe of probes) parts.push(await probe(probeSettings, most));
  const measured = probeSettings.map((_, at) => concatenated(parts.map((part) => part[at]!)));
  return signaturesOf(measured, bootstrapOf(probed, seed));
}

function notesOf(evaluations: readonly FoldEvaluation[]): string[] {
  return evaluations.flatMap(({ notes }) => notes);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
