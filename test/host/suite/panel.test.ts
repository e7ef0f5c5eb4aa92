import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { readManifest } from '../../../src/der/networks/models';
import type { HostContext } from '../../../src/host/context';
import { connectPanel } from '../../../src/host/panel/panelActions';
import { startOllamaServer, type OllamaServer } from '../../support/ollamaServer';
import { eventually, hostContext, product, resetSettings, set } from './editor';
import { FakeView } from './fakeView';

describe('Panel', () => {
  let host: HostContext;
  let server: OllamaServer;
  let connected: ReturnType<typeof connectPanel>;
  let page: FakeView;

  const words = Array.from({ length: 300 }, (_, index) => `word${index}`).join(' ');

  before(async () => {
    server = await startOllamaServer({
      models: [
        { name: 'quick:1b', paramsB: 1, reply: words, tokensPerSecond: 2000 },
        { name: 'endless:1b', paramsB: 1, endless: true, tokensPerSecond: 100 },
      ],
    });
    host = await hostContext();
    await host.newConversation();
    await host.setDraft('');
    connected = connectPanel(host);
    page = await opened();
  });
  after(async () => {
    await host.close();
    connected.connections.dispose();
    host.dispose();
    await server.close();
  });
  afterEach(resetSettings);

  /** A page that has loaded. */
  async function opened(): Promise<FakeView> {
    const view = new FakeView();
    connected.panel.resolveWebviewView(view.view as unknown as vscode.WebviewView);
    view.send({ type: 'ready' });
    await eventually('the page is restored', () => view.of('restore').length === 1);
    return view;
  }

  const use = (...models: string[]) =>
    set(
      'experts',
      models.map((model) => ({ kind: 'ollama', model, baseUrl: server.url })),
    );

  it('runs our bundle alone, under a strict policy with a fresh nonce', async () => {
    const policy = /Content-Security-Policy" content="([^"]+)"/.exec(page.html)?.[1] ?? '';
    assert.match(policy, /^default-src 'none'; script-src 'nonce-[\w+/=]{20,}'; /);
    assert.doesNotMatch(policy, /unsafe|https?:(?!\/\/webview\.test)/);
    assert.notEqual((await opened()).html, page.html);
    page = await opened();
  });

  it('starts with the knobs, the pool and who decides', async () => {
    const [state] = page.of('restore');
    assert.deepEqual(state?.knobs, host.settings.current.knobs);
    const { trained } = await readManifest(join(product().extensionPath, 'models'));
    assert.equal(state?.trained, trained);
    await eventually('the pool is shown', () => page.of('pool').length > 0 || state!.pool.experts.length > 0);
  });

  it('streams a route in frames, without losing a character', async () => {
    await use('quick:1b');
    await set('p0', 0);
    page.send({ type: 'ask', question: 'Say a lot.' });
    await eventually('the route ends', () => page.of('running').at(-1)?.route === null);

    const running = page.of('running').map(({ route }) => route);
    assert.equal(running[0], 'pending');
    assert.equal(running.length, 3);
    const batches = page.of('events');
    const events = batches.flatMap(({ events }) => events);
    assert(batches.every(({ route }) => route === running[1]));
    const streamed = events.flatMap((event) => (event.type === 'delta' ? [event.text] : [])).join('');
    const answered = events.find((event) => event.type === 'answered');
    assert.equal(answered?.type === 'answered' && answered.answer, streamed);
    assert.equal(streamed.trim(), words);
    assert.equal(events.at(-1)?.type, 'finished');

    const deltas = server.log.to('/api/chat').at(-1)!.sent;
    assert(batches.length < deltas / 2, `${batches.length} messages for ${deltas} deltas`);
  });

  it('restores the conversation when it is shown again, in the middle of a route too', async () => {
    await use('endless:1b');
    page.send({ type: 'ask', question: 'Go on.' });
    await server.log.until(({ phases, sent }) => phases.at(-1)?.phase === 'streaming' && sent > 20);
    page.show(false);
    const silent = page.posted.length;
    const { sent } = server.log.to('/api/chat').at(-1)!;
    await server.log.until((request) => request.sent > sent + 20);
    assert.equal(page.posted.length, silent, 'a hidden page is sent nothing');

    page = await opened();
    const [state] = page.of('restore');
    const route = state?.routes.find(({ id }) => id === state.running);
    const restored = route?.events.find((event) => event.type === 'delta');
    assert(restored?.type === 'delta');
    await eventually('the stream goes on', () => page.of('events').length > 0);
    page.send({ type: 'stop' });
    await eventually('the route ends', () => page.of('running').at(-1)?.route === null);
    const rest = page.of('events').flatMap(({ events }) => events);
    const later = rest.flatMap((event) => (event.type === 'delta' ? [event.text] : [])).join('');
    const failed = rest.find((event) => event.type === 'failed');
    assert.equal(failed?.type === 'failed' && failed.partial, restored.text + later);
  });

  it('copies and inserts an answer', async () => {
    page = await opened();
    const [first] = page.of('restore')[0]!.routes;
    page.send({ type: 'take', route: first!.id, step: 0, how: 'copy' });
    await eventually('it is on the clipboard', async () => (await vscode.env.clipboard.readText()) === words);

    const document = await vscode.workspace.openTextDocument({ content: '' });
    await vscode.window.showTextDocument(document);
    page.send({ type: 'take', route: first!.id, step: 0, how: 'insert' });
    await eventually('it is in the document', () => document.getText() === words);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('keeps what the person thinks of an answer', async () => {
    page = await opened();
    const [first] = page.of('restore')[0]!.routes;
    page.send({ type: 'rate', route: first!.id, step: 0, rating: 'up' });
    await eventually('it is kept', () => page.of('ratings').at(-1)?.ratings[0] === 'up');
    page = await opened();
    assert.deepEqual(page.of('restore')[0]!.routes[0]!.ratings, { 0: 'up' });
    page.send({ type: 'rate', route: first!.id, step: 9, rating: 'up' });
    await eventually('a stranger is refused', () =>
      page.of('notice').some(({ text }) => text.includes('cannot be rated')),
    );
  });

  it('takes an answer while the route goes on', async () => {
    const models = ['first:1b', 'second:1b'].map((name) => ({
      name,
      paramsB: 1,
      reply: words,
      tokensPerSecond: 300,
    }));
    for (const model of models) server.ollama.store.add(model);
    await use(...models.map(({ name }) => name));
    for (const [name, value] of Object.entries({ p0: 1, alpha: 0, beta: 10 })) await set(name, value);
    page = await opened();
    page.send({ type: 'ask', question: 'Say it again.' });
    const writes = (step: number) =>
      page.of('events').some(({ events }) => events.some((one) => one.type === 'delta' && one.step === step));
    await eventually('the first writes', () => writes(0));
    for (const model of models) server.ollama.store.add({ ...model, endless: true });
    await eventually('the second writes', () => writes(1));

    await vscode.env.clipboard.writeText('');
    const route = page.of('events').at(-1)!.route;
    page.send({ type: 'take', route, step: 0, how: 'copy' });
    await eventually('it is on the clipboard', async () => (await vscode.env.clipboard.readText()) === words);
    assert.equal(host.routes.running, route, 'the route goes on');
    page.send({ type: 'stop' });
    await eventually('the route ends', () => host.routes.running === null);
  });

  it('refuses messages that are malformed and links that lead elsewhere', async () => {
    const wrong: Record<string, unknown>[] = [
      { type: 'setKnobs', knobs: { alpha: 5 } },
      { type: 'setKnobs', knobs: { gamma: 1 } },
      { type: 'ask', question: 7 },
      { type: 'command', command: 'workbench.action.quit' },
      { type: 'openLink', href: 'command:workbench.action.quit' },
      { type: 'openLink', href: 'file:///etc/passwd' },
      { type: 'openLink', href: '../outside.md' },
      { type: 'openLink', href: '%2e%2e/outside.md' },
      { type: 'ready', more: true },
      {},
    ];
    for (const message of wrong) {
      const before = page.of('notice').length;
      page.send(message);
      await eventually(`${JSON.stringify(message)} is refused`, () => page.of('notice').length > before);
    }
    assert.match(page.of('notice').at(-1)!.text, /Reload Window/);
    assert.equal(host.settings.current.knobs.alpha, 1e-3);
  });

  it('gives a question back that cannot be asked', async () => {
    const question = 'long '.repeat(100_000);
    page.send({ type: 'ask', question });
    await eventually('it is in the box again', () => page.of('draft').at(-1)?.text === question);
    assert.equal(host.draft.text, question);
  });

  it('remembers of a question given back that it holds a selection, until the box is emptied', async () => {
    const tooLong = `why?\n\nFrom line 1 of notes.md:\n${'long '.repeat(100_000)}`;
    const asked: boolean[] = [];
    const { ask } = host.routes;
    host.routes.ask = (question) => {
      asked.push(question.fromWorkspace);
      return ask.call(host.routes, question);
    };
    try {
      await host.ask({ text: tooLong, fromWorkspace: true });
      for (const question of [tooLong, `${tooLong} please`]) {
        const before = page.of('draft').length;
        page.send({ type: 'draft', conversation: host.conversation.id!, text: question });
        page.send({ type: 'ask', question });
        await eventually('it is given back', () => page.of('draft').length > before);
      }
      page.send({ type: 'draft', conversation: host.conversation.id!, text: '' });
      page.send({ type: 'ask', question: 'long '.repeat(100_000) });
      await eventually('all are asked', () => asked.length === 4);
    } finally {
      host.routes.ask = ask;
    }
    assert.deepEqual(asked, [true, true, true, false]);
  });

  it('opens files of the workspace at the line', async () => {
    page.send({ type: 'openLink', href: 'n%6ftes.md:3' });
    await eventually('the file is open at line 3', () => {
      const editor = vscode.window.activeTextEditor;
      return editor?.document.fileName.endsWith('notes.md') && editor.selection.active.line === 2;
    });
  });

  it('keeps the draft of a question', async () => {
    page.send({ type: 'draft', conversation: host.conversation.id!, text: 'half a ques' });
    await eventually('it is kept', async () => (await opened()).of('restore')[0]?.draft === 'half a ques');
  });

  it('loads in the editor’s own view', async () => {
    await vscode.commands.executeCommand('der.showPanel');
    const commands = await vscode.commands.getCommands(true);
    assert(commands.includes('der.panel.focus'));
  });
});
