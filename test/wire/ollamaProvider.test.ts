/** What the Ollama provider sends, finds and refuses; failures and stopping are in the conformance suite. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Expert, ExpertEvent } from '../../src/der/core/experts';
import { defaultPool } from '../../src/providers/defaultPool';
import { discoverOllama } from '../../src/providers/ollama/discover';
import { poolEntrySchema, type PoolEntryInput } from '../../src/providers/poolConfig';
import { buildPool } from '../../src/providers/registry';
import { defaultTimeouts, type ProviderServices } from '../../src/providers/services';
import { type OllamaServer, startOllamaServer } from '../support/ollamaServer';
import type { ModelSpec } from '../support/simulated/model';

const question = { question: 'Why?', messages: [{ role: 'user' as const, content: 'Why?' }] };
const never = new AbortController().signal;
let server: OllamaServer;

beforeEach(async () => {
  server = await startOllamaServer();
});
afterEach(() => server.close());

function services(env: Record<string, string> = {}): ProviderServices {
  return { fetch, secret: async () => undefined, timeouts: defaultTimeouts, env };
}

async function expert(spec: Partial<ModelSpec>, entry: Partial<PoolEntryInput> = {}): Promise<Expert> {
  server.ollama.store.add({ name: 'm', ...spec });
  const whole = poolEntrySchema.parse({ kind: 'ollama', model: 'm', baseUrl: server.url, ...entry });
  const { experts, problems } = await buildPool([whole], services());
  expect(problems).toEqual([]);
  return experts[0]!;
}

async function ask(asked: Expert): Promise<ExpertEvent[]> {
  const events: ExpertEvent[] = [];
  for await (const event of asked.ask(question, never)) events.push(event);
  return events;
}

const lastChat = () => server.log.to('/api/chat').at(-1)!.body as Record<string, unknown>;

describe('a request to Ollama', () => {
  it('holds the fixed context, the limit and no truncation, and leaves the rest to the server', async () => {
    await ask(await expert({ contextTokens: 100_000 }));
    expect(lastChat()).toEqual({
      model: 'm',
      messages: question.messages,
      stream: true,
      truncate: false,
      options: { num_ctx: 8192, num_predict: 4096 },
    });
  });

  it('never asks for more context than the model has, unless the person does', async () => {
    await ask(await expert({ contextTokens: 2048 }));
    expect(lastChat()['options']).toEqual({ num_ctx: 2048, num_predict: 1024 });
    await ask(await expert({ contextTokens: 2048 }, { contextTokens: 32_768, maxAnswerTokens: 100 }));
    expect(lastChat()['options']).toEqual({ num_ctx: 32_768, num_predict: 100 });
  });

  it('says which model answered, by the digest that the server lists', async () => {
    const asked = await expert({});
    const listed = (await (await fetch(`${server.url}/api/tags`)).json()) as {
      models: { name: string; digest: string }[];
    };
    const done = (await ask(asked)).at(-1);
    expect(done?.type === 'done' && done.version).toBe(
      listed.models.find(({ name }) => name === 'm:latest')!.digest.slice(0, 12),
    );
  });

  it('does not make the server load the model again for the next question', async () => {
    const asked = await expert({ loadMs: 20 });
    const load = (events: ExpertEvent[]) => {
      const done = events.at(-1);
      return done?.type === 'done' ? (done.timing.loadMs ?? 0) : 0;
    };
    expect(load(await ask(asked))).toBeGreaterThan(10);
    expect(server.ollama.scheduler.runners.size).toBe(1);
    await ask(asked);
    await ask(asked);
    const loads = server.log
      .to('/api/chat')
      .filter(({ phases }) => phases.some(({ phase }) => phase === 'loading'));
    expect(loads).toHaveLength(1);
  });

  it.each([
    [['completion'], undefined, undefined],
    [['completion'], true, undefined],
    [['completion', 'thinking'], undefined, false],
    [['completion', 'thinking'], true, true],
    [['completion', 'thinking'], 'high', 'high'],
  ] as const)('with capabilities %j and think %j sends think %j', async (capabilities, think, sent) => {
    await ask(await expert({ capabilities: [...capabilities] }, think === undefined ? {} : { think }));
    expect(lastChat()['think']).toBe(sent);
  });

  it('holds keep_alive only if the person set it', async () => {
    await ask(await expert({}));
    expect(lastChat()).not.toHaveProperty('keep_alive');
    await ask(await expert({}, { keepAlive: '10m' }));
    expect(lastChat()['keep_alive']).toBe('10m');
  });

  it('gets usage in tokens and load time in milliseconds', async () => {
    const done = (await ask(await expert({ loadMs: 50, reply: 'one two' }))).at(-1);
    expect(done).toMatchObject({
      type: 'done',
      usage: { promptTokens: expect.any(Number), answerTokens: 2 },
    });
    const loadMs = done?.type === 'done' ? done.timing.loadMs : undefined;
    expect(loadMs).toBeGreaterThan(40);
    expect(loadMs).toBeLessThan(60_000);
  });

  it('takes thinking out of the text where the server left it in', async () => {
    const events = await ask(await expert({ reply: '<think>Hm.</think>\n\nYes.' }));
    const text = (type: string) =>
      events.map((event) => ('text' in event && event.type === type ? event.text : '')).join('');
    expect(text('thinking')).toBe('Hm.');
    expect(text('delta')).toBe('Yes.');
  });
});

describe('an expert of Ollama', () => {
  it('knows its size and stays on this machine for nothing', async () => {
    expect(await expert({ paramsB: 8.03 })).toMatchObject({
      ...{
        id: 'm',
        provider: 'ollama',
        costB: 8.03,
        costEstimated: false,
        leavesMachine: false,
        tool: false,
      },
      price: { promptPerMtok: 0, answerPerMtok: 0 },
    });
  });

  it('is made without a server, its size estimated from its name', async () => {
    const entry = poolEntrySchema.parse({ kind: 'ollama', model: 'llama3.1:8b', baseUrl: server.url });
    await server.close();
    const { experts, problems } = await buildPool([entry], services());
    expect(problems).toEqual([]);
    expect(experts[0]).toMatchObject({ costB: 8, costEstimated: true, contextTokens: 8192 });
    await expect(ask(experts[0]!)).rejects.toMatchObject({
      kind: 'not_running',
      message: expect.stringMatching(/ollama serve/),
    });
  });

  it('that only embeds is left out with a problem', async () => {
    server.ollama.store.add({ name: 'nomic', capabilities: ['embedding'] });
    const entry = poolEntrySchema.parse({ kind: 'ollama', model: 'nomic', baseUrl: server.url });
    const { experts, problems } = await buildPool([entry], services());
    expect(experts).toEqual([]);
    expect(problems).toEqual([expect.stringMatching(/^Expert "nomic": .*cannot chat. Choose a chat model/)]);
  });

  it('in the cloud leaves the machine, at an unknown price', async () => {
    const remote = { model: 'big', host: 'https://ollama.com:443' };
    expect(await expert({ remote })).toMatchObject({ leavesMachine: true, price: undefined });
  });

  it('that turns out to be in the cloud is sent nothing', async () => {
    const entry = poolEntrySchema.parse({ kind: 'ollama', model: 'm', baseUrl: server.url });
    let reachable = false;
    const guarded: typeof fetch = (...args) =>
      reachable ? fetch(...args) : Promise.reject(new TypeError('fetch failed'));
    const { experts } = await buildPool([entry], { ...services(), fetch: guarded });
    expect(experts[0]).toMatchObject({ leavesMachine: false });
    server.ollama.store.add({ name: 'm', remote: { model: 'big', host: 'https://ollama.com:443' } });
    reachable = true;
    await expect(ask(experts[0]!)).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(/cloud/),
    });
    expect(server.log.to('/api/chat')).toEqual([]);
  });
});

describe('discovery', () => {
  it('finds the chat models of OLLAMA_HOST with size, context and abilities', async () => {
    server.ollama.store.add({
      name: 'old',
      paramsB: 0.5,
      contextTokens: 2048,
      modifiedAt: '2024-01-01T00:00:00Z',
    });
    server.ollama.store.add({ name: 'new:8b', paramsB: 8, capabilities: ['completion', 'thinking'] });
    server.ollama.store.add({ name: 'nomic', capabilities: ['embedding'] });
    server.ollama.store.add({ name: 'far', remote: { model: 'far', host: 'https://ollama.com:443' } });
    const host = server.url.replace('http://127.0.0.1', '0.0.0.0');
    const found = await discoverOllama(services({ OLLAMA_HOST: host }));
    expect(found.baseUrl).toBe(server.url);
    expect(found.problem).toBeUndefined();
    expect(found.models.map(({ model, leavesMachine }) => [model, leavesMachine])).toEqual([
      ['new:8b', false],
      ['far:latest', true],
      ['old:latest', false],
    ]);
    expect(found.models[0]).toMatchObject({
      paramsB: 8,
      contextTokens: 8192,
      capabilities: ['completion', 'thinking'],
    });
    expect(found.models[2]).toMatchObject({ paramsB: 0.5, contextTokens: 2048 });
  });

  it('makes a default pool of the tools and the local models', async () => {
    server.ollama.store.add({ name: 'near' });
    server.ollama.store.add({ name: 'far', remote: { model: 'far', host: 'https://ollama.com:443' } });
    const { entries, problem } = await defaultPool(services({ OLLAMA_HOST: server.url }));
    expect(problem).toBeUndefined();
    expect(entries.map((entry) => (entry.kind === 'ollama' ? entry.model : entry.kind))).toEqual([
      ...['calculator', 'workspace', 'near:latest'],
    ]);
  });

  it('says what to do when nobody is there, or somebody else', async () => {
    const { url } = server;
    await server.close();
    const nobody = await discoverOllama(services(), { baseUrl: url });
    expect(nobody).toMatchObject({
      models: [],
      problem: expect.stringMatching(/not running at .*ollama serve/),
    });
    const silent: typeof fetch = (_, init) =>
      new Promise((_resolve, reject) =>
        init?.signal?.addEventListener('abort', () => reject(new Error('aborted'))),
      );
    const late = await discoverOllama({ fetch: silent, env: {} }, { baseUrl: url, timeoutMs: 30 });
    expect(late.problem).toMatch(/did not answer in time/);
    const other = await discoverOllama(
      { fetch: async () => Response.json({ object: 'list' }), env: {} },
      { baseUrl: url },
    );
    expect(other.problem).toMatch(/does not answer like Ollama. Check the address/);
  });
});
