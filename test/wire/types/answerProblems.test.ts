/** Answers to files of a workspace: what an editor shows there counts, what lies outside is not looked at. */
import { mkdir, mkdtemp, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ensureBuilt, root as repository } from '../../../scripts/setup.mjs';

interface Document {
  readonly uri: { readonly scheme: string; readonly fsPath: string; readonly path: string };
  readonly isDirty: boolean;
  getText(): string;
}
const editor = vi.hoisted(() => ({ root: '', documents: [] as Document[] }));
const fileUri = (path: string) => ({ scheme: 'file', fsPath: path, path, toString: () => `file://${path}` });

vi.mock('vscode', async () => {
  const { join: joined } = await import('node:path');
  const fs = await import('node:fs/promises');
  const uri = (path: string) => ({ scheme: 'file', fsPath: path, path });
  return {
    env: { appRoot: '/nowhere' },
    Uri: { joinPath: (base: { fsPath: string }, ...more: string[]) => uri(joined(base.fsPath, ...more)) },
    workspace: {
      get workspaceFolders() {
        return [{ name: 'project', uri: uri(editor.root) }];
      },
      getWorkspaceFolder: ({ fsPath }: { fsPath: string }) =>
        fsPath.startsWith(editor.root) ? { uri: uri(editor.root) } : undefined,
      findFiles: () => Promise.resolve([]),
      get textDocuments() {
        return editor.documents;
      },
      fs: {
        stat: ({ fsPath }: { fsPath: string }) => fs.stat(fsPath),
        readFile: ({ fsPath }: { fsPath: string }) => fs.readFile(fsPath),
      },
    },
  };
});

let folder: string;
beforeAll(async () => {
  await ensureBuilt(['problems']);
  folder = await realpath(await mkdtemp(join(tmpdir(), 'der-answer-problems-')));
  editor.root = join(folder, 'project');
  await write('project/src/cart.ts', "import { price } from './price';\n\nexport const n: number = price;\n");
  await write('project/src/price.ts', 'export const price = 3;\n');
  await write('outside/secret.ts', 'export const secret = 1;\n');
  await symlink(join(folder, 'outside'), join(editor.root, 'link'), 'dir');
  await mkdir(join(editor.root, 'node_modules'));
  const own = join(editor.root, 'node_modules', 'typescript');
  await symlink(join(repository, 'node_modules', 'typescript'), own, 'dir');
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(() => (editor.documents = []));

async function write(name: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, name)), { recursive: true });
  await writeFile(join(folder, name), text);
}
const fence = (info: string, code: string) => `\`\`\`${info}\n${code}\n\`\`\`\n`;
const signal = new AbortController().signal;
async function found(answer: string) {
  const { answerProblems } = await import('../../../src/host/asking/answerProblems');
  return answerProblems(join(repository, 'dist', 'problems.js'), 60_000)(answer, signal);
}

describe('problems that answers would add to a workspace', () => {
  const renamed = fence(
    'ts src/cart.ts',
    "import { cost } from './price';\n\nexport const n: number = cost;",
  );

  it('are counted by its own TypeScript, and no file is touched', async () => {
    const path = join(editor.root, 'src', 'cart.ts');
    const [text, { mtimeMs }] = [await readFile(path, 'utf8'), await stat(path)];
    expect(await found(renamed)).toEqual([
      { type: 'problems', file: 'src/cart.ts', added: 1, first: expect.stringMatching(/^line 1: .*'cost'/) },
    ]);
    expect([await readFile(path, 'utf8'), (await stat(path)).mtimeMs]).toEqual([text, mtimeMs]);
  });

  it('are none where the answer changes what it needs as well, or an editor has it unsaved', async () => {
    const other = fence('ts src/price.ts', 'export const cost = 3;');
    expect(await found(`${renamed}\n${other}`)).toMatchObject([{ added: 0 }, { added: 0 }]);
    const uri = fileUri(join(editor.root, 'src', 'price.ts'));
    editor.documents = [{ uri, isDirty: true, getText: () => 'export const cost = 3;\n' }];
    expect(await found(renamed)).toMatchObject([{ file: 'src/cart.ts', added: 0 }]);
  });

  it('are not looked for outside of it', async () => {
    const secret = 'export const secret: string = 1;';
    expect(await found(fence('ts link/secret.ts', secret))).toEqual([
      {
        type: 'cannot',
        what: 'problems',
        reason: 'link/secret.ts leads out of its folder by a link, so it is not looked at.',
      },
    ]);
    expect(await found(fence('ts ../outside/secret.ts', secret))).toEqual([]);
    expect(await found(fence('ts', secret))).toEqual([]);
  });
});
