/** What a command started ends with the process that started it, however that goes. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../../src/checks/command/run';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'der-orphaned-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const isThere = (id: number) => {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
};
const inFolder = { timeoutMs: 60_000, env: process.env, signal: new AbortController().signal };

// Where there are no groups of processes a command goes on; docs/checks.md says so.
describe.skipIf(process.platform === 'win32')('a command', () => {
  it('ends, with what it started, when its parent is killed', async () => {
    const ids = join(folder, 'ids');
    // Two processes, one of them in the background; each says who it is.
    const command = `sh -c 'echo $$ >> ids; exec sleep 300' & sh -c 'echo $$ >> ids; exec sleep 300'`;
    const parent = join(folder, 'parent.mjs');
    await build({
      stdin: {
        contents: `import { runCommand } from './src/checks/command/run';
          const signal = new AbortController().signal;
          void runCommand(${JSON.stringify(command)}, { folder: ${JSON.stringify(folder)}, env: process.env, timeoutMs: 300_000, signal });
          process.send('running');`,
        resolveDir: resolve('.'),
        loader: 'ts',
      },
      ...{ bundle: true, platform: 'node', format: 'esm', outfile: parent, logLevel: 'error' },
    });
    const child = fork(parent);
    await once(child, 'message');
    const started = async () => (await readFile(ids, 'utf8').catch(() => '')).trim().split('\n').map(Number);
    await expect.poll(async () => (await started()).filter(Boolean).length, { timeout: 20_000 }).toBe(2);
    const both = await started();
    expect(both.every(isThere)).toBe(true);
    child.kill('SIGKILL');
    await expect.poll(() => both.some(isThere), { timeout: 20_000 }).toBe(false);
  });

  it('runs as a shell runs it, says what it says, and ends with its code', async () => {
    const said = await runCommand(`echo "it's $((1 + 2))"; echo b >&2; exit 3`, { ...inFolder, folder });
    expect(said).toEqual({ ok: false, said: expect.stringMatching(/^(?:it's 3\nb\n|b\nit's 3\n)$/) });
    expect(await runCommand('true && cat', { ...inFolder, folder })).toEqual({ ok: true, said: '' });
  });
});
