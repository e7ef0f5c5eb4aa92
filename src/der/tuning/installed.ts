/** Which networks are used: those that were tuned on this machine to those shipped, or the shipped ones themselves. */
import { readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import {
  loadModels,
  manifestName,
  ModelsError,
  sha256Of,
  type Models,
  type ModelsOptions,
} from '../networks/models';
import { homeFolder } from '../storage/learned';
import { makePrivateFolder, privateFileMode } from '../storage/privateFiles';

type Env = Readonly<Record<string, string | undefined>>;

/** Says which folder of the tuned ones is used. */
const currentSchema = z.object({
  version: z.literal(1),
  /** Name of the folder beside this file. */
  id: z.string().regex(/^[\w-]{1,80}$/),
  /** Hash of the manifest of the shipped networks that it came from. */
  parent: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.iso.datetime(),
});

/** Which tuned networks are used, as the file says. */
export type Installed = z.infer<typeof currentSchema>;

/** Where tuned networks are kept, each in a folder of its own. */
export function tunedFolder(env: Env): string {
  return join(homeFolder(env), 'tuned');
}

const currentFile = (env: Env) => join(tunedFolder(env), 'current.json');

/** What is installed; undefined where nothing is, or the file that says so is torn or of a later version. */
export async function installed(env: Env): Promise<Installed | undefined> {
  const text = await readFile(currentFile(env), 'utf8').catch(() => '');
  try {
    return currentSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Names shipped networks: tuned ones belong to them alone. */
export async function parentOf(shipped: string): Promise<string> {
  return sha256Of(await readFile(join(shipped, manifestName)));
}

/** The folder whose networks are used. */
export interface UsedFolder {
  readonly folder: string;
  /**
   * `tuned`: those that were tuned; `stale`: tuned ones are there, but to the networks of another version, so those
   * shipped are used until they are tuned again.
   */
  readonly state: 'shipped' | 'tuned' | 'stale';
}

/** The networks that routes are run with: tuned ones where they belong to the shipped ones, else those. */
export async function usedNetworks(shipped: string, env: Env): Promise<UsedFolder> {
  const current = await installed(env);
  if (!current) return { folder: shipped, state: 'shipped' };
  if (current.parent !== (await parentOf(shipped).catch(() => '')))
    return { folder: shipped, state: 'stale' };
  return { folder: join(tunedFolder(env), current.id), state: 'tuned' };
}

/**
 * Loads the networks that are used; those shipped where tuned ones were altered or torn, of which `report` hears.
 * @throws as `loadModels` where those shipped cannot be used
 */
export async function loadUsed(
  shipped: string,
  env: Env,
  options: ModelsOptions,
  report: (problem: string) => void,
): Promise<Models> {
  const { folder, state } = await usedNetworks(shipped, env);
  if (state !== 'tuned') return loadModels(shipped, options);
  try {
    return await loadModels(folder, options);
  } catch (error) {
    if (!(error instanceof ModelsError)) throw error;
    report(`The networks tuned to your outcomes cannot be used, so those shipped are. ${error.message}`);
    return loadModels(shipped, options);
  }
}

/**
 * Uses a folder of tuned networks from now on, in one move; folders of earlier ones are deleted.
 * @throws the file system's error; what was used is used then
 */
export async function useTuned(env: Env, id: string, parent: string): Promise<void> {
  const folder = tunedFolder(env);
  await makePrivateFolder(folder);
  const current: Installed = { version: 1, id, parent, at: new Date().toISOString() };
  const aside = join(folder, `current.${process.pid}.partial`);
  try {
    await writeFile(aside, `${JSON.stringify(current, null, 2)}\n`, { mode: privateFileMode });
    await rename(aside, currentFile(env));
  } finally {
    await rm(aside, { force: true });
  }
  for (const name of await readdir(folder)) {
    if (name !== id && name !== 'current.json')
      await rm(join(folder, name), { recursive: true, force: true }).catch(() => {});
  }
}

/** Goes back to the shipped networks. @returns false where they were used before */
export async function useShipped(env: Env): Promise<boolean> {
  const current = await installed(env);
  await rm(currentFile(env), { force: true });
  // Without what says that it is used nothing reads it; a process that still does has read it whole.
  if (current) await rm(join(tunedFolder(env), current.id), { recursive: true, force: true });
  return current !== undefined;
}
