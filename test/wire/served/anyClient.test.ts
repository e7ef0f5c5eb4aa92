/** Requests of clients that nobody here knows: what they add, leave out, and how they write it. */
import { request } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../../scripts/setup.mjs';
import { longAnswer, serveModels, team, type Served } from './servedEnsemble';

let served: Served;
let lines: Record<string, unknown>[] = [];

beforeAll(async () => {
  await ensureBuilt(['sandbox', 'cli/serve']);
  served = await serveModels(team, ['--log', 'json', '--allow-origin', 'https://Chat.example:443/']);
  served.onOutput((text) => {
    for (const line of text.split('\n').filter(Boolean))
      lines.push(JSON.parse(line) as Record<string, unknown>);
  });
}, 120_000);

afterAll(() => served?.close());

const chat = { model: 'der', messages: [{ role: 'user', content: 'Explain closures.' }] };

async function post(path: string, body: unknown, headers: Record<string, string> = {}) {
  const reply = await fetch(`${served.url}${path}`, {
    ...{ method: 'POST', headers, body: typeof body === 'string' ? body : JSON.stringify(body) },
  });
  return { status: reply.status, headers: reply.headers, text: await reply.text() };
}

describe('a chat completion', () => {
  it.each([
    [
      'all that clients add',
      {
        ...{
          user: 'x',
          metadata: { a: 'b' },
          n: 1,
          tools: [],
          tool_choice: 'auto',
          store: false,
          seed: 1,
          top_p: 1,
        },
        ...{
          stream_options: null,
          response_format: { type: 'text' },
          logprobs: false,
          stop: null,
          keep_alive: '5m',
        },
        ...{
          presence_penalty: 0,
          logit_bias: {},
          parallel_tool_calls: true,
          reasoning_effort: 'low',
          unknown: [1],
        },
      },
    ],
    ['no limit as minus one', { max_tokens: -1 }],
    ['a limit under its newer name', { max_completion_tokens: 4096 }],
    [
      'a developer, and a system that says nothing',
      {
        messages: [
          { role: 'developer', content: 'Be brief.' },
          { role: 'system', content: '' },
          {
            role: 'user',
            name: 'ada',
            content: [
              { type: 'text', text: 'Explain' },
              { type: 'text', text: 'closures.' },
            ],
          },
        ],
      },
    ],
    [
      'an answer that called nothing',
      {
        messages: [
          { role: 'user', content: 'Hello.' },
          { role: 'assistant', content: null, tool_calls: [], refusal: null },
          { role: 'user', content: 'Explain closures.' },
        ],
      },
    ],
  ])('with %s is answered', async (_, fields) => {
    const { status, text } = await post('/v1/chat/completions', { ...chat, ...fields });
    expect([status, text]).toEqual([200, expect.stringContaining('# Closures')]);
  });

  it.each([
    ['/v1/chat/completions/', {}],
    ['//v1//chat/completions', { 'content-type': 'text/plain' }],
    ['/v1/chat/completions?api-version=2024-10-21', { 'content-type': 'application/json; charset=utf-8' }],
  ])('is answered at %s', async (path, headers) => {
    expect((await post(path, chat, headers)).status).toBe(200);
  });

  it('is read after a mark of its encoding, and in chunks, and after an offer to upgrade', async () => {
    expect((await post('/v1/chat/completions', `\ufeff${JSON.stringify(chat)}`)).status).toBe(200);
    expect(await inChunks(JSON.stringify(chat))).toBe(200);
    const body = JSON.stringify(chat);
    const reply = await raw(
      `POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
    expect(reply).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('that is compressed is refused in words', async () => {
    const body = gzipSync(JSON.stringify(chat));
    const reply = await fetch(`${served.url}/v1/chat/completions`, {
      ...{ method: 'POST', body, headers: { 'content-encoding': 'gzip' } },
    });
    expect([reply.status, await reply.text()]).toEqual([415, expect.stringContaining('Content-Encoding')]);
  });
});

describe('what Ollama is asked', () => {
  it('streams where nothing is said of it, and loads where nothing is asked', async () => {
    const streamed = await post('/api/chat', {
      ...chat,
      keep_alive: -1,
      options: { num_ctx: 4096 },
      format: '',
    });
    expect(streamed.text.trim().split('\n').length).toBeGreaterThan(5);
    for (const body of [
      { model: 'der', prompt: '' },
      { model: 'der:latest' },
      { model: 'der', keep_alive: 0 },
    ])
      expect(JSON.parse((await post('/api/generate', body)).text)).toMatchObject({
        done: true,
        response: '',
      });
    const raws = await post('/api/generate', {
      model: 'der',
      prompt: 'Hi?',
      raw: true,
      stream: false,
      images: [],
      context: [1],
    });
    expect(JSON.parse(raws.text)).toMatchObject({ response: longAnswer });
  });

  it.each([
    ['/api/embed', { model: 'der', input: 'x' }, /embeddings/],
    ['/api/embeddings', { model: 'der', prompt: 'x' }, /embeddings/],
    ['/api/pull', { model: 'der' }, /not changed/],
  ])('is refused in words at %s', async (path, body, words) => {
    const { status, text } = await post(path, body);
    expect([status, JSON.parse(text)]).toEqual([404, { error: expect.stringMatching(words) as string }]);
  });
});

describe('other paths', () => {
  it('tell where to ask', async () => {
    for (const [path, words] of [
      ['/chat/completions', /end.* in it|\/v1/],
      ['/v1/completions', /\/v1\/chat\/completions/],
      ['/v1/v1/chat/completions', /twice/],
      ['/v1/embeddings', /embeddings/],
    ] as const)
      expect((await post(path, chat)).text).toMatch(words);
  });

  it('answer who only looks', async () => {
    for (const [method, path] of [
      ['HEAD', '/'],
      ['GET', '/'],
      ['GET', '/v1/models/'],
      ['GET', '/v1/models/der%3Afast'],
      ['GET', '/api/tags/'],
    ])
      expect((await fetch(`${served.url}${path}`, { method: method! })).status).toBe(200);
    expect((await fetch(`${served.url}/v1/models`, { method: 'OPTIONS' })).status).toBe(204);
  });

  it('let a page read that may ask, and no other', async () => {
    const headers = (origin: string) => ({
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization',
    });
    const preflight = async (origin: string) => {
      const sent = request(`${served.url}/v1/chat/completions`, {
        method: 'OPTIONS',
        headers: headers(origin),
      });
      return new Promise<[number, unknown]>((resolve, reject) => {
        sent.on('response', (reply) => {
          reply.resume();
          resolve([reply.statusCode!, reply.headers['access-control-allow-origin']]);
        });
        sent.on('error', reject).end();
      });
    };
    expect(await preflight('https://chat.example')).toEqual([204, 'https://chat.example']);
    const [status, allowed] = await preflight('https://evil.example');
    expect(allowed).toBeUndefined();
    expect([204, 403]).toContain(status);
  });
});

describe('the log', () => {
  it('has a line for each request and each route, with one id, and no text', async () => {
    lines = [];
    const { headers } = await post('/v1/chat/completions?key=secret-7', {
      ...chat,
      messages: [{ role: 'user', content: 'What is a zeppelin made of?' }],
    });
    await post('/nothing/zeppelin', {});
    const id = headers.get('x-request-id');
    const missing = () => lines.findLast(({ status }) => status === 404);
    await expect.poll(missing, { timeout: 5000 }).toMatchObject({ msg: 'request', method: 'POST' });
    const [route, asked, ...more] = lines.filter((line) => line['request'] === id);
    expect(more).toEqual([]);
    expect(route).toMatchObject({ msg: 'route', request: id, stop: expect.any(String) as string });
    expect((route!['answered'] as string[]).length).toBeGreaterThan(0);
    expect(asked).toMatchObject({
      msg: 'request',
      request: id,
      method: 'POST',
      path: '/v1/chat/completions',
      status: 200,
    });
    expect(JSON.stringify(lines)).not.toMatch(/zeppelin|secret-7|Closures/);
  });
});

function inChunks(body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(`${served.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'transfer-encoding': 'chunked' },
    });
    sent.on('response', (reply) => {
      reply.resume();
      resolve(reply.statusCode!);
    });
    sent.on('error', reject);
    sent.write(body.slice(0, 9));
    setTimeout(() => sent.end(body.slice(9)), 50);
  });
}

/** All that comes back to bytes that were sent as they are. */
function raw(bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(Number(new URL(served.url).port), '127.0.0.1');
    socket.setEncoding('utf8').on('data', (piece: string) => (text += piece));
    socket.on('close', () => resolve(text)).on('error', () => resolve(text));
    socket.write(bytes);
  });
}
