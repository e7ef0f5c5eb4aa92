/** `npm run train -- --data DIR --out DIR`: all networks from recorded answers, in a child that may be killed. */
import { basename } from 'node:path';
import { makeOutFolder } from './outFolder';
import { fromWhereCalled } from '../../cli/places';
import { command } from '../../cli/terminal/command';
import { interrupted, interruptible } from '../../cli/terminal/interrupt';
import { exitCodes } from '../../cli/terminal/commandLine';
import { namesOf, UsageError, wholeNumber } from '../../cli/terminal/options';
import { DataError } from '../data/jsonLines';
import { chosenSources } from '../data/source';
import type { TrainingOrder } from './trainChild';
import { trainInChild } from './trainingProcess';

/** @returns the exit code */
export function main(args: readonly string[]): Promise<number> {
  return command('train', args, (program, ends) =>
    program
      .description(
        'Trains encoder, Terminator and policy on recorded answers and writes them with their manifest. The policy starts as a lookahead of a few questions and improves by PPO.',
      )
      .requiredOption('--data <DIR>', 'the folder that holds the sources, transitions/ and corpus/')
      .requiredOption(
        '--out <DIR>',
        'the folder for the models, replaced only when everything is trained; every term of every loss is logged to DIR/training.jsonl',
      )
      .option('--sources <A,B>', 'names of the sources to learn from (default: all that the folder holds)')
      .option(
        '--seed <N>',
        'same seed, processor type and runtime: the same weights',
        wholeNumber('--seed', 0, 999_999_999),
        1,
      )
      .option(
        '--effort <X>',
        'share of the usual amount of routes, episodes, PPO iterations and texts, above 0 and at most 1. With less the models say that they are not trained: to try data out, not to use them',
        effortFrom,
        1,
      )
      .option(
        '--ablations',
        'also train a policy by the paper\'s reward and keep the one that PPO began with, which "npm run evaluate" then compares with, and try fitted Q iteration, PPO\'s rival',
        false,
      )
      .option('--resume', 'go on with a training of the same options that was stopped or killed', false)
      .addHelpText('after', exitCodes)
      .action(
        ends(async ({ data, sources, out, ...how }) => {
          const folder = fromWhereCalled(data);
          const names = sources === undefined ? undefined : await sourceNames(folder, sources);
          const order = { data: folder, sources: names, out: fromWhereCalled(out), ...how };
          return interruptible((signal) => run(order, signal));
        }),
      ),
  );
}

/** The names of a list, each once and sorted: the order that they are given in changes nothing. */
async function sourceNames(folder: string, list: string): Promise<string[]> {
  const names = namesOf(list);
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
