/** `npm run evaluate -- --data DIR --out FILE.json`: every method measured on recorded answers. */
import { dirname } from 'node:path';
import type { Source } from '../../learn/recordedAnswers';
import { readSource } from '../data/source';
import { withBertScore } from '../evaluation/bertQuality';
import { evaluate, type Evaluation } from '../evaluation/evaluate';
import { recordedChecks } from '../findings/recordedChecks';
import { checksPlace } from '../findings/checksPlace';
import { foldWith } from '../evaluation/evaluateFold';
import { loadModels } from '../../der/networks/models';
import type { TokenEncoder } from '../metrics/bertScore';
import { openOnnxEncoder } from '../metrics/onnxEncoder';
import { declareEvaluate, type EvaluateOptions } from './evaluateOptions';
import { poolNames, writeEvaluation } from './evaluationFiles';
import { makeOutFolder } from './outFolder';
import { provenance } from './provenance';
import { fromWhereCalled, modelsFolder } from '../../cli/places';
import { command, printMessage } from '../../cli/terminal/command';
import { printable } from '../../cli/terminal/textLayout';
import { interrupted, interruptible } from '../../cli/terminal/interrupt';

/** @returns the exit code */
export function main(args: readonly string[]): Promise<number> {
  return command(
    'evaluate',
    args,
    declareEvaluate((options) => interruptible((signal) => run(options, signal))),
  );
}

async function run(options: EvaluateOptions, signal: AbortSignal): Promise<number> {
  const progress = printMessage;
  try {
    const out = fromWhereCalled(options.out);
    await makeOutFolder(dirname(out));
    const evaluation = await evaluated(options, progress, signal);
    const inputs = { data: fromWhereCalled(options.data), models: modelsFolder(options.models) };
    const table = await writeEvaluation(out, evaluation, await provenance(inputs));
    process.stdout.write(printable(table));
    progress(`Written: ${out}, and beside it the table (.md) and the page with pictures (.html).`);
    return 0;
  } catch (error) {
    if (!signal.aborted) throw error;
    progress('Stopped. Nothing was written.');
    return interrupted;
  }
}

async function evaluated(
  options: EvaluateOptions,
  progress: (line: string) => void,
  signal: AbortSignal,
): Promise<Evaluation> {
  const { split, calibrate, seed, methods, preset } = options;
  const pool = options.pool === undefined ? undefined : await poolNames(options.pool);
  const models = await loadModels(modelsFolder(options.models), { comparisons: true });
  try {
    const source = await graded(options, pool, models.encoder, progress, signal);
    signal.throwIfAborted();
    const { info } = models;
    const check = recordedChecks(source, checksPlace, { progress, signal });
    const fold = foldWith(source, models, { policy: info.trained, terminator: info.trained }, { check });
    return await evaluate({
      folds: [fold],
      split,
      pool,
      calibrate,
      seed,
      methods,
      preset,
      models: info,
      progress,
      signal,
    });
  } finally {
    await models.release();
  }
}

/** The source with the quality that was asked for. */
async function graded(
  { data, quality, encoder: folder, seed }: EvaluateOptions,
  experts: readonly string[] | undefined,
  bundled: TokenEncoder,
  progress: (line: string) => void,
  signal: AbortSignal,
): Promise<Source> {
  const recorded = quality === 'recorded';
  const source = await readSource(fromWhereCalled(data), { qualityFromReference: !recorded });
  if (recorded) return source;
  const about = { experts, seed, progress, signal };
  if (folder === undefined) {
    return withBertScore(source, { ...about, encoder: bundled, encoderName: "DER's own small encoder" });
  }
  const encoder = await openOnnxEncoder(fromWhereCalled(folder));
  try {
    return await withBertScore(source, { ...about, encoder, encoderName: `the encoder in ${folder}` });
  } finally {
    await encoder.release();
  }
}
