import { Ollama } from 'ollama';
import { describe, expect, it } from 'vitest';
import { hello, lines, post, refusal, server, start } from './ollamaRig';

describe('a chat of the simulated Ollama', () => {
  it('streams one object per line and ends with its metrics in nanoseconds', async () => {
    await start({ models: [{ name: 'm', reply: 'One <two>', loadMs: 20, prefillMs: 10 }] });
    const response = await post('/api/chat', { model: 'm', messages: hello });
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    const events = await lines(response);
    const done = events.pop()!;
    expect(events.map(({ message }) => message)).toEqual(
      ['One', ' <', 'two', '>'].map((content) => ({ role: 'assistant', content })),
    );
    expect(Object.keys(events[0]!)).toEqual(['model', 'created_at', 'message', 'done']);
    expect(events[0]!['created_at']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/);
    expect(done).toMatchObject({
      model: 'm',
      message: { content: '' },
      done: true,
      done_reason: 'stop',
      eval_count: 4,
    });
    // Timers may fire a little early by another clock; a thousandfold is what is told apart here.
    expect(done['load_duration']).toBeGreaterThanOrEqual(15e6);
    expect(done['prompt_eval_duration']).toBeGreaterThanOrEqual(7e6);
    expect(done['total_duration']).toBeGreaterThanOrEqual(24e6);
  });

  it('escapes what Go escapes', async () => {
    await start({ models: [{ name: 'm', reply: 'a<b' }] });
    const text = await (await post('/api/chat', { model: 'm', messages: hello })).text();
    expect(text).toContain(String.raw`\u003c`);
    expect(text).not.toContain('<');
  });

  it('sends no header before the first token', async () => {
    await start({ models: [{ name: 'm', prefillMs: 60_000 }] });
    const abort = new AbortController();
    let settled = false;
    const response = post('/api/chat', { model: 'm', messages: hello }, abort.signal).finally(
      () => (settled = true),
    );
    await server.log.until(({ phases }) => phases.at(-1)?.phase === 'prefill');
    expect(settled).toBe(false);
    abort.abort();
    await expect(response).rejects.toThrow();
    const { aborted } = await server.log.until((request) => request.aborted !== undefined);
    expect(aborted?.phase).toBe('prefill');
  });

  it('joins everything when it is not streamed', async () => {
    await start({ models: [{ name: 'm', reply: 'One two.', capabilities: ['completion', 'thinking'] }] });
    const response = await post('/api/chat', { model: 'm', messages: hello, stream: false, logprobs: true });
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    const body = (await response.json()) as { message: object; logprobs: object[] };
    expect(body.message).toEqual({ role: 'assistant', content: 'One two.', thinking: 'Let me think.' });
    expect(body.logprobs).toHaveLength(7);
  });

  it('is read by the npm client whatever the size of the packets', async () => {
    await start({ models: [{ name: 'm', reply: 'Größe: 5 €. 🙂' }] });
    server.connections.chunkBytes = 1;
    const client = new Ollama({ host: server.url });
    let text = '';
    for await (const { message } of await client.chat({ model: 'm', messages: hello, stream: true })) {
      text += message.content;
    }
    expect(text).toBe('Größe: 5 €. 🙂');
  });

  it('thinks by default where it can, and not when told', async () => {
    const thinker = { name: 't', reply: { text: 'Yes.', thinking: 'Hm.' } };
    await start({ models: [{ ...thinker, capabilities: ['completion', 'thinking'] }, { name: 'm' }] });
    const thought = async (think?: unknown): Promise<string> => {
      const events = await lines(await post('/api/chat', { model: 't', messages: hello, think }));
      return events.map(({ message }) => (message as { thinking?: string }).thinking ?? '').join('');
    };
    expect(await thought()).toBe('Hm.');
    expect(await thought('low')).toBe('Hm.');
    expect(await thought(false)).toBe('');
    expect(await refusal('/api/chat', { model: 'm', messages: hello, think: true })).toEqual([
      400,
      '"m" does not support thinking',
    ]);
    expect((await post('/api/chat', { model: 'm', messages: hello, think: false })).status).toBe(200);
    expect((await refusal('/api/chat', { model: 't', messages: hello, think: 'hard' }))[1]).toBe(
      'invalid think value: "hard" (must be "high", "medium", "low", "max", true, or false)',
    );
  });

  it('stops at the limit of tokens and at a stop word', async () => {
    await start({ models: [{ name: 'm', reply: 'one two three four' }] });
    const ask = async (options: object): Promise<Record<string, unknown>> =>
      (await post('/api/chat', { model: 'm', messages: hello, stream: false, options })).json() as never;
    expect(await ask({ num_predict: 2 })).toMatchObject({
      done_reason: 'length',
      message: { content: 'one two' },
    });
    expect(await ask({ stop: [' three'] })).toMatchObject({
      done_reason: 'stop',
      message: { content: 'one two' },
    });
  });

  it('gives log-probabilities on request', async () => {
    await start({ models: [{ name: 'm', reply: 'Ä' }] });
    const [first] = await lines(
      await post('/api/chat', { model: 'm', messages: hello, logprobs: true, top_logprobs: 2 }),
    );
    const [logprob] = first!['logprobs'] as {
      token: string;
      logprob: number;
      bytes: number[];
      top_logprobs: [];
    }[];
    expect(logprob).toMatchObject({ token: 'Ä', bytes: [0xc3, 0x84] });
    expect(logprob!.logprob).toBeLessThan(0);
    expect(logprob!.top_logprobs).toHaveLength(2);
  });

  it('drops old messages silently, or refuses when told not to', async () => {
    const seen: number[] = [];
    const reply = (turns: readonly unknown[]): string => `${seen.push(turns.length)}`;
    await start({ models: [{ name: 'm', reply }] });
    const messages = Array.from({ length: 9 }, () => ({ role: 'user', content: 'word '.repeat(20) }));
    const body = { model: 'm', messages, options: { num_ctx: 60 } };
    await lines(await post('/api/chat', body));
    expect(seen[0]).toBeLessThan(9);
    const [status, error] = await refusal('/api/chat', { ...body, truncate: false });
    expect(status).toBe(400);
    expect(error).toMatch(/^the prompt is longer than the context length currently available to the model;/);
  });

  it('loads and unloads without a message', async () => {
    await start({ models: [{ name: 'm' }] });
    const done = async (path: string, more = {}): Promise<unknown> =>
      ((await (await post(path, { model: 'm', ...more })).json()) as { done_reason: string }).done_reason;
    expect(await done('/api/chat')).toBe('load');
    expect(server.ollama.scheduler.runners.size).toBe(1);
    expect(await done('/api/generate', { keep_alive: 0 })).toBe('unload');
    expect(server.ollama.scheduler.runners.size).toBe(0);
  });

  it('is generate, too', async () => {
    await start({ models: [{ name: 'm', reply: 'Hi.' }] });
    const events = await lines(await post('/api/generate', { model: 'm', prompt: 'Hello?' }));
    expect(events.map(({ response }) => response)).toEqual(['Hi', '.', '']);
    expect((events.at(-1)!['context'] as number[]).length).toBeGreaterThan(0);
  });
});

describe('its catalogue', () => {
  it('lists, shows, copies and deletes through the npm client', async () => {
    await start({
      models: [
        { name: 'old', modifiedAt: '2024-01-01T00:00:00Z' },
        {
          name: 'new',
          paramsB: 0.5,
          family: 'qwen2',
          contextTokens: 32768,
          capabilities: ['completion', 'tools'],
        },
      ],
    });
    const client = new Ollama({ host: server.url });
    const { models } = await client.list();
    expect(models.map(({ name }) => name)).toEqual(['new:latest', 'old:latest']);
    expect(models[0]!.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(models[0]!.details.parameter_size).toBe('500M');
    const shown = await client.show({ model: 'new' });
    expect(shown.capabilities).toEqual(['completion', 'tools']);
    expect(shown.model_info).toMatchObject({
      'general.architecture': 'qwen2',
      'qwen2.context_length': 32768,
    });
    await client.copy({ source: 'new', destination: 'newer' });
    await client.delete({ model: 'old' });
    expect((await client.list()).models.map(({ name }) => name)).toEqual(['newer:latest', 'new:latest']);
    expect(await client.version()).toEqual({ version: '0.13.0' });
  });

  it('embeds, normalised only in the new endpoint', async () => {
    await start({ models: [{ name: 'e', capabilities: ['embedding'] }] });
    const client = new Ollama({ host: server.url });
    const { embeddings } = await client.embed({ model: 'e', input: ['red apple', 'red apple', 'blue sky'] });
    expect(embeddings).toHaveLength(3);
    expect(embeddings[0]).toEqual(embeddings[1]);
    expect(Math.hypot(...embeddings[2]!)).toBeCloseTo(1);
    const { embedding } = await client.embeddings({ model: 'e', prompt: 'red apple' });
    expect(Math.hypot(...embedding)).not.toBeCloseTo(1);
    expect((await client.embed({ model: 'e', input: '' })).embeddings).toEqual([]);
  });

  it('tells cloud models by name and host, and how the cloud refuses', async () => {
    await start({
      models: [{ name: 'stub', remote: { model: 'big', host: 'https://ollama.com:443' } }],
      cloudModels: [{ name: 'big', reply: 'From afar.' }],
    });
    const [stub] = (await new Ollama({ host: server.url }).list()).models;
    expect(stub).toMatchObject({ remote_model: 'big', remote_host: 'https://ollama.com:443' });
    const [first] = await lines(await post('/api/chat', { model: 'stub', messages: hello }));
    expect(first).toMatchObject({ model: 'stub', remote_model: 'big' });
    const chat = (model: string): Promise<Response> =>
      post('/api/chat', { model, messages: hello, stream: false });
    expect(await (await chat('big:cloud')).json()).toMatchObject({ message: { content: 'From afar.' } });
    expect(server.ollama.scheduler.loads).toEqual([]);

    server.ollama.cloud = 'signed_out';
    expect(await (await chat('big:cloud')).json()).toMatchObject({
      error: 'unauthorized',
      signin_url: expect.stringMatching(/^https:/) as string,
    });
  });
});
