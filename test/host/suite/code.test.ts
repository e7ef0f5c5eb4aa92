import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { HostContext } from '../../../src/host/context';
import { connectPanel } from '../../../src/host/panel/panelActions';
import { eventually, hostContext } from './editor';
import { FakeView } from './fakeView';

describe('Code of an answer', () => {
  let host: HostContext;
  let connected: ReturnType<typeof connectPanel>;
  let page: FakeView;
  let root: vscode.Uri;
  let count = 0;
  const file = (name: string) => vscode.Uri.joinPath(root, name);
  const text = async (name: string) =>
    new TextDecoder().decode(await vscode.workspace.fs.readFile(file(name)));
  const comparison = () => {
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    return input instanceof vscode.TabInputTextDiff ? input : undefined;
  };

  before(async () => {
    host = await hostContext();
    connected = connectPanel(host);
    page = new FakeView();
    connected.panel.resolveWebviewView(page.view as unknown as vscode.WebviewView);
    page.send({ type: 'ready' });
    await eventually('the page is restored', () => page.of('restore').length === 1);
    root = vscode.workspace.workspaceFolders![0]!.uri;
  });
  after(async () => {
    await host.close();
    connected.connections.dispose();
    host.dispose();
    await vscode.workspace.fs.delete(file('made'), { recursive: true });
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  /** An editor on a file of its own with these lines: what the editor remembers of another does not count. */
  async function editing(...lines: string[]): Promise<vscode.TextEditor> {
    const uri = file(`made/code-${++count}.ts`);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(`${lines.join('\n')}\n`));
    return vscode.window.showTextDocument(uri);
  }

  async function preview(code: string, path?: string): Promise<vscode.TabInputTextDiff> {
    page.send({ type: 'code', how: 'apply', code, language: 'ts', ...(path && { path }) });
    await eventually('the comparison is open', () => comparison() !== undefined);
    return comparison()!;
  }

  it('is compared with the file in the editor, and changes it only when applied', async () => {
    const { document } = await editing('let a = 1;', 'let b = 2;');
    const { original, modified } = await preview('let a = 3;\n');
    assert.equal(original.toString(), document.uri.toString());
    assert.equal((await vscode.workspace.openTextDocument(modified)).getText(), 'let a = 3;\n');
    assert.equal(document.getText(), 'let a = 1;\nlet b = 2;\n', 'nothing has changed yet');

    await host.proposals.apply(modified);
    assert.equal(document.getText(), 'let a = 3;\n');
    assert.equal(document.isDirty, true, 'it can be undone, and is saved by the person');
    assert.equal(comparison(), undefined, 'the comparison is closed');
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), 'let a = 1;\nlet b = 2;\n');
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('replaces the selection alone, indented as it was', async () => {
    const editor = await editing('function f() {', '  old();', '}');
    editor.selection = new vscode.Selection(1, 0, 2, 0);
    const { modified } = await preview('if (x) {\n  fresh();\n}\n');
    const proposed = (await vscode.workspace.openTextDocument(modified)).getText();
    assert.equal(proposed, 'function f() {\n  if (x) {\n    fresh();\n  }\n}\n');
    await host.proposals.discard();
    assert.equal(editor.document.isDirty, false);
    assert.equal(comparison(), undefined);
  });

  it('makes a file that it names and that is not there yet', async () => {
    const { modified } = await preview('// made/new.ts\nlet a = 1;\n', 'made/new.ts');
    await assert.rejects(text('made/new.ts'), 'nothing is written before it is applied');
    await host.proposals.apply(modified);
    assert.equal(await text('made/new.ts'), 'let a = 1;\n');
  });

  it('is not applied to what has changed meanwhile', async () => {
    const { document } = await editing('let a = 1;');
    const { modified } = await preview('let a = 3;\n');
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '// newer\n');
    await vscode.workspace.applyEdit(edit);
    await assert.rejects(host.proposals.apply(modified), /has changed since the preview/);
    assert.equal(document.getText(), '// newer\nlet a = 1;\n');
    await document.save();
  });

  it('never leaves the workspace', async () => {
    for (const path of ['../outside.ts', '/etc/hosts', 'a/../../b.ts', 'file:///etc/hosts', '~/x.ts']) {
      const before = page.of('notice').length;
      page.send({ type: 'code', how: 'apply', code: 'x', language: 'ts', path });
      await eventually(`${path} is refused`, () => page.of('notice').length > before);
      assert.match(page.of('notice').at(-1)!.text, /no file of this workspace/);
    }
    assert.equal(comparison(), undefined);
  });

  it('goes to the cursor, and into a new file of its language', async () => {
    const { document } = await editing('start', 'end');
    page.send({ type: 'code', how: 'insert', code: 'middle\n', language: '' });
    await eventually('it is inserted', () => document.getText() === 'middlestart\nend\n');
    await vscode.commands.executeCommand('workbench.action.files.revert');
    page.send({ type: 'code', how: 'newFile', code: 'let a = 1;\n', language: 'ts' });
    await eventually('it is open', () => {
      const shown = vscode.window.activeTextEditor?.document;
      return shown?.isUntitled && shown.languageId === 'typescript' && shown.getText() === 'let a = 1;\n';
    });
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('goes to a terminal only when confirmed, and does not run there', async () => {
    const terminals = vscode.window.terminals.length;
    page.send({ type: 'code', how: 'terminal', code: 'touch made-by-terminal\n', language: 'sh' });
    await new Promise((done) => setTimeout(done, 500));
    assert.equal(vscode.window.terminals.length, terminals, 'no terminal before the person confirmed');
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await eventually('a terminal is shown', () => vscode.window.terminals.length > terminals);
    // What waits at the prompt is what the person then goes on typing.
    vscode.window.terminals.at(-1)!.sendText('-later', true);
    await eventually('the command is run when the person says so', () =>
      text('made-by-terminal-later').then(
        () => true,
        () => false,
      ),
    );
    await assert.rejects(text('made-by-terminal'), 'the command was run before');
    vscode.window.terminals.at(-1)!.dispose();
    await vscode.workspace.fs.delete(file('made-by-terminal-later'));
  });

  it('is refused where there is nothing to apply', async () => {
    await assert.rejects(host.proposals.apply(), /No proposed change is open/);
  });
});
