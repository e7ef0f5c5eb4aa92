import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { Attachment, AttachmentKind } from '../../../src/der/prompt/attachments';
import type { HostContext } from '../../../src/host/context';
import type { PoolEntryInput } from '../../../src/providers/poolConfig';
import { pdfDocument } from '../../support/pdfDocument';
import { startOllamaServer, type OllamaServer } from '../../support/ollamaServer';
import { eventually, hostContext, resetSettings, set } from './editor';

describe('What is attached to a question', () => {
  let host: HostContext;
  let server: OllamaServer;
  let root: vscode.Uri;
  const file = (name: string) => vscode.Uri.joinPath(root, name);
  const write = (name: string, text: string) =>
    vscode.workspace.fs.writeFile(file(name), new TextEncoder().encode(text));

  before(async () => {
    server = await startOllamaServer({
      models: [
        { name: 'small:1b', paramsB: 1, reply: 'So it is.' },
        { name: 'large:1b', paramsB: 1, reply: 'So it is.' },
      ],
    });
    host = await hostContext();
    root = vscode.workspace.workspaceFolders![0]!.uri;
    await write('attached/one.ts', 'export function first() {\n  return 1;\n}\n');
    await write('attached/two.md', '# Two\n');
    await write('attached/long.txt', 'word '.repeat(2000));
  });
  after(async () => {
    await host.close();
    host.dispose();
    await server.close();
    await vscode.workspace.fs.delete(file('attached'), { recursive: true });
  });
  afterEach(async () => {
    await host.attachments.clear();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await resetSettings();
  });

  const entry = (model: string, more = {}): PoolEntryInput => ({
    kind: 'ollama',
    model,
    baseUrl: server.url,
    ...more,
  });

  /** Attaches what is offered first of this kind, and reads it as it would be sent. */
  async function attached(query: string, kind: AttachmentKind): Promise<Attachment> {
    let offer: { label: string } | undefined;
    await eventually(`${kind} is offered`, async () => {
      offer = (await host.attachments.completions(query)).find((one) => one.kind === kind);
      return offer;
    });
    await host.attachments.attach(offer!.label);
    const found = (await host.attachments.read('Why?')).find((one) => one.kind === kind);
    assert(found, `${kind} is read`);
    return found;
  }

  it('is a file, with what is not saved yet', async () => {
    await write('attached/edited.ts', 'export const saved = 1;\n');
    const { document } = await vscode.window.showTextDocument(file('attached/edited.ts'));
    const one = await attached('', 'file');
    assert.deepEqual([one.label, one.language], ['attached/edited.ts', 'typescript']);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '// unsaved\n');
    await vscode.workspace.applyEdit(edit);
    const [anew] = await host.attachments.read('Why?');
    assert.match(anew!.text, /^\/\/ unsaved\nexport const saved/);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('is the file of the name that was typed, before a selection and other names that are alike', async () => {
    await write('attached/cart.ts', 'a\n');
    await write('attached/cart.test.ts', 'b\n');
    const editor = await vscode.window.showTextDocument(file('attached/cart.ts'));
    editor.selection = new vscode.Selection(0, 0, 0, 1);
    for (const [query, label] of [
      ['cart.test', 'attached/cart.test.ts'],
      ['cart.ts', 'attached/cart.ts'],
    ] as const) {
      await eventually(`${label} is offered first`, async () => {
        const completions = await host.attachments.completions(query);
        return completions[0]?.label === label;
      });
    }
    const kinds = (await host.attachments.completions('cart.test')).map(({ kind }) => kind);
    assert(!kinds.includes('selection'), 'letters spread over its name do not mean a selection');
    assert.equal((await host.attachments.completions('sel'))[0]?.kind, 'selection');
  });

  it('is a PDF document: its text, some of its pages, or a picture of one', async () => {
    const pages = pdfDocument(['Cents are rounded once'], '1 0 0 rg 0 0 100 100 re f', ['The end']);
    await vscode.workspace.fs.writeFile(file('attached/spec.pdf'), pages);
    const whole = await attached('spec.pdf', 'file');
    assert.equal(whole.label, 'attached/spec.pdf');
    assert.match(whole.text, /^\[page 1\]\nCents are rounded once\n\n\[page 2\]/);
    await host.attachments.clear();
    const last = await attached('spec.pdf:3', 'file');
    assert.deepEqual([last.label, last.text], ['attached/spec.pdf:3', '[page 3]\nThe end']);
    await host.attachments.clear();
    const picture = await attached('spec.pdf:2', 'image');
    assert.equal(picture.label, 'attached/spec.pdf, page 2');
    assert.equal(picture.image?.mediaType, 'image/png');
    await host.attachments.clear();
    await vscode.workspace.fs.writeFile(file('attached/logo.bin'), Uint8Array.of(0, 1, 2, 0, 255, 0));
    const folder = (await attached('attached', 'folder')).text;
    assert.match(folder, /=== attached\/one\.ts ===/);
    assert.doesNotMatch(folder, /spec\.pdf|logo\.bin/);
    await vscode.workspace.fs.delete(file('attached/logo.bin'));
    await host.attachments.clear();
    await host.attachments.completions('spec.pdf:9');
    await host.attachments.attach('attached/spec.pdf, page 9');
    await assert.rejects(host.attachments.read('Why?'), /has no page 9, it has 3/);
    await vscode.workspace.fs.delete(file('attached/spec.pdf'));
  });

  it('is what the person chose last, however long the reading takes', async () => {
    const labels = () => host.attachments.view.items.map(({ label }) => label);
    const reference = (name: string) => ({
      reference: { kind: 'file' as const, label: name, uri: file(`attached/${name}`).toString() },
      fit: 'whole' as const,
    });
    const [one, two] = [reference('one.ts'), reference('two.md')];
    await Promise.all([
      host.attachments.add([one]),
      host.attachments.add([two]),
      host.attachments.add([one]),
    ]);
    assert.deepEqual(labels().sort(), ['one.ts', 'two.md']);
    await Promise.all([host.attachments.refresh(), host.attachments.detach('one.ts')]);
    assert.deepEqual(labels(), ['two.md']);
    await Promise.all([host.attachments.add([one]), host.attachments.clear()]);
    assert.deepEqual(labels(), []);
  });

  it('is a folder, a selection, the open editors', async () => {
    const { text } = await attached('attached', 'folder');
    assert.match(text, /=== attached\/one\.ts ===\nexport function[^]*=== attached\/two\.md ===\n# Two/);
    const editor = await vscode.window.showTextDocument(file('attached/one.ts'));
    editor.selection = new vscode.Selection(1, 0, 2, 0);
    const selected = await attached('', 'selection');
    assert.deepEqual([selected.label, selected.text], ['line 2 of attached/one.ts', '  return 1;\n']);
    assert.match((await attached('open', 'openEditors')).text, /=== attached\/one\.ts ===/);
  });

  it('is the problems, and a symbol wherever it has moved to', async () => {
    const one = file('attached/one.ts');
    const problems = vscode.languages.createDiagnosticCollection('der-test');
    const symbols = vscode.languages.registerDocumentSymbolProvider(
      { pattern: '**/attached/one.ts' },
      {
        provideDocumentSymbols(document) {
          const at = document
            .getText()
            .split('\n')
            .findIndex((line) => line.includes('first'));
          const range = new vscode.Range(at, 0, at + 2, 1);
          return [new vscode.DocumentSymbol('first', '', vscode.SymbolKind.Function, range, range)];
        },
      },
    );
    try {
      problems.set(one, [new vscode.Diagnostic(new vscode.Range(1, 2, 1, 8), 'Not so.')]);
      assert.match((await attached('prob', 'problems')).text, /attached\/one\.ts:2:3: error: Not so\./);
      const { document } = await vscode.window.showTextDocument(one);
      assert.equal((await attached('first', 'symbol')).text, 'export function first() {\n  return 1;\n}');
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, new vscode.Position(0, 0), '// above\n');
      await vscode.workspace.applyEdit(edit);
      const moved = (await host.attachments.read('Why?')).find(({ kind }) => kind === 'symbol');
      assert.equal(moved?.text, 'export function first() {\n  return 1;\n}');
      await vscode.commands.executeCommand('workbench.action.files.revert');
    } finally {
      problems.dispose();
      symbols.dispose();
    }
  });

  it('is what git says has changed', async () => {
    const git = vscode.extensions.getExtension<{
      getAPI(version: 1): { openRepository(uri: vscode.Uri): Promise<unknown> };
    }>('vscode.git');
    assert(git, 'the editor comes without its Git extension');
    const run = (...options: string[]) =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...options], {
        cwd: file('attached').fsPath,
      });
    run('init', '-q');
    run('add', '.');
    run('commit', '-q', '-m', 'first');
    await write('attached/two.md', '# Two, changed\n');
    await (await git.activate()).getAPI(1).openRepository(file('attached'));
    const { text, language } = await attached('git', 'gitDiff');
    assert.equal(language, 'diff');
    assert.match(text, /-# Two\n\+# Two, changed/);
  });

  it('is too long until the person chooses, and then is cut as they chose', async () => {
    await set('experts', [
      entry('small:1b', { contextTokens: 2048 }),
      entry('large:1b', { contextTokens: 32_768 }),
    ]);
    await host.pool.experts();
    await attached('one.ts', 'file');
    await host.attachments.completions('long.txt');
    await host.attachments.attach('attached/long.txt');
    assert.equal(host.attachments.view.room?.expert, 'small:1b');

    await assert.rejects(host.attachments.read('Why?'), /small:1b can take about .* keep its start/);
    await host.attachments.fit('attached/long.txt', 'end');
    const cut = (await host.attachments.read('Why?')).find(({ label }) => label === 'attached/long.txt');
    assert.equal(cut?.cut?.kept, 'end');
    assert.match(cut.text, /^\n\[… about \d+ tokens left out …\]\n/);
    await host.attachments.setOnlyFitting(true);
    const whole = (await host.attachments.read('Why?')).find(({ label }) => label === 'attached/long.txt');
    assert.equal(whole?.cut, undefined);
    await host.attachments.setOnlyFitting(false);
  });

  it('goes with the question once, stays on this machine, and comes back where nobody could be asked', async () => {
    const away = {
      kind: 'openai',
      model: 'away',
      baseUrl: 'http://127.0.0.1:9/v1',
      leavesMachine: true,
    } as const;
    await set('experts', [entry('large:1b'), away]);
    await attached('one.ts', 'file');
    await host.askWritten('Why?');
    const { routes } = await host.conversation.get();
    const [started, chosen] = routes.at(-1)!.events;
    assert(started?.type === 'started' && chosen?.type === 'chosen');
    assert.equal(started.question, 'Why?');
    assert.deepEqual(
      started.attachments?.map(({ label }) => label),
      ['attached/one.ts'],
    );
    assert.equal(chosen.masked['away'], 'workspace_text');
    assert.deepEqual(host.attachments.view.items, []);

    await attached('one.ts', 'file');
    await host.askWritten('');
    assert.deepEqual(
      host.attachments.view.items.map(({ label, fit }) => [label, fit]),
      [['attached/one.ts', 'whole']],
    );
  });
});
