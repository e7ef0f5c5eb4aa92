/** Problems that a text would add to a file of a project, which stays as it is. */
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { problems, typescriptOf } from '../../../src/checks/types/problems';

const here = join(import.meta.dirname, '../../../node_modules/typescript');
const tsPath = join(here, 'lib/typescript.js');
const files = {
  'tsconfig.json':
    '{ "compilerOptions": { "strict": true, "target": "ES2022", "types": [] }, "include": ["src"] }',
  'src/cart.ts': 'import { price } from "./price";\nexport const total = (n: number) => n * price;\n',
  'src/price.ts': 'export const price = 3;\n',
  'src/old.ts': 'export const wrong: number = "a";\n',
  'src/globals.d.ts': 'declare const VERSION: string;\n',
  'src/plain.js': 'export function f(a) { return a + 1; }\n',
  'tools/loose.ts': 'export function f(a) { return a; }\n',
};

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'der-problems-'));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
});
afterAll(() => rm(root, { recursive: true, force: true }));

const timeoutMs = 60_000;
const ask = (file: string, text: string) =>
  problems({ root, files: [{ file, text }], tsPath, timeoutMs })[0]!;

test('a right text adds none', () => {
  const text =
    'import { price } from "./price";\nexport const total = (n: number): string => VERSION + n * price;\n';
  expect(ask('src/cart.ts', text)).toEqual({ type: 'problems', file: 'src/cart.ts', added: 0 });
});

test('wrong types, names and imports are counted, and the first one is told', () => {
  const text =
    'import { cost } from "./price";\nimport "./nowhere.js";\nexport const total = (n: number): string => n * nothing;\n';
  const result = ask('src/cart.ts', text);
  expect(result).toMatchObject({ type: 'problems', file: 'src/cart.ts' });
  if (result.type !== 'problems') return;
  expect(result.added).toBeGreaterThanOrEqual(3);
  expect(result.first).toMatch(/^line 1: .*'cost'/);
});

test('a text that does not parse has problems', () => {
  expect(ask('src/cart.ts', 'export const total = (n: number => n;\n')).not.toMatchObject({ added: 0 });
});

test('problems that the file has already are not added ones, wherever they have moved', () => {
  expect(ask('src/old.ts', `\n\n// moved\n${files['src/old.ts']}`)).toMatchObject({ added: 0 });
  const twice = `${files['src/old.ts']}export const again: number = "a";\n`;
  expect(ask('src/old.ts', twice)).toMatchObject({ added: 1, first: expect.stringMatching(/^line 2: /) });
});

test('a file that is not there yet is checked among the others', () => {
  const right = 'import { total } from "../cart";\nexport const n: number = total(1);\n';
  expect(ask('src/deep/new.ts', right)).toMatchObject({ added: 0 });
  expect(ask('src/deep/new.ts', right.replace('n: number', 'n: string'))).toMatchObject({ added: 1 });
});

test('JavaScript is parsed, and its types are checked where the file asks for it', () => {
  expect(ask('src/plain.js', 'export function f(a) { return a.b.c; }\n')).toMatchObject({ added: 0 });
  expect(ask('src/plain.js', 'export function f(a) { return a +; }\n')).toMatchObject({ added: 1 });
  expect(ask('src/plain.js', '// @ts-check\n/** @type {number} */\nexport const f = "a";\n')).toMatchObject({
    added: 1,
  });
});

test('settings above the workspace are not its own', () => {
  const strict = 'export function f(a) { return a; }\n';
  const files = [{ file: 'loose.ts', text: strict }];
  expect(problems({ root: join(root, 'tools'), files, tsPath, timeoutMs })).toMatchObject([{ added: 0 }]);
  expect(ask('src/new.ts', strict)).toMatchObject({ added: 1 });
});

test('what cannot be checked says why', () => {
  expect(ask('src/style.css', 'a {}')).toMatchObject({ type: 'cannot' });
  expect(ask('../elsewhere.ts', '1')).toEqual({
    type: 'cannot',
    what: 'problems',
    reason: 'The file lies outside the workspace.',
  });
  const files = [{ file: 'src/cart.ts', text: '' }];
  expect(problems({ root, files })).toMatchObject([{ type: 'cannot' }]);
  expect(problems({ root, files, tsPath: join(root, 'none.js') })).toMatchObject([{ type: 'cannot' }]);
  expect(problems({ root, files, tsPath, timeoutMs: 0 })).toMatchObject([
    { type: 'cannot', reason: 'Counting problems took too long and was stopped.' },
  ]);
});

test('files that change together are checked as they would be together', () => {
  const files = [
    { file: 'src/cart.ts', text: 'import { cost } from "./deep/cost";\nexport const n: number = cost;\n' },
    { file: 'src/deep/cost.ts', text: 'export const cost = 3;\n' },
    { file: 'src/style.css', text: '' },
  ];
  expect(problems({ root, files, tsPath, timeoutMs })).toMatchObject([
    { file: 'src/cart.ts', added: 0 },
    { file: 'src/deep/cost.ts', added: 0 },
    { type: 'cannot' },
  ]);
  expect(problems({ root, files: files.slice(0, 1), tsPath, timeoutMs })).toMatchObject([{ added: 1 }]);
});

test('what an editor has not saved counts as it stands there', () => {
  const text = 'import { cost } from "./price";\nexport const n = cost;\n';
  const unsaved = [{ file: 'src/price.ts', text: 'export const cost = 3;\n' }];
  const asked = { root, tsPath, timeoutMs };
  expect(problems({ ...asked, files: [{ file: 'src/cart.ts', text }] })).toMatchObject([{ added: 1 }]);
  expect(problems({ ...asked, files: [{ file: 'src/cart.ts', text }], unsaved })).toMatchObject([
    { added: 0 },
  ]);
  const broken = [
    {
      file: 'src/cart.ts',
      before: 'export const n: number = "a";\n',
      text: 'export const n: number = "a";\n',
    },
  ];
  expect(problems({ ...asked, files: broken })).toMatchObject([{ added: 0 }]);
});

test('settings that only refer to others are those of the other that has the file', async () => {
  const referring = {
    'app/tsconfig.json':
      '{ "files": [], "references": [{ "path": "./tsconfig.node.json" }, { "path": "./tsconfig.app.json" }] }',
    'app/tsconfig.node.json':
      '{ "compilerOptions": { "strict": false, "types": [] }, "include": ["vite.config.ts"] }',
    'app/tsconfig.app.json': '{ "compilerOptions": { "strict": true, "types": [] }, "include": ["src"] }',
    'app/vite.config.ts': 'export default {};\n',
    'app/src/main.ts': 'export {};\n',
  };
  for (const [name, text] of Object.entries(referring)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
  const untyped = 'export function f(a) { return a; }\n';
  try {
    expect(ask('app/src/main.ts', untyped)).toMatchObject({ added: 1 });
    expect(ask('app/src/new.ts', untyped)).toMatchObject({ added: 1 });
    expect(ask('app/vite.config.ts', untyped)).toMatchObject({ added: 0 });
  } finally {
    await rm(join(root, 'app'), { recursive: true });
  }
});

test("the workspace's own TypeScript is the nearest one, and none above the workspace", async () => {
  expect(typescriptOf(root, 'src/cart.ts')).toBeUndefined();
  await mkdir(join(root, 'node_modules'));
  await symlink(here, join(root, 'node_modules/typescript'), 'dir');
  try {
    expect(typescriptOf(root, 'src/deep/new.ts')).toBe(
      join(root, 'node_modules/typescript/lib/typescript.js'),
    );
    expect(typescriptOf(join(root, 'src'), 'cart.ts')).toBeUndefined();
  } finally {
    await rm(join(root, 'node_modules'), { recursive: true });
  }
});

test('no file is touched', async () => {
  ask('src/cart.ts', 'broken(');
  ask('src/deep/new.ts', 'broken(');
  const all = await readdir(root, { recursive: true, withFileTypes: true });
  const names = all.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  expect(names.sort()).toEqual(
    Object.keys(files)
      .map((name) => join(root, name))
      .sort(),
  );
  for (const [name, text] of Object.entries(files))
    expect(await readFile(join(root, name), 'utf8')).toBe(text);
});
