import { mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DiskFullError, replaceFiles } from '../../../src/learn/replaceFiles';

let folder: string;
const path = (name: string) => join(folder, name);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'der-files-'));
  await writeFile(path('a'), 'old a');
  await writeFile(path('b'), 'old b');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function found(): Promise<Record<string, string>> {
  const names = (await readdir(folder)).sort();
  const texts = names.map((name) => readFile(path(name), 'utf8'));
  return Object.fromEntries((await Promise.all(texts)).map((text, at) => [names[at], text]));
}

describe('replaceFiles', () => {
  it('replaces all and leaves nothing beside them', async () => {
    await replaceFiles(
      new Map([
        [path('a'), 'new a'],
        [path('c'), 'new c'],
      ]),
    );
    expect(await found()).toEqual({ a: 'new a', b: 'old b', c: 'new c' });
  });

  it('replaces nothing when one of them cannot be written', async () => {
    const contents = new Map([
      [path('a'), 'new a'],
      [path('missing/b'), 'new b'],
    ]);
    await expect(replaceFiles(contents)).rejects.toThrow('ENOENT');
    expect(await found()).toEqual({ a: 'old a', b: 'old b' });
  });

  it.skipIf(process.platform !== 'linux')(
    'replaces nothing on a full disk, and says what to do',
    async () => {
      // Every write to this device fails as on a full disk.
      await symlink('/dev/full', path(`b.${process.pid}.partial`));
      const contents = new Map([
        [path('a'), 'new a'],
        [path('b'), 'new b'],
      ]);
      const failure = await replaceFiles(contents).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(DiskFullError);
      expect((failure as Error).message).toMatch(/The disk is full: .* Make room, then go on with --resume/);
      expect(await found()).toEqual({ a: 'old a', b: 'old b' });
    },
  );
});
