/** A measuring that is under way, written down so that it can go on after a restart. */
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { skillKinds, type SkillKind } from '../der/core/modelFacts';
import { homeFolder } from '../der/storage/learned';
import { makePrivateFolder, privateFileMode } from '../der/storage/privateFiles';

const runSchema = z.object({
  version: z.literal(1),
  /** Written beside each of its outcomes. */
  run: z.string().min(1),
  /** Ids; null for all. */
  experts: z.array(z.string()).nullable(),
  kinds: z.array(z.enum(skillKinds as [SkillKind, ...SkillKind[]])),
  precision: z.number().min(0).max(0.5),
  /** File with the questions; absent where they are those that are shipped. */
  file: z.string().optional(),
  /** What was known before it is asked again. */
  again: z.boolean(),
});

export type MeasureRun = z.infer<typeof runSchema>;

type Env = Readonly<Record<string, string | undefined>>;

function runFile(env: Env): string {
  return join(homeFolder(env), 'measuring.json');
}

/** The measuring that did not end; undefined where there is none, or what is written is none. */
export async function interruptedRun(env: Env): Promise<MeasureRun | undefined> {
  try {
    return runSchema.safeParse(JSON.parse(await readFile(runFile(env), 'utf8'))).data;
  } catch {
    return undefined;
  }
}

/** @throws Error that says what to do */
export async function keepRun(env: Env, run: MeasureRun): Promise<void> {
  const file = runFile(env);
  const fresh = `${file}.${process.pid}`;
  try {
    await makePrivateFolder(dirname(file));
    await writeFile(fresh, JSON.stringify(run), { mode: privateFileMode });
    await rename(fresh, file);
  } catch (cause) {
    await rm(fresh, { force: true }).catch(() => {});
    throw new Error(
      `That skill is being measured could not be written down: ${(cause as Error).message}. Make ${file} writable, or set DER_HOME to another folder.`,
      { cause },
    );
  }
}

/** It has ended, or is not to go on. */
export async function forgetRun(env: Env): Promise<void> {
  await rm(runFile(env), { force: true });
}
