/** Sizes of what a person downloads. */
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageExtension } from '../scripts/package.mjs';
import { timing, type Timing } from './timing';

/** @param folder of the networks */
export async function measureSizes(folder: string): Promise<Timing[]> {
  const out = await mkdtemp(join(tmpdir(), 'der-size-'));
  try {
    const vsix = await stat(await packageExtension({ out }));
    const files = await readdir(folder);
    const sizes = await Promise.all(files.map(async (file) => (await stat(join(folder, file))).size));
    const models = sizes.reduce((sum, size) => sum + size, 0);
    return [
      timing('VSIX for this platform', 'MB', [vsix.size / 1e6], { atMost: 33 }),
      timing('networks in it', 'MB', [models / 1e6], { atMost: 6 }),
    ];
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}
