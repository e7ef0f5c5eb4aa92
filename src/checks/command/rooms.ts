/**
 * Folders in which a person's check is run, in the system's folder for temporary files. Who is killed leaves its own
 * behind; its name says whose it was, and the next one who needs a folder removes those whose owners are gone.
 */
import { mkdtemp, readdir, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The process that made it, and what makes it unlike others. */
const named = /^der-check-([1-9]\d{0,9})-\w{6}$/;
/** As an earlier version named them: whose they are is not known, and a check takes minutes. */
const unnamed = /^der-check-\w{6}$/;
const longestMs = 24 * 60 * 60 * 1000;

/** A new folder, whose links are followed already. */
export async function makeRoom(): Promise<string> {
  return realpath(await mkdtemp(join(tmpdir(), `der-check-${process.pid}-`)));
}

export function removeRoom(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

/** Removes what processes left behind that are no more. What cannot be removed stays. */
export async function sweepRooms(): Promise<void> {
  const names = await readdir(tmpdir()).catch(() => []);
  for (const name of names) {
    const folder = join(tmpdir(), name);
    if (await isLeft(name, folder).catch(() => false)) await removeRoom(folder).catch(() => undefined);
  }
}

async function isLeft(name: string, folder: string): Promise<boolean> {
  const owner = named.exec(name)?.[1];
  if (owner !== undefined) return !isAlive(Number(owner));
  return unnamed.test(name) && Date.now() - (await stat(folder)).mtimeMs > longestMs;
}

/** Also where it is somebody else's, who may not be sent a signal. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
