/** What servers say instead of an answer, in every shape, reaches the person in words. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listAnthropicModels } from '../../src/providers/anthropic/discover';
import { discoverOllama } from '../../src/providers/ollama/discover';
import { listOpenAiModels } from '../../src/providers/openai/discover';
import { startRawServer, type RawReply, type RawServer } from '../support/rawServer';
import { ask, expertAt, type Asked, type Outcome } from './quirks';

let server: RawServer;
beforeEach(async () => {
  server = await startRawServer({ '/api/show': { type: 'application/json', body: '{"details":{}}' } });
});
afterEach(() => server.close());

async function reply(kind: Asked, raw: RawReply, more: object = {}): Promise<Outcome> {
  server.replies.set('', { type: 'application/json', ...raw });
  return ask(await expertAt(server, kind, more));
}
const all: readonly Asked[] = ['openai', 'anthropic', 'ollama'];
const page = '<!DOCTYPE html><html><head><title>Sign in &amp; go on</title></head><body>…</body></html>';

describe('the words of a refusal', () => {
  const metadata = { raw: '{"error":{"message":"Upstream is full."}}', provider_name: 'X' };
  it.each<[object | string, RegExp]>([
    [{ detail: 'No such thing.' }, /No such thing\./],
    [
      { detail: [{ loc: ['body', 'model'], msg: 'Field required', type: 'missing' }] },
      /body\.model: Field required/,
    ],
    [{ message: 'Plain words.' }, /Plain words\./],
    [{ error: 'Only a string.' }, /Only a string\./],
    [
      { error: { message: 'Provider returned error', code: 418, metadata } },
      /Provider returned error: Upstream is full\./,
    ],
    [[{ error: { code: 418, message: 'In a list.' } }], /In a list\./],
    [{ errors: [{ message: 'One.' }, { message: 'Two.' }] }, /One\.; Two\./],
    [{ errors: { model: ['is unknown'] } }, /model: is unknown/],
    [{ error: 'invalid_grant', error_description: 'Ask anew.' }, /invalid_grant: Ask anew\./],
    ['<?xml version="1.0"?><Error><Code>No</Code><Message>In XML.</Message></Error>', /In XML\./],
    [page, /Sign in & go on/],
    ['Just text.', /Just text\./],
    [{ base_resp: { status_code: 1008, status_msg: 'No credit.' }, choices: null }, /No credit\./],
    [{ error_code: 336000, error_msg: 'Baidu is busy.' }, /Baidu is busy\./],
    [{ code: 10013, msg: 'No such app.' }, /No such app\./],
    ['{"error":{"message":"Cut off', /: Cut off\./],
    ['{"error":{"message":"And more."}}xxx', /: And more\./],
    ['', /does not say why/],
    [{ error: "Cannot read properties of undefined (reading 'x')" }, /fault of its own program/],
  ])('%j are told', async (body, words) => {
    for (const kind of all) {
      const { error } = await reply(kind, {
        status: 418,
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
      expect(error?.message, kind).toMatch(words);
    }
  });

  it('are told where it comes as a success, or within a stream', async () => {
    for (const said of [
      { base_resp: { status_code: 1008, status_msg: 'No credit.' }, choices: null },
      { error_code: 336000, error_msg: 'No credit.' },
      { code: 10013, msg: 'No credit.' },
    ]) {
      for (const kind of all) {
        const type = kind === 'ollama' ? 'application/x-ndjson' : 'text/event-stream';
        const stream = kind === 'ollama' ? `${JSON.stringify(said)}\n` : `data: ${JSON.stringify(said)}\n\n`;
        for (const raw of [{ body: JSON.stringify(said) }, { type, body: stream }])
          expect((await reply(kind, raw)).error?.message, kind).toContain('No credit.');
      }
    }
  });

  it.each(['constructor', '__proto__', 'toString'])('of the type %s are told as any other', async (type) => {
    const said = { type: 'error', error: { type, message: 'Boo.' } };
    const { error } = await reply('anthropic', { body: JSON.stringify(said) });
    expect(error).toMatchObject({ kind: 'server_error' });
    expect(error?.message).toContain('(500): Boo.');
  });

  it('that never ends are read in part', async () => {
    for (const kind of all) {
      const { error } = await reply(kind, { status: 500, type: 'text/plain', endless: 'x'.repeat(10_000) });
      expect(error).toMatchObject({ kind: 'server_error' });
      expect(error!.message.length).toBeLessThan(1_000);
    }
  });
});

describe('a success that is no stream', () => {
  it('says what it is', async () => {
    for (const kind of all) {
      const sent = await reply(kind, { type: 'text/html', body: page });
      expect(sent.error, kind).toMatchObject({ kind: 'malformed_stream' });
      expect(sent.error?.message, kind).toContain('a web page ("Sign in & go on")');
      const failed = await reply(kind, { body: '{"error":{"message":"Out of order."}}' });
      expect(failed.error?.message, kind).toContain('Out of order.');
      const laidOut = await reply(kind, { body: '{\n  "error": "Laid out."\n}' });
      expect(laidOut.error?.message, kind).toContain('Laid out.');
      expect((await reply(kind, { body: '' })).error?.message, kind).toContain('sent nothing');
    }
    const other = 'data: {"choices":[{"index":0,"delta":{"content":"No"}}]}\n\ndata: [DONE]\n\n';
    expect((await reply('anthropic', { body: other })).error?.kind).toBe('malformed_stream');
    const foreign = '{"choices":[{"index":0,"delta":{"content":"No"}}]}\n';
    expect((await reply('ollama', { body: foreign })).error?.message).toContain('not an answer of Ollama');
    const deep = `{"a":${'['.repeat(9_000)}${']'.repeat(9_000)}}`;
    for (const kind of all) {
      const body = kind === 'ollama' ? `${deep}\n` : `data: ${deep}\n\n`;
      expect((await reply(kind, { body })).error?.kind, kind).toBe('malformed_stream');
    }
    const event = 'event: error\ndata: The engine stopped\n\n';
    for (const kind of ['openai', 'anthropic'] as const) {
      expect((await reply(kind, { body: event })).error?.message, kind).toContain('The engine stopped');
    }
  });

  it('is taken where it is the whole answer', async () => {
    const usage = { prompt_tokens: 3, completion_tokens: 1 };
    const whole = { choices: [{ index: 0, message: { content: 'Yes.' }, finish_reason: 'stop' }], usage };
    expect(await reply('openai', { body: JSON.stringify(whole, null, 2) })).toMatchObject({
      answer: 'Yes.',
      finish: 'stop',
      usage: { promptTokens: 3, answerTokens: 1 },
    });
    const message = { type: 'message', content: [{ type: 'text', text: 'Yes.' }], stop_reason: 'end_turn' };
    expect(await reply('anthropic', { body: JSON.stringify(message) })).toMatchObject({
      answer: 'Yes.',
      finish: 'stop',
    });
  });

  it('is whole also where it does not say why it ended, or holds the pieces of a stream', async () => {
    const kept = { answer: 'Yes.', finish: 'stop' };
    const whole = { choices: [{ message: { content: 'Yes.' }, finish_reason: null }] };
    expect(await reply('openai', { body: JSON.stringify(whole) })).toMatchObject(kept);
    expect((await reply('openai', { body: JSON.stringify(whole).slice(0, -27) })).finish).toBe('length');
    const message = { type: 'message', content: [{ type: 'text', text: 'Yes.' }] };
    expect(await reply('anthropic', { body: JSON.stringify(message) })).toMatchObject(kept);
    const refused = await reply('anthropic', {
      body: JSON.stringify({ ...message, stop_reason: 'refusal' }),
    });
    expect(refused.error).toMatchObject({ kind: 'refused' });
    const pieces = ['Ye', 's.'].map((content) => ({ choices: [{ index: 0, delta: { content } }] }));
    expect(await reply('openai', { body: JSON.stringify(pieces) })).toMatchObject(kept);
  });
});

describe('an address', () => {
  it('with the version, or the path of a call, twice is taken once', async () => {
    const tried: readonly [Asked, string, string][] = [
      ['openai', '/v1/v1', '/v1/chat/completions'],
      ['openai', '/v1/chat/completions', '/v1/chat/completions'],
      ['anthropic', '/v1', '/v1/messages'],
      ['ollama', '/v1', '/api/chat'],
      ['ollama', '/api', '/api/chat'],
    ];
    for (const [kind, path, asked] of tried) {
      await reply(kind, { status: 418 }, { baseUrl: `${server.url}${path}` });
      expect(server.log.requests.at(-1)!.path).toBe(asked);
    }
  });
});

describe('a field that the server does not take', () => {
  it('is left out where Mistral says so with 422', async () => {
    const detail = [
      { type: 'extra_forbidden', loc: ['body', 'stream_options'], msg: 'Extra inputs are not permitted' },
    ];
    const body = JSON.stringify({ object: 'error', message: { detail }, type: 'invalid_request_error' });
    await reply('openai', { status: 422, body });
    const [first, second] = server.log.to('/v1/chat/completions');
    expect(first!.body).toHaveProperty('stream_options');
    expect(second!.body).not.toHaveProperty('stream_options');
  });

  it('"think" is advised away only where it was set', async () => {
    const body = '{"error":"\\"m\\" does not support thinking"}';
    const unset = await reply('ollama', { status: 400, body });
    expect(unset.error?.message).not.toContain('Remove "think"');
    expect(server.log.to('/api/chat').map(({ body: sent }) => 'think' in (sent as object))).toEqual([
      true,
      false,
    ]);
    expect((await reply('ollama', { status: 400, body }, { think: true })).error?.message).toContain(
      'Remove "think"',
    );
  });
});

describe('a list of models', () => {
  const services = { fetch, env: {} };

  it('loses no other to an odd one, and no number is endless', async () => {
    const models = [
      { size: 1 },
      null,
      { name: 'odd', details: { parameter_size: 7, family: [], context_length: 'x' } },
      { name: 'huge', details: { parameter_size: `${'9'.repeat(400)}B` } },
      { name: 'good:8b', details: { parameter_size: '8B' } },
    ];
    server.replies.set('/api/tags', { type: 'application/json', body: JSON.stringify({ models }) });
    const found = await discoverOllama(services, { baseUrl: server.url });
    expect(found.models.map(({ model, paramsB }) => [model, paramsB])).toEqual([
      ['odd', undefined],
      ['huge', undefined],
      ['good:8b', 8],
    ]);
  });

  it('of eleven models shows each once, the making of the pool included, and warns of no listeners', async () => {
    const names = Array.from({ length: 11 }, (_, i) => `m${i}`);
    const models = names.map((name) => ({ name, details: {} }));
    server.replies.set('/api/tags', { type: 'application/json', body: JSON.stringify({ models }) });
    const warnings: Error[] = [];
    const note = (warning: Error) => warnings.push(warning);
    process.on('warning', note);
    const { patientFetch } = await import('../../src/providers/patientFetch');
    const { buildPool } = await import('../../src/providers/registry');
    const { defaultPool } = await import('../../src/providers/defaultPool');
    const { defaultTimeouts } = await import('../../src/providers/services');
    const lent = { fetch: patientFetch(fetch), env: { OLLAMA_HOST: server.url }, timeouts: defaultTimeouts };
    const whole = { ...lent, secret: async () => undefined };
    const { entries } = await defaultPool(whole);
    const { experts } = await buildPool(entries, whole);
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', note);
    expect(experts.filter(({ provider }) => provider === 'ollama')).toHaveLength(11);
    expect(server.log.to('/api/show')).toHaveLength(11);
    expect(warnings).toEqual([]);
  });

  it('that is none says so, and one that never ends is not waited for', async () => {
    const endpoint = { baseUrl: server.url, apiKey: 'k', apiKeyName: 'K' };
    server.replies.set('', {
      type: 'application/json',
      body: '{"data":[{"id":7},{"id":"a"},null,{"id":"a"}]}',
    });
    expect((await listOpenAiModels(services, endpoint)).models).toEqual(['a']);
    expect((await listAnthropicModels(services, endpoint)).models).toEqual([
      { model: 'a', name: 'a' },
      { model: 'a', name: 'a' },
    ]);
    for (const raw of [
      { type: 'text/html', body: page },
      { type: 'application/json', body: '{"data":7}' },
    ]) {
      server.replies.set('', raw);
      expect((await listOpenAiModels(services, endpoint)).problem).toContain('not a list of models');
      expect((await listAnthropicModels(services, endpoint)).problem).toContain('not a list of models');
    }
    server.replies.set('', { type: 'application/json', body: '{"data":[', endless: ' ' });
    expect((await listOpenAiModels(services, endpoint, 500)).problem).toContain('did not answer in time');
  });
});
