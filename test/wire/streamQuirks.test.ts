/** What servers put into streams beyond their protocols: what is checked before it is believed. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startRawServer, type RawReply, type RawServer } from '../support/rawServer';
import { ask, expertAt, impatient, type Asked, type Outcome } from './quirks';

let server: RawServer;
beforeEach(async () => {
  server = await startRawServer({ '/api/show': { type: 'application/json', body: '{"details":{}}' } });
});
afterEach(() => server.close());

async function reply(kind: Asked, raw: RawReply): Promise<Outcome> {
  server.replies.set('', raw);
  const waits = raw.endless !== undefined || raw.open === true;
  return ask(await expertAt(server, kind, {}, waits ? impatient : {}));
}
const sse = (...values: readonly unknown[]): string =>
  values.map((value) => `data: ${typeof value === 'string' ? value : JSON.stringify(value)}\n\n`).join('');
const lines = (...values: readonly unknown[]): string =>
  values.map((value) => `${JSON.stringify(value)}\n`).join('');
const piece = (delta: unknown, finish: unknown = null, index: unknown = 0): object => ({
  choices: [{ index, delta, finish_reason: finish }],
});
const openai = (...values: readonly unknown[]): Promise<Outcome> => reply('openai', { body: sse(...values) });
const text = (content: string): object => ({
  type: 'content_block_delta',
  delta: { type: 'text_delta', text: content },
});
const start = (usage: object = {}): object => ({ type: 'message_start', message: { content: [], usage } });
const anthropic = (...values: readonly unknown[]): Promise<Outcome> =>
  reply('anthropic', { body: sse(...values) });

describe('pieces of any shape', () => {
  it('content as a list of parts is text, and thinking where a part is that', async () => {
    const thinking = { type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] };
    const content = [thinking, { type: 'text', text: 'Yes' }, { type: 'image_url', image_url: {} }];
    expect(await openai(piece({ content }), piece({ content: '.' }, 'stop'), '[DONE]')).toMatchObject({
      answer: 'Yes.',
      thinking: 'Hm.',
    });
  });

  it('an error that is empty is none, and one that says "Success" neither', async () => {
    for (const error of [{}, 0, [], { code: 0, message: '' }, { message: null, type: null }]) {
      const outcome = await openai({ ...piece({ content: 'Yes' }), error }, { ...piece({}, 'stop'), error });
      expect(outcome, JSON.stringify(error)).toMatchObject({ answer: 'Yes', finish: 'stop' });
    }
    const fine = { code: 0, message: 'Success', sid: 'a' };
    expect(await openai({ msg: 'connected' }, piece({ content: 'Yes' }, 'stop'))).toMatchObject({
      answer: 'Yes',
    });
    expect(await openai(fine, piece({ content: 'Yes' }, 'stop'))).toMatchObject({ answer: 'Yes' });
  });

  it('tokens of digits are text also where they are written as numbers', async () => {
    const answer = { answer: '4 or 42', finish: 'stop' };
    expect(
      await openai(piece({ content: 4 }), piece({ content: ' or ' }), piece({ content: 42 }, 'stop')),
    ).toMatchObject(answer);
    const parts = [4, ' or ', 42].map((content) => ({ message: { content }, done: false }));
    const body = lines(...parts, { done: true, done_reason: 'stop' });
    expect(await reply('ollama', { body })).toMatchObject(answer);
  });

  it('other choices are other answers', async () => {
    const both = {
      choices: [
        { index: 1, delta: { content: 'No' } },
        { index: 0, delta: { content: 'Yes' } },
      ],
    };
    expect((await openai(both, piece({ content: '!' }, null, 1), piece({}, 'stop'))).answer).toBe('Yes');
  });

  it('events without content, pings and comments are nothing', async () => {
    const body = `data:\n\nevent: ping\n\n: hello\n\nevent: ping\ndata: {}\n\n${sse(piece({ content: 'Yes' }, 'stop'))}`;
    expect(await reply('openai', { body })).toMatchObject({ answer: 'Yes', finish: 'stop' });
    expect((await reply('openai', { body: 'event: ping\n\n' })).error).toMatchObject({
      kind: 'malformed_stream',
    });
  });

  it('line ends of every kind, no blank line at the end, and none between events', async () => {
    const whole = sse(piece({ content: 'Yes' }), piece({ content: '.' }, 'stop'), '[DONE]');
    for (const end of ['\r\n', '\r']) {
      expect((await reply('openai', { body: whole.replaceAll('\n', end) })).answer).toBe('Yes.');
    }
    expect((await reply('openai', { body: whole.replaceAll('\n\n', '\n') })).answer).toBe('Yes.');
  });

  it('counts that cannot be are unknown', async () => {
    for (const odd of [-5, 'many', null, 1e300, {}]) {
      const usage = { prompt_tokens: odd, completion_tokens: odd, cost: odd };
      const outcome = await openai(piece({ content: 'Yes' }, 'stop'), { choices: [], usage });
      expect(outcome.usage).toEqual({ promptTokens: undefined, answerTokens: undefined, usd: undefined });
    }
  });

  it('counts that end with 0 are those before', async () => {
    const counted = { prompt_tokens: 12, completion_tokens: 9, cost: 0.5 };
    const nothing = { prompt_tokens: 0, completion_tokens: 0, cost: 0 };
    const first = { ...piece({ content: 'Yes' }), usage: counted };
    const outcome = await openai(first, { ...piece({}, 'stop'), usage: nothing });
    expect(outcome.usage).toEqual({ promptTokens: 12, answerTokens: 9, usd: 0.5 });
    const free = await openai({ ...piece({ content: 'Yes' }, 'stop'), usage: nothing });
    expect(free.usage).toMatchObject({ usd: 0 });
  });

  it("Anthropic's: text at the start of a block, no usage at the end, and input tokens that come late", async () => {
    const block = { type: 'content_block_start', content_block: { type: 'text', text: 'Ye' } };
    const end = { type: 'message_delta', delta: { stop_reason: 'end_turn' } };
    expect(await anthropic(start(), block, text('s'), end, { type: 'message_stop' })).toMatchObject({
      answer: 'Yes',
      finish: 'stop',
    });
    const late = { ...end, usage: { input_tokens: 40, output_tokens: 3 } };
    expect((await anthropic(start({ input_tokens: 0 }), text('Yes'), late)).usage).toMatchObject({
      promptTokens: 40,
      answerTokens: 3,
    });
  });

  it("Ollama's: parts, odd fields and another content type", async () => {
    const body = lines(
      { message: { content: [{ type: 'text', text: 'Ye' }] }, done: false },
      { message: null, done: false, error: null },
      { message: { content: 's' }, done: true, done_reason: 'stop', eval_count: -1, load_duration: 'x' },
    );
    expect(await reply('ollama', { type: 'text/html', body })).toMatchObject({
      answer: 'Yes',
      finish: 'stop',
    });
  });
});

describe('an end', () => {
  it.each(['max_tokens', 'MAX_TOKENS', 'model_length', 'length'])('%s is a cut', async (reason) => {
    expect(await openai(piece({ content: 'Half' }), piece({}, reason))).toMatchObject({ finish: 'length' });
  });

  it.each([
    ['error', 'server_error'],
    ['abort', 'server_error'],
    ['malformed_function_call', 'server_error'],
    ['insufficient_system_resource', 'busy'],
    ['SAFETY', 'refused'],
    ['tool_calls', 'cut_off'],
    ['because', 'cut_off'],
    [7, 'cut_off'],
  ])('%s is none, and what had come is kept', async (reason, kind) => {
    const { answer, error } = await openai(piece({ content: 'Half' }, reason), '[DONE]');
    expect(error).toMatchObject({ kind });
    expect(answer).toBe('Half');
  });

  it.each(['None', 'null', 'nil', ''])('%j is none yet', async (none) => {
    const outcome = await openai(piece({ content: 'Ye' }, none), piece({ content: 's' }, 'stop'));
    expect(outcome).toMatchObject({ answer: 'Yes', finish: 'stop' });
  });

  it('that is not known is told as such', async () => {
    const { error } = await openai(piece({ content: 'Half' }), piece({}, 'because'));
    expect(error?.message).toContain('a reason that is not known ("because")');
  });

  it("Anthropic's pause and Ollama's reasons are no good ends either", async () => {
    const paused = { type: 'message_delta', delta: { stop_reason: 'pause_turn' }, usage: {} };
    expect(await anthropic(start(), text('Half'), paused)).toMatchObject({ finish: 'length' });
    const ended = (reason: unknown) =>
      reply('ollama', { body: lines({ message: { content: 'Half' }, done: true, done_reason: reason }) });
    expect((await ended('unload')).error).toMatchObject({ kind: 'server_error' });
    expect((await ended('because')).error).toMatchObject({ kind: 'cut_off' });
    expect(await ended(undefined)).toMatchObject({ finish: 'stop' });
  });

  it('that comes with every piece ends nothing before the stream does', async () => {
    const all = ['One', ' two', ' three'].map((content) => piece({ content }, 'stop'));
    expect(await openai(...all, '[DONE]')).toMatchObject({ answer: 'One two three', finish: 'stop' });
    const broken = await reply('openai', { body: sse(...all), open: true });
    expect(broken).toMatchObject({ answer: 'One two three', error: { kind: 'silent_too_long' } });
  });

  it.each(['FinishReason.STOP', 'EndTurn', 'end-turn'])(
    '%s is a good one in another spelling',
    async (reason) => {
      expect(await openai(piece({ content: 'Yes' }, reason), '[DONE]')).toMatchObject({ finish: 'stop' });
    },
  );

  it('at a limit is not taken back, and one before more text is none', async () => {
    const more = piece({ content: ' more' }, 'stop');
    expect(await openai(piece({ content: 'Half' }, 'MaxTokens'), more)).toMatchObject({ finish: 'length' });
    const { answer, error } = await openai(piece({ content: 'Half' }, 'stop'), piece({ content: ' more' }));
    expect({ answer, kind: error?.kind }).toEqual({ answer: 'Half more', kind: 'cut_off' });
  });

  it.each([null, 'error'])(
    'of a choice that holds an error, with the reason %s, is that error',
    async (reason) => {
      const error = { code: 502, message: 'The model upstream went away' };
      const choice = { index: 0, delta: { content: '' }, finish_reason: reason, error };
      const outcome = await openai(piece({ content: 'Half' }), { choices: [choice] }, '[DONE]');
      expect(outcome.error?.message).toContain('The model upstream went away');
      expect(outcome.answer).toBe('Half');
    },
  );

  it('that is [DONE] alone, or the stop of a message alone, keeps the answer', async () => {
    expect(await openai(piece({ content: 'Yes' }), '[DONE]')).toMatchObject({
      answer: 'Yes',
      finish: 'stop',
    });
    expect(await anthropic(start(), text('Yes'), { type: 'message_stop' })).toMatchObject({ finish: 'stop' });
  });
});

describe('a stream without an end', () => {
  const blank = (content: string): string => sse(piece({ content })).repeat(200);
  it.each<[string, Asked, string]>([
    ['blank lines', 'openai', '\n'.repeat(1_000)],
    ['comments', 'openai', ': alive\n\n'.repeat(200)],
    ['empty pieces', 'openai', blank('')],
    ['events without text', 'anthropic', 'event: ping\ndata: {"type":"ping"}\n\n'.repeat(200)],
    ['blank lines', 'ollama', '\n'.repeat(1_000)],
    ['empty lines', 'ollama', lines({ message: { content: '' }, done: false }).repeat(200)],
  ])('ends: %s of %s', async (_, kind, endless) => {
    const { error } = await reply(kind, { endless });
    expect(error?.kind).toMatch(/first_token_timeout|malformed_stream/);
    await server.log.until(({ aborted }) => aborted !== undefined);
  });

  it.each(['\u200b', '\u2060\ufe0f', '\u2800', '\0', '\u{e0041}'])(
    'of %j alone is no answer',
    async (sign) => {
      const { error } = await reply('openai', { endless: blank(sign) });
      expect(error?.kind).toMatch(/empty_answer|first_token_timeout|malformed_stream/);
      const whole = await openai(piece({ content: sign }), piece({}, 'stop'), '[DONE]');
      expect(whole.error?.kind).toBe('empty_answer');
    },
  );

  it.each(['', ' ', '\n', '\u200b'])(
    'ends when nothing but %j follows a beginning, or an end',
    async (content) => {
      const begun = await reply('openai', { body: sse(piece({ content: 'Yes' })), endless: blank(content) });
      expect(begun).toSatisfy(
        ({ error, finish }: Outcome) =>
          // Silence, or more pieces without text than any server has a reason for, whichever comes first.
          ['silent_too_long', 'malformed_stream'].includes(error?.kind ?? '') || finish === 'length',
      );
      const ended = await reply('openai', {
        body: sse(piece({ content: 'Yes' }, 'stop')),
        endless: blank(content),
      });
      expect(ended).toMatchObject({ finish: expect.stringMatching(/stop|length/) });
    },
  );

  it.each<[Asked, (huge: string) => string]>([
    ['openai', (content) => sse(piece({ content }))],
    ['anthropic', (content) => sse(start(), text(content))],
    ['ollama', (content) => lines({ message: { content }, done: false })],
  ])('one enormous piece of %s is cut to what is left', async (kind, body) => {
    for (const size of [50_000, 5_000_000]) {
      const { answer, finish } = await reply(kind, { body: body('y'.repeat(size)) });
      expect(finish).toBe('length');
      expect(answer).toBe('y'.repeat(kind === 'ollama' ? 3_200 : 1_600));
    }
  });
});
