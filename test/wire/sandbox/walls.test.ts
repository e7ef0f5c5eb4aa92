import { execFileSync, fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../src/checks/sandbox';
import { builtSandbox, call, canaries, folder, options, plain } from './support';

const endless = { language: 'python', source: 'def f():\n  while True: pass' } as const;
const ok = { language: 'javascript', source: 'const f = () => 42' } as const;
const sandboxes: Sandbox[] = [];
async function sandbox(place: Parameters<typeof builtSandbox>[0] = {}) {
  const made = await builtSandbox(place);
  sandboxes.push(made);
  return made;
}
let temporary: string;
beforeAll(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'sandbox-walls-'));
});
afterAll(() => {
  for (const made of sandboxes) made.dispose();
});

/** Processes that run a file, by their command lines. */
function processesOf(file: string): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,stat=,args='], { encoding: 'utf8' }).split('\n');
  return lines
    .filter((line) => line.includes(file) && !/^\s*\d+ Z/.test(line))
    .map((line) => Number.parseInt(line, 10));
}
/** A sandbox of its own place, so that its processes are told apart. */
async function ownFolder(name: string) {
  await builtSandbox();
  const own = join(temporary, name);
  await cp(folder, own, { recursive: true });
  return own;
}
const eventually = (check: () => void) =>
  expect.poll(() => (check(), true), { timeout: 60_000, interval: 100 }).toBe(true);

describe('the process of the sandbox', () => {
  it('has no files, no processes and no environment, even if its code were taken over', async () => {
    const around = await canaries();
    const taken = await ownFolder('taken');
    await writeFile(
      join(taken, 'main.js'),
      `const tries = {
        read: () => require('fs').readFileSync(${JSON.stringify(around.file)}, 'utf8'),
        list: () => require('fs').readdirSync('/'),
        write: () => require('fs').writeFileSync(${JSON.stringify(join(around.place, 'new'))}, 'x'),
        run: () => require('child_process').execFileSync(process.execPath, ['-e', '1']),
        evaluate: () => eval('1'),
        construct: () => new Function('return 1')(),
      };
      const found = {};
      for (const [name, attempt] of Object.entries(tries))
        try { attempt(); found[name] = 'done'; } catch (error) { found[name] = 'refused'; }
      found.environment = Object.keys(process.env);
      console.log('{"type":"ready"}');
      require('readline').createInterface({ input: process.stdin }).on('line', (line) =>
        console.log(JSON.stringify({ type: 'broken', id: JSON.parse(line).id, message: JSON.stringify(found) })));`,
    );
    const { loaded } = await (await sandbox({ folder: taken })).run(ok, [], options());
    expect(JSON.parse(loaded.cannot ?? '')).toEqual({
      ...{ read: 'refused', list: 'refused', write: 'refused', run: 'refused' },
      ...{ evaluate: 'refused', construct: 'refused', environment: ['ELECTRON_RUN_AS_NODE'] },
    });
    expect(await around.harm()).toMatchObject({ files: ['secret.txt'], content: 'as it was' });
    await around.close();
  });

  it.skipIf(process.platform === 'win32')('tells an editor to be Node, and nothing else', async () => {
    const launcher = join(temporary, 'editor');
    const script = `#!${process.execPath}
const { spawn } = require('node:child_process');
if (JSON.stringify(process.env) !== '{"ELECTRON_RUN_AS_NODE":"1"}') process.exit(9);
spawn(process.execPath, process.argv.slice(2), { stdio: 'inherit', env: {} }).on('exit', (code) => process.exit(code ?? 1));
`;
    await writeFile(launcher, script);
    await chmod(launcher, 0o755);
    const { outcomes } = await (await sandbox({ execPath: launcher })).run(ok, [call('f')], options());
    expect(outcomes.map(plain)).toEqual([42]);
  });

  it('is killed with what runs in it when the sandbox is closed', async () => {
    const own = await ownFolder('closed');
    const closed = await sandbox({ folder: own });
    await closed.run(ok, [], options());
    const running = closed.run(endless, [call('f')], options());
    expect(processesOf(own)).toHaveLength(1);
    closed.dispose();
    expect((await running).outcomes).toEqual([{ cannot: 'The sandbox was closed.' }]);
    await eventually(() => expect(processesOf(own)).toEqual([]));
    expect((await closed.run(ok, [call('f')], options())).outcomes).toEqual([
      { cannot: 'The sandbox was closed.' },
    ]);
  });

  it('ends when nobody needs it, and comes back', async () => {
    const own = await ownFolder('resting');
    const resting = await sandbox({ folder: own, restMs: 200 });
    await resting.run(ok, [], options());
    await eventually(() => expect(processesOf(own)).toEqual([]));
    expect((await resting.run(ok, [call('f')], options())).outcomes.map(plain)).toEqual([42]);
  });

  it('ends when its parent dies in the middle of a program', async () => {
    const own = await ownFolder('orphaned');
    const parent = join(temporary, 'parent.mjs');
    const { build } = await import('esbuild');
    await build({
      stdin: {
        contents: `import { createSandbox } from './src/checks/processSandbox';
          const sandbox = createSandbox({ folder: ${JSON.stringify(own)} });
          const options = { seed: 1, signal: new AbortController().signal };
          await sandbox.run(${JSON.stringify(ok)}, [], options);
          void sandbox.run(${JSON.stringify(endless)}, [{ kind: 'call', target: 'f', args: [] }], options);
          process.send('running');`,
        resolveDir: join(folder, '..', '..'),
        loader: 'ts',
      },
      ...{ bundle: true, platform: 'node', format: 'esm', outfile: parent, logLevel: 'error' },
    });
    const child: ChildProcess = fork(parent);
    await once(child, 'message');
    expect(processesOf(join(own, 'main.js'))).toHaveLength(1);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await eventually(() => expect(processesOf(join(own, 'main.js'))).toEqual([]));
  });

  it('is replaced when it is lost; only the program that ran in it is lost with it', async () => {
    const own = await ownFolder('lost');
    const lost = await sandbox({ folder: own });
    await lost.run(ok, [], options());
    const first = lost.run(endless, [call('f')], options());
    const second = lost.run(ok, [call('f')], options());
    for (const id of processesOf(join(own, 'main.js'))) process.kill(id, 'SIGKILL');
    expect((await first).outcomes).toEqual([{ cannot: 'The sandbox was lost.' }]);
    expect((await second).outcomes.map(plain)).toEqual([42]);
  });

  it('goes on with the next program when one is aborted', async () => {
    const one = await sandbox();
    const stop = new AbortController();
    const running = one.run(endless, [call('f')], { seed: 1, signal: stop.signal });
    const next = one.run(ok, [call('f')], options());
    stop.abort(new Error('enough'));
    await expect(running).rejects.toThrow('enough');
    expect((await next).outcomes.map(plain)).toEqual([42]);
    await expect(one.run(ok, [], { seed: 1, signal: stop.signal })).rejects.toThrow('enough');
  });

  it('says when it or an engine cannot be had', async () => {
    const absent = await (
      await sandbox({ folder: join(temporary, 'absent') })
    ).run(ok, [call('f')], options());
    expect(absent.outcomes).toEqual([{ cannot: 'The sandbox cannot be started.' }]);
    const own = await ownFolder('broken');
    await writeFile(join(own, 'python.wasm'), (await readFile(join(own, 'python.wasm'))).subarray(0, 1000));
    const broken = await sandbox({ folder: own });
    const { loaded } = await broken.run({ language: 'python', source: '' }, [], options());
    expect(loaded.cannot).toMatch(/^The engine cannot be loaded\./);
    expect((await broken.run(ok, [call('f')], options())).outcomes.map(plain)).toEqual([42]);
  });

  it.each([
    'nonsense',
    '{"type":"outcome","id":1,"at":0,"outcome":{"value":{"type":"evil"}}}',
    '{"type":"done"}',
    'null',
    `"${'x'.repeat(5_000_000)}"`,
  ])('is not believed: %#', async (line) => {
    const liar = join(temporary, `liar-${line.length}`);
    await cp(folder, liar, { recursive: true });
    await writeFile(
      join(liar, 'main.js'),
      `console.log('{"type":"ready"}'); console.log(${JSON.stringify(line)}); setInterval(() => {}, 1000);`,
    );
    const { outcomes } = await (await sandbox({ folder: liar })).run(ok, [call('f')], options());
    expect(outcomes).toEqual([{ cannot: 'The sandbox said what it never says.' }]);
    await eventually(() => expect(processesOf(liar)).toEqual([]));
  });
});
