/**
 * Which model goes by an expert's name, as its server says: Ollama's digest, the dated name in a service's reply. One
 * line for each change, in a file of its own that is only appended to; its order counts and no clock.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { appendLearned, homeFolder } from '../storage/learned';
import { readLines } from '../storage/readLines';
import { jsonOf } from '../text/json';

const lineSchema = z.object({
  expert: z.string().min(1).max(1000),
  version: z.string().min(1).max(200),
});

export type ModelVersion = z.infer<typeof lineSchema>;

/** What is known of the models that go by an expert's name. */
export interface ModelVersions {
  /** The one that was there when versions were first noticed: what was known before is taken as its. */
  readonly first: string;
  readonly current: string;
}

/** Bytes of the file that are read, its latest: some ten thousand changes. */
const latestBytes = 2 * 1024 * 1024;
const longestBytes = 8 * 1024;

type Env = Readonly<Record<string, string | undefined>>;

function versionsFile(env: Env): string {
  return join(homeFolder(env), 'versions.jsonl');
}

/** By expert id; empty where none is known, or the file cannot be read: outcomes count in full then. */
export async function modelVersions(env: Env): Promise<ReadonlyMap<string, ModelVersions>> {
  const versions = new Map<string, ModelVersions>();
  try {
    for await (const line of readLines(versionsFile(env), { latestBytes, longestBytes })) {
      const known = line && lineSchema.safeParse(jsonOf(line.toString('utf8'))).data;
      if (!known) continue;
      const { expert, version } = known;
      versions.set(expert, { first: versions.get(expert)?.first ?? version, current: version });
    }
  } catch {
    return versions;
  }
  return versions;
}

/**
 * Keeps what is new of these.
 * @returns names of experts that were another model before
 * @throws the file system's error
 */
export async function noticeVersions(env: Env, seen: readonly ModelVersion[]): Promise<string[]> {
  if (seen.length === 0) return [];
  const known = await modelVersions(env);
  const latest = new Map(seen.map(({ expert, version }) => [expert, version]));
  const fresh = [...latest].filter(([expert, version]) => known.get(expert)?.current !== version);
  if (fresh.length > 0)
    await appendLearned(
      versionsFile(env),
      fresh.map(([expert, version]) => ({ expert, version })),
    );
  return fresh.flatMap(([expert]) => (known.has(expert) ? [expert] : []));
}

/** For whoever deletes all that was learned: no outcome is left that a version could be told apart for. */
export async function forgetVersions(env: Env): Promise<void> {
  await rm(versionsFile(env), { force: true });
}
