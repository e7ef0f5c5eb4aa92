/** The button on an answer: asked for each time, refused where it has to be, and its outcome kept with the answer. */
import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CheckedEvent, RouteEvent } from '../../../src/der/trace/events';
import type { HostContext } from '../../../src/host/context';

const editor = vi.hoisted(() => ({ root: '', trusted: true, says: 'Run', asked: [] as string[] }));
vi.mock('vscode', async () => {
  const { join: joined } = await import('node:path');
  const fs = await import('node:fs/promises');
  const uri = (path: string) => ({ scheme: 'file', fsPath: path, path });
  const token = { onCancellationRequested: () => undefined };
  return {
    env: { appRoot: '/nowhere' },
    ProgressLocation: { Notification: 15 },
    Uri: { joinPath: (base: { fsPath: string }, ...more: string[]) => uri(joined(base.fsPath, ...more)) },
    window: {
      showWarningMessage: (words: string, { detail }: { detail: string }) => {
        editor.asked.push(`${words} ${detail}`);
        return Promise.resolve(editor.says);
      },
      withProgress: (_: unknown, work: (progress: unknown, token: unknown) => unknown) =>
        work({ report: () => undefined }, token),
    },
    workspace: {
      get isTrusted() {
        return editor.trusted;
      },
      get workspaceFolders() {
        return [{ name: 'project', uri: uri(editor.root) }];
      },
      getWorkspaceFolder: () => ({ uri: uri(editor.root) }),
      findFiles: () => Promise.resolve([]),
      textDocuments: [],
      fs: {
        stat: ({ fsPath }: { fsPath: string }) => fs.stat(fsPath),
        readFile: ({ fsPath }: { fsPath: string }) => fs.readFile(fsPath),
      },
    },
  };
});

const command = `"${process.execPath}" verify.mjs`;
const sum = 'export function sum(a, b) {\n  return a + b;\n}\n';
const verify = `import { sum } from './sum.mjs';

function verify() {
  process.exitCode = sum(1, 2) === 3 ? 0 : 1;
}

verify();
`;
beforeAll(async () => {
  editor.root = await realpath(await mkdtemp(join(tmpdir(), 'der-own-check-')));
  await writeFile(join(editor.root, 'sum.mjs'), sum);
  await writeFile(join(editor.root, 'verify.mjs'), verify);
});
afterAll(() => rm(editor.root, { recursive: true, force: true }));
beforeEach(() => Object.assign(editor, { trusted: true, says: 'Run', asked: [] }));

async function run(answer: string, { checkCommand = command, running = null as string | null } = {}) {
  const answered = { type: 'answered', step: 0, answer } as RouteEvent;
  const added: CheckedEvent[] = [];
  const conversation = { eventsOf: () => [answered] };
  const context = {
    settings: { current: { checkCommand } },
    conversation: { get: () => Promise.resolve(conversation) },
    routes: {
      running,
      add: (_: unknown, __: string, event: CheckedEvent) => Promise.resolve(added.push(event)),
    },
  } as unknown as HostContext;
  const { runOwnCheck } = await import('../../../src/host/asking/ownCheck');
  await runOwnCheck({ route: 'r', step: 0 }, context);
  return added.map(({ checked }) => checked.answers[0]!.findings);
}
const returning = (value: string) => `export function sum(a, b) {\n  return ${value};\n}`;
const change = (code: string, path = 'sum.mjs') => `\`\`\`js ${path}\n${code}\n\`\`\`\n`;

describe("the person's own check on an answer", () => {
  it('asks, naming command and files, and keeps its outcome', async () => {
    expect(await run(change(returning('b + a')))).toEqual([[{ type: 'command', command, ok: true }]]);
    expect(await run(change(returning('4')))).toMatchObject([[{ type: 'command', command, ok: false }]]);
    expect(editor.asked).toHaveLength(2);
    expect(editor.asked[0]).toContain(command);
    expect(editor.asked[0]).toContain('sum.mjs');
    expect(await readFile(join(editor.root, 'sum.mjs'), 'utf8')).toBe(sum);
  });

  it('runs nothing where the person does not say so', async () => {
    Object.assign(editor, { says: undefined });
    expect(await run(change(returning('4')))).toEqual([]);
  });

  it.each([
    ['has no command', 'der.checkCommand', { checkCommand: '' }, change(returning('1'))],
    ['meets a route that runs', 'route has ended', { running: 'r' }, change(returning('1'))],
    ['names no file', 'names no file', {}, 'Words alone.'],
    ['changes a dangerous file', 'runs by itself', {}, change('echo', '.vscode/tasks.js')],
    ['is unclear', 'not clear', {}, `${change(returning('1'))}\n${change('console.log(sum(1, 2));')}`],
  ])('says why where it %s, and asks nothing', async (_, why, how, answer) => {
    await expect(run(answer, how)).rejects.toThrow(why);
    expect(editor.asked).toEqual([]);
  });

  it('says why where the answer changes what runs, or the workspace is not trusted', async () => {
    await expect(run(change(verify.trim().replace('=== 3', '!== 0'), 'verify.mjs'))).rejects.toThrow(
      'your check runs',
    );
    Object.assign(editor, { trusted: false });
    await expect(run(change(returning('1')))).rejects.toThrow('trust the workspace');
    expect(editor.asked).toEqual([]);
  });
});
