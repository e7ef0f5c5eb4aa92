import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { HostContext } from '../../../src/host/context';
import { connectPanel } from '../../../src/host/panel/panelActions';
import type { OpenAiModelSpec } from '../../support/openai/model';
import { startOpenAiServer, type OpenAiServer } from '../../support/openaiServer';
import { eventually, hostContext, resetSettings, set, setting } from './editor';
import { FakeView } from './fakeView';

const key = 'sk-test-0123456789abcdef0123456789';

/** What is missing is asked for where it is missing: consent, time, a key; and what goes along by itself. */
describe('In place', () => {
  let host: HostContext;
  let server: OpenAiServer;
  let connected: ReturnType<typeof connectPanel>;
  const page = new FakeView();
  const quick: OpenAiModelSpec = { name: 'quick', reply: 'So it is.' };
  const root = () => vscode.workspace.workspaceFolders![0]!.uri;
  const file = (name: string) => vscode.Uri.joinPath(root(), name);
  const write = (name: string, text: string) =>
    vscode.workspace.fs.writeFile(file(name), new TextEncoder().encode(text));

  before(async () => {
    server = await startOpenAiServer({ models: [quick] });
    host = await hostContext();
    await host.newConversation();
    connected = connectPanel(host);
    connected.panel.resolveWebviewView(page.view as unknown as vscode.WebviewView);
    page.send({ type: 'ready' });
    await eventually('the page is restored', () => page.of('restore').length === 1);
    await write('inPlace/cart.ts', 'export class Cart {\n  total = 1;\n}\n');
    await write('AGENTS.md', 'Answers are short.\n');
  });
  after(async () => {
    await host.close();
    connected.connections.dispose();
    host.dispose();
    await server.close();
    await vscode.workspace.fs.delete(file('inPlace'), { recursive: true });
    await vscode.workspace.fs.delete(file('AGENTS.md'));
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await resetSettings();
  });

  const use = (more = {}) =>
    set('experts', [{ kind: 'openai', model: 'quick', baseUrl: server.baseUrl, ...more }]);
  const away = { leavesMachine: true };
  const ends = () =>
    page.of('events').flatMap(({ events }) => events.filter(({ type }) => type === 'finished'));
  const prompts = () =>
    server.log.requests
      .filter(({ path }) => path.endsWith('/chat/completions'))
      .map(({ body }) => JSON.stringify(body));

  /** Does something, and waits for the end of the route that comes of it. */
  async function route(act: () => unknown) {
    const before = ends().length;
    await act();
    await eventually('a route has ended', () => ends().length > before && host.routes.running === null);
    const end = ends().at(-1);
    assert(end?.type === 'finished');
    return end;
  }

  it('the open file and the instructions go along, but to nobody away until that is allowed', async () => {
    await use(away);
    await vscode.window.showTextDocument(file('inPlace/cart.ts'));
    await eventually(
      'both are chips',
      () =>
        page
          .of('given')
          .at(-1)
          ?.given.map(({ label }) => label)
          .join() === 'AGENTS.md,inPlace/cart.ts',
    );
    await route(() => page.send({ type: 'ask', question: 'Is it right?' }));
    assert.doesNotMatch(prompts().at(-1)!, /class Cart|short/);

    page.send({ type: 'setControls', controls: { workspaceText: true } });
    await eventually('it is allowed', () => page.of('controls').at(-1)?.controls.workspaceText);
    await route(() => page.send({ type: 'ask', question: 'Is it right now?' }));
    assert.match(prompts().at(-1)!, /class Cart/);
    assert.match(prompts().at(-1)!, /Answers are short/);

    page.send({ type: 'give', label: 'inPlace/cart.ts', on: false });
    await route(() => page.send({ type: 'ask', question: 'And without the file?' }));
    assert.doesNotMatch(prompts().at(-1)!, /class Cart/);
    page.send({ type: 'setControls', controls: { workspaceText: false } });
    await eventually('it is taken back', () => !page.of('controls').at(-1)?.controls.workspaceText);
  });

  it('the open file is switched off for good', async () => {
    await vscode.window.showTextDocument(file('notes.md'));
    const labels = () => host.given.view.map(({ label }) => label);
    await eventually('it is a chip', () => labels().includes('notes.md'));
    page.send({ type: 'neverGive', as: 'openFile' });
    await eventually('it is none any more', () => !labels().includes('notes.md'));
    assert.equal(setting('attachOpenFile'), false);
    await set('attachOpenFile', undefined);
  });

  it('consent for once lets the same question go out, and the next one not', async () => {
    await use(away);
    const attachments = [{ kind: 'file', label: 'a.ts', text: 'const secretPlan = 1;', tokens: 6 }] as const;
    const question = { text: 'What is it?', fromWorkspace: false, attachments };
    const before = prompts().length;
    assert.equal((await route(() => host.ask(question))).stop, 'nobody_left');
    assert.equal(prompts().length, before);
    const { routes } = await host.conversation.get();
    const { id } = routes.at(-1)!;
    assert((await route(() => page.send({ type: 'again', route: id, mayLeave: true }))).final);
    assert.match(prompts().at(-1)!, /secretPlan/);
    assert.equal((await route(() => page.send({ type: 'again', route: id }))).stop, 'nobody_left');
  });

  it('a workspace that bars its text is not overruled', async () => {
    const configuration = vscode.workspace.getConfiguration('der');
    await configuration.update('allowWorkspaceText', false, vscode.ConfigurationTarget.Workspace);
    await eventually('it is barred', () => host.settings.current.workspaceTextBarred);
    await assert.rejects(host.controls.set({ workspaceText: true }), /stays on this machine/);
    assert.equal(host.controls.limits.allowWorkspaceText, false);
    await configuration.update('allowWorkspaceText', undefined, vscode.ConfigurationTarget.Workspace);
  });

  it('what a rate limit kept back is asked again by itself', async () => {
    await use();
    const error = { message: 'Rate limit reached.', type: 'requests', code: 'rate_limit_exceeded' };
    server.models.set('quick', {
      ...quick,
      rejection: { status: 429, error, headers: { 'retry-after': '1' } },
    });
    const end = await route(() => page.send({ type: 'ask', question: 'How long?' }));
    assert.equal(end.stop, 'all_failed');
    await eventually('the wait is told', () => (page.of('retry').at(-1)?.retry?.inMs ?? 0) > 0);
    server.models.set('quick', quick);
    assert.equal((await route(() => undefined)).final?.answer, 'So it is.');
    assert.equal(page.of('retry').at(-1)?.retry, null);
  });

  it('problems that come with an answer are told, and are asked about with one press', async () => {
    await use();
    const found = vscode.languages.createDiagnosticCollection('inPlace');
    const target = file('inPlace/cart.ts');
    const problem = (message: string) =>
      new vscode.Diagnostic(new vscode.Range(0, 0, 0, 5), message, vscode.DiagnosticSeverity.Error);
    try {
      found.set(target, [problem('old')]);
      const text = (await vscode.workspace.openTextDocument(target)).getText();
      const origin = { route: 'route-1', step: 0 };
      await host.proposals.make({
        changes: [{ target, before: text, after: `${text}// changed\n` }],
        origin,
      });
      found.set(target, [problem('old'), problem('new'), problem('newer')]);
      const told = () => page.of('newProblems').at(-1)?.newProblems;
      await eventually('they are told', () => told()?.length === 1);
      assert.deepEqual(told(), [{ ...origin, file: 'inPlace/cart.ts', count: 2 }]);
      await route(() => page.send({ type: 'fixProblems', file: 'inPlace/cart.ts' }));
      assert.match(prompts().at(-1)!, /newer/);
      assert.doesNotMatch(prompts().at(-1)!, /: old/);
      found.delete(target);
      await eventually('they are gone', () => told()?.length === 0);
    } finally {
      found.dispose();
      await vscode.commands.executeCommand('workbench.action.files.revert');
    }
  });

  it('an endpoint is added by its address, with a key that is checked before it is stored', async () => {
    const keyed = await startOpenAiServer({ models: [quick, { ...quick, name: 'other' }], apiKey: key });
    const { window } = vscode;
    const original = {
      quickPick: window.createQuickPick,
      inputBox: window.createInputBox,
      show: window.showQuickPick,
    };
    const refused: string[] = [];
    const boxes = { picks: 0 };
    try {
      window.createQuickPick = (() => {
        const box = original.quickPick<vscode.QuickPickItem>();
        if (boxes.picks++ === 0) setTimeout(() => void typed(box, keyed.baseUrl), 50);
        return box;
      }) as typeof window.createQuickPick;
      window.createInputBox = () => {
        const box = original.inputBox();
        setTimeout(() => void enter(box, ['sk-wrong-0123456789abcdef01234567', key], refused), 50);
        return box;
      };
      window.showQuickPick = ((items: readonly string[]) =>
        Promise.resolve(items.slice(0, 1))) as unknown as typeof window.showQuickPick;
      await set('experts', [{ kind: 'calculator' }]);
      const { configureExperts } = await import('../../../src/host/commands/configureExperts');
      const pool = await configureExperts(host, { adds: true });
      const apiKeyName = `127_0_0_1_${new URL(keyed.baseUrl).port}_KEY`;
      assert.deepEqual(pool, [
        { kind: 'calculator' },
        { kind: 'openai', baseUrl: keyed.baseUrl, model: 'other', apiKeyName: `AT_${apiKeyName}` },
      ]);
      assert.equal(refused.length, 1);
      assert.equal(await host.services().secret(`AT_${apiKeyName}`), key);
      await host.keys.delete(`AT_${apiKeyName}`);
    } finally {
      window.createQuickPick = original.quickPick;
      window.createInputBox = original.inputBox;
      window.showQuickPick = original.show;
      await keyed.close();
    }
  });

  it('a route that the window’s end cut off has no end, and goes on', async () => {
    await use();
    server.models.set('quick', { ...quick, endless: true });
    page.send({ type: 'ask', question: 'Is there an end?' });
    await eventually('it is being answered', async () =>
      (await host.conversation.get()).routes.at(-1)?.events.some(({ type }) => type === 'delta'),
    );
    await host.routes.interrupt();
    const { events } = (await host.conversation.get()).routes.at(-1)!;
    assert(!events.some(({ type }) => type === 'finished' || type === 'failed'));
  });
});

/** The address is typed into the box, and its offer taken. */
async function typed(box: vscode.QuickPick<vscode.QuickPickItem>, text: string): Promise<void> {
  box.value = text;
  await eventually('the address is offered', () => {
    box.value = box.value === text ? `${text} ` : text;
    return box.items[0]?.label === text;
  });
  await acceptedUntil('the address is taken', hides(box));
}

/** One key after the other is entered until the box goes away. */
async function enter(box: vscode.InputBox, keys: readonly string[], refused: string[]): Promise<void> {
  const hidden = hides(box);
  for (const [at, one] of keys.entries()) {
    box.value = one;
    const isLast = at + 1 === keys.length;
    const isRefused = () => box.validationMessage !== undefined && !box.busy;
    await acceptedUntil('the key is checked', isLast ? hidden : isRefused);
    if (!isLast) refused.push(one);
  }
}

/** A press that comes before the box is shown, or while the window is busy, is lost: it is pressed again. */
const acceptedUntil = (what: string, done: () => boolean) =>
  eventually(what, async () => {
    if (!done()) await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await new Promise((later) => setTimeout(later, 200));
    return done();
  });

function hides(box: vscode.QuickInput): () => boolean {
  let isHidden = false;
  box.onDidHide(() => (isHidden = true));
  return () => isHidden;
}
