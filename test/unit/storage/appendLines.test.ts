import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendLines, writeWhole, type Appendable } from '../../../src/der/storage/appendLines';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'der-append-'));
  file = join(folder, 'log.jsonl');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const linesOf = async () => (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');

describe('lines', () => {
  it('are appended behind whatever was torn before, in a file for this person alone', async () => {
    await appendLines(file, (empty) => [String(empty), 'a']);
    await appendFile(file, 'torn');
    await appendLines(file, (empty) => [String(empty)]);
    expect(await linesOf()).toEqual(['true', 'a', 'torn', 'false']);
    if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it.skipIf(process.platform === 'win32')('take a file away from others that could read it', async () => {
    await writeFile(file, 'a\n', { mode: 0o644 });
    await appendLines(file, () => ['b']);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('of many megabytes go in batches, each of them told of', async () => {
    const told: number[] = [];
    const line = 'x'.repeat(1_000_000);
    await appendLines(
      file,
      () => Array.from({ length: 10 }, () => line),
      (lines) => told.push(lines),
    );
    expect(told.length).toBeGreaterThan(1);
    expect(told.reduce((sum, lines) => sum + lines, 0)).toBe(10);
    expect(await linesOf()).toHaveLength(10);
  });
});

/** A disk with little room: it takes what fits of a write, and refuses the next one. */
function fullDisk(real: Appendable, room: number): Appendable {
  let left = room;
  return {
    stat: real.stat.bind(real),
    read: real.read.bind(real),
    truncate: real.truncate.bind(real),
    write: (async (bytes: Buffer, offset: number, length: number) => {
      if (left === 0) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
      const fits = Math.min(left, length);
      left -= fits;
      return real.write(bytes, offset, fits);
    }) as unknown as Appendable['write'],
  };
}

describe('a write on a full disk', () => {
  it('leaves nothing of itself, however much had room', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 199 }), async (room) => {
        await writeFile(file, 'before\n');
        const real = await open(file, 'a+');
        try {
          await expect(writeWhole(fullDisk(real, room), Buffer.alloc(200, 'x'))).rejects.toThrow('ENOSPC');
        } finally {
          await real.close();
        }
        expect(await readFile(file, 'utf8')).toBe('before\n');
      }),
      { numRuns: 50 },
    );
  });

  it('does not cut off what another process has written behind it', async () => {
    await writeFile(file, '');
    const real = await open(file, 'a+');
    const disk = fullDisk(real, 3);
    const torn: Appendable = {
      ...disk,
      write: (async (bytes: Buffer, offset: number, length: number) => {
        if (offset > 0) await appendFile(file, '\nother\n');
        return disk.write(bytes, offset, length);
      }) as unknown as Appendable['write'],
    };
    await expect(writeWhole(torn, Buffer.from('mine, all of it'))).rejects.toThrow('ENOSPC');
    await real.close();
    expect(await readFile(file, 'utf8')).toBe('min\nother\n');
  });
});

const canMount = process.platform === 'linux' && process.getuid?.() === 0;
describe.skipIf(!canMount)('a real file system of 1 MB', () => {
  const run = promisify(execFile);
  it('that is full keeps whole lines only, and goes on when there is room', async (context) => {
    const disk = await mkdtemp(join(tmpdir(), 'der-disk-'));
    const mounted = await run('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]).then(
      () => true,
      () => false,
    );
    if (!mounted) {
      await rm(disk, { recursive: true });
      return context.skip();
    }
    try {
      const path = join(disk, 'log.jsonl');
      const line = JSON.stringify({ text: 'x'.repeat(150_000) });
      let kept = 0;
      for (let i = 0; i < 20; i++)
        await appendLines(path, () => [line]).then(
          () => (kept += 1),
          () => {},
        );
      expect(kept).toBeGreaterThan(2);
      expect(kept).toBeLessThan(8);
      const written = (await readFile(path, 'utf8')).split('\n').filter((one) => one !== '');
      expect(written).toEqual(Array.from({ length: kept }, () => line));
    } finally {
      await run('umount', [disk]);
      await rm(disk, { recursive: true });
    }
  });
});
