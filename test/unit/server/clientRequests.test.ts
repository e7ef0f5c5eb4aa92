/** What clients of each protocol send, and how they are told what cannot be: by a status, in words, in their shape. */
import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../../../src/der/route/masks';
import { appOf } from '../../../src/server/app';
import { ownEnsemble } from '../../../src/server/ensemble';
import { newKey, type Keys } from '../../../src/server/keys/key';
import { mcpOverHttp } from '../../../src/server/mcp/http';
import { embeddedStore } from '../../../src/server/store/embeddedStore';
import { Serving } from '../../../src/server/serving';
import { hashedPolicy, hashedTerminator, ScriptedExpert, type Script } from '../routeSupport';

const answers: Script = { id: 'a', contextTokens: 4096, behaviour: { does: 'answers', text: 'It is so.' } };

function appWith(...pool: readonly Script[]) {
  return appFor(undefined, pool);
}

function appFor(keys: Keys | undefined, pool: readonly Script[]) {
  const serving = new Serving({
    ensemble: ownEnsemble({
      pool: pool.map((script) => new ScriptedExpert(script)),
      policy: hashedPolicy(1),
      terminator: hashedTerminator(1),
      models: { version: 'test', trained: false, sha256: {} },
      server: { limits: defaultLimits, maxSteps: 3 },
      check: () => () => Promise.reject(new Error('not needed')),
      learn: () => Promise.resolve(),
    }),
    store: embeddedStore({}, () => undefined),
    mcp: mcpOverHttp(() => Promise.reject(new Error('not needed'))),
    door: { keys, hosts: [], origins: [] },
    most: { running: 4, waiting: 16 },
    timeoutMs: 5000,
    version: '0.1.0',
    warn: (line) => expect.fail(line),
  });
  return appOf(serving);
}

const app = appWith(answers);

async function asked(path: string, body: unknown, from = app, headers: Record<string, string> = {}) {
  const reply = await from.request(`http://localhost${path}`, {
    ...{ method: 'POST', headers: { host: 'localhost', ...headers }, body: JSON.stringify(body) },
  });
  return { status: reply.status, headers: reply.headers, text: await reply.text() };
}

const messages = [{ role: 'user', content: 'Is it so?' }];
const chat = { model: 'der', messages };
const called = { role: 'assistant', content: null, tool_calls: [{ id: 'c', type: 'function' }] };

describe('what a client sends in ordinary use', () => {
  it.each<[string, string, object]>([
    [
      'functions that may not be called',
      '/v1/chat/completions',
      { functions: [{ name: 'f' }], function_call: 'none' },
    ],
    ['texts as the kind of the answer', '/v1/chat/completions', { modalities: ['text'], audio: null }],
    [
      'what a model refused earlier',
      '/v1/chat/completions',
      {
        messages: [
          ...messages,
          { role: 'assistant', content: [{ type: 'refusal', refusal: 'No.' }] },
          ...messages,
        ],
      },
    ],
    ['a call that came to nothing', '/v1/chat/completions', { messages: [...messages, called, ...messages] }],
    [
      'a part without text',
      '/v1/chat/completions',
      {
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: null },
              { type: 'text', text: 'Is it so?' },
            ],
          },
        ],
      },
    ],
    ['nothing of ours', '/v1/chat/completions', { der: null }],
    ['nothing in ours', '/api/chat', { stream: false, der: { alpha: null, trace: false } }],
    ['an effort', '/v1/messages', { max_tokens: 9, output_config: { effort: 'high' } }],
    ['no probabilities', '/api/chat', { stream: false, logprobs: false }],
  ])('is answered: %s', async (_, path, fields) => {
    const { status, text } = await asked(path, { ...chat, ...fields });
    expect([status, text]).toEqual([200, expect.stringContaining('It is so.')]);
  });

  it('may hold the reasoning that a response came with', async () => {
    const input = [
      { role: 'user', content: 'Is it?' },
      { type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 'x' },
      { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Yes.' }] },
      { role: 'user', content: 'Is it so?' },
    ];
    expect((await asked('/v1/responses', { model: 'der', input })).status).toBe(200);
  });
});

describe('what cannot be', () => {
  it.each<[string, object, string]>([
    [
      '/v1/chat/completions',
      { messages: [...messages, called, { role: 'tool', content: '5' }] },
      'messages of role tool out',
    ],
    ['/v1/chat/completions', { modalities: ['text', 'audio'] }, 'modalities out'],
    ['/v1/chat/completions', { web_search_options: {} }, 'web_search_options out'],
    ['/v1/chat/completions', { functions: [{ name: 'f' }] }, 'functions out'],
    ['/v1/responses', { input: 'x', conversation: 'c' }, 'conversation out'],
    ['/v1/responses', { input: 'x', prompt: { id: 'p' } }, 'prompt out'],
    [
      '/v1/responses',
      { input: 'x', include: ['message.output_text.logprobs'] },
      'message.output_text.logprobs out',
    ],
    [
      '/v1/responses',
      { input: [{ type: 'function_call_output', output: '5' }] },
      'items of type "function_call_output" out',
    ],
    [
      '/v1/messages',
      { max_tokens: 9, output_config: { format: { type: 'json_schema' } } },
      'output_config.format out',
    ],
    ['/api/chat', { logprobs: true }, 'logprobs out'],
    ['/api/chat', { messages: [...messages, { role: 'tool', content: '5' }] }, 'messages of role tool out'],
  ])('is named at %s: %j', async (path, fields, words) => {
    const { status, text } = await asked(path, { ...chat, ...fields });
    expect([status, text.replaceAll('\\"', '"')]).toEqual([400, expect.stringContaining(`Leave ${words}.`)]);
  });

  it.each<[string, object, string]>([
    [
      '/v1/chat/completions',
      { messages: [{ role: 'user', content: 5 }] },
      'messages.0.content is wrong: Invalid input: expected string or array, received number.',
    ],
    [
      '/v1/chat/completions',
      { messages: [{ role: 'user', content: [{}] }] },
      'messages.0.content.0.type is missing.',
    ],
    [
      '/v1/chat/completions',
      { stop: Array.from({ length: 20 }, String) },
      'stop is wrong: Too big: expected array to have <=16 items.',
    ],
    ['/v1/responses', {}, 'input is missing.'],
    ['/v1/responses', { input: [{ role: 'root', content: 'x' }] }, 'input.0.role is wrong'],
  ])('is said as the kind that it is of, at %s: %j', async (path, fields, words) => {
    const { status, text } = await asked(path, { ...chat, ...fields });
    expect([status, text]).toEqual([400, expect.stringContaining(words)]);
  });
});

describe('a route that nobody answers', () => {
  const ways: readonly [path: string, body: object][] = [
    ['/v1/chat/completions', chat],
    ['/v1/responses', { model: 'der', input: messages }],
    ['/v1/messages', { ...chat, max_tokens: 9 }],
    ['/api/chat', chat],
  ];

  it.each(ways)('is told by its status where it would have been streamed: %s', async (path, body) => {
    const declining = appWith({ id: 'a', behaviour: { does: 'declines' } });
    const { status, text } = await asked(path, { ...body, stream: true }, declining);
    expect([status, text]).toEqual([503, expect.stringMatching(/^\{.*Nobody answered/)]);
  });

  it.each(ways)('since nothing is left of the budget, is told so: %s', async (path, body) => {
    const price = { promptPerMtok: 3, answerPerMtok: 15 };
    const { secret, key } = newKey('Ada', { usdPerDay: 0 }, new Date());
    const paid = appFor({ current: [key] }, [{ ...answers, price, maxAnswerTokens: 100 }]);
    const { status, text } = await asked(path, { ...body, stream: true }, paid, { 'x-api-key': secret });
    expect([status, text]).toEqual([402, expect.stringMatching(/^\{.*budget/)]);
  });

  it.each(ways)(
    'since its prompt is too long, is told by the words that clients know: %s',
    async (path, body) => {
      const long = [{ role: 'system', content: 'You are a client. '.repeat(3000) }, ...messages];
      const longer = 'input' in body ? { input: long } : { messages: long };
      const { status, text } = await asked(path, { ...body, ...longer, stream: true });
      expect([status, text]).toEqual([400, expect.stringContaining('The prompt is too long')]);
      if (path.includes('chat/completions')) expect(text).toContain('"code":"context_length_exceeded"');
    },
  );
});

describe('where clients ask', () => {
  it.each([
    ['GET', '/v1/chat/completions', 'POST'],
    ['POST', '/api/tags', 'GET'],
    ['POST', '/v1/der/traces/x/rating', 'PUT'],
    ['GET', '/mcp', 'POST'],
    ['DELETE', '/mcp', 'POST'],
  ])('%s at %s is told how', async (method, path, right) => {
    const reply = await app.request(`http://localhost${path}`, { method, headers: { host: 'localhost' } });
    expect([reply.status, reply.headers.get('allow')]).toEqual([405, right]);
    expect(await reply.text()).toContain(`Use ${right}.`);
  });

  it.each([
    ['/v1', /ends in \/v1/],
    ['/', /ends in \/v1/],
    ['/openai/deployments/der/chat/completions', /Azure/],
    ['/v1/responses/resp_1/cancel', /Nothing is stored/],
    ['/v1/messages/batches', /\/v1\/messages/],
    ['/sse', /\/mcp/],
  ])('%s is told where', async (path, words) => {
    const { status, text } = await asked(path, chat);
    expect([status, text]).toEqual([404, expect.stringMatching(words)]);
  });

  it('hears of what is wrong in the shape of the Model Context Protocol', async () => {
    const { status, text } = await asked('/mcp', {}, app, { origin: 'app://notes' });
    expect([status, JSON.parse(text)]).toMatchObject([403, { jsonrpc: '2.0', id: null }]);
    expect(text).toContain('--allow-origin \\"app://notes\\"');
  });

  it('is every address of this machine, and no other', async () => {
    const at = (host: string) => app.request('http://localhost/v1/models', { headers: { host } });
    expect((await at('127.0.0.2:11535')).status).toBe(200);
    expect((await at('127.0.0.2.example')).status).toBe(403);
  });
});

describe('what Ollama’s clients look at before they ask', () => {
  it('is a version of Ollama, whose protocol it is, beside that of the product', async () => {
    const reply = await app.request('http://localhost/api/version', { headers: { host: 'localhost' } });
    const { version, der } = (await reply.json()) as { version: string; der: string };
    const [major, minor] = version.split('.').map(Number);
    // VS Code asks for 0.6.4.
    expect(major! * 1000 + minor!).toBeGreaterThan(6);
    expect(der).toBe('0.1.0');
  });

  it('names the model, and what context its experts have', async () => {
    const { text } = await asked('/api/show', { model: 'der:fast' });
    expect((JSON.parse(text) as { model_info: object }).model_info).toMatchObject({
      'general.architecture': 'der',
      'general.basename': 'der:fast',
      'der.context_length': 4096,
    });
  });
});
