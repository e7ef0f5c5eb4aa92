/** What gateways and hosted services do around a stream: signs of life, compression, redirections, limits, refusals, lists. */
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RateLimitedError } from '../../src/der/core/expertErrors';
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
  server.replies.set('', raw);
  return ask(await expertAt(server, kind, more));
}
const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): RawReply => ({
  status,
  type: 'application/json',
  headers,
  body: JSON.stringify(body),
});
const sse = (...values: readonly unknown[]): string =>
  values.map((value) => `data: ${typeof value === 'string' ? value : JSON.stringify(value)}\n\n`).join('');
const piece = (delta: unknown, finish: unknown = null): object => ({
  choices: [{ index: 0, delta, finish_reason: finish }],
});
const yes = piece({ content: 'Yes' });
const stop = piece({}, 'stop');
const said = { answer: 'Yes', finish: 'stop' };
const all: readonly Asked[] = ['openai', 'anthropic', 'ollama'];
/** The same short answer in the words of each protocol. */
const answers: Readonly<Record<Asked, string>> = {
  openai: sse(yes, stop, '[DONE]'),
  anthropic: sse(
    { type: 'message_start', message: { usage: { input_tokens: 5 } } },
    { type: 'content_block_delta', delta: { type: 'text_delta', text: 'Yes' } },
    { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 1 } },
    { type: 'message_stop' },
  ),
  ollama: `${JSON.stringify({ message: { content: 'Yes' }, done: true, done_reason: 'stop' })}\n`,
};

describe('a sign of life', () => {
  it.each([
    'data: ping\n\n',
    'data: [PING]\n\n',
    'data: keep-alive\n\n',
    'data: "heartbeat"\n\n',
    'event: ping\ndata: 2026-01-01T00:00:00\n\n',
    'event: heartbeat\ndata: 7\n\n',
    'event: keepalive\ndata: {"time":7}\n\n',
    ': ping - 2026-01-01\n\n',
  ])('%j ends no answer', async (sign) => {
    const body = [sse(yes), sse(stop), sse('[DONE]')].map((part) => sign + part).join('');
    expect(await reply('openai', { body })).toMatchObject(said);
    const anthropic = sign + answers.anthropic.replaceAll('\n\n', `\n\n${sign}`);
    expect(await reply('anthropic', { body: anthropic })).toMatchObject(said);
  });

  it('is no excuse for other words', async () => {
    const { error } = await reply('openai', { body: `${sse(yes)}data: ping of death\n\n` });
    expect(error).toMatchObject({ kind: 'malformed_stream' });
  });
});

describe('a stream', () => {
  it('wrapped twice is read', async () => {
    const body = answers.openai.replaceAll('data: ', 'data: data: ');
    expect(await reply('openai', { body })).toMatchObject(said);
  });

  it('of Azure, with its filters before and after the answer', async () => {
    const before = { choices: [], prompt_filter_results: [{ prompt_index: 0 }] };
    const after = { choices: [{ index: 0, finish_reason: null, content_filter_results: {} }] };
    expect(await reply('openai', { body: sse(before, yes, stop, after, '[DONE]') })).toMatchObject(said);
  });

  it('of null deltas, null choices and roles alone', async () => {
    const role = piece({ role: 'assistant' });
    const nothing = piece(null);
    const usage = { choices: null, usage: { prompt_tokens: 1, completion_tokens: 2 } };
    const body = sse(role, nothing, { choices: null }, { choices: [null] }, yes, piece(null, 'stop'), usage);
    expect(await reply('openai', { body })).toMatchObject({
      ...said,
      usage: { promptTokens: 1, answerTokens: 2 },
    });
  });

  it('of a tool that nobody asked for is no whole answer', async () => {
    const call = piece({ tool_calls: [{ index: 0, function: { name: 'f', arguments: '{}' } }] });
    const outcome = await reply('openai', { body: sse(yes, call, piece({}, 'tool_calls'), '[DONE]') });
    expect(outcome).toMatchObject({ answer: 'Yes', error: { kind: 'cut_off' } });
  });

  it('whose counts from the cache come at its end', async () => {
    const late = { output_tokens: 4, cache_read_input_tokens: 100, cache_creation_input_tokens: 7 };
    const body = answers.anthropic.replace('{"output_tokens":1}', JSON.stringify(late));
    expect(await reply('anthropic', { body })).toMatchObject({
      ...said,
      usage: { promptTokens: 112, answerTokens: 4 },
    });
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ] as const)('compressed by %s without being asked is read, a refusal as well', async (name, compress) => {
    const headers = { 'content-encoding': name };
    const packed = (text: string) => compress(Buffer.from(text)) as unknown as string;
    for (const kind of all) {
      const outcome = await reply(kind, { headers, body: packed(answers[kind]) });
      expect(outcome, kind).toMatchObject(said);
      const refused = { status: 418, type: 'application/json', headers, body: packed('{"error":"Boom."}') };
      expect((await reply(kind, refused)).error?.message, kind).toContain('Boom.');
    }
    const half = packed(answers.openai).slice(0, 20);
    expect((await reply('openai', { headers, body: half })).error?.kind).toMatch(/malformed_stream|cut_off/);
    const { error } = await reply('openai', { headers, body: 'not compressed at all' });
    expect(error).toMatchObject({ kind: 'malformed_stream' });
    expect(error?.message).toContain('cannot be read');
  });
});

describe('a redirection', () => {
  it.each([301, 302, 307, 308])('by %i is not followed, and it is said where it leads', async (status) => {
    for (const kind of all) {
      const headers = { location: 'https://name:secret@elsewhere.example/v1' };
      const { error } = await reply(kind, { status, headers });
      expect(error, kind).toMatchObject({ kind: 'bad_request' });
      expect(error?.message, kind).toMatch(/redirects to .*elsewhere\.example.*"baseUrl"/);
      expect(error?.message, kind).not.toContain('secret');
    }
    expect((await reply('openai', { status })).error?.message).toContain('redirects elsewhere');
  });
});

describe('a limit', () => {
  const limited = async (raw: RawReply, kind: Asked = 'openai') => {
    const { error } = await reply(kind, raw);
    expect(error).toBeInstanceOf(RateLimitedError);
    return error as RateLimitedError;
  };

  it.each([
    [{ 'retry-after': '7' }, 7_000],
    [{ 'retry-after': '7s' }, 7_000],
    [{ 'retry-after': '1m30s' }, 90_000],
    [{ 'retry-after': '2', 'retry-after-ms': '1500' }, 1_500],
    [{ 'retry-after': 'soon 5' }, undefined],
    [{ 'x-ms-retry-after-ms': '1500' }, 1_500],
    [{ 'x-ratelimit-reset': '30' }, 30_000],
    [{ 'retry-after': '7', 'x-ratelimit-reset': '30' }, 7_000],
    [{ 'x-ratelimit-reset-requests': '1m30s', 'x-ratelimit-remaining-requests': '0' }, 90_000],
    [{ 'x-ratelimit-reset-requests': '6m', 'x-ratelimit-reset-tokens': '30s' }, 30_000],
    [{ ratelimit: 'limit=10, remaining=0, reset=30' }, 30_000],
    [{ ratelimit: '"default";r=0;t=30' }, 30_000],
    [{ 'x-rate-limit-reset': 'soon' }, undefined],
  ])('of %j is waited for %s ms', async (headers, ms) => {
    for (const kind of all) {
      const { retryAfterMs } = await limited(json(429, {}, headers), kind);
      expect(retryAfterMs, kind).toBe(ms);
    }
  });

  it.each([
    [
      'Gemini',
      [{ error: { code: 429, message: 'You exceeded your quota. Please retry in 34.5s.' } }],
      34_500,
    ],
    ['Groq', { error: { message: 'Rate limit reached. Please try again in 7m12.5s. Visit us' } }, 432_500],
    [
      'Azure',
      { error: { code: '429', message: 'Over the call rate. Please retry after 6 seconds.' } },
      6_000,
    ],
    ['Portkey', { error: { message: 'The limit resets in 30 seconds. Wait or try again.' } }, 30_000],
    ['OpenAI', { error: { message: 'Used 29000. Please try again in 250ms.', code: 'tokens' } }, 250],
  ])('of %s is in its words', async (_, body, ms) => {
    const { retryAfterMs, message } = await limited(json(429, body));
    expect(retryAfterMs).toBe(ms);
    expect(message).toMatch(/Ask again then.* It says: .*(?:retry|try again)/);
  });

  it('of which several are told is the one that is used up', async () => {
    const headers = {
      'anthropic-ratelimit-requests-remaining': '7',
      'anthropic-ratelimit-requests-reset': new Date(Date.now() + 1_000).toISOString(),
      'anthropic-ratelimit-tokens-remaining': '0',
      'anthropic-ratelimit-tokens-reset': new Date(Date.now() + 60_000).toISOString(),
    };
    const { retryAfterMs } = await limited(json(429, {}, headers), 'anthropic');
    expect(retryAfterMs).toBeGreaterThan(30_000);
  });

  it('that is a quota for good is said as one', async () => {
    const { message } = await limited(json(429, { error: { message: 'You exceeded your quota.' } }));
    expect(message).toContain('is used up');
  });
});

describe('a refusal', () => {
  it.each<[string, RawReply, string, RegExp]>([
    [
      'llama.cpp that loads its model',
      json(503, { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } }),
      'busy',
      /overloaded.*It says: Loading model\./,
    ],
    [
      'a proxy in maintenance',
      { status: 503, type: 'text/html', body: '<html><title>Under maintenance</title></html>' },
      'busy',
      /It says: Under maintenance\./,
    ],
    [
      'no more than the status',
      json(503, { error: 'Service Unavailable' }),
      'busy',
      /overloaded\. Ask again later\.$/,
    ],
    [
      'Groq without room',
      json(498, { error: { message: 'Flex tier is full' } }),
      'busy',
      /Flex tier is full/,
    ],
    [
      'the moderation of OpenRouter',
      json(403, {
        error: { code: 403, message: 'Your input was flagged', metadata: { reasons: ['violence'] } },
      }),
      'refused',
      /flagged: violence\. Ask in other words/,
    ],
    [
      'a country',
      json(403, { error: { message: 'Country, region, or territory not supported' } }),
      'unauthorised',
      /territory not supported\. If it wants one/,
    ],
    [
      'a deployment of Azure that is none',
      json(404, { error: { code: 'DeploymentNotFound', message: 'It does not exist.' } }),
      'not_pulled',
      /has no model "m"/,
    ],
    [
      'a model of OpenRouter that nobody serves',
      json(404, { error: { code: 404, message: 'No endpoints found for x/y.' } }),
      'not_pulled',
      /No endpoints found/,
    ],
  ])('of %s', async (_, raw, kind, words) => {
    const { error } = await reply('openai', raw);
    expect(error).toMatchObject({ kind });
    expect(error?.message).toMatch(words);
  });

  it('of a key that may not is not said to be of a key that is wrong', async () => {
    const raw = json(403, { error: { message: 'Project has no access.' } });
    const { error } = await reply('openai', raw, { apiKeyName: 'TEST_KEY' });
    expect(error?.message).toMatch(/refuses what was asked with the key "TEST_KEY": Project has no access\./);
  });
});

describe('a list of models', () => {
  const listed = async (body: unknown) => {
    server.replies.set('', { type: 'application/json', body: JSON.stringify(body) });
    return listOpenAiModels({ fetch }, { baseUrl: `${server.url}/v1` });
  };

  it.each([
    [{ object: 'list', data: null }, []],
    [{ object: 'list', data: [] }, []],
    [[{ id: 'a' }], ['a']],
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
    [{ data: { models: [{ id: 'a' }] } }, ['a']],
    [{ models: { data: [{ name: 'a' }] } }, ['a']],
    [{ data: null, models: [{ model: 'a' }] }, ['a']],
    [{ success: true, errors: [], result: [{ id: 'a' }] }, ['a']],
  ])('%j is one', async (body, models) => {
    expect(await listed(body)).toEqual({ models });
  });

  it('that is an error says which', async () => {
    expect((await listed({ error: 'No key was sent.' })).problem).toContain('No key was sent.');
    expect((await listed({})).problem).toContain('not a list of models');
  });

  it('of an Ollama that has none is empty', async () => {
    const raw = (body: string): RawReply => ({ type: 'application/json', body });
    server.replies.set('/api/tags', raw('{"models":null}'));
    expect(await discoverOllama({ fetch, env: {} }, { baseUrl: server.url })).toEqual({
      baseUrl: server.url,
      models: [],
    });
    server.replies.set('/api/tags', raw('{}'));
    expect((await discoverOllama({ fetch, env: {} }, { baseUrl: server.url })).problem).toContain(
      'like Ollama',
    );
  });
});
