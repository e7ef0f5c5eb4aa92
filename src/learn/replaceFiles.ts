/** Writes files so that a full disk or an interruption leaves either what was there or what is new, never a part. */
import { open, rename, rm } from 'node:fs/promises';

/** The disk has no room for what is to be written; everything is as it was before. */
export class DiskFullError extends Error {
  override readonly name = 'DiskFullError';
}

/**
 * Writes all files aside and moves them into place once all are on the disk.
 * @throws DiskFullError; the file system's error for anything else. Nothing is replaced then.
 */
export async function replaceFiles(contents: ReadonlyMap<string, Uint8Array | string>): Promise<void> {
  const aside = (path: string) => `${path}.${process.pid}.partial`;
  try {
    for (const [path, content] of contents) {
      const handle = await open(aside(path), 'w');
      try {
        await handle.writeFile(content);
        await handle.sync();
      } finally {
        await handle.close();
      }
    }
    for (const path of contents.keys()) await rename(aside(path), path);
  } catch (error) {
    for (const path of contents.keys()) await rm(aside(path), { force: true });
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'ENOSPC' && code !== 'EDQUOT') throw error;
    const files = [...contents.keys()].join(', ');
    throw new DiskFullError(
      `The disk is full: ${files} could not be written (${message}). What was there is unchanged. Make room, then go on with --resume.`,
      { cause: error },
    );
  }
}
