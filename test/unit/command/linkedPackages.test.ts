import { mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { dropLink } from '../../../scripts/setup.mjs';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'der-linked-'));
  await mkdir(join(folder, 'theirs', 'package'), { recursive: true });
});

afterEach(() => rm(folder, { recursive: true }));

it('before packages are installed a link goes, and what it leads to stays', async () => {
  const link = join(folder, 'node_modules');
  await symlink(join(folder, 'theirs'), link, 'junction');
  await dropLink(link);
  expect(await readdir(folder)).toEqual(['theirs']);
  expect(await readdir(join(folder, 'theirs'))).toEqual(['package']);
});

it('a folder that is none stays, and so does nothing at all', async () => {
  await dropLink(join(folder, 'theirs'));
  await dropLink(join(folder, 'missing'));
  expect(await readdir(join(folder, 'theirs'))).toEqual(['package']);
});
