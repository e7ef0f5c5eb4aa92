/**
 * How long a person's own experts took to answer: one JSON object per line in a file that is only appended to.
 * Where α counts time, an expert costs what its latest answers usually took.
 */
import { appendFile, mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { unlearned } from './feedback';
import { outcomesFile } from './outcomes';
import type { Trace } from '../trace/trace';

const recordSchema = z.object({
  expert: z.string().min(1),
  /** From the request to the last token, in milliseconds: what a person waits. */
  ms: z.number().nonnegative(),
  at: z.iso.datetime(),
});

export type AnswerTime = z.infer<typeof recordSchema>;

/** Answers of one expert that count, the latest: servers and machines change. */
const latestAnswers = 20;

/** Bytes of the file that are read, its latest: some thousand answers. */
const latestBytes = 256 * 1024;

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The times of the models' answers that were given on a route itself, not kept from an earlier one.
 * @param at ISO 8601
 */
export function answerTimes({ steps, pool, continues }: Trace, at: string): AnswerTime[] {
  const models = new Set(pool.filter(({ provider }) => !unlearned.has(provider)).map(({ id }) => id));
  return steps
    .slice(continues?.steps ?? 0)
    .filter(({ expert }) => models.has(expert))
    .map(({ expert, timing }) => ({ expert, ms: timing.totalMs, at }));
}

/** Keeps times beside the outcomes of a person's experts. @throws Error that says what to do */
export async function keepAnswerTimes(env: Env, times: readonly AnswerTime[]): Promise<void> {
  if (times.length === 0) return;
  const file = timesFile(env);
  try {
    await mkdir(dirname(file), { recursive: true });
    // Begins with a line break of its own: a line that was torn before must not take these along.
    await appendFile(file, times.map((time) => `\n${JSON.stringify(time)}`).join('') + '\n');
  } catch (cause) {
    throw new Error(
      `How long your experts took could not be kept: ${(cause as Error).message}. Make ${file} writable, or set DER_HOME to another folder.`,
      { cause },
    );
  }
}

/** Seconds that each expert usually takes, by its id: the median of its latest answers. Empty where none are known. */
export async function usualSeconds(env: Env): Promise<ReadonlyMap<string, number>> {
  const byExpert = new Map<string, number[]>();
  for (const line of (await latestText(timesFile(env))).split('\n')) {
    const time = recordSchema.safeParse(jsonOf(line)).data;
    if (!time) continue;
    const own = byExpert.get(time.expert) ?? [];
    own.push(time.ms);
    byExpert.set(time.expert, own);
  }
  return new Map(
    [...byExpert].map(([expert, times]) => [expert, median(times.slice(-latestAnswers)) / 1000]),
  );
}

function timesFile(env: Env): string {
  return join(dirname(outcomesFile(env)), 'times.jsonl');
}

/** The end of a file, its first line perhaps torn; nothing where it is not there, or not readable. */
async function latestText(path: string): Promise<string> {
  const file = await open(path).catch(() => undefined);
  if (!file) return '';
  try {
    const { size } = await file.stat();
    const bytes = Buffer.alloc(Math.min(size, latestBytes));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, size - bytes.length);
    return bytes.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
