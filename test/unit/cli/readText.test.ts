import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { UsageError } from '../../../src/cli/terminal/options';
import { readText } from '../../../src/cli/terminal/readText';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'der-text-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('files are read as the systems of people write them', async () => {
  const file = join(folder, 'a.txt');
  const marked = '\ufeffWarum ist das größer?';
  for (const bytes of [
    Buffer.from(marked.slice(1)),
    Buffer.from(marked),
    Buffer.from(marked, 'utf16le'),
    Buffer.from(marked, 'utf16le').swap16(),
    Buffer.from(marked.slice(1), 'latin1'),
  ]) {
    await writeFile(file, bytes);
    expect(await readText(file)).toBe('Warum ist das größer?');
  }
});

it('what is no text, a folder or not there is refused in words', async () => {
  const file = join(folder, 'a.bin');
  await writeFile(file, Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1, 2, 3]));
  await expect(readText(file)).rejects.toThrow(new UsageError(`${file} is no text.`));
  await expect(readText(folder)).rejects.toThrow('it is a folder');
  await expect(readText(join(folder, 'none'))).rejects.toThrow('it is not there');
});
