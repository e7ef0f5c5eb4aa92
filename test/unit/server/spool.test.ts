import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Outbox } from '../../../src/server/postgres/outbox';
import { Spool } from '../../../src/server/postgres/spool';
import type { Write } from '../../../src/server/postgres/write';

let folder: string;

beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'der-spool-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const isAway = (): Promise<never> =>
  Promise.reject(Object.assign(new Error('It restarts.'), { code: '57P01' }));
const quiet = (): void => undefined;

describe('what waits for a database', () => {
  it('is written however servers come and go in the middle of writing it down', async () => {
    const rows = new Set<string>();
    const run = ([id]: Write): Promise<void> => {
      rows.add(id);
      return Promise.resolve();
    };
    const away = new Outbox(isAway, 1000, quiet, new Spool(folder));
    const ids = Array.from({ length: 60 }, (_, index) => `write ${index}`);
    let isDone = false;
    const puts = Promise.all(ids.map((id) => away.put([id, []]))).then(() => (isDone = true));
    // Servers that start meanwhile, where the database is there again.
    while (!isDone) {
      const next = new Outbox(run, 1000, quiet, new Spool(folder));
      await new Spool(folder).takeOver((write) => next.put(write));
    }
    await puts;
    // The first one is killed: nothing but the files is left of what it held.
    await away.close(0);
    const last = new Outbox(run, 1000, quiet, new Spool(folder));
    await new Spool(folder).takeOver((write) => last.put(write));
    expect([...rows].sort()).toEqual(ids.sort());
    expect(await readdir(folder)).toEqual([]);
  });

  it('stays where it is not whole, since another server may be writing it', async () => {
    const torn = 'waiting-00000000-0000-4000-8000-000000000000.json';
    await writeFile(join(folder, torn), '["INSERT');
    await writeFile(join(folder, 'keys.json'), '["SELECT 1",[]]');
    const put: Write[] = [];
    await new Spool(folder).takeOver((write) => Promise.resolve(void put.push(write)));
    expect(put).toEqual([]);
    expect((await readdir(folder)).sort()).toEqual(['keys.json', torn]);
  });
});
