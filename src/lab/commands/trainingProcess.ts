/** Training in a child that may be killed at any time, with its progress on stderr and in a log. */
import { fork } from 'node:child_process';
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { learningCurve, type LogEntry } from './learningCurve';
import { printMessage } from '../../cli/terminal/command';
import type { TrainingNews, TrainingOrder } from './trainChild';

/** Built beside this file. */
const childFile = fileURLToPath(new URL('trainChild.mjs', import.meta.url));

/**
 * Trains, and logs every term of every loss to `training.jsonl` beside the models; `training.html` has it as pictures.
 * @param label begins every line of progress
 * @returns the version of the models; undefined when it was stopped by the signal
 */
export async function trainInChild(
  order: TrainingOrder,
  label: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const log = join(order.out, 'training.jsonl');
  await mkdir(order.out, { recursive: true });
  if (!order.resume) await writeFile(log, '');
  if (signal.aborted) return undefined;
  const started = Date.now();
  const child = fork(childFile, { execArgv: ['--max-old-space-size=6144'] });
  const stop = () => child.kill('SIGKILL');
  signal.addEventListener('abort', stop);
  let failure = 'The training process ended before it was done. Free some memory, then train again.';
  let version: string | undefined;
  let writing = Promise.resolve();
  let lost = false;
  // A log that cannot be written is no reason to lose the training.
  const loseLog = (error: Error) => {
    if (!lost) printMessage(`${label}${log} cannot be written: ${error.message}`);
    lost = true;
  };
  child.on('message', (news: TrainingNews) => {
    if (news.type === 'done') version = news.version;
    else if (news.type === 'failed') failure = news.message;
    else {
      const seconds = Math.round((Date.now() - started) / 1000);
      const line = `${JSON.stringify({ seconds, ...news.entry })}\n`;
      writing = writing.then(() => appendFile(log, line)).catch(loseLog);
      printMessage(`${label}${String(seconds).padStart(5)} s  ${inWords(news.entry)}`);
    }
  });
  child.send(order);
  await new Promise((resolve) => child.once('exit', resolve));
  signal.removeEventListener('abort', stop);
  await writing;
  await draw(log).catch(loseLog);
  if (signal.aborted) return undefined;
  if (version === undefined) throw new Error(failure);
  return version;
}

/** Also of a training that was stopped: what there is of it. */
async function draw(log: string): Promise<void> {
  const lines = (await readFile(log, 'utf8')).split('\n').filter((line) => line !== '');
  const picture = learningCurve(lines.map((line) => JSON.parse(line) as LogEntry));
  if (picture !== undefined) await writeFile(log.replace(/\.jsonl$/, '.html'), picture);
}

function inWords(entry: Readonly<Record<string, number | string>>): string {
  const { iteration, of, ...rest } = entry;
  const words = Object.entries(rest).map(([name, value]) =>
    name === 'phase' || name === 'message' ? value : `${name} ${short(value)}`,
  );
  return [...(iteration === undefined ? [] : [progressBar(Number(iteration), Number(of))]), ...words].join(
    '  ',
  );
}

const barLength = 20;

function progressBar(done: number, of: number): string {
  const filled = Math.round((barLength * done) / of);
  return `[${'#'.repeat(filled)}${'-'.repeat(barLength - filled)}] ${done}/${of}`;
}

function short(value: number | string): string {
  return typeof value === 'number' ? String(Number(value.toPrecision(4))) : value;
}
