import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import OpenAI from 'openai';
import * as vscode from 'vscode';
import { EditorServer } from '../../../src/host/serve/editorServer';
import { startOllamaServer, type OllamaServer } from '../../support/ollamaServer';
import { hostContext, resetSettings, set } from './editor';

interface At {
  readonly url: string;
  readonly key: string;
}

const serve = (what: 'start' | 'stop') => vscode.commands.executeCommand<At | undefined>('der.serve', what);

describe('DER: Serve', () => {
  let server: OllamaServer;
  const reply = 'The tall pole of a ship.';

  before(async () => {
    server = await startOllamaServer({ models: [{ name: 'sailor:3b', paramsB: 3, reply }] });
    await set('experts', [{ kind: 'ollama', model: 'sailor:3b', baseUrl: server.url }]);
  });
  afterEach(() => serve('stop'));
  after(async () => {
    await resetSettings();
    await server.close();
  });

  const ask = ({ url, key }: At) =>
    new OpenAI({ baseURL: `${url}/v1`, apiKey: key, maxRetries: 0 }).chat.completions.create({
      model: 'der',
      messages: [{ role: 'user', content: 'What is a mast?' }],
    });

  it("answers other tools by the editor's pool, and keeps what they ask as a chain", async () => {
    // One whose conversations can be looked into.
    const host = await hostContext();
    const own = new EditorServer(host);
    const completion = await ask((await own.serve('start'))!);
    assert.equal(completion.choices[0]!.message.content, reply);
    await own.serve('stop');
    const { routes } = await host.conversation.apart();
    const asked = routes.flatMap(({ events }) => events.filter(({ type }) => type === 'started'));
    assert.match(JSON.stringify(asked), /What is a mast\?/);
    await host.close();
  });

  it('answers nobody without its key, and nobody when it has stopped', async () => {
    const at = (await serve('start'))!;
    assert.equal((await fetch(`${at.url}/v1/models`)).status, 401);
    await assert.rejects(ask({ ...at, key: 'another' }), OpenAI.AuthenticationError);
    await serve('stop');
    await assert.rejects(fetch(`${at.url}/v1/models`));
    const again = (await serve('start'))!;
    assert.notEqual(again.key, at.key);
  });
});
