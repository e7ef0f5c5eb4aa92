/** What the provider of OpenAI-compatible endpoints sends and reads; failures and stopping are in the conformance suite. */
import { afterEach, describe, expect, it } from 'vitest';
import { billed } from '../../src/der/core/cost';
import type { Expert, ExpertEvent } from '../../src/der/core/experts';
import { listOpenAiModels } from '../../src/providers/openai/discover';
import { poolEntrySchema, type PoolEntryInput } from '../../src/providers/poolConfig';
import { buildPool } from '../../src/providers/registry';
import { defaultTimeouts, type ProviderServices } from '../../src/providers/services';
import type { OpenAiModelSpec } from '../support/openai/model';
import { type OpenAiServer, type OpenAiServerOptions, startOpenAiServer } from '../support/openaiServer';

const question = { question: 'Why?', messages: [{ role: 'user' as const, content: 'Why?' }] };
const never = new AbortController().signal;
let server: OpenAiServer;

afterEach(() => server.close());

async function start(spec: Partial<OpenAiModelSpec> = {}, options: OpenAiServerOptions = {}): Promise<void> {
  server = await startOpenAiServer({ ...options, models: [{ name: 'm-8b', ...spec }] });
}

function services(env: Record<string, string> = {}, secrets: Record<string, string> = {}): ProviderServices {
  return { fetch, secret: async (name) => secrets[name], timeouts: defaultTimeouts, env };
}

async function pool(entry: Partial<PoolEntryInput>, lent = services()): ReturnType<typeof buildPool> {
  const whole = poolEntrySchema.parse({ kind: 'openai', model: 'm-8b', baseUrl: server.baseUrl, ...entry });
  return buildPool([whole], lent);
}

async function expert(entry: Partial<PoolEntryInput> = {}, lent = services()): Promise<Expert> {
  return (await pool(entry, lent)).experts[0]!;
}

async function ask(asked: Expert): Promise<ExpertEvent[]> {
  const events: ExpertEvent[] = [];
  for await (const event of asked.ask(question, never)) events.push(event);
  return events;
}

const sent = () => server.log.to('/v1/chat/completions');

describe('a request to an OpenAI-compatible endpoint', () => {
  it('asks for usage, and sets no limit unless the person does', async () => {
    await start();
    await ask(await expert());
    expect(sent()[0]!.body).toEqual({
      model: 'm-8b',
      messages: question.messages,
      stream: true,
      stream_options: { include_usage: true },
    });
    await ask(await expert({ maxAnswerTokens: 5 }));
    expect(sent()[1]!.body).toMatchObject({ max_tokens: 5 });
  });

  it('carries the stored key, else that of the environment, and nothing else of it', async () => {
    process.env['OPENAI_ORG_ID'] = 'org-of-the-person';
    process.env['OPENAI_API_KEY'] = 'key-of-the-person';
    try {
      await start();
      await ask(await expert({ apiKeyName: 'TEAM' }, services({ TEAM: 'from env' }, { TEAM: 'from store' })));
      await ask(await expert({ apiKeyName: 'TEAM' }, services({ TEAM: 'from env' })));
      await ask(await expert());
    } finally {
      delete process.env['OPENAI_ORG_ID'];
      delete process.env['OPENAI_API_KEY'];
    }
    expect(sent().map(({ headers }) => headers.authorization)).toEqual([
      'Bearer from store',
      'Bearer from env',
      undefined,
    ]);
    for (const { headers } of sent()) expect(JSON.stringify(headers)).not.toMatch(/of-the-person/);
  });

  it.each(['sk-one\nsk-two', 'sk-\u2026', 'sk-\u0001'])(
    'never tells the key %j, which fits no header',
    async (key) => {
      await start();
      const asked = await expert({ apiKeyName: 'TEAM' }, services({ TEAM: key }));
      const failure: unknown = await ask(asked).catch((error: unknown) => error);
      expect(failure).toMatchObject({
        kind: 'unauthorised',
        message: expect.stringMatching(/^The API key holds/),
      });
      expect(String(failure)).not.toContain('sk-');
      const { problem } = await listOpenAiModels(services(), { baseUrl: server.baseUrl, apiKey: key });
      expect(problem).toMatch(/^The API key holds/);
      expect(server.log.requests).toEqual([]);
    },
  );

  it.each([
    ['max_tokens', 'max_completion_tokens'],
    ['stream_options', 'max_tokens'],
  ])('is sent again without %s when the server rejects it, and so from then on', async (rejected, kept) => {
    await start({}, { rejects: { [rejected]: 'Leave it out.' } });
    const asked = await expert({ maxAnswerTokens: 3 });
    expect((await ask(asked)).at(-1)).toMatchObject({ type: 'done', finish: 'length' });
    await ask(asked);
    expect(sent()).toHaveLength(3);
    for (const { body } of sent().slice(1)) {
      expect(body).not.toHaveProperty(rejected);
      expect(body).toHaveProperty(kept, 3);
    }
  });

  it('is learned by requests at the same time, too', async () => {
    await start({}, { rejects: { max_tokens: 'Leave it out.' } });
    const asked = await expert({ maxAnswerTokens: 3 });
    const all = await Promise.all([ask(asked), ask(asked), ask(asked)]);
    for (const events of all) expect(events.at(-1)).toMatchObject({ type: 'done' });
  });

  it('gives up where both names of the limit are rejected', async () => {
    await start({}, { rejects: { max_tokens: 'No.', max_completion_tokens: 'No.' } });
    await expect(ask(await expert({ maxAnswerTokens: 3 }))).rejects.toMatchObject({ kind: 'bad_request' });
    expect(sent()).toHaveLength(2);
  });
});

describe('the answer of an OpenAI-compatible endpoint', () => {
  it.each(['reasoning', 'reasoning_content'] as const)(
    'keeps thinking in %s apart',
    async (reasoningField) => {
      await start({ reasoningField, reply: { text: 'Yes.', thinking: 'Hm.' }, comments: true });
      const events = await ask(await expert());
      expect(events.filter(({ type }) => type === 'thinking').length).toBeGreaterThan(0);
      expect(events.map((event) => (event.type === 'delta' ? event.text : '')).join('')).toBe('Yes.');
    },
  );

  it('costs what was billed, else what price and tokens say, else nobody knows', async () => {
    const price = { promptPerMtok: 1_000_000, answerPerMtok: 2_000_000 };
    const usage = async (entry: Partial<PoolEntryInput>) => {
      const asked = await expert({ leavesMachine: true, ...entry });
      const done = (await ask(asked)).at(-1);
      const reported = done?.type === 'done' ? done.usage : {};
      return { ...reported, usd: billed(asked.price, reported) };
    };
    await start({ reply: 'one two' });
    const { promptTokens, answerTokens, usd } = await usage({ price });
    expect(usd).toBeCloseTo(promptTokens! + 2 * answerTokens!);
    expect((await usage({})).usd).toBeUndefined();
    await server.close();
    await start({ costUsd: 0.25 });
    expect((await usage({ price })).usd).toBe(0.25);
    await server.close();
    await start({ costUsd: -1 });
    expect((await usage({ price })).usd).toBeGreaterThan(0);
    await server.close();
    await start({ usage: 'never' });
    expect(await usage({ price })).toEqual({
      promptTokens: undefined,
      answerTokens: undefined,
      usd: undefined,
    });
  });
});

describe('an expert of an OpenAI-compatible endpoint', () => {
  it('leaves the machine unless the address is its own, or the person says so', async () => {
    await start();
    expect(await expert()).toMatchObject({
      leavesMachine: false,
      price: { promptPerMtok: 0, answerPerMtok: 0 },
    });
    expect(await expert({ leavesMachine: true })).toMatchObject({ leavesMachine: true, price: undefined });
    expect(await expert({ baseUrl: 'https://api.example.com/v1' })).toMatchObject({
      leavesMachine: true,
      price: undefined,
    });
    expect(await expert({ baseUrl: 'http://10.0.0.5/v1', leavesMachine: false })).toMatchObject({
      leavesMachine: false,
      price: undefined,
    });
  });

  it('costs its size, else the size in its name, else what its price stands for', async () => {
    await start();
    const price = { promptPerMtok: 0.1, answerPerMtok: 0.5 };
    expect(await expert({ paramsB: 9, price })).toMatchObject({ costB: 9, costEstimated: false });
    expect(await expert({ price })).toMatchObject({ costB: 8, costEstimated: true });
    expect(await expert({ model: 'gpt', price })).toMatchObject({ costB: 40, costEstimated: true });
  });

  it('without its key is left out with a problem', async () => {
    await start();
    const { experts, problems } = await pool({ apiKeyName: 'TEAM' });
    expect(experts).toEqual([]);
    expect(problems).toEqual([
      expect.stringMatching(/^Expert "m-8b": the key "TEAM" is missing.*DER: Set API Key/),
    ]);
  });
});

describe('a key', () => {
  it('is in no message, though the server repeats it', async () => {
    await start();
    const repeating: typeof fetch = async () =>
      Response.json({ error: { message: 'Unknown key sk-of-the-person!' } }, { status: 401 });
    const lent = { ...services({ TEAM: 'sk-of-the-person' }), fetch: repeating };
    const refused: unknown = await ask(await expert({ apiKeyName: 'TEAM' }, lent)).catch(
      (error: unknown) => error,
    );
    expect(refused).toMatchObject({
      kind: 'unauthorised',
      message: expect.stringContaining('Unknown key …!'),
    });
    const { baseUrl } = server;
    const listed = await listOpenAiModels(lent, { baseUrl, apiKey: 'sk-of-the-person' });
    expect(listed.problem).toContain('Unknown key …!');
  });
});

describe('the models of an endpoint', () => {
  it('are listed, or it is said what to do', async () => {
    await start({}, { apiKey: 'right' });
    const { baseUrl } = server;
    expect(await listOpenAiModels(services(), { baseUrl, apiKey: 'right' })).toEqual({ models: ['m-8b'] });
    const wrong = await listOpenAiModels(services(), { baseUrl, apiKey: 'wrong', apiKeyName: 'TEAM' });
    const refused = expect.stringMatching(/does not accept the key "TEAM"/);
    expect(wrong).toEqual({ models: [], problem: refused, kind: 'unauthorised' });
    await server.close();
    const gone = await listOpenAiModels(services(), { baseUrl });
    expect(gone).toEqual({
      models: [],
      problem: expect.stringMatching(/not running at/),
      kind: 'not_running',
    });
  });
});
