/** A person's own check, run on copies of folders with real programs. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  realpath,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { checkByCommand, type OwnCheck } from '../../../src/checks/command/checkByCommand';
import { copyFolder } from '../../../src/checks/command/copy';

let above: string;
let root: string;
/** Copies are made here: those of other tests are none of these. */
let temporary: string;
beforeEach(async () => {
  temporary = await realpath(await mkdtemp(join(tmpdir(), 'own-check-temporary-')));
  above = await realpath(await mkdtemp(join(tmpdir(), 'own-check-')));
  root = join(above, 'project');
  await write('project/sum.js', 'exports.sum = (a, b) => a + b;\n');
  await write(
    'project/verify.js',
    "if (require('./sum').sum(1, 2) !== 3) { console.log('sum is wrong'); process.exit(1); }\n",
  );
  await write('project/package.json', '{ "scripts": { "test": "node verify.js" } }');
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) vi.stubEnv(name, temporary);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const folder of [above, temporary]) await rm(folder, { recursive: true, force: true });
});

async function write(name: string, text: string): Promise<void> {
  await mkdir(dirname(join(above, name)), { recursive: true });
  await writeFile(join(above, name), text);
}
const signal = new AbortController().signal;
const node = `"${process.execPath}"`;
const command = `${node} verify.js`;
const check = (more: Partial<OwnCheck> = {}) =>
  checkByCommand({ command, root, changes: [change()], env: process.env, signal, ...more });
const change = (text = 'exports.sum = (a, b) => b + a;\n', file = 'sum.js') => ({ file, text });
const everything = async () => {
  const all = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = all.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  return Promise.all(paths.sort().map(async (path) => [path, await readFile(path, 'utf8')]));
};
const copies = async () => (await readdir(tmpdir())).filter((name) => name.startsWith('der-check-'));

describe("a person's own check", () => {
  it('removes copies whose owners are gone, and no others', async () => {
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    const [left, used] = [`der-check-${gone}-aaaaaa`, `der-check-${process.ppid}-aaaaaa`];
    for (const name of [left, used, 'der-checked'])
      await mkdir(join(temporary, name, 'copy'), { recursive: true });
    await check();
    expect((await readdir(temporary)).sort()).toEqual([used, 'der-checked'].sort());
  });

  it('passes or fails by what the answer changes, and touches neither folder nor what is beside it', async () => {
    const [before, left] = [await everything(), await copies()];
    expect(await check()).toEqual({ type: 'command', command, ok: true });
    expect(await check({ changes: [change('exports.sum = () => 4;\n')] })).toEqual({
      type: 'command',
      command,
      ok: false,
      message: expect.stringContaining('sum is wrong'),
    });
    expect(await everything()).toEqual(before);
    expect(await copies()).toEqual(left);
  });

  it('says nothing where it fails on the unchanged copy', async () => {
    await write('project/sum.js', 'exports.sum = () => 5;\n');
    expect(await check()).toEqual({
      type: 'cannot',
      what: 'command',
      reason: expect.stringMatching(/does not pass without the answer's changes either.*sum is wrong/s),
    });
    const unsaved = [change('exports.sum = (a, b) => a + b;\n')];
    expect(await check({ unsaved })).toMatchObject({ ok: true });
  });

  it('has new files in folders of their own', async () => {
    await write(
      'project/verify.js',
      "try { require('./deep/down/new'); } catch { process.exit(0); } process.exit(7);\n",
    );
    expect(await check({ changes: [change('', 'deep/down/new.js')] })).toMatchObject({ ok: false });
  });

  it('is refused where the answer changes what it runs, or nothing', async () => {
    for (const [one, changes] of [
      [command, [change('', 'verify.js')]],
      ['npm test', [change('', 'verify.js')]],
      [command, [change('{}', 'package.json')]],
      [command, []],
    ] as const)
      expect(await check({ command: one, changes })).toMatchObject({ type: 'cannot', what: 'command' });
  });

  it('has none of the secrets of the environment, and no hooks', async () => {
    await mkdir(join(root, '.git', 'hooks'), { recursive: true });
    await write('project/.git/hooks/pre-commit', 'exit 1');
    const told = join(above, 'told.json');
    await write(
      'project/verify.js',
      `require('fs').writeFileSync(${JSON.stringify(told)}, JSON.stringify({ env: process.env, files: require('fs').readdirSync('.') }));`,
    );
    await check({
      env: { ...process.env, OPENAI_API_KEY: 'sk-1', GITHUB_TOKEN: 'g', NPM_TOKEN: 'n', NODE_OPTIONS: '' },
    });
    const { env, files } = JSON.parse(await readFile(told, 'utf8')) as {
      env: Record<string, string>;
      files: string[];
    };
    expect(Object.keys(env).filter((name) => /KEY(?!_0$)|TOKEN|OPTIONS/.test(name))).toEqual([]);
    expect(env.PATH).toBe(process.env.PATH);
    expect(files).toEqual(['package.json', 'sum.js', 'verify.js']);
  });

  it.skipIf(process.platform === 'win32')(
    "ends with its time and with the person's word, with all that it started",
    async () => {
      const marker = `marker${Math.random().toString(36).slice(2)}`;
      const sleeping = `${node} -e "setTimeout(() => {}, 600000)" ${marker} & ${node} -e "setTimeout(() => {}, 600000)" ${marker}`;
      const running = () =>
        execFileSync('ps', ['-eo', 'stat=,args='], { encoding: 'utf8' })
          .split('\n')
          .filter((line) => line.includes(marker) && !line.startsWith('Z'));
      expect(await check({ command: sleeping, timeoutMs: 1500 })).toMatchObject({
        reason: expect.stringContaining('It did not end in time.'),
      });
      await expect.poll(running, { timeout: 30_000 }).toEqual([]);
      const stop = new AbortController();
      const stopped = check({ command: sleeping, signal: stop.signal });
      await expect.poll(running, { timeout: 30_000 }).not.toEqual([]);
      stop.abort(new Error('enough'));
      await expect(stopped).rejects.toThrow('enough');
      await expect.poll(running, { timeout: 30_000 }).toEqual([]);
    },
  );

  it('keeps the end of what is said without end', async () => {
    await write('project/verify.js', "console.log('x'.repeat(1e6) + 'the end'); process.exitCode = 1;");
    const found = await check();
    expect(found).toMatchObject({ type: 'cannot', reason: expect.stringContaining('the end') });
    expect(JSON.stringify(found).length).toBeLessThan(3000);
  });
});

describe('the copy of a folder', () => {
  it('has what is not committed and what is installed, links of its own, and no history', async () => {
    await write('project/.git/config', 'secret');
    await write('project/node_modules/pkg/index.js', 'module.exports = 1;');
    await write('project/.env', 'A=1');
    await symlink(join(root, 'node_modules', 'pkg'), join(root, 'inside'), 'dir');
    await symlink(above, join(root, 'outside'), 'dir');
    await symlink('sum.js', join(root, 'beside.js'));
    const copy = join(above, 'copy');
    await copyFolder(root, copy, signal);
    expect((await readdir(copy)).sort()).toEqual(
      [
        '.env',
        'beside.js',
        'inside',
        'node_modules',
        'outside',
        'package.json',
        'sum.js',
        'verify.js',
      ].sort(),
    );
    expect(await readlink(join(copy, 'inside'))).toBe(join(copy, 'node_modules', 'pkg'));
    expect(await readlink(join(copy, 'outside'))).toBe(above);
    expect(await readlink(join(copy, 'beside.js'))).toBe('sum.js');
    const stop = AbortSignal.abort(new Error('enough'));
    await expect(copyFolder(root, join(above, 'other'), stop)).rejects.toThrow('enough');
  });
});
