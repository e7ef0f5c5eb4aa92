/** The process that counts problems, with TypeScripts of a workspace that do what they like. */
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProblemsRequest } from '../../../src/checks/types/problems';
import { countProblems } from '../../../src/checks/types/problemsProcess';
import { ensureBuilt, root as repository } from '../../../scripts/setup.mjs';

let folder: string;
let root: string;
/** A copy, so that its processes are told apart from those of others. */
let script: string;
beforeAll(async () => {
  await ensureBuilt(['problems']);
  folder = await mkdtemp(join(tmpdir(), 'der-problems-process-'));
  root = join(folder, 'project');
  script = join(folder, 'bundle', 'problems.js');
  await write('bundle/none', '');
  await copyFile(join(repository, 'dist', 'problems.js'), script);
  await write('project/src/a.ts', 'export const a = 1;\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function write(name: string, text: string): Promise<string> {
  await mkdir(dirname(join(folder, name)), { recursive: true });
  await writeFile(join(folder, name), text);
  return join(folder, name);
}

const files = [{ file: 'src/a.ts', text: 'export const a: number = "";\n' }];
const never = new AbortController().signal;
const count = (request: Partial<ProblemsRequest>, signal = never) =>
  countProblems({ root, files, timeoutMs: 60_000, ...request }, { script }, signal);

/** A TypeScript that does something when it is loaded, and tells what `found` holds as its only problem. */
const typescript = (name: string, does: string) =>
  write(
    `${name}.js`,
    `let found = '';
    ${does}
    const names = new Proxy({}, { get: () => 1 });
    module.exports = {
      sys: { fileExists: () => false },
      ScriptTarget: names, ModuleKind: names, ModuleResolutionKind: names, JsxEmit: names, DiagnosticCategory: names,
      flattenDiagnosticMessageText: (text) => text,
      createDocumentRegistry: () => ({}),
      createLanguageService: () => ({
        getSyntacticDiagnostics: () => [{ category: 1, start: 0, code: 1, messageText: found }],
        getSemanticDiagnostics: () => [],
        dispose: () => {},
      }),
    };`,
  );
const tells = (found: string) => [
  { type: 'problems', file: 'src/a.ts', added: 1, first: `line 1: ${found}` },
];
const cannot = (reason: string) => [{ type: 'cannot', what: 'problems', reason }];

function processes(): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,stat=,args='], { encoding: 'utf8' }).split('\n');
  return lines
    .filter((line) => line.includes(script) && !/^\s*\d+ Z/.test(line))
    .map((line) => Number.parseInt(line, 10));
}
const nobodyIsLeft = () => expect.poll(processes, { timeout: 60_000, interval: 100 }).toEqual([]);

describe('the process that counts problems', () => {
  it("counts by the workspace's own TypeScript, and ends", async () => {
    await mkdir(join(root, 'node_modules'));
    const own = join(root, 'node_modules', 'typescript');
    await symlink(join(repository, 'node_modules', 'typescript'), own, 'dir');
    const [found] = await count({ tsPath: await typescript('unused', '') });
    await rm(join(root, 'node_modules'), { recursive: true });
    expect(found).toMatchObject({
      type: 'problems',
      added: 1,
      first: expect.stringMatching(/^line 1: Type/),
    });
    await nobodyIsLeft();
  });

  it('has no environment', async () => {
    process.env.DER_CANARY = 'secret';
    const tsPath = await typescript('environment', 'found = JSON.stringify(process.env);');
    expect(await count({ tsPath })).toEqual(tells('{}'));
    const outside = `found = require('fs').readFileSync('/proc/self/environ', 'utf8').replaceAll('\\0', ' ');`;
    if (process.platform === 'linux')
      expect(await count({ tsPath: await typescript('outside', outside) })).toEqual(
        tells('ELECTRON_RUN_AS_NODE=1 '),
      );
    delete process.env.DER_CANARY;
  });

  it('neither writes files nor starts processes', async () => {
    const attempts = {
      write: `fs.writeFileSync(${JSON.stringify(join(root, 'new.ts'))}, '')`,
      change: `fs.appendFileSync(${JSON.stringify(join(root, 'src', 'a.ts'))}, '// more')`,
      remove: `fs.rmSync(${JSON.stringify(join(root, 'src'))}, { recursive: true })`,
      start: `require('child_process').execFileSync(process.execPath, ['-e', '1'])`,
    };
    const tries = Object.entries(attempts).map(
      ([name, attempt]) =>
        `try { ${attempt}; found += '${name} '; } catch (error) { found += error.code + ' '; }`,
    );
    const tsPath = await typescript('writes', `const fs = require('fs');\n${tries.join('\n')}`);
    expect(await count({ tsPath })).toEqual(tells('ERR_ACCESS_DENIED '.repeat(4)));
    expect((await readdir(root, { recursive: true })).sort()).toEqual(['src', join('src', 'a.ts')]);
  });

  it('is killed when its time is over, whatever runs in it', { retry: 2 }, async () => {
    const tsPath = await typescript('hangs', 'for (;;);');
    const began = performance.now();
    expect(await count({ tsPath, timeoutMs: 3000 })).toEqual(
      cannot('Counting problems took too long and was stopped.'),
    );
    expect(performance.now() - began).toBeLessThan(6000);
    await nobodyIsLeft();
  });

  it('is killed when the route stops', async () => {
    const tsPath = await typescript('hangsAgain', 'for (;;);');
    const stop = new AbortController();
    const counting = count({ tsPath }, stop.signal);
    await expect.poll(processes, { timeout: 60_000, interval: 50 }).toHaveLength(1);
    stop.abort(new Error('enough'));
    await expect(counting).rejects.toThrow('enough');
    await nobodyIsLeft();
    await expect(count({ tsPath }, stop.signal)).rejects.toThrow('enough');
  });

  it('ends when its parent dies', async () => {
    const tsPath = await typescript('orphaned', 'for (;;);');
    const parent = join(folder, 'parent.mjs');
    const { build } = await import('esbuild');
    await build({
      stdin: {
        contents: `import { countProblems } from './src/checks/types/problemsProcess';
          const request = ${JSON.stringify({ root, files, tsPath, timeoutMs: 600_000 })};
          void countProblems(request, ${JSON.stringify({ script })}, new AbortController().signal);
          setTimeout(() => process.send('running'), 500);`,
        resolveDir: repository,
        loader: 'ts',
      },
      ...{ bundle: true, platform: 'node', format: 'esm', outfile: parent, logLevel: 'error' },
    });
    const child = fork(parent);
    await once(child, 'message');
    await expect.poll(processes, { timeout: 60_000, interval: 50 }).toHaveLength(1);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await nobodyIsLeft();
  });

  it.each([
    [
      'throws',
      `throw new Error('no');`,
      "The workspace's TypeScript could not be loaded. Install its packages again.",
    ],
    ['exits', 'process.exit(0);', "The workspace's TypeScript ended before it had counted."],
    [
      'kills',
      `process.kill(process.pid, 'SIGKILL');`,
      "The workspace's TypeScript ended before it had counted.",
    ],
    [
      'devours',
      'const all = []; for (;;) all.push(new Array(1e6).fill(all.length));',
      "The workspace's TypeScript ended before it had counted.",
    ],
    [
      'lies',
      `require('fs').writeSync(1, '[{"type":"problems"}]\\n'); for (;;);`,
      "The workspace's TypeScript said what it never says.",
    ],
    [
      'floods',
      `for (;;) try { require('fs').writeSync(1, 'x'.repeat(1e5)); } catch {}`,
      "The workspace's TypeScript said what it never says.",
    ],
    [
      'fails later',
      'Object.defineProperty(module, "exports", { get: () => ({ sys: {} }), set() {} });',
      "The workspace's TypeScript failed on this file.",
    ],
  ])('knows nothing where a TypeScript %s', async (name, does, reason) => {
    const tsPath = await typescript(name.replace(' ', ''), does);
    expect(await count({ tsPath })).toEqual(cannot(reason));
    await nobodyIsLeft();
  });

  it('counts all the same where a TypeScript prints', async () => {
    const tsPath = await typescript(
      'prints',
      `console.log('x'.repeat(1e6)); console.error('x'.repeat(1e6));`,
    );
    expect(await count({ tsPath })).toEqual(tells(''));
  });

  it('says when it cannot be had', async () => {
    const missing = { script: join(folder, 'none.js') };
    expect(await countProblems({ root, files }, missing, never)).toEqual(
      cannot('The process that counts problems cannot be started.'),
    );
  });
});
