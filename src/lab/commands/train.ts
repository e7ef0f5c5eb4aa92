/** `npm run train -- --data DIR --out DIR`: all networks from recorded answers, in a child that may be killed. */
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { makeOutFolder } from './outFolder';
import { fromWhereCalled } from '../../cli/places';
import { command } from '../../cli/terminal/command';
import { interrupted, interruptible } from '../../cli/terminal/interrupt';
import { UsageError } from '../../cli/terminal/options';
import { DataError } from '../data/jsonLines';
import { chosenSources } from '../data/source';
import type { TrainingOrder } from './trainChild';
import { trainInChild } from './trainingProcess';

const help = `Usage: npm run train -- --data DIR --out DIR [--sources A,B,…] [--seed N]
                                   [--effort X] [--ablations] [--resume]

Trains encoder, Terminator and policy on recorded answers and writes them with their
manifest. The policy starts as a lookahead of a few questions and improves by PPO.

  --data DIR   folder that holds the sources, transitions/ and corpus/
  --out DIR    where the models go; replaced only when everything is trained.
               Every term of every loss is logged to DIR/training.jsonl
  --sources A,B,…
               names of the sources to learn from (default: all that the folder holds)
  --seed N     same seed, processor type and runtime: the same weights (default: 1)
  --effort X   share of the usual amount of routes, episodes, PPO iterations and texts,
               above 0 and at most 1 (default: 1). With less the models say that they
               are not trained: to try data out, not to use them
  --ablations  also train a policy by the paper's reward and keep the one that PPO
               began with, which "npm run evaluate" then compares with, and try
               fitted Q iteration, PPO's rival
  --resume     go on with a training of the same options that was stopped or killed
  --help       this text

Exit code: 0 done, 1 failed, 2 wrong usage, 130 stopped by Ctrl-C.
`;

/** @returns the exit code */
export function main(args: readonly string[]): Promise<number> {
  return command('train', async () => {
    const order = await orderFrom(args);
    if (order === undefined) {
      process.stdout.write(help);
      return 0;
    }
    return interruptible((signal) => run(order, signal));
  });
}

/** @throws UsageError */
async function orderFrom(args: readonly string[]): Promise<TrainingOrder | undefined> {
  const { help, data, sources, out, seed, effort, resume, ablations } = flags(args);
  if (help) return undefined;
  if (data === undefined) throw new UsageError('--data is missing: the folder that holds the sources.');
  if (out === undefined) throw new UsageError('--out is missing: the folder for the models.');
  if (!/^\d{1,9}$/.test(seed)) throw new UsageError(`--seed must be a whole number from 0, not "${seed}".`);
  const folder = fromWhereCalled(data);
  return {
    data: folder,
    sources: sources === undefined ? undefined : await sourceNames(folder, sources),
    out: fromWhereCalled(out),
    seed: Number(seed),
    effort: effortFrom(effort),
    ...{ resume, ablations },
  };
}

/** The names of a list, each once and sorted: the order that they are given in changes nothing. */
async function sourceNames(folder: string, list: string): Promise<string[]> {
  const names = list.split(',').map((name) => name.trim());
  if (names.includes('')) throw new UsageError(`--sources must be names with commas between, not "${list}".`);
  try {
    const chosen = await chosenSources(folder, names);
    return chosen.map((path) => basename(path));
  } catch (error) {
    if (error instanceof DataError) throw new UsageError(`--sources: ${error.message}`);
    throw error;
  }
}

function effortFrom(text: string): number {
  const effort = /^(\d+|\d*\.\d+)$/.test(text) ? Number(text) : NaN;
  if (effort > 0 && effort <= 1) return effort;
  throw new UsageError(`--effort must be a number above 0 and at most 1, not "${text}".`);
}

function flags(args: readonly string[]) {
  try {
    const options = {
      data: { type: 'string' },
      sources: { type: 'string' },
      out: { type: 'string' },
      seed: { type: 'string', default: '1' },
      effort: { type: 'string', default: '1' },
      ablations: { type: 'boolean', default: false },
      resume: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    } as const;
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function run(order: TrainingOrder, signal: AbortSignal): Promise<number> {
  await makeOutFolder(order.out);
  const version = await trainInChild(order, '', signal);
  if (version === undefined) {
    process.stderr.write('Stopped. The models are as they were before; --resume goes on from here.\n');
    return interrupted;
  }
  process.stdout.write(`Trained ${version}: ${order.out}\n`);
  return 0;
}
