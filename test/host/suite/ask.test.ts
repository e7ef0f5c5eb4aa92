import assert from 'node:assert/strict';
import { createServer, type AddressInfo } from 'node:net';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { PoolEntryInput } from '../../../src/providers/poolConfig';
import { startOllamaServer, type OllamaServer } from '../../support/ollamaServer';
import { studentModels } from '../../support/ollama/studentModels';
import { ask, eventually, hostContext, resetSettings, set } from './editor';
import { measured } from './measured';

const reply = 'So it is, and not otherwise.';

describe('Ask DER', () => {
  let server: OllamaServer;
  const students = studentModels();
  const pool = (models: readonly { name: string }[] = students): PoolEntryInput[] =>
    models.map(({ name }) => ({ kind: 'ollama', model: name, baseUrl: server.url }));

  before(async () => {
    server = await startOllamaServer({ models: students });
  });
  after(() => server.close());
  afterEach(resetSettings);

  it('answers with the built-in tools when nothing else is there', async () => {
    const trace = await ask('what is 17% of 2340?');
    assert.deepEqual(trace.pool.map(({ id }) => id).sort(), ['calculator', 'workspace']);
    assert.match(trace.final?.answer ?? '', /397\.8/);
  });

  it('answers by a chain of models, and says of each step what it was worth', async () => {
    await set('experts', pool());
    await set('p0', 1);
    await set('alpha', 0);
    const start = performance.now();
    const trace = await ask('What is the capital of Australia?');
    measured['first route over Ollama'] = performance.now() - start;
    assert(trace.final);
    assert(trace.steps.length > 0 && trace.steps.length <= 5);
    for (const [index, step] of trace.steps.entries()) {
      assert(
        students.some(({ name }) => name === step.expert),
        step.expert,
      );
      assert.equal(step.judged.length, index + 1);
      assert(Math.abs(Object.values(step.probabilities).reduce((sum, p) => sum + p, 0) - 1) < 1e-6);
    }
    assert.equal(trace.final.answer, trace.steps[trace.final.step]?.answer);
    assert.equal(server.log.to('/api/chat').length, trace.steps.length + trace.attempts.length);
  });

  it('takes a selection along, which then stays on this machine', async () => {
    const [local] = students;
    await set('experts', [
      ...pool([local!]),
      { kind: 'openai', model: 'away', baseUrl: 'http://127.0.0.1:9/v1', leavesMachine: true },
    ]);
    const [file] = await vscode.workspace.findFiles('notes.md');
    const editor = await vscode.window.showTextDocument(file!);
    editor.selection = new vscode.Selection(2, 0, 3, 0);
    const trace = await ask('How long does a turn take?', { selection: true });
    assert.equal(trace.question, 'How long does a turn take?');
    const [sent, ...others] = trace.attachments ?? [];
    assert.deepEqual(others, []);
    assert.equal(sent?.label, 'line 3 of notes.md');
    assert.match(sent.text, /^The lamp/);
    const { messages } = server.log.to('/api/chat').at(-1)!.body as { messages: { content: string }[] };
    assert.match(
      messages[0]!.content,
      /How long does a turn take\?\n\nFrom line 3 of notes\.md:\n```markdown\nThe lamp/,
    );
    for (const { expert, masked } of [...trace.steps, ...trace.attempts]) {
      assert.equal(expert, local!.name);
      assert.equal(masked['away'], 'workspace_text');
    }
  });

  it('asks nobody when the question is empty or huge, or the person gives up', async () => {
    await set('experts', pool());
    const before = server.log.to('/api/chat').length;
    await assert.rejects(ask('  \n'), /The question is empty\. Write/);
    await assert.rejects(
      ask('why? '.repeat(400_000)),
      /The question is longer than [\d,]+ characters\. Ask about a part/,
    );
    const asked = vscode.commands.executeCommand('der.ask');
    let given: { readonly answer: unknown } | undefined;
    void asked.then((answer) => (given = { answer }));
    // There is nothing to close before the box is open.
    await eventually('the person has given up', async () => {
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      return given !== undefined;
    });
    assert.deepEqual(given, { answer: undefined });
    assert.equal(server.log.to('/api/chat').length, before);
  });

  it('stops in the middle of an answer, keeps the trace, and leaves no request behind', async () => {
    server.ollama.store.add({ name: 'endless:1b', paramsB: 1, endless: true, tokensPerSecond: 50 });
    await set('experts', pool([{ name: 'endless:1b' }]));
    const asked = ask('Go on for ever.');
    const request = await server.log.until(
      ({ path, phases, body }) =>
        path === '/api/chat' && isFor(body, 'endless:1b') && phases.at(-1)?.phase === 'streaming',
    );
    await assert.rejects(ask('And another one?'), /still answering\. Wait for it, or stop it/);

    const stopped = performance.now();
    await vscode.commands.executeCommand('der.stop');
    const trace = await asked;
    assert.equal(trace.stop, 'user');
    assert.equal(trace.attempts.at(-1)?.error.kind, 'cancelled');
    assert.notEqual(trace.attempts.at(-1)?.partial, '');
    await eventually('the server sees the disconnect', () => request.aborted);
    measured['stop seen by the server'] = request.aborted!.at - stopped;
  });

  it('stops before anybody was asked, while a server keeps silent', async () => {
    const silent = createServer();
    await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening));
    const { port } = silent.address() as AddressInfo;
    await set('experts', [{ kind: 'ollama', model: 'mute:1b', baseUrl: `http://127.0.0.1:${port}` }]);
    const host = await hostContext();
    const asked = assert.rejects(host.routes.ask({ text: 'Anybody?', fromWorkspace: false }), /Stopped/);
    assert.equal(host.routes.running, 'pending');
    const stopped = performance.now();
    await host.routes.stop();
    measured['stop while a server keeps silent'] = performance.now() - stopped;
    await asked;
    assert.equal(host.routes.running, null);
    host.dispose();
    silent.close();
  });

  it('takes a knob that moves in the middle of a route', async () => {
    const slow = ['slow-one:1b', 'slow-two:1b'].map((name) => ({
      name,
      paramsB: 1,
      // Longer than it takes to write a setting on a busy machine.
      reply: Array(6).fill(reply).join(' '),
      tokensPerSecond: 4,
    }));
    slow.forEach((model) => server.ollama.store.add(model));
    await set('experts', pool(slow));
    await set('p0', 1);
    await set('alpha', 0);
    const asked = ask('Is it so?');
    await server.log.until(
      ({ phases, body }) =>
        slow.some(({ name }) => isFor(body, name)) && phases.at(-1)?.phase === 'streaming',
    );
    await set('p0', 0);
    const trace = await asked;
    assert.equal(trace.knobs.p0, 1);
    assert.equal(trace.stop, 'good_enough');
    assert.equal(trace.steps.length, 1);
  });

  it('says so when everybody fails, and when nobody is there', async () => {
    const gone = await startOllamaServer();
    await gone.close();
    await set('experts', [{ kind: 'ollama', model: 'gone:1b', baseUrl: gone.url }]);
    const trace = await ask('Anybody there?');
    assert.equal(trace.stop, 'all_failed');
    assert.equal(trace.attempts[0]?.error.kind, 'not_running');
    await set('experts', []);
    await assert.rejects(ask('Anybody there?'), /The pool has no experts\. Add at least one/);
  });
});

function isFor(body: unknown, model: string): boolean {
  return typeof body === 'object' && body !== null && 'model' in body && body.model === model;
}
