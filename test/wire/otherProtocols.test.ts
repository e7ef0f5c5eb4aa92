/** Servers that speak another protocol than the one that was asked for, and ends and marks in other words. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRawServer, type RawServer } from '../support/rawServer';
import { ask, expertAt, type Asked, type Outcome } from './quirks';

let server: RawServer;
beforeAll(async () => {
  server = await startRawServer({ '/api/show': { type: 'application/json', body: '{"details":{}}' } });
});
afterAll(() => server.close());

async function read(kind: Asked, body: string, more: object = {}): Promise<Outcome> {
  server.replies.set('', { body });
  return ask(await expertAt(server, kind, more));
}
const sse = (...values: readonly object[]): string =>
  values.map((value) => `data: ${JSON.stringify(value)}\n\n`).join('');
const chat = (content: string, reason = 'stop'): string =>
  sse(
    { choices: [{ index: 0, delta: { content } }] },
    { choices: [{ index: 0, delta: {}, finish_reason: reason }] },
  );

describe('another protocol is called by its name', () => {
  it.each<[string, Asked, string]>([
    ['the Responses API', 'openai', sse({ type: 'response.output_text.delta', delta: 'Yes' })],
    ['the Responses API', 'openai', JSON.stringify({ object: 'response', output: [] })],
    ["llama.cpp's own", 'openai', sse({ content: 'Yes', stop: false }, { content: '', stop: true })],
    ["llama.cpp's own", 'ollama', '{"content":"Yes","stop":false}\n'],
    ['Text Generation Inference', 'openai', sse({ token: { text: 'Yes' }, generated_text: null })],
    ["Gemini's own", 'openai', sse({ candidates: [{ content: { parts: [{ text: 'Yes' }] } }] })],
    ["Cohere's own", 'openai', sse({ type: 'content-delta', delta: {} })],
    ["Anthropic's Messages", 'openai', sse({ type: 'content_block_delta', delta: { text: 'Yes' } })],
    ["Ollama's own", 'openai', '{"message":{"content":"Yes"},"done":false}\n{"done":true}\n'],
    ["OpenAI's chat completions", 'anthropic', chat('Yes')],
    ["OpenAI's chat completions", 'ollama', chat('Yes')],
  ])('%s, by an expert of %s', async (name, kind, body) => {
    const { error, answer } = await read(kind, body);
    expect(answer).toBe('');
    expect(error?.kind).toBe('malformed_stream');
    expect(error?.message).toContain(`speaks ${name.replace('the R', "OpenAI's R")}`);
    expect(error?.message).toMatch(/Give its entry|have an address/);
  });
});

describe('an end in other words', () => {
  it.each(['max_output_reached', 'num_predict', 'thinking_budget', 'deadline', 'repetition_detected'])(
    'is a cut: %s',
    async (reason) => expect((await read('openai', chat('Yes', reason))).finish).toBe('length'),
  );
  it.each(['end_of_sequence', 'EOS_REACHED', 'turn_complete', 'StopWord'])(
    'is a good one: %s',
    async (reason) => expect((await read('openai', chat('Yes', reason))).finish).toBe('stop'),
  );
  it.each([
    ['content_policy_violation', 'refused'],
    ['blocked', 'refused'],
    ['oom', 'busy'],
    ['model_error', 'server_error'],
    ['natural', 'cut_off'],
  ])('is none: %s', async (reason, kind) =>
    expect((await read('openai', chat('Yes', reason))).error?.kind).toBe(kind),
  );
});

describe('thinking', () => {
  it.each([
    '<think_never_used_51bce0c785ca2f68081bfa7d91973934>Hm.</think_never_used_51bce0c785ca2f68081bfa7d91973934>Yes',
    '<ifm|think>Hm.</ifm|think>Yes',
    '<thinking_mode>Hm.</thinking_mode>Yes',
    '<seed:cot_budget_reflect>Hm.</seed:cot_budget_reflect>Yes',
    '<|cot|>Hm.<|/cot|>Yes',
  ])('in the marks %j is no answer', async (text) => {
    const pieces = sse(...[...text].map((content) => ({ choices: [{ index: 0, delta: { content } }] })));
    for (const body of [chat(text), pieces + chat('')])
      expect(await read('openai', body)).toMatchObject({ answer: 'Yes', thinking: 'Hm.' });
  });

  it('in the plain words of Granite is none, for a Granite alone', async () => {
    const text = 'Here is my thought process:\nHm.\nHere is my response:\nYes';
    const granite = await read('openai', chat(text), { model: 'granite3.2:8b' });
    expect([granite.thinking.trim(), granite.answer]).toEqual(['Hm.', 'Yes']);
    expect(await read('openai', chat(text))).toMatchObject({ answer: text, thinking: '' });
    const cut = await read('openai', chat('Here is my thought process:\nHm.'), { model: 'granite-3.3' });
    expect(cut.error?.kind).toBe('empty_answer');
  });
});
