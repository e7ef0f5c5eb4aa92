/** Streams and errors as servers of many makes write them: each is read for what it says. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serverWords } from '../../src/providers/wire/words';
import { startRawServer, type RawReply, type RawServer } from '../support/rawServer';
import { ask, expertAt, type Asked, type Outcome } from './quirks';

let server: RawServer;
beforeEach(async () => {
  server = await startRawServer({ '/api/show': { type: 'application/json', body: '{"details":{}}' } });
});
afterEach(() => server.close());

async function reply(kind: Asked, raw: RawReply): Promise<Outcome> {
  server.replies.set('', raw);
  return ask(await expertAt(server, kind));
}
const sse = (...values: readonly unknown[]): string =>
  values.map((value) => `data: ${typeof value === 'string' ? value : JSON.stringify(value)}\n\n`).join('');
const piece = (delta: object, finish: unknown = null, index: unknown = 0): object => ({
  choices: [{ index, delta, finish_reason: finish }],
});
const yes = piece({ content: 'Yes' });
const openai = (...values: readonly unknown[]): Promise<Outcome> => reply('openai', { body: sse(...values) });

describe('a reason for the end', () => {
  it.each([
    ['STOP', 'stop'],
    ['FINISH', 'stop'],
    ['Stop.', 'stop'],
    ['"stop"', 'stop'],
    ['FINISH_REASON_STOP', 'stop'],
    ['REASON_STOP', 'stop'],
    ['eosFound', 'stop'],
    ['stop_reason_end_turn', 'stop'],
    [{ type: 'stop', matched: 151645 }, 'stop'],
    ['MAXTOKENS', 'length'],
    ['REASON_MAX_LEN', 'length'],
    ['FINISH_REASON_LENGTH', 'length'],
    ['maxPredictedTokensReached', 'length'],
    ['contextLengthReached', 'length'],
    [{ type: 'length', length: 9 }, 'length'],
  ])('%j is known in any spelling', async (reason, finish) => {
    expect(await openai(yes, piece({}, reason), '[DONE]')).toMatchObject({ answer: 'Yes', finish });
  });

  it.each([
    ['FINISH_REASON_SAFETY', 'refused'],
    ['MODEL_ARMOR', 'refused'],
    ['ResponsibleAIPolicyViolation', 'refused'],
    [{ type: 'abort', message: 'gone' }, 'server_error'],
    ['toolCalls', 'cut_off'],
    ['eos_but_not_quite', 'cut_off'],
    [1, 'cut_off'],
  ])('%j is no good end', async (reason, kind) => {
    const { answer, error } = await openai(yes, piece({}, reason), '[DONE]');
    expect([answer, error?.kind]).toEqual(['Yes', kind]);
  });

  it('that is none yet ends nothing: watsonx says so with every piece', async () => {
    expect(
      await openai(piece({ content: 'Y' }, 'not_finished'), piece({ content: 'es' }, 'eos_token')),
    ).toMatchObject({
      answer: 'Yes',
      finish: 'stop',
    });
    expect((await openai(piece({ content: 'Y' }, 'not_finished'))).error?.kind).toBe('cut_off');
  });
});

describe('counts', () => {
  const counts = { promptTokens: 9, answerTokens: 2 };

  it.each([
    ['as text', { ...piece({}, 'stop'), usage: { prompt_tokens: '9', completion_tokens: ' 2 ' } }],
    ['in the choice, as Moonshot writes them', { choices: [{ finish_reason: 'stop', usage: numbers() }] }],
    ['beside it, as Groq writes them', { ...piece({}, 'stop'), x_groq: { usage: numbers() } }],
    ['by newer names', { ...piece({}, 'stop'), usage: { input_tokens: 9, output_tokens: 2 } }],
  ])('are read %s', async (_, last) => {
    expect(await openai(yes, last)).toMatchObject({ answer: 'Yes', usage: counts });
  });

  it('do not shrink: the largest that was reported counts', async () => {
    const usage = { prompt_tokens: 900, completion_tokens: 40 };
    const shrunk = { ...piece({}, 'stop'), usage: { prompt_tokens: 1, completion_tokens: 1 } };
    expect(await openai({ ...yes, usage }, shrunk)).toMatchObject({
      usage: { promptTokens: 900, answerTokens: 40 },
    });
    const body = sse(
      { type: 'message_start', message: { usage: { input_tokens: '900', output_tokens: 40 } } },
      { type: 'content_block_delta', delta: { type: 'text_delta', text: 'Yes' } },
      {
        type: 'message_delta',
        delta: { stop_reason: 'END_TURN' },
        usage: { input_tokens: 1, output_tokens: 3 },
      },
    );
    expect(await reply('anthropic', { body })).toMatchObject({
      usage: { promptTokens: 900, answerTokens: 40 },
    });
  });

  function numbers(): object {
    return { prompt_tokens: 9, completion_tokens: 2 };
  }
});

describe('pieces', () => {
  it('of other choices are other answers, also where numbers are text', async () => {
    const outcome = await openai(
      piece({ content: 'Yes' }, null, '0'),
      piece({ content: 'No' }, null, '1'),
      piece({}, 'stop', '0'),
    );
    expect(outcome).toMatchObject({ answer: 'Yes', finish: 'stop' });
  });

  it('hold thinking and text under further names', async () => {
    const value = [{ type: 'text', text: { value: 'Yes', annotations: [] } }];
    expect(await openai(piece({ reasoning_text: 'Hm.' }), piece({ content: value }, 'stop'))).toMatchObject({
      answer: 'Yes',
      thinking: 'Hm.',
    });
  });

  it('of Ollama end also where "done" is text or a number', async () => {
    for (const [no, end] of [
      ['false', 'True'],
      [0, 1],
    ] as const) {
      const lines = [
        { message: { content: 'Ye' }, done: no },
        { message: { content: 's' }, done: no },
        { done: end, done_reason: 'STOP', eval_count: '9' },
      ];
      const body = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
      expect(await reply('ollama', { body })).toMatchObject({
        answer: 'Yes',
        finish: 'stop',
        usage: { answerTokens: 9 },
      });
    }
  });

  it('end with "done" in any spelling', async () => {
    for (const end of ['[done]', '[Done]', '"[DONE]"'])
      expect(await openai(yes, end)).toMatchObject({ answer: 'Yes', finish: 'stop' });
  });
});

describe('an error in the middle', () => {
  it.each<[string, string]>([
    ['llama.cpp', `${sse(yes)}error: {"code":500,"message":"The GPU died.","type":"server_error"}\n\n`],
    ['vLLM', sse(yes, { object: 'error', message: 'The GPU died.', code: 500 }, '[DONE]')],
    ['Groq', sse(yes, { ...piece({}), x_groq: { error: 'The GPU died.' } }, '[DONE]')],
    [
      'OpenRouter',
      sse(yes, {
        ...piece({}, 'error'),
        error: { code: 502, message: 'Provider', metadata: { raw: '{"error":{"message":"The GPU died."}}' } },
      }),
    ],
  ])('of %s is told, and what came before it kept', async (_, body) => {
    const { answer, error } = await reply('openai', { body });
    expect(answer).toBe('Yes');
    expect(error?.message).toContain('The GPU died.');
  });

  it('of llama.cpp is told for what it is at the start as well', async () => {
    const said = '{"code":400,"message":"the request exceeds the available context size"}';
    expect((await reply('openai', { body: `error: ${said}\n\n` })).error?.kind).toBe('context_too_long');
  });

  it('of Anthropic is told in an event of any type', async () => {
    const text = { type: 'content_block_delta', delta: { type: 'text_delta', text: 'Yes' } };
    for (const type of ['content_block_delta', 'message_delta']) {
      const body = sse(
        text,
        { type, delta: {}, error: { message: 'The GPU died.' } },
        { type: 'message_stop' },
      );
      const { answer, error } = await reply('anthropic', { body });
      expect([answer, error?.message.includes('The GPU died.')]).toEqual(['Yes', true]);
    }
    const cut = sse(text, { type: 'message_delta', stop_reason: 'max_tokens' }, { type: 'message_stop' });
    expect(await reply('anthropic', { body: cut })).toMatchObject({ finish: 'length' });
  });
});

describe('words of an error', () => {
  it.each([
    { Error: { Code: 'X', Message: 'It broke.' } },
    { ErrorMessage: 'It broke.' },
    { error_response: { message: 'It broke.' } },
    { exception: 'It broke.' },
    { err: 'It broke.' },
    { status: 'error', statusMessage: 'It broke.' },
    { result: { error: { message: 'It broke.' } } },
    { header: { code: 10013, message: 'It broke.' } },
    { ResponseMetadata: { Error: { Code: 'X', Message: 'It broke.' } } },
    { error: { text: 'It broke.' } },
    { non_field_errors: ['It broke.'] },
    '<Error><Code>AccessDenied</Code><Message>It broke.</Message></Error>',
    '<html><body><pre>It broke.</pre></body></html>',
    '<!doctype html><html><body>It <b>broke.</b></body></html>',
  ])('of %j are told', (body) => {
    expect(serverWords(body).said.replace(/\s+/g, ' ')).toBe('It broke.');
  });

  it.each<[unknown]>([
    [{ body: { cause: 'It broke.' } }],
    [{ request_id: 'req one two', payload: { hint: 'It broke.' } }],
    [{ error: { type: 'x', reasonPhrase: 'It broke.' } }],
    [{ info: 'It broke.', path: '/v1/chat', timestamp: '2026 or so' }],
  ])('of a shape that is not known are told: %j', (body) => {
    expect(serverWords(body).said).toBe('It broke.');
  });

  it('are those of the fields of a request, or a code, where there are no others', () => {
    expect(serverWords({ model: ['is unknown'] }).said).toBe('model: is unknown');
    expect(serverWords({ errors: { json: { model: ['is unknown'] } } }).said).toBe('json: model: is unknown');
    expect(serverWords({ error: { code: 'model_not_found', message: '' } }).said).toBe('model_not_found');
    expect(serverWords({ error: { type: 'error' } }).said).toBe('');
  });

  it('are no program of a page', () => {
    expect(serverWords('<html><body><script>var a = 1</script></body></html>').said).toBe('');
  });
});
