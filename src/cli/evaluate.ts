/** `npm run evaluate -- --data DIR --out FILE.json`: every method measured on recorded answers. */
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { DataError, parsed } from '../der/data/jsonLines';
import { readSource, type Source } from '../der/data/source';
import { withBertScore } from '../der/evaluation/bertQuality';
import { evaluate, type Evaluation } from '../der/evaluation/evaluate';
import { markdown } from '../der/evaluation/markdown';
import type { Context } from '../der/evaluation/method';
import { DerNetworks } from '../der/evaluation/methods/der';
import { page } from '../der/evaluation/page';
import { LearnedTerminator, Observer } from '../der/learned';
import { loadModels } from '../der/models';
import type { TokenEncoder } from '../der/quality/bertScore';
import { openOnnxEncoder } from '../der/quality/onnxEncoder';
import { evaluateHelp, evaluateOptions, type EvaluateOptions } from './evaluateOptions';
import { fromWhereCalled, shippedModels } from './places';
import { command } from './terminal/command';
import { interrupted, interruptible } from './terminal/interrupt';

/** @returns the exit code */
export function main(args: readonly string[]): Promise<number> {
  return command('evaluate', async () => {
    const options = evaluateOptions(args);
    if (options.help) {
      process.stdout.write(evaluateHelp);
      return 0;
    }
    return interruptible((signal) => run(options, signal));
  });
}

async function run(options: EvaluateOptions, signal: AbortSignal): Promise<number> {
  const progress = (line: string) => void process.stderr.write(`${line}\n`);
  try {
    const evaluation = await evaluated(options, progress, signal);
    const out = fromWhereCalled(options.out);
    await write(out, evaluation);
    process.stdout.write(markdown(evaluation.report));
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
  const { split, calibrate, seed, methods } = options;
  const pool = options.pool === undefined ? undefined : await poolNames(options.pool);
  const models = await loadModels(
    options.models === undefined ? shippedModels : fromWhereCalled(options.models),
  );
  try {
    const source = await graded(options, pool, models.encoder, progress, signal);
    signal.throwIfAborted();
    const { skill, belief } = models.manifest;
    const estimates = { encode: (text: string) => models.encoder.encode(text), skill, belief };
    const { networks, info } = models;
    const fold = {
      source,
      estimates,
      ...(info.trained && {
        networks: new DerNetworks(networks.policy, networks.terminator),
        terminator: (context: Context) =>
          new LearnedTerminator(networks.terminator, new Observer(models.encoder, context.profiles, belief)),
      }),
    };
    return await evaluate({
      folds: [fold],
      split,
      pool,
      calibrate,
      seed,
      methods,
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

const poolFile = z.array(z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]));

/** Names in a file, where there is one of this name, else the names between the commas. */
async function poolNames(text: string): Promise<string[]> {
  const path = fromWhereCalled(text);
  const isFile = await stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
  if (isFile) return parsed(await readFile(path, 'utf8'), poolFile, path);
  if (/\.json$/i.test(text)) throw new DataError(`There is no pool file ${path}. Name one that exists.`);
  return text.split(',').map((name) => name.trim());
}

async function write(out: string, { report, pool, measurements }: Evaluation): Promise<void> {
  const base = out.slice(0, -'.json'.length);
  await mkdir(dirname(out), { recursive: true });
  await writeFile(out, `${JSON.stringify(report, null, 2)}\n`);
  await writeFile(`${base}.md`, markdown(report));
  await writeFile(`${base}.html`, page(report, pool, measurements));
}
