/** Streams in the frames, and under the names, of servers that only call themselves compatible: all that is said is read. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startRawServer, type RawServer } from '../support/rawServer';
import { ask, expertAt, type Asked, type Outcome } from './quirks';

let server: RawServer;
beforeEach(async () => {
  server = await startRawServer({ '/api/show': { type: 'application/json', body: '{"details":{}}' } });
});
afterEach(() => server.close());

async function read(kind: Asked, body: string): Promise<Outcome> {
  server.replies.set('', { body });
  return ask(await expertAt(server, kind));
}
const written = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
const sse = (...values: readonly unknown[]): string =>
  values.map((value) => `data: ${written(value)}\n\n`).join('');
const lines = (...values: readonly unknown[]): string =>
  values.map((value) => `${written(value)}\n`).join('');
const piece = (delta: unknown, finish: unknown = null): object => ({
  choices: [{ index: 0, delta, finish_reason: finish }],
});
const [yes, stop] = [piece({ content: 'Yes' }), piece({}, 'stop')];
const text = (words: unknown, index = 0): object => ({
  type: 'content_block_delta',
  index,
  delta: { type: 'text_delta', text: words },
});
const ended = { type: 'message_delta', delta: { stop_reason: 'end_turn' } };
const over = { type: 'message_stop' };
const line = (message: object, more: object = { done: false }): object => ({ message, ...more });
const done = line({ content: '' }, { done: true, done_reason: 'stop' });
const said = { answer: 'Yes', finish: 'stop' };

describe('a frame', () => {
  it.each<[string, Asked, string]>([
    ['of objects a line', 'openai', lines(yes, stop)],
    ['of objects a line with an end', 'openai', lines(yes, '', stop, '[DONE]')],
    ['of objects a line', 'anthropic', lines(text('Yes'), ended, over)],
    ['of a sequence of JSON texts', 'openai', `\u001e${written(yes)}\n\u001e${written(stop)}\n`],
    ['with names in capitals', 'openai', sse(yes, stop, '[DONE]').replaceAll('data: ', 'Data: ')],
    ['with blanks before its names', 'openai', sse(yes, stop, '[DONE]').replaceAll('data: ', '  data: ')],
    ['that ends by the name of an event', 'openai', `${sse(yes)}event: done\n\n`],
    ['that ends by the name of an event', 'openai', `${sse(yes)}event: end\ndata: {}\n\n`],
    ['that ends with other brackets', 'openai', sse(yes, '<DONE>')],
    ['of events around lines of Ollama', 'ollama', sse(line({ content: 'Yes' }), done, '[DONE]')],
    ['of comments before lines of Ollama', 'ollama', `: ping\n\n${lines(line({ content: 'Yes' }), done)}`],
    ['with an end behind lines of Ollama', 'ollama', lines(line({ content: 'Yes' }), done, '[DONE]')],
  ])('%s is read: %s', async (_, kind, body) => {
    expect(await read(kind, body)).toMatchObject(said);
  });

  it('of objects a line that breaks off is no whole answer, and a page behind it is none', async () => {
    expect((await read('openai', `${lines(yes)}{"choices":[{"del`)).error?.kind).toBe('cut_off');
    expect((await read('openai', lines(yes, yes))).error?.kind).toBe('cut_off');
    expect((await read('openai', lines(yes))).error?.kind).toBe('cut_off');
    expect((await read('openai', lines(yes, '<html>502</html>'))).error?.kind).toBe('malformed_stream');
    const failed = await read('openai', lines(yes, { error: { message: 'The GPU died.' } }));
    expect([failed.answer, failed.error?.message]).toEqual(['Yes', expect.stringContaining('The GPU died.')]);
  });

  it('whose event had no content leaves its name to no other', async () => {
    const body = `event: error\n\n${sse(yes, stop, '[DONE]')}`;
    expect(await read('openai', body)).toMatchObject(said);
  });
});

describe('a piece', () => {
  it.each<[string, Asked, string]>([
    ['as text', 'openai', sse(piece('Yes'), stop)],
    ['with text by another name', 'openai', sse(piece({ text: 'Yes' }), stop)],
    ['with a message', 'openai', sse(piece({ message: { content: 'Yes' } }), stop)],
    ['in the choice', 'openai', sse({ choices: [{ content: 'Yes' }] }, stop)],
    ['with one choice in place of a list', 'openai', sse({ choices: { delta: { content: 'Yes' } } }, stop)],
    ['with a map of choices', 'openai', sse({ choices: { 0: { delta: { content: 'Yes' } } } }, stop)],
    ['whose reason stands in it', 'openai', sse(yes, piece({ finish_reason: 'stop' }))],
    ['whose reason stands beside', 'openai', sse(yes, { choices: [], finish_reason: 'stop' })],
    ['whose reason is spelled otherwise', 'openai', sse(yes, { choices: [{ finishReason: 'STOP' }] })],
    ['whose reason is a token', 'openai', sse(yes, piece({}, '<|im_end|>'))],
    ['as text', 'anthropic', sse({ type: 'content_block_delta', delta: 'Yes' }, ended, over)],
    ['beside its delta', 'anthropic', sse({ type: 'content_block_delta', text: 'Yes' }, ended, over)],
    [
      'whose type is its name',
      'anthropic',
      'event: content_block_delta\ndata: {"delta":{"text":"Yes"}}\n\nevent: message_stop\ndata: {}\n\n',
    ],
    ['of completions', 'ollama', lines({ response: 'Yes', done: false }, { response: '', done: true })],
    ['as text', 'ollama', lines({ message: 'Yes', done: false }, done)],
  ])('%s is read: %s', async (_, kind, body) => {
    expect(await read(kind, body)).toMatchObject(said);
  });

  it('that is a whole message holds the next words, or all so far', async () => {
    const message = (content: string, finish: string | null = null): object => ({
      choices: [{ index: 0, message: { content }, finish_reason: finish }],
    });
    expect(await read('openai', sse(message('Ye'), message('s'), stop))).toMatchObject(said);
    expect(await read('openai', sse(message('Ye'), message('Yes'), message('Yes', 'stop')))).toMatchObject(
      said,
    );
    expect(await read('openai', sse(yes, message('Yes', 'stop')))).toMatchObject(said);
  });

  it.each([
    'reasoning_content',
    'reasoning',
    'thinking',
    'thought',
    'thoughts',
    'thinking_content',
    'reasoning_summary',
    'thought_content',
    'chain_of_thought',
    'analysis',
  ])('is thinking by the name of %s, for every protocol', async (name) => {
    const thought = { answer: 'Yes', thinking: 'Hm.' };
    expect(await read('openai', sse(piece({ [name]: 'Hm.' }), yes, stop))).toMatchObject(thought);
    expect(await read('ollama', lines(line({ content: 'Yes', [name]: 'Hm.' }), done))).toMatchObject(thought);
    const delta = { type: 'content_block_delta', delta: { [name]: 'Hm.' } };
    expect(await read('anthropic', sse(delta, text('Yes'), ended, over))).toMatchObject(thought);
  });

  it.each<[string, object]>([
    ['in blocks', { thinking_blocks: [{ type: 'thinking', thinking: 'Hm.' }] }],
    ['in two fields', { reasoning: 'Hm.', reasoning_details: [{ type: 'reasoning.text', text: 'Hm.' }] }],
    ['as an object', { reasoning: { summary: [{ type: 'summary_text', text: 'Hm.' }] } }],
    ['of Gemini', { content: 'Hm.', extra_content: { google: { thought: true } } }],
    ['of Gemini in parts', { content: [{ text: 'Hm.', thought: true }] }],
  ])('is thinking %s', async (_, delta) => {
    expect(await read('openai', sse(piece(delta), yes, stop))).toMatchObject({
      answer: 'Yes',
      thinking: 'Hm.',
    });
  });

  it('of a block of thinking is thinking also where it calls itself text', async () => {
    const start = (index: number, type: string): object => ({
      type: 'content_block_start',
      index,
      content_block: { type, [type]: '' },
    });
    const body = sse(start(0, 'thinking'), text('Hm.'), start(1, 'text'), text('Yes', 1), ended, over);
    expect(await read('anthropic', body)).toMatchObject({ answer: 'Yes', thinking: 'Hm.', finish: 'stop' });
  });
});

describe('an end that is cut', () => {
  it.each([
    [{ type: 'message_stop', stop_reason: 'max_tokens' }],
    [{ type: 'message_delta', delta: {}, message: { stop_reason: 'max_tokens' } }],
    [{ type: 'message_delta', delta: {}, stop_reason: 'max_tokens' }],
  ])('is one wherever it stands: %j', async (end) => {
    expect(await read('anthropic', sse(text('Yes'), end, over))).toMatchObject({
      answer: 'Yes',
      finish: 'length',
    });
  });
});

describe('counts', () => {
  it('hold the thinking that a service counts apart, and bills', async () => {
    const usage = { prompt_tokens: 9, completion_tokens: 2, total_tokens: 111 };
    expect(await read('openai', sse(yes, { ...stop, usage }))).toMatchObject({
      usage: { promptTokens: 9, answerTokens: 102 },
    });
    const less = { prompt_tokens: 9, completion_tokens: 5, total_tokens: 3 };
    expect(await read('openai', sse(yes, { ...stop, usage: less }))).toMatchObject({
      usage: { promptTokens: 9, answerTokens: 5 },
    });
  });

  it('are dollars of both bills where a gateway asks with a key of the person', async () => {
    const bill = async (details: object) => {
      const usage = { prompt_tokens: 9, completion_tokens: 2, cost: 0.001, ...details };
      return (await read('openai', sse(yes, { ...stop, usage }))).usage;
    };
    const upstream = { is_byok: true, cost_details: { upstream_inference_cost: 0.02 } };
    expect(await bill(upstream)).toMatchObject({ usd: 0.021 });
    expect(await bill({ ...upstream, is_byok: false })).toMatchObject({ usd: 0.001 });
    expect((await bill({ is_byok: true })) as object).toEqual({ promptTokens: 9, answerTokens: 2 });
  });
});
