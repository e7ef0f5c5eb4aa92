/**
 * What became of a person's own experts on questions whose answer is known: one JSON object per line in a file that
 * is only appended to. Profiles learn from it how able each expert is.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { kindsAsked } from '../evidence/kindsAsked';
import { skillKinds, type SkillKind } from '../core/modelFacts';
import { noticeVersions } from './modelVersions';
import { uses } from './useWeights';
import { appendLearned, homeFolder } from '../storage/learned';
import { readLines } from '../storage/readLines';
import { jsonOf } from '../text/json';

const recordSchema = z.object({
  expert: z.string().min(1),
  question: z.string().min(1),
  /** 0 … 1; null takes an earlier one back. */
  quality: z.number().min(0).max(1).nullable(),
  /** Of the answer. */
  characters: z.number().int().min(0),
  /**
   * Compared with a reference, rated by the person, compared with a proven answer, preferred to another or not, or
   * told by what the person did with it.
   */
  from: z.enum(['calibrate', 'rating', 'verified', 'comparison', 'use']),
  at: z.iso.datetime(),
  /** What was asked for; absent in what earlier versions wrote. */
  kind: z.enum(skillKinds as [SkillKind, ...SkillKind[]]).optional(),
  /** The measuring that it is of, so that one that was interrupted knows what it has asked. */
  run: z.string().optional(),
  /** How much of a measured outcome it counts for; one where it is absent. */
  weight: z.number().positive().max(1).optional(),
  /** What the person did with the answer. */
  use: z.enum(uses).optional(),
  /** P̂ of the answer when they did. */
  judged: z.number().min(0).max(1).optional(),
  /** Which of the models that go by the expert's name gave the answer; see modelVersions.ts. */
  version: z.string().min(1).max(200).optional(),
});

export type OutcomeRecord = z.infer<typeof recordSchema>;

/** Bytes of the file that are read, its latest: tens of thousands of outcomes, many times what profiles use. */
const latestBytes = 32 * 1024 * 1024;

/** Bytes of the longest line that is an outcome: a question of the greatest length, each character escaped. */
const longestBytes = 3 * 1024 * 1024;

type Env = Readonly<Record<string, string | undefined>>;

/** Where outcomes are kept for all of a person's projects: `DER_HOME`, or `.der` in the home folder. */
export function outcomesFile(env: Env): string {
  return join(homeFolder(env), 'outcomes.jsonl');
}

/**
 * Reads what is there, of a very large file its end; nothing where there is no file. Lines that were torn are
 * skipped, and `report` hears of those that hold something else.
 */
export async function readOutcomes(
  file: string,
  report: (problem: string) => void = () => {},
): Promise<OutcomeRecord[]> {
  const records: OutcomeRecord[] = [];
  let wrong = 0;
  try {
    for await (const line of readLines(file, { latestBytes, longestBytes })) {
      if (line?.length === 0) continue;
      const text = line?.toString('utf8');
      const record = text === undefined ? undefined : recordOf(text);
      if (record) records.push(record);
      else if (text === undefined || !isTorn(text)) wrong += 1;
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    throw new Error(
      `${file} cannot be read: ${message}. Make it readable, or set DER_HOME to another folder.`,
      { cause: error },
    );
  }
  if (wrong > 0) report(`${file}: ${wrong} of its lines are no outcomes and were left out.`);
  return records;
}

/** The end of one was written when the program was ended or the disk was full. */
function isTorn(line: string): boolean {
  return line.startsWith('{') && jsonOf(line) === undefined;
}

/** An outcome as it was written; undefined where it is none. */
export function recordOf(line: string): OutcomeRecord | undefined {
  return recordSchema.safeParse(jsonOf(line)).data;
}

/** Appends one outcome. */
export function appendOutcome(file: string, record: OutcomeRecord): Promise<void> {
  return appendLearned(file, [record]);
}

/** Keeps outcomes where all that is known on this machine is kept. @throws Error that says what to do */
export async function keepOutcomes(env: Env, records: readonly OutcomeRecord[]): Promise<void> {
  if (records.length === 0) return;
  const file = outcomesFile(env);
  try {
    await appendLearned(file, records);
    await noticeVersions(
      env,
      records.flatMap(({ expert, version }) => (version === undefined ? [] : [{ expert, version }])),
    );
  } catch (cause) {
    throw new Error(
      `What was learned of your experts could not be kept: ${(cause as Error).message}. Make ${file} writable, or set DER_HOME to another folder.`,
      { cause },
    );
  }
}

/**
 * What was asked for: as it was written down; else what calibration of earlier versions asked, short questions alone;
 * else what the question's text says. Undefined where that may be several things.
 */
export function outcomeKind({
  kind,
  from,
  question,
}: Pick<OutcomeRecord, 'kind' | 'from' | 'question'>): SkillKind | undefined {
  if (kind) return kind;
  if (from === 'calibrate') return 'short';
  const asked = kindsAsked(question);
  return asked.length === 1 ? asked[0] : undefined;
}

/**
 * Of each expert on each question the last outcome, in the order of these; a preference only where nothing else is
 * known, and what use tells only where there is no preference either. One that is taken back leaves what was known
 * before from elsewhere.
 */
export function standingOf(records: readonly OutcomeRecord[]): OutcomeRecord[] {
  const known = new Map<string, OutcomeRecord[]>();
  for (const record of records) {
    const key = keyOf(record);
    const earlier = known.get(key) ?? [];
    known.delete(key);
    known.set(
      key,
      record.quality === null ? earlier.filter(({ from }) => from !== record.from) : [...earlier, record],
    );
  }
  return [...known.values()].flatMap(
    (outcomes) =>
      outcomes.findLast(({ from }) => from !== 'comparison' && from !== 'use') ??
      outcomes.findLast(({ from }) => from === 'comparison') ??
      outcomes.at(-1) ??
      [],
  );
}

/** Names an expert's outcome on a question. */
export function keyOf({ expert, question }: Pick<OutcomeRecord, 'expert' | 'question'>): string {
  return createHash('sha256')
    .update(JSON.stringify([expert, question]))
    .digest('hex');
}
