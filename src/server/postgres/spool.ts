/**
 * Writes that wait for a database, each in a file of its own beside what is learned: they outlive a server that is
 * killed, and the next one that starts there writes them, even while their own still tries. Each counts once.
 */
import { randomUUID } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { appendLearned } from '../../der/storage/learned';
import type { Write } from './write';
import { jsonOf } from '../../der/text/json';

const writeSchema = z.tuple([z.string(), z.array(z.unknown())]);
const named = /^waiting-[\da-f-]{36}\.json$/;

export class Spool {
  /** @param folder for this person alone */
  constructor(private readonly folder: string) {}

  /** Keeps a write. @returns what forgets it when it is written. @throws the file system's error */
  async add(write: Write): Promise<() => Promise<void>> {
    const path = join(this.folder, `waiting-${randomUUID()}.json`);
    await appendLearned(path, [write]);
    return () => rm(path, { force: true });
  }

  /** Hands what other servers left to `put`, and forgets each when that has written it or keeps it itself. */
  async takeOver(put: (write: Write) => Promise<void>): Promise<void> {
    const files = await readdir(this.folder).catch(() => []);
    for (const file of files.filter((name) => named.test(name))) {
      const path = join(this.folder, file);
      const text = await readFile(path, 'utf8').catch(() => '');
      const write = writeSchema.safeParse(jsonOf(text)).data;
      // One that is not whole is being written by another server, or was never told of as kept; one that is gone is written.
      if (!write) continue;
      await put(write);
      await rm(path, { force: true });
    }
  }
}
