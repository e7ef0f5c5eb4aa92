import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withLock } from '../../../scripts/lock.mjs';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'der-lock-'));
  file = join(folder, 'below', 'set-up.lock');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

describe('withLock', () => {
  it('lets one in at a time, tells the others to wait, and leaves nothing behind', async () => {
    const told: string[] = [];
    let inside = 0;
    const work = async (): Promise<number> => {
      expect(++inside).toBe(1);
      await new Promise((done) => setTimeout(done, 20));
      return inside--;
    };
    const warn = (line: string): void => void told.push(line);
    await Promise.all([withLock(file, warn, work), withLock(file, warn, work), withLock(file, warn, work)]);
    expect(told).toContain(`Waiting for process ${process.pid} to finish setting up …`);
    expect(await readdir(dirname(file))).toEqual([]);
  });

  it('is free again after work that failed', async () => {
    const broken = withLock(
      file,
      () => {},
      () => Promise.reject(new Error('broken')),
    );
    await expect(broken).rejects.toThrow('broken');
    await expect(
      withLock(
        file,
        () => {},
        () => Promise.resolve('next'),
      ),
    ).resolves.toBe('next');
  });

  it('is taken over from a process that is gone', async () => {
    await withLock(
      file,
      () => {},
      () => Promise.resolve(),
    );
    const { pid } = spawnSync(process.execPath, ['--version']);
    await writeFile(file, String(pid));
    await expect(
      withLock(
        file,
        () => {},
        () => Promise.resolve('mine'),
      ),
    ).resolves.toBe('mine');
  });
});
