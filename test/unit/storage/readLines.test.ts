import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readLines, type ReadLinesOptions } from '../../../src/der/storage/readLines';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'der-lines-'));
  file = join(folder, 'file');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function read(options?: ReadLinesOptions): Promise<(string | undefined)[]> {
  const lines: (string | undefined)[] = [];
  for await (const line of readLines(file, options)) lines.push(line?.toString('utf8'));
  return lines;
}

it('the lines of a file are those that splitting it gives, whatever their length', async () => {
  const line = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.integer({ min: 0, max: 2_500_000 }).map((n) => 'ä'.repeat(n)),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 6 }), async (parts) => {
      const text = parts.join('\n');
      await writeFile(file, text);
      const expected = text.split('\n');
      if (expected.at(-1) === '') expected.pop();
      expect(await read()).toEqual(expected);
    }),
    { numRuns: 30 },
  );
});

it('the end of a file begins with a whole line', async () => {
  await writeFile(file, 'one\ntwo\nthree\n');
  expect(await read({ latestBytes: 6 })).toEqual(['three']);
  expect(await read({ latestBytes: 7 })).toEqual(['three']);
  expect(await read({ latestBytes: 10 })).toEqual(['two', 'three']);
  expect(await read({ latestBytes: 100 })).toEqual(['one', 'two', 'three']);
});

it('a byte order mark is no part of the first line', async () => {
  await writeFile(file, '\ufeffone\n\ufefftwo\n');
  expect(await read()).toEqual(['one', '\ufefftwo']);
  expect(await read({ latestBytes: 7 })).toEqual(['\ufefftwo']);
  await writeFile(file, '\ufeff');
  expect(await read()).toEqual([]);
});

it('a line that is too long is passed over, and the next one read', async () => {
  await writeFile(file, `${'x'.repeat(3_000_000)}\nb\n${'y'.repeat(11)}\n${'z'.repeat(10)}`);
  expect(await read({ longestBytes: 10 })).toEqual([undefined, 'b', undefined, 'z'.repeat(10)]);
});

it('600 MB are read in seconds and within bounded memory', async () => {
  const block = Buffer.from(`${JSON.stringify({ text: 'x'.repeat(900) })}\n`.repeat(1000));
  const handle = await open(file, 'w');
  for (let written = 0; written < 600e6; written += block.length) await handle.write(block);
  await handle.close();
  const before = process.memoryUsage().rss;
  let most = 0;
  let lines = 0;
  const cpu = process.cpuUsage();
  for await (const line of readLines(file)) {
    lines += line ? 1 : 0;
    if (lines % 50_000 === 0) most = Math.max(most, process.memoryUsage().rss - before);
  }
  const { user, system } = process.cpuUsage(cpu);
  expect(lines).toBeGreaterThan(600_000);
  expect((user + system) / 1e6).toBeLessThan(10);
  expect(most).toBeLessThan(150e6);
});
