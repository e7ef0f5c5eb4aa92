/** Tasks where developers are: code actions, the commit message, and what the explorer attaches. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { HostContext } from '../../../src/host/context';
import { repositories } from '../../../src/host/attachments/repositories';
import { attach } from '../../../src/host/tasks/attach';
import { asAsked } from '../../../src/host/tasks/asAsked';
import { askTask } from '../../../src/host/tasks/askTask';
import { writeMessage } from '../../../src/host/tasks/commitMessage';
import { fixTest } from '../../../src/host/tasks/failingTest';
import { FailedCommand } from '../../../src/host/tasks/failedCommand';
import { askAboutFailure } from '../../../src/host/tasks/terminal';
import { taskNamed } from '../../../src/host/tasks/tasks';
import { startOllamaServer, type OllamaServer } from '../../support/ollamaServer';
import { eventually, hostContext, product, resetSettings, set } from './editor';

describe('Tasks', () => {
  let host: HostContext;
  let server: OllamaServer;
  let file: vscode.Uri;
  const problems = vscode.languages.createDiagnosticCollection('der-tasks');

  before(async () => {
    server = await startOllamaServer({
      models: [{ name: 'small:1b', paramsB: 1, reply: '```\nRound cents once\n```' }],
    });
    await product().activate();
    host = await hostContext();
    file = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, 'tasks', 'cart.ts');
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode('let cents = 1;\nlet rest = 2;\n'));
    await set('experts', [{ kind: 'ollama', model: 'small:1b', baseUrl: server.url }]);
  });
  after(async () => {
    problems.dispose();
    await host.close();
    host.dispose();
    await server.close();
    await resetSettings();
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(file, '..'), { recursive: true });
  });
  afterEach(async () => {
    problems.clear();
    await host.attachments.clear();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  const show = async () => vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file));
  const problem = () => new vscode.Diagnostic(new vscode.Range(1, 4, 1, 8), 'rest is never read');
  const actionsAt = async (range: vscode.Range) => {
    const found = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      file,
      range,
    );
    return found.filter(({ title }) => title.endsWith('DER')).map(({ title }) => title);
  };

  it('are offered on a selection, and on a problem', async () => {
    await show();
    assert.deepEqual(await actionsAt(new vscode.Range(0, 0, 0, 0)), []);
    assert.equal((await actionsAt(new vscode.Range(0, 0, 1, 0))).length, 5);
    problems.set(file, [problem()]);
    assert.deepEqual(await actionsAt(new vscode.Range(1, 5, 1, 5)), ['Fix with DER', 'Explain with DER']);
  });

  it('take along the file and its problem, or the selection alone', async () => {
    const editor = await show();
    const fixed = await askTask(host, taskNamed('fix')!, { uri: file, problems: [problem()] });
    assert.equal(fixed?.steps.length, 1);
    const prompt = JSON.stringify(server.log.to('/api/chat').at(-1)?.body);
    assert.match(prompt, /let cents = 1/);
    assert.match(prompt, /tasks\/cart\.ts:2:5: error: rest is never read/);
    editor.selection = new vscode.Selection(0, 0, 0, 14);
    const asked = await asAsked('/explain the cents', []);
    assert.match(asked.text, /\n\nthe cents$/);
    assert.deepEqual(
      asked.attachments.map(({ kind, text }) => [kind, text]),
      [['selection', 'let cents = 1;']],
    );
  });

  it('correct what a failing test is about, with its failure', async () => {
    const test = vscode.Uri.joinPath(file, '..', 'cart.test.ts');
    await vscode.workspace.fs.writeFile(test, new TextEncoder().encode("import { cents } from './cart';\n"));
    const controller = vscode.tests.createTestController('der-tasks', 'Tasks');
    try {
      const item = controller.createTestItem('sums', 'sums the items', test);
      const message = vscode.TestMessage.diff('the sum is wrong', '2.50', '2.49');
      await fixTest(host, { test: item, message });
      const withMessage = JSON.stringify(server.log.to('/api/chat').at(-1)?.body);
      for (const part of [
        'sums the items',
        'let cents = 1',
        "import { cents } from './cart'",
        'actual: 2.49',
      ])
        assert(withMessage.includes(part), part);
      await fixTest(host, item);
      const alone = JSON.stringify(server.log.to('/api/chat').at(-1)?.body);
      assert(alone.includes('let cents = 1') && !alone.includes('2.49'));
      await assert.rejects(fixTest(host, controller.createTestItem('none', 'none')), /names no file/);
    } finally {
      controller.dispose();
    }
  });

  it('wait for words about what the explorer gives', async () => {
    const folder = vscode.Uri.joinPath(file, '..');
    await attach(host, file, [file, folder]);
    assert.deepEqual(
      host.attachments.view.items.map(({ kind, label }) => [kind, label]),
      [
        ['file', 'tasks/cart.ts'],
        ['folder', 'tasks/'],
      ],
    );
  });

  it('know the command that failed last, and what it wrote', async () => {
    const failed = new FailedCommand();
    const terminal = vscode.window.createTerminal({ name: 'tasks', shellPath: '/bin/bash' });
    terminal.show(true);
    try {
      await eventually('the shell tells of its commands', () => terminal.shellIntegration);
      terminal.shellIntegration!.executeCommand('echo went so far; exit_code() { return 3; }; exit_code');
      await eventually('the command has failed', () => failed.latest);
      const { command, exitCode } = (await failed.latest)!;
      assert.match(command, /^echo went so far/);
      assert.equal(exitCode, 3);
      // What it wrote may come by either way: it ended at once.
      await askAboutFailure(host, failed.latest);
      const prompt = JSON.stringify(server.log.to('/api/chat').at(-1)?.body);
      assert.match(prompt, /This command failed.*\\nwent so far\\n.*\[exit code 3\]/);
    } finally {
      terminal.dispose();
      failed.dispose();
    }
    await assert.rejects(askAboutFailure(host, undefined), /No command has failed/);
  });

  it('write a commit message from what is staged, and say when nothing is', async () => {
    const root = mkdtempSync(join(tmpdir(), 'der-git-'));
    try {
      const git = (...args: string[]) => execFileSync('git', args, { cwd: root });
      git('init', '-q');
      const api = vscode.extensions.getExtension<{
        getAPI(version: 1): { openRepository(root: vscode.Uri): Promise<unknown> };
      }>('vscode.git');
      await (await api!.activate()).getAPI(1).openRepository(vscode.Uri.file(root));
      const ours = async () => (await repositories()).find(({ rootUri }) => rootUri.fsPath === root);
      await eventually('the repository is open', ours);
      const { rootUri, inputBox } = (await ours())!;
      await assert.rejects(writeMessage(host, { rootUri }), /Nothing is staged/);
      writeFileSync(join(root, 'cart.ts'), 'export const cents = 1;\n');
      writeFileSync(join(root, '.env'), 'PASSWORD=a\n');
      git('add', '-A');
      inputBox.value = 'mine';
      await writeMessage(host, { rootUri });
      assert.equal(inputBox.value, 'Round cents once');
      const prompt = JSON.stringify(server.log.to('/api/chat').at(-1)?.body);
      assert.match(prompt, /\+export const cents/);
      assert.doesNotMatch(prompt, /PASSWORD/);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
});
