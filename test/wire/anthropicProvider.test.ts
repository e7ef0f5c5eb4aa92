/** What the provider of Anthropic's models sends and reads; failures and stopping are in the conformance suite. */
import { afterEach, describe, expect, it } from 'vitest';
import { billed } from '../../src/der/core/cost';
import type { Expert, ExpertEvent, ExpertRequest } from '../../src/der/core/experts';
import { listAnthropicModels } from '../../src/providers/anthropic/discover';
import { poolEntrySchema, type PoolEntryInput } from '../../src/providers/poolConfig';
import { buildPool } from '../../src/providers/registry';
import { defaultTimeouts, type ProviderServices } from '../../src/providers/services';
import type { AnthropicModelSpec } from '../support/anthropic/model';
import { type AnthropicServer, startAnthropicServer } from '../support/anthropicServer';

const question: ExpertRequest = { question: 'Why?', messages: [{ role: 'user', content: 'Why?' }] };
const never = new AbortController().signal;
const key = { ANTHROPIC_API_KEY: 'sk-ant-of-the-person' };
let server: AnthropicServer;

afterEach(() => server.close());

async function start(spec: Partial<AnthropicModelSpec> = {}): Promise<void> {
  server = await startAnthropicServer({ models: [{ name: 'claude', ...spec }] });
}

function services(env: Record<string, string> = key, secrets: Record<string, string> = {}): ProviderServices {
  return { fetch, secret: async (name) => secrets[name], timeouts: defaultTimeouts, env };
}

async function expert(entry: Partial<PoolEntryInput> = {}, lent = services()): Promise<Expert> {
  const whole = poolEntrySchema.parse({ kind: 'anthropic', model: 'claude', baseUrl: server.url, ...entry });
  return (await buildPool([whole], lent)).experts[0]!;
}

async function ask(asked: Expert, request = question): Promise<ExpertEvent[]> {
  const events: ExpertEvent[] = [];
  for await (const event of asked.ask(request, never)) events.push(event);
  return events;
}

const sent = () => server.log.to('/v1/messages');

describe("a request to Anthropic's API", () => {
  it('sets a limit, as the API wants one, and puts what the system says apart', async () => {
    await start();
    const messages = [{ role: 'system' as const, content: 'Be brief.' }, ...question.messages];
    await ask(await expert(), { ...question, messages });
    expect(sent()[0]!.body).toEqual({
      model: 'claude',
      system: 'Be brief.',
      messages: question.messages,
      max_tokens: 4096,
      stream: true,
    });
  });

  it.each([
    [false, { thinking: { type: 'disabled' } }],
    [true, { thinking: { type: 'adaptive', display: 'summarized' } }],
    ['low', { thinking: { type: 'adaptive', display: 'summarized' }, output_config: { effort: 'low' } }],
  ] as const)('asks for thinking as the person wishes: %s', async (think, fields) => {
    await start();
    await ask(await expert({ think }));
    expect(sent()[0]!.body).toMatchObject(fields);
  });

  it('carries the stored key, else that of the environment, and nothing else of it', async () => {
    const others = {
      ANTHROPIC_AUTH_TOKEN: 'token-of-the-person',
      ANTHROPIC_CUSTOM_HEADERS: 'X-Api-Key: of-the-person\nX-Team: of-the-person',
      ANTHROPIC_BASE_URL: 'http://127.0.0.1:9/of-the-person',
    };
    Object.assign(process.env, others);
    try {
      await start();
      await ask(await expert({}, services({ ANTHROPIC_API_KEY: 'from env' })));
      await ask(await expert({ apiKeyName: 'TEAM' }, services({ TEAM: 'from env' }, { TEAM: 'from store' })));
    } finally {
      for (const name of Object.keys(others)) delete process.env[name];
    }
    expect(sent().map(({ headers }) => headers['x-api-key'])).toEqual(['from env', 'from store']);
    for (const { headers } of sent()) expect(JSON.stringify(headers)).not.toMatch(/of-the-person/);
  });

  it('is not made with a key that fits no header, which nobody is told', async () => {
    await start();
    const asked = await expert({}, services({ ANTHROPIC_API_KEY: 'sk-ant-one\nsk-ant-two' }));
    const failure: unknown = await ask(asked).catch((error: unknown) => error);
    expect(failure).toMatchObject({ kind: 'unauthorised' });
    expect(String(failure)).not.toContain('sk-ant');
    expect(server.log.requests).toEqual([]);
  });
});

describe("the answer of Anthropic's API", () => {
  it('counts what was read from the cache, and costs what its price says', async () => {
    await start({ reply: 'one two', cachedTokens: 3 });
    const price = { promptPerMtok: 1_000_000, answerPerMtok: 2_000_000 };
    const done = (await ask(await expert({ price }))).at(-1);
    const usage = done?.type === 'done' ? done.usage : {};
    await server.close();
    await start({ reply: 'one two' });
    const uncached = (await ask(await expert())).at(-1);
    expect(uncached).toMatchObject({ usage });
    expect(billed(price, usage)).toBeCloseTo(usage.promptTokens! + 2 * usage.answerTokens!);
  });

  it('is cut off where the context ends', async () => {
    await start({ stopReason: 'model_context_window_exceeded' });
    expect((await ask(await expert())).at(-1)).toMatchObject({ type: 'done', finish: 'length' });
  });
});

describe("an expert of Anthropic's API", () => {
  it('leaves the machine unless the address is its own, and its price is not known by itself', async () => {
    await start();
    expect(await expert()).toMatchObject({ leavesMachine: false, price: undefined, costEstimated: true });
    expect(await expert({ baseUrl: undefined })).toMatchObject({ leavesMachine: true });
    expect(await expert({ leavesMachine: true })).toMatchObject({ leavesMachine: true });
  });

  it('is left out without its key, with what to do', async () => {
    await start();
    const entry = poolEntrySchema.parse({ kind: 'anthropic', model: 'claude' });
    const { problems } = await buildPool([entry], services({}));
    expect(problems).toEqual([expect.stringMatching(/the key "ANTHROPIC_API_KEY" is missing.*Set API Key/)]);
  });
});

describe("the models of Anthropic's API", () => {
  it('are listed, or it is said what to do', async () => {
    server = await startAnthropicServer({ apiKey: 'right', models: [{ name: 'claude', contextTokens: 9 }] });
    const endpoint = { baseUrl: server.url, apiKeyName: 'ANTHROPIC_API_KEY' };
    expect(await listAnthropicModels(services(), { ...endpoint, apiKey: 'right' })).toEqual({
      models: [{ model: 'claude', name: 'Display of claude', contextTokens: 9 }],
    });
    expect(await listAnthropicModels(services(), { ...endpoint, apiKey: 'wrong' })).toEqual({
      models: [],
      problem: expect.stringMatching(/does not accept the key "ANTHROPIC_API_KEY"/),
      kind: 'unauthorised',
    });
  });
});
