/** Takes outcomes out of the file that they are kept in, and brings those of another file in. */
import { open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { appendLines } from '../storage/appendLines';
import { inTurn } from '../storage/fileTurns';
import { appendLearned } from '../storage/learned';
import { privateFileMode } from '../storage/privateFiles';
import { readLines } from '../storage/readLines';
import { readOutcomes, recordOf, type OutcomeRecord } from './outcomes';

/** A file that others keep writing to is read anew this often. */
const mostAttempts = 5;
/** Bytes of a file that is brought in. */
const mostImported = 32 * 1024 * 1024;
/** Lines that are written at once. */
const batchLines = 2000;

/**
 * Writes the file anew without the outcomes that are to go, questions and all; lines that are no outcomes stay, since
 * a later version may have written them. What others append meanwhile is kept.
 * @returns how many went
 * @throws the file system's error, or one that says to try again where others write all the time
 */
export function forgetOutcomes(file: string, goes: (record: OutcomeRecord) => boolean): Promise<number> {
  return inTurn(file, () => writeWithout(file, goes));
}

async function writeWithout(file: string, goes: (record: OutcomeRecord) => boolean): Promise<number> {
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const before = await sizeOf(file);
    if (before === 0) return 0;
    const aside = `${file}.${process.pid}.forgetting`;
    const old = await open(file, 'r');
    try {
      const gone = await copyWithout(file, aside, goes);
      // Whoever has appended since would be forgotten with the rest.
      if ((await sizeOf(file)) !== before) continue;
      await rename(aside, file);
      await bringLate(old, before, file);
      return gone;
    } finally {
      await old.close();
      await rm(aside, { force: true });
    }
  }
  throw new Error(`${file} is being written to all the time. Try again when nothing is measured.`);
}

/** Another process may have appended to the old file between the look at its size and the end of it. */
async function bringLate(old: FileHandle, from: number, file: string): Promise<void> {
  const { size } = await old.stat();
  if (size <= from) return;
  const late = Buffer.alloc(size - from);
  await old.read(late, 0, late.length, from);
  const lines = late
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
  await appendLines(file, () => lines);
}

async function copyWithout(
  file: string,
  aside: string,
  goes: (record: OutcomeRecord) => boolean,
): Promise<number> {
  const copy = await open(aside, 'w', privateFileMode);
  try {
    let gone = 0;
    let kept: string[] = [];
    const flush = async () => {
      if (kept.length > 0) await copy.write(`${kept.join('\n')}\n`);
      kept = [];
    };
    for await (const line of readLines(file)) {
      const text = line?.toString('utf8') ?? '';
      if (text === '') continue;
      const record = recordOf(text);
      if (record && goes(record)) gone += 1;
      else kept.push(text);
      if (kept.length >= batchLines) await flush();
    }
    await flush();
    await copy.sync();
    return gone;
  } finally {
    await copy.close();
  }
}

/** Bytes of a file; 0 where there is none. */
async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return 0;
      throw error;
    },
  );
}

/** What became of the outcomes of a file that was brought in. */
export interface ImportedOutcomes {
  readonly added: number;
  /** Of these there was one already: the same outcome, not one like it. */
  readonly known: number;
  /** Lines that are no outcomes. */
  readonly wrong: string | undefined;
}

/**
 * Adds the outcomes of another file to those that are kept; twice the same file adds nothing.
 * @throws Error where it holds no outcomes, is larger than 32 MiB or cannot be read
 */
export async function importOutcomes(file: string, from: string): Promise<ImportedOutcomes> {
  const size = await sizeOf(from);
  if (size === 0) throw new Error(`${from} is empty or not there.`);
  if (size > mostImported) throw new Error(`${from} is larger than 32 MiB, which no export of outcomes is.`);
  let wrong: string | undefined;
  const brought = await readOutcomes(from, (problem) => (wrong = problem));
  if (brought.length === 0) {
    throw new Error(`${from} holds no outcomes. Choose a file that "What DER Has Learned" exported.`);
  }
  const known = new Set((await readOutcomes(file)).map(identity));
  const fresh = brought.filter((record) => {
    const own = identity(record);
    const isNew = !known.has(own);
    known.add(own);
    return isNew;
  });
  if (fresh.length > 0) await appendLearned(file, fresh);
  return { added: fresh.length, known: brought.length - fresh.length, wrong };
}

/** Names one outcome among all that were ever written. */
function identity({ expert, question, from, at, quality }: OutcomeRecord): string {
  return createHash('sha256')
    .update(JSON.stringify([expert, question, from, at, quality]))
    .digest('hex');
}
