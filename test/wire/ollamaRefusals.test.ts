import { describe, expect, it } from 'vitest';
import { hello, lines, post, refusal, server, start } from './ollamaRig';

describe('refusals of the simulated Ollama', () => {
  const cases: [string, string, unknown, number, string][] = [
    ['no body', '/api/chat', '', 400, 'missing request body'],
    ['no model', '/api/chat', { messages: hello }, 400, 'model is required'],
    ['no model to generate', '/api/generate', { prompt: 'x' }, 404, "model '' not found"],
    ['an unknown model', '/api/chat', { model: 'x', messages: hello }, 404, "model 'x' not found"],
    ['an unknown model to show', '/api/show', { model: 'x' }, 404, "model 'x:latest' not found"],
    [
      'an unknown model to embed',
      '/api/embed',
      { model: 'x' },
      404,
      'model "x" not found, try pulling it first',
    ],
    ['a malformed name', '/api/chat', { model: 'a b', messages: hello }, 400, 'invalid model name'],
    [
      'two suffixes',
      '/api/chat',
      { model: 'm:local:cloud' },
      400,
      'use either :local or :cloud, not both: "m:local:cloud"',
    ],
    [
      'too many alternatives',
      '/api/chat',
      { model: 'm', top_logprobs: 21 },
      400,
      'top_logprobs must be between 0 and 20',
    ],
    [
      'an option of another type',
      '/api/chat',
      { model: 'm', options: { num_ctx: '1' } },
      500,
      'option "num_ctx" must be of type integer',
    ],
    [
      'a strange format',
      '/api/chat',
      { model: 'm', messages: hello, format: 'xml' },
      500,
      'invalid format: "\\"xml\\""; expected "json" or a valid JSON Schema object',
    ],
    [
      'tools without the capability',
      '/api/chat',
      { model: 'm', messages: hello, tools: [{}] },
      400,
      'registry.ollama.ai/library/m:latest does not support tools',
    ],
    [
      'a chat with an embedder',
      '/api/chat',
      { model: 'e', messages: hello },
      400,
      '"e" does not support chat',
    ],
    ['input that is no text', '/api/embed', { model: 'e', input: [1] }, 400, 'invalid input type'],
  ];
  it.each(cases)('of %s', async (_, path, body, status, error) => {
    await start({ models: [{ name: 'm' }, { name: 'e', capabilities: ['embedding'] }] });
    expect(await refusal(path, body)).toEqual([status, error]);
  });

  it('of unknown paths, wrong methods and foreign hosts are not JSON', async () => {
    await start();
    const unknown = await fetch(`${server.url}/api/nothing`);
    expect([unknown.status, await unknown.text()]).toEqual([404, '404 page not found']);
    const method = await fetch(`${server.url}/api/chat`);
    expect([method.status, await method.text()]).toEqual([405, '405 method not allowed']);
    const origin = await fetch(server.url, { headers: { Origin: 'https://example.org' } });
    expect([origin.status, await origin.text()]).toEqual([403, '']);
  });

  it('have their status before the first token, and are a line after it', async () => {
    const fault = { kind: 'error', message: 'boom', status: 502 } as const;
    await start({
      models: [
        { name: 'early', fault: { ...fault, after: 0 } },
        { name: 'late', fault: { ...fault, after: 2 } },
      ],
    });
    expect(await refusal('/api/chat', { model: 'early', messages: hello })).toEqual([502, 'boom']);
    const response = await post('/api/chat', { model: 'late', messages: hello });
    expect(response.status).toBe(200);
    const events = await lines(response);
    expect(events).toHaveLength(3);
    expect(events.at(-1)).toEqual({ error: 'boom' });
  });

  it('can be a stream without an end, a dead connection or garbage', async () => {
    await start({
      models: [
        { name: 'end', fault: { kind: 'end', after: 1 } },
        { name: 'socket', fault: { kind: 'socket', after: 1 } },
        { name: 'garbage', fault: { kind: 'garbage', after: 0, bytes: '{"model": <html>\n' } },
      ],
    });
    const ended = await lines(await post('/api/chat', { model: 'end', messages: hello }));
    expect(ended.map(({ done }) => done)).toEqual([false]);
    await expect(
      post('/api/chat', { model: 'socket', messages: hello }).then((r) => r.text()),
    ).rejects.toThrow();
    expect(server.log.requests[1]!.aborted).toBeUndefined();
    expect(await (await post('/api/chat', { model: 'garbage', messages: hello })).text()).toBe(
      '{"model": <html>\n',
    );
  });
});
