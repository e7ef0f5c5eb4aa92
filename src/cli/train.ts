/** `npm run train -- --data DIR --out DIR`: all networks from recorded answers, in a child that may be killed. */
import { fork } from 'node:child_process';
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { fromWhereCalled } from './places';
import { command } from './terminal/command';
import { interrupted, interruptible } from './terminal/interrupt';
import { UsageError } from './terminal/options';
import type { TrainingNews, TrainingOrder } from './trainChild';

const help = `Usage: npm run train -- --data DIR --out DIR [--seed N]

Trains encoder, Terminator and policy on recorded answers and writes them with their
manifest. The policy starts as the one-step lookahead and improves by PPO.

  --data DIR   folder that holds the sources, transitions/ and corpus/
  --out DIR    where the models go; replaced only when everything is trained.
               Every term of every loss is logged to DIR/training.jsonl
  --seed N     same seed, processor type and runtime: the same weights (default: 1)
  --help       this text

Exit code: 0 done, 1 failed, 2 wrong usage, 130 stopped by Ctrl-C.
`;

/** Built beside this file. */
const childFile = fileURLToPath(import.meta.url).replace(/train(?=[.\w]*$)/, 'trainChild');

/** @returns the exit code */
export function main(args: readonly string[]): Promise<number> {
  return command('train', async () => {
    const order = orderFrom(args);
    if (order === undefined) {
      process.stdout.write(help);
      return 0;
    }
    return interruptible((signal) => run(order, signal));
  });
}

/** @throws UsageError */
function orderFrom(args: readonly string[]): TrainingOrder | undefined {
  const { help, data, out, seed } = flags(args);
  if (help) return undefined;
  if (data === undefined) throw new UsageError('--data is missing: the folder that holds the sources.');
  if (out === undefined) throw new UsageError('--out is missing: the folder for the models.');
  if (!/^\d{1,9}$/.test(seed)) throw new UsageError(`--seed must be a whole number from 0, not "${seed}".`);
  return { data: fromWhereCalled(data), out: fromWhereCalled(out), seed: Number(seed) };
}

function flags(args: readonly string[]) {
  try {
    const options = {
      data: { type: 'string' },
      out: { type: 'string' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean', short: 'h', default: false },
    } as const;
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function run(order: TrainingOrder, signal: AbortSignal): Promise<number> {
  const log = join(order.out, 'training.jsonl');
  await mkdir(order.out, { recursive: true });
  await writeFile(log, '');
  const started = Date.now();
  const child = fork(childFile, {
    execArgv: ['--max-old-space-size=6144'],
  });
  const stop = () => child.kill('SIGKILL');
  signal.addEventListener('abort', stop);
  let failure = 'The training process ended before it was done. Free some memory, then train again.';
  let version: string | undefined;
  let writing = Promise.resolve();
  child.on('message', (news: TrainingNews) => {
    if (news.type === 'done') version = news.version;
    else if (news.type === 'failed') failure = news.message;
    else {
      const seconds = Math.round((Date.now() - started) / 1000);
      writing = writing.then(() => appendFile(log, `${JSON.stringify({ seconds, ...news.entry })}\n`));
      process.stderr.write(`${String(seconds).padStart(5)} s  ${inWords(news.entry)}\n`);
    }
  });
  child.send(order);
  await new Promise((resolve) => child.once('exit', resolve));
  signal.removeEventListener('abort', stop);
  await writing;
  if (signal.aborted) {
    process.stderr.write('Stopped. The models are as they were before.\n');
    return interrupted;
  }
  if (version === undefined) throw new Error(failure);
  process.stdout.write(`Trained ${version}: ${order.out}\n`);
  return 0;
}

function inWords(entry: Readonly<Record<string, number | string>>): string {
  return Object.entries(entry)
    .map(([name, value]) => (name === 'phase' || name === 'message' ? value : `${name} ${short(value)}`))
    .join('  ');
}

function short(value: number | string): string {
  return typeof value === 'number' ? String(Number(value.toPrecision(4))) : value;
}
