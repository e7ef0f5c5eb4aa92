/**
 * What became of a person's own experts on questions whose answer is known: one JSON object per line in a file that
 * is only appended to. Profiles learn from it how able each expert is.
 */
import { createHash } from 'node:crypto';
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Encoder } from '../networks/encoder';
import { noCalibration, type Calibration, type Outcome } from './profile';

const recordSchema = z.object({
  expert: z.string().min(1),
  question: z.string().min(1),
  /** 0 … 1; null takes an earlier one back. */
  quality: z.number().min(0).max(1).nullable(),
  /** Of the answer. */
  characters: z.number().int().min(0),
  /** Compared with a reference, rated by the person, or compared with a proven answer. */
  from: z.enum(['calibrate', 'rating', 'verified']),
  at: z.iso.datetime(),
});

export type OutcomeRecord = z.infer<typeof recordSchema>;

/** Questions that profiles are made from, the latest; more would make the first decision wait. */
const mostQuestions = 500;

/** Where outcomes are kept for all of a person's projects: `DER_HOME`, or `.der` in the home folder. */
export function outcomesFile(env: Readonly<Record<string, string | undefined>>): string {
  return join(env['DER_HOME'] ?? join(homedir(), '.der'), 'outcomes.jsonl');
}

/** Reads what is there; nothing where there is no file. Lines that are torn or of another version are skipped. */
export async function readOutcomes(file: string): Promise<OutcomeRecord[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw new Error(
      `${file} cannot be read: ${error.message}. Make it readable, or set DER_HOME to another folder.`,
    );
  });
  return text.split('\n').flatMap((line) => {
    const parsed = recordSchema.safeParse(jsonOf(line));
    return parsed.success ? [parsed.data] : [];
  });
}

/** Begins with a line break of its own: a line that was torn before must not take this one along. */
export async function appendOutcome(file: string, record: OutcomeRecord): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await appendFile(file, `\n${JSON.stringify(record)}\n`);
}

/** Keeps outcomes where all that is known on this machine is kept. @throws Error that says what to do */
export async function keepOutcomes(
  env: Readonly<Record<string, string | undefined>>,
  records: readonly OutcomeRecord[],
): Promise<void> {
  const file = outcomesFile(env);
  try {
    for (const record of records) await appendOutcome(file, record);
  } catch (cause) {
    throw new Error(
      `What was learned of your experts could not be kept: ${(cause as Error).message}. Make ${file} writable, or set DER_HOME to another folder.`,
      { cause },
    );
  }
}

/** All that is known on this machine of a person's experts. */
export async function knownCalibration(
  env: Readonly<Record<string, string | undefined>>,
  encoder: Pick<Encoder, 'encode'>,
): Promise<Calibration> {
  return calibrationFrom(await readOutcomes(outcomesFile(env)), encoder);
}

/** The outcomes as profiles take them. Of several of one expert on one question the last one counts. */
export async function calibrationFrom(
  records: readonly OutcomeRecord[],
  encoder: Pick<Encoder, 'encode'>,
): Promise<Calibration> {
  if (records.length === 0) return noCalibration;
  const standing = standingOf(records);
  const questions = [...new Set(standing.map(({ question }) => question))].slice(-mostQuestions);
  const places = new Map(questions.map((question, place) => [question, place]));
  const prompts: Float32Array[] = [];
  for (const question of questions) prompts.push((await encoder.encode(question)).vector);
  const outcomes = new Map<string, Outcome[]>();
  for (const { expert, question, quality, characters } of standing) {
    const prompt = places.get(question);
    if (prompt === undefined || quality === null) continue;
    const own = outcomes.get(expert) ?? [];
    own.push({ prompt, quality, logLength: Math.log1p(characters) });
    outcomes.set(expert, own);
  }
  return { prompts, outcomes };
}

/** Of each expert on each question the last outcome, in the order of these. A rating taken back leaves what was known before. */
function standingOf(records: readonly OutcomeRecord[]): OutcomeRecord[] {
  const known = new Map<string, OutcomeRecord[]>();
  for (const record of records) {
    const key = keyOf(record);
    const earlier = known.get(key) ?? [];
    known.delete(key);
    known.set(
      key,
      record.quality === null ? earlier.filter(({ from }) => from !== 'rating') : [...earlier, record],
    );
  }
  return [...known.values()].flatMap((outcomes) => outcomes.at(-1) ?? []);
}

/** Names an expert's outcome on a question. */
export function keyOf({ expert, question }: Pick<OutcomeRecord, 'expert' | 'question'>): string {
  return createHash('sha256')
    .update(JSON.stringify([expert, question]))
    .digest('hex');
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
