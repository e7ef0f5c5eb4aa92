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
    assert.equal((await vscode.workspace.openTextDocument(modified)).getText(), 'let a = 3;\nlet b = 2;\n');
    assert.equal(document.getText(), 'let a = 1;\nlet b = 2;\n', 'nothing has changed yet');

    await host.proposals.apply(modified);
    assert.equal(document.getText(), 'let a = 3;\nlet b = 2;\n');
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

  it('goes to the cursor as code alone, and no words into a file of code', async () => {
    const { document } = await editing('start');
    const { insertAnswer } = await import('../../../src/host/code/insert');
    await assert.rejects(insertAnswer('You should round it.'), /no code/);
    await assert.rejects(insertAnswer('So:\n\n```diff\n-a\n+b\n```\n'), /diff/);
    await insertAnswer('You should round it:\n\n```ts\nround();\n```\n\nThat is all.');
    assert.equal(document.getText(), 'round();start\n');
    await document.save();
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

  const cart = [
    "import { tax } from './tax';",
    '',
    'export class Cart {',
    '  private items: number[] = [];',
    '',
    '  add(item: number): void {',
    '    this.items.push(item);',
    '  }',
    '',
    '  total(): number {',
    '    return this.items.length;',
    '  }',
    '}',
  ];
  const proposed = async () => (await vscode.workspace.openTextDocument(comparison()!.modified)).getText();
  const notices = () => page.of('notice').map((notice) => notice.text);

  it('that is a method alone takes the place of its namesake, and of nothing around it', async () => {
    const editor = await editing(...cart);
    editor.selection = new vscode.Selection(10, 0, 10, 5);
    await preview('total(): number {\n  return Math.max(0, this.items.length);\n}\n');
    const wanted = cart.join('\n').replace('this.items.length', 'Math.max(0, this.items.length)');
    assert.equal(await proposed(), `${wanted}\n`);
  });

  it('that is a whole file does not go into the selection', async () => {
    const editor = await editing(...cart);
    editor.selection = new vscode.Selection(9, 0, 12, 0);
    const whole = `${cart.join('\n').replace('.length', '.length + 1')}\n`;
    await preview(whole);
    assert.equal(await proposed(), whole);
  });

  it('says in the title where more than half of a file goes', async () => {
    await editing(...cart);
    await preview(
      "import { tax } from './tax';\nexport class Cart {\n  add() {}\n  total() {}\n  items = 1;\n}\n",
    );
    const label = vscode.window.tabGroups.activeTabGroup.activeTab!.label;
    assert.match(label, /deletes \d+ of 13 lines/);
  });

  it('goes where the person says when its place is not clear', async () => {
    const editor = await editing(...cart);
    editor.selection = new vscode.Selection(1, 0, 1, 0);
    page.send({ type: 'code', how: 'apply', code: 'console.log(1);\n', language: 'ts' });
    await eventually('the comparison is open', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return comparison() !== undefined;
    });
    assert.equal(await proposed(), `${[cart[0], 'console.log(1);', ...cart.slice(2)].join('\n')}\n`);
  });

  it('that is a diff changes the file that it names, whatever the editor shows', async () => {
    await editing('other();');
    await vscode.workspace.fs.writeFile(
      file('made/cart.ts'),
      new TextEncoder().encode(`${cart.join('\n')}\n`),
    );
    const diff = `--- a/made/cart.ts\n+++ b/made/cart.ts\n@@ -30,9 +30,9 @@\n   total(): number {\n-    return this.items.length;\n+    return 0;\n   }\n`;
    page.send({ type: 'code', how: 'apply', code: diff, language: 'diff' });
    await eventually('the comparison is open', () => comparison() !== undefined);
    assert.equal(comparison()!.original.toString(), file('made/cart.ts').toString());
    assert.equal(await proposed(), `${cart.join('\n').replace('this.items.length', '0')}\n`);
  });

  it('that is a diff which does not match is refused with its hunk', async () => {
    await editing(...cart);
    const before = page.of('notice').length;
    const diff = '@@ -1,2 +1,2 @@\n-never there\n+new\n';
    page.send({ type: 'code', how: 'apply', code: diff, language: 'diff' });
    await eventually('it is refused', () => page.of('notice').length > before);
    assert.match(notices().at(-1)!, /Hunk 1 \(@@ -1,2 \+1,2 @@\).*never there.*Nothing was changed/);
    assert.equal(comparison(), undefined);
  });

  it('is applied with one press, and not before a look where most of a file would go', async () => {
    const path = 'made/pressed.ts';
    const uri = file(path);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(`${cart.join('\n')}\n`));
    const document = await vscode.workspace.openTextDocument(uri);
    const method = { path, language: 'ts', code: 'total(): number {\n  return 0;\n}\n' };
    const old = { ...method, code: 'total(): number {\n  return this.items.length;\n}\n', old: true };
    const fresh = { path: 'made/beside.ts', language: 'ts', code: 'export const beside = 1;\n' };
    const origin = { route: 'route-of-a-press', step: 0 };
    page.send({ type: 'applyAnswer', ...origin, blocks: [old, method, fresh] });
    await eventually('both files are changed', async () => {
      const made = await text('made/beside.ts').catch(() => undefined);
      return document.getText().includes('return 0;') && made === fresh.code;
    });
    assert.equal(document.getText(), `${cart.join('\n').replace('this.items.length', '0')}\n`);
    await eventually('what had no other change is saved', () => !document.isDirty);

    const gone = [
      {
        path,
        language: 'diff',
        code: `--- a/${path}\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-${cart.join('\n-')}\n`,
      },
    ];
    page.send({ type: 'applyAnswer', ...origin, blocks: gone });
    await eventually('the person sees it first, or why it does not fit', () => {
      const shown = vscode.window.tabGroups.activeTabGroup.activeTab?.label.includes('proposed') ?? false;
      return shown || page.of('notice').length > 0;
    });
    assert(document.getText().includes('return 0;'));
    page.send({ type: 'takeBack', ...origin });
    await eventually('it is as before', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return document.getText() === `${cart.join('\n')}\n`;
    });
    await document.save();
  });

  it('of several files is gone through together, applied as one, and taken back with what was changed since', async () => {
    const path = 'made/several.ts';
    const uri = file(path);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(`${cart.join('\n')}\n`));
    await vscode.window.showTextDocument(uri);
    const origin = { route: 'route-of-several', step: 1 };
    const blocks = [
      { path, language: 'ts', code: 'total(): number {\n  return 0;\n}\n' },
      { path: 'made/fresh.ts', language: 'ts', code: 'export const fresh = 1;\n' },
      { language: 'sh', code: 'npm test\n' },
    ];
    page.send({ type: 'review', ...origin, blocks });
    const document = await vscode.workspace.openTextDocument(uri);
    await eventually('it is applied', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return document.getText().includes('return 0;');
    });
    assert.equal(document.getText(), `${cart.join('\n').replace('this.items.length', '0')}\n`);
    await eventually('the new file is there', async () => {
      const made = await text('made/fresh.ts').catch(() => undefined);
      return made === 'export const fresh = 1;\n';
    });
    await eventually('it can be taken back', () =>
      page
        .of('applied')
        .at(-1)
        ?.applied.some((one) => one.route === origin.route),
    );

    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, new vscode.Position(0, 0), '// later\n');
    await vscode.workspace.applyEdit(edit);
    page.send({ type: 'takeBack', ...origin });
    await eventually('it is as before, and as changed since', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return document.getText() === `// later\n${cart.join('\n')}\n`;
    });
    await eventually('a file that the answer made is gone', () =>
      text('made/fresh.ts').then(
        () => false,
        () => true,
      ),
    );
    await eventually('there is no more to take back', () => page.of('applied').at(-1)?.applied.length === 0);
    await document.save();
  });

  it('is refused where there is nothing to apply', async () => {
    await assert.rejects(host.proposals.apply(), /No proposed change is open/);
  });
});
