/** A copy of a folder to try changes in: all that is in it but its history, whose hooks and remotes nobody needs there. */
import { constants, type Dirent } from 'node:fs';
import { copyFile, mkdir, readdir, readlink, symlink } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';

/** A folder with more is not copied. */
const mostFiles = 500_000;

/** @throws Error that says why it cannot be copied; the signal's reason when it aborts */
export async function copyFolder(from: string, to: string, signal: AbortSignal): Promise<void> {
  let files = 0;
  await copyInto('');

  async function copyInto(folder: string): Promise<void> {
    signal.throwIfAborted();
    await mkdir(join(to, folder), { recursive: true });
    const entries = await readdir(join(from, folder), { withFileTypes: true });
    files += entries.length;
    if (files > mostFiles) throw new Error('The folder has too many files to be copied for a check.');
    await Promise.all(entries.filter((entry) => !entry.isDirectory()).map((entry) => copyOne(folder, entry)));
    for (const entry of entries) {
      if (entry.isDirectory() && entry.name !== '.git') await copyInto(join(folder, entry.name));
    }
  }

  async function copyOne(folder: string, entry: Dirent): Promise<void> {
    const path = join(folder, entry.name);
    if (entry.isSymbolicLink()) {
      await symlink(ownTarget(await readlink(join(from, path))), join(to, path));
    } else if (entry.isFile() && entry.name !== '.git') {
      // Where the file system can, both share their blocks until one of them is written.
      await copyFile(join(from, path), join(to, path), constants.COPYFILE_FICLONE);
    }
  }

  /** A link into the folder leads into the copy. */
  function ownTarget(target: string): string {
    const inside = isAbsolute(target) ? relative(from, target) : '..';
    const leadsOut = inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside);
    return leadsOut ? target : join(to, inside);
  }
}
