import { OpenAI } from 'openai';
import { afterEach, describe, expect, it } from 'vitest';
import { type OpenAiServer, type OpenAiServerOptions, startOpenAiServer } from '../support/openaiServer';

let server: OpenAiServer;
afterEach(() => server.close());

async function start(options: OpenAiServerOptions): Promise<OpenAI> {
  server = await startOpenAiServer(options);
  return new OpenAI({ baseURL: server.baseUrl, apiKey: 'key', maxRetries: 0 });
}

const hello = [{ role: 'user' as const, content: 'Hello?' }];

/** The data of every event, as sent. */
async function events(body: object): Promise<string[]> {
  const response = await post(body);
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
  const text = await response.text();
  return text
    .split('\n\n')
    .filter((event) => event.startsWith('data: '))
    .map((event) => event.slice('data: '.length));
}

function post(body: object): Promise<Response> {
  return fetch(`${server.baseUrl}/chat/completions`, {
    method: 'POST',
    body: JSON.stringify({ model: 'm', messages: hello, stream: true, ...body }),
  });
}

describe('the simulated OpenAI-compatible server', () => {
  it('streams events that end with the finish reason, usage where asked for, and [DONE]', async () => {
    await start({ models: [{ name: 'm', reply: 'One two.' }] });
    const all = await events({ stream_options: { include_usage: true } });
    expect(all.pop()).toBe('[DONE]');
    const chunks = all.map((data) => JSON.parse(data) as OpenAI.ChatCompletionChunk);
    expect(chunks.pop()).toMatchObject({ choices: [], usage: { completion_tokens: 3 } });
    expect(chunks.map(({ choices }) => choices[0]!.delta.content ?? '').join('')).toBe('One two.');
    expect(chunks[0]!.choices[0]!.delta.role).toBe('assistant');
    expect(chunks.at(-1)!.choices[0]).toEqual({ index: 0, delta: {}, finish_reason: 'stop' });
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(1);
    expect((await events({})).some((data) => data.includes('"usage"'))).toBe(false);
  });

  it('is read by the openai client, streamed or whole', async () => {
    const client = await start({ models: [{ name: 'm', reply: 'Größe: 5 €. 🙂' }] });
    server.connections.chunkBytes = 1;
    let text = '';
    const stream = await client.chat.completions.create({ model: 'm', messages: hello, stream: true });
    for await (const { choices } of stream) text += choices[0]?.delta.content ?? '';
    expect(text).toBe('Größe: 5 €. 🙂');
    const whole = await client.chat.completions.create({ model: 'm', messages: hello, max_tokens: 1 });
    expect(whole.choices[0]).toMatchObject({ finish_reason: 'length', message: { content: 'Größe' } });
    expect((await client.models.list()).data.map(({ id }) => id)).toEqual(['m']);
  });

  it.each(['reasoning_content', 'reasoning'] as const)('thinks in %s', async (reasoningField) => {
    await start({ models: [{ name: 'm', reasoningField, reply: { text: 'Yes.', thinking: 'Hm.' } }] });
    const all = await events({});
    expect(all.filter((data) => data.includes(`"${reasoningField}"`)).length).toBeGreaterThan(0);
  });

  it('sends the status line at once, or with the first token', async () => {
    await start({ models: [{ name: 'm', prefillMs: 600_000 }] });
    const early = await post({});
    expect(early.status).toBe(200);
    await early.body!.cancel();
    server.models.set('m', {
      name: 'm',
      lateHeaders: true,
      fault: { kind: 'error', after: 0, message: 'no', status: 502 },
    });
    expect((await post({})).status).toBe(502);
  });

  it('sees when the client leaves', async () => {
    await start({ models: [{ name: 'm', tokensPerSecond: 0.01 }] });
    const response = await post({});
    await server.log.until(({ phases }) => phases.at(-1)?.phase === 'streaming');
    await response.body!.cancel();
    const { aborted } = await server.log.until((request) => request.aborted !== undefined);
    expect(aborted?.phase).toBe('streaming');
  });

  it('refuses in the form that the client knows', async () => {
    const client = await start({
      apiKey: 'key',
      rejects: { max_tokens: "Use 'max_completion_tokens' instead." },
      models: [{ name: 'm', contextTokens: 2 }],
    });
    const ask = (more: object): Promise<unknown> =>
      client.chat.completions.create({ model: 'm', messages: hello, ...more });
    await expect(ask({})).rejects.toMatchObject({ status: 400, code: 'context_length_exceeded' });
    await expect(ask({ model: 'x' })).rejects.toMatchObject({ status: 404, code: 'model_not_found' });
    await expect(ask({ messages: [] })).rejects.toMatchObject({ status: 400, param: 'messages' });
    await expect(ask({ max_tokens: 1 })).rejects.toMatchObject({
      status: 400,
      code: 'unsupported_parameter',
    });
    const stranger = new OpenAI({ baseURL: server.baseUrl, apiKey: 'other', maxRetries: 0 });
    await expect(stranger.models.list()).rejects.toMatchObject({ status: 401, code: 'invalid_api_key' });
  });

  it('fails within the stream, and breaks', async () => {
    const client = await start({
      models: [
        { name: 'error', fault: { kind: 'error', after: 1, message: 'boom' } },
        { name: 'end', fault: { kind: 'end', after: 1 } },
        { name: 'socket', fault: { kind: 'socket', after: 1 } },
      ],
    });
    const read = async (model: string): Promise<(string | null | undefined)[]> => {
      const stream = await client.chat.completions.create({ model, messages: hello, stream: true });
      const finishes = [];
      for await (const { choices } of stream) finishes.push(choices[0]?.finish_reason);
      return finishes;
    };
    await expect(read('error')).rejects.toThrow('boom');
    expect(await read('end')).toEqual([null, null]);
    await expect(read('socket')).rejects.toThrow();
  });
});

describe('connections of a loopback server', () => {
  it('die without a byte, or after each reply, when told', async () => {
    await start({ models: [{ name: 'm' }] });
    server.connections.dropNext = 1;
    await expect(fetch(`${server.baseUrl}/models`)).rejects.toThrow();
    server.connections.closeAfterReply = true;
    for (let i = 0; i < 3; i++) {
      const response = await fetch(`${server.baseUrl}/models`);
      expect(response.headers.get('connection')).toBe('keep-alive');
      await response.text();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(new Set(server.log.requests.map(({ connection }) => connection)).size).toBe(4);
  });
});
