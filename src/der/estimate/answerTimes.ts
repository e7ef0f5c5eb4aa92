/**
 * How long a person's own experts took to answer: one JSON object per line in a file that is only appended to.
 * Where α counts time, an expert costs what its latest answers usually took.
 */
import { join } from 'node:path';
import { z } from 'zod';
import { isModel } from '../core/experts';
import { appendLearned, homeFolder } from '../storage/learned';
import { readLines } from '../storage/readLines';
import type { Trace } from '../trace/trace';
import { jsonOf } from '../text/json';

const recordSchema = z.object({
  expert: z.string().min(1),
  /** From the request to the last token, in milliseconds, without what its server said of loading the model. */
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
  const models = new Set(pool.filter(isModel).map(({ id }) => id));
  return steps
    .slice(continues?.steps ?? 0)
    .filter(({ expert }) => models.has(expert))
    .map(({ expert, timing: { totalMs, loadMs = 0 } }) => ({
      expert,
      ms: Math.max(0, totalMs - loadMs),
      at,
    }));
}

/** Keeps times beside the outcomes of a person's experts. @throws Error that says what to do */
export async function keepAnswerTimes(env: Env, times: readonly AnswerTime[]): Promise<void> {
  if (times.length === 0) return;
  const file = timesFile(env);
  try {
    await appendLearned(file, times);
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
  for (const line of await latestLines(timesFile(env))) {
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
  return join(homeFolder(env), 'times.jsonl');
}

/** The end of a file in lines; nothing where it is not there, or not readable. */
async function latestLines(path: string): Promise<string[]> {
  const lines: string[] = [];
  try {
    for await (const line of readLines(path, { latestBytes })) if (line) lines.push(line.toString('utf8'));
  } catch {
    // Without times, experts cost what their size says.
  }
  return lines;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
