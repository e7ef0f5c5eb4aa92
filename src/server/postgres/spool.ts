/**
 * Writes that wait for a database, in a file beside what is learned: they outlive a server that is killed, and the next
 * one that starts there writes them. Each counts once, so that it does not matter if both do.
 */
import { randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { appendLearned } from '../../der/storage/learned';
import { readLines } from '../../der/storage/readLines';
import type { Write } from './write';

const writeSchema = z.tuple([z.string(), z.array(z.unknown())]);
const named = /^waiting-[\da-f-]{36}\.jsonl$/;

export class Spool {
  private readonly name = `waiting-${randomUUID()}.jsonl`;

  /** @param folder for this person alone */
  constructor(private readonly folder: string) {}

  add(write: Write): Promise<void> {
    return appendLearned(join(this.folder, this.name), [write]);
  }

  /** All of them are written. */
  clear(): Promise<void> {
    return rm(join(this.folder, this.name), { force: true });
  }

  /** Hands what earlier servers left to `put`, and forgets it then. */
  async takeOver(put: (write: Write) => Promise<void>): Promise<void> {
    const files = await readdir(this.folder).catch(() => []);
    for (const file of files.filter((name) => named.test(name) && name !== this.name)) {
      const path = join(this.folder, file);
      for await (const line of readLines(path)) {
        const write = line && writeSchema.safeParse(jsonOf(line.toString('utf8'))).data;
        if (write) await put(write);
      }
      await rm(path, { force: true });
    }
  }
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
