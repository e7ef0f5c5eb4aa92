/** The ensemble where the editor offers models, participants and tools, and the editor's models in the ensemble. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { usualSeconds } from '../../../src/der/estimate/answerTimes';
import { followups, respond } from '../../../src/host/chat/participant';
import type { HostContext } from '../../../src/host/context';
import { startOllamaServer, type OllamaServer } from '../../support/ollamaServer';
import { ask, eventually, hostContext, probe, product, resetSettings, set } from './editor';

const never = new vscode.CancellationTokenSource().token;

describe('Native surfaces', () => {
  let host: HostContext;
  let server: OllamaServer;

  before(async () => {
    server = await startOllamaServer({
      models: [
        { name: 'small:1b', paramsB: 1, reply: 'It is so.' },
        { name: 'large:9b', paramsB: 9, reply: 'It is so, as was said.' },
        { name: 'endless:1b', paramsB: 1, endless: true, tokensPerSecond: 50 },
      ],
    });
    host = await hostContext();
    await product().activate();
  });
  after(async () => {
    await host.close();
    host.dispose();
    await server.close();
  });
  afterEach(resetSettings);

  const use = (...models: string[]) =>
    set(
      'experts',
      models.map((model) => ({ kind: 'ollama', model, baseUrl: server.url })),
    );

  /** What `@der` says to a request, and what the editor would show of it. */
  async function said(prompt: string, command?: string, token = never, references: readonly unknown[] = []) {
    const progress: string[] = [];
    let markdown = '';
    const stream = {
      progress: (words: string) => void progress.push(words),
      markdown: (text: string) => void (markdown += text),
      button: () => undefined,
    } as unknown as vscode.ChatResponseStream;
    const request = { prompt, command, references } as unknown as vscode.ChatRequest;
    const result = await respond(host, request, stream, token);
    return { result, progress, markdown };
  }

  it('learns how long an expert takes from a question of the chat', async () => {
    await set('experts', [
      { kind: 'ollama', id: 'timed in the chat', model: 'small:1b', baseUrl: server.url },
    ]);
    await said('How long is it?', 'fast');
    assert.ok((await usualSeconds(process.env)).get('timed in the chat')! > 0);
  });

  it('answers in the chat, tells whom it asks, and offers what may follow', async () => {
    await use('small:1b');
    const { result, progress, markdown } = await said('Is it so?', 'fast');
    assert.match(markdown, /^It is so\.\n\n\*small:1b · (?:likely right|unsure|likely wrong) \(0\.\d\d\)/);
    assert.deepEqual(progress, ['Asking small:1b']);
    const next = followups(result);
    assert.deepEqual(
      next.map(({ command, prompt }) => [command, prompt]),
      ['best', 'independent', 'local'].map((name) => [name, 'Is it so?']),
    );
  });

  it('leaves out what cannot be read, says so, and offers nothing that would go without what was given', async () => {
    await use('small:1b');
    const folder = vscode.workspace.workspaceFolders![0]!.uri;
    const references = [{ value: folder }, { value: 'Some text.' }];
    const { result, markdown } = await said('Is it so?', 'fast', never, references);
    assert.match(markdown, /^> Left out: .* cannot be attached: .*\n\nIt is so\./);
    assert.deepEqual(followups(result), []);
  });

  it('takes references along as far as they are not too long together', async () => {
    await use('small:1b');
    const references = [{ value: 'a'.repeat(2_000) }, { value: 'b'.repeat(399_000) }, { value: 'c' }];
    const taken: (string | undefined)[] = [];
    const listening = host.routes.onEvent(({ event }) => {
      if (event.type === 'started') taken.push(...(event.attachments ?? []).map(({ text }) => text[0]));
    });
    const { markdown } = await said('Is it so?', 'fast', never, references);
    listening.dispose();
    assert.match(markdown, /^> Left out: .* all references together may have 400,000 characters/);
    assert.deepEqual(taken, ['a', 'c']);
  });

  it('keeps questions of the chat in a conversation of their own, which can be shown', async () => {
    await use('small:1b');
    const before = (await host.conversation.get()).routes.length;
    await said('Is it kept apart?', 'fast');
    const apart = await host.conversation.apart();
    assert.deepEqual([apart.questions.at(-1), apart.title], ['Is it kept apart?', 'Asked outside the panel']);
    assert.equal((await host.conversation.get()).routes.length, before);
    const shown = host.conversation.id!;
    await host.showApart();
    assert.equal((await host.conversation.get()).questions.at(-1), 'Is it kept apart?');
    await said('And while it is shown?', 'fast');
    assert.equal((await host.conversation.get()).questions.at(-1), 'And while it is shown?');
    await host.showConversation(shown);
  });

  it('asks on in the chat when the best is wanted, and nobody away when it is to stay here', async () => {
    await use('small:1b', 'large:9b');
    const wished: number[][] = [];
    const listening = host.routes.onEvent(({ event }) => {
      if (event.type === 'started') wished.push([event.knobs.p0, event.knobs.alpha]);
    });
    await said('Is it so?', 'best');
    await said('Is it so?');
    listening.dispose();
    const { p0, alpha } = host.settings.current.knobs;
    assert.deepEqual(wished, [
      [1, 0],
      [p0, alpha],
    ]);
    await set('experts', [{ kind: 'ollama', model: 'small:1b', baseUrl: 'http://192.0.2.1:9' }]);
    const { result } = await said('Is it so?', 'local');
    assert.match(result.errorDetails?.message ?? '', /Nobody answered/);
  });

  it('stops when the chat does', async () => {
    await use('endless:1b');
    const source = new vscode.CancellationTokenSource();
    const isIt = ({ path, body }: { path: string; body: unknown }) =>
      path === '/api/chat' && (body as { model: string }).model === 'endless:1b';
    const saying = said('Go on.', undefined, source.token);
    await server.log.until((request) => isIt(request) && request.sent > 3);
    source.cancel();
    await saying;
    await server.log.until((request) => isIt(request) && request.aborted !== undefined);
  });

  it('is a language model that anybody may pick', async () => {
    await use('small:1b');
    let models: vscode.LanguageModelChat[] = [];
    await eventually('the model is listed', async () => {
      models = await vscode.lm.selectChatModels({ vendor: 'der' });
      return models.length > 0;
    });
    assert.deepEqual(
      models.map(({ id, name }) => [id, name]),
      [['ensemble', 'DER ensemble']],
    );
    const messages = [vscode.LanguageModelChatMessage.User('Is it so?')];
    const response = await models[0]!.sendRequest(messages, {}, never);
    let text = '';
    for await (const piece of response.text) text += piece;
    assert.equal(text, 'It is so.');
  });

  it('is a tool of other agents', async () => {
    await use('small:1b');
    const { content } = await vscode.lm.invokeTool(
      'der_ask',
      { input: { question: 'Is it so?' }, toolInvocationToken: undefined },
      never,
    );
    const text = content
      .map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : ''))
      .join('');
    assert.match(text, /^It is so\.\n\n\(small:1b · /);
  });

  it("asks the editor's own models, and says why one does not answer", async () => {
    await probe().activate();
    const entry = { kind: 'editor', vendor: 'der-probe', model: 'echo' };
    await set('experts', [entry]);
    const trace = await ask('Is it so?');
    assert.match(trace.final?.answer ?? JSON.stringify(trace.attempts), /^You said: .*Is it so\?/s);
    assert.equal(trace.pool[0]?.leavesMachine, true);
    const refused = await ask('Spend my quota.');
    assert.equal(refused.attempts[0]?.error.kind, 'rate_limited');
    await set('experts', [{ kind: 'editor', vendor: 'der', model: 'ensemble' }]);
    assert.equal((await ask('Is it so?')).attempts[0]?.error.kind, 'not_pulled');
  });

  it("asks the editor's tools with the question alone, and none that may change something", async () => {
    await probe().activate();
    await set('experts', [
      { kind: 'editorTool', tool: 'probe_createNote' },
      { kind: 'editorTool', tool: 'probe_lookup' },
    ]);
    const trace = await ask('What of the harbour?');
    assert.equal(trace.final?.answer, 'Of "What of the harbour?" the notes say: it is so.');
    assert.deepEqual(
      trace.pool.map(({ id, leavesMachine }) => [id, leavesMachine]),
      [['probe_lookup', true]],
    );
    assert.equal((await ask('What of nothing?')).attempts[0]?.error.kind, 'declined');
    assert.match((await ask('Does it fail?')).attempts[0]?.error.message ?? '', /The notes are gone\./);
    await set('experts', [{ kind: 'editorTool', tool: 'probe_gone' }]);
    assert.equal((await ask('Is it so?')).attempts[0]?.error.kind, 'not_pulled');
    assert.deepEqual(await vscode.commands.executeCommand('der-probe.written'), []);
  });
});
