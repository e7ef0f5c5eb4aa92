/** Every provider through the conformance suite. */
import type { Expert } from '../../src/der/experts';
import { patientFetch } from '../../src/providers/patientFetch';
import type { PoolEntryInput } from '../../src/providers/poolConfig';
import { poolEntrySchema } from '../../src/providers/poolConfig';
import { buildPool } from '../../src/providers/registry';
import { defaultTimeouts } from '../../src/providers/services';
import { busyMessage } from '../support/ollama/scheduler';
import { type OllamaServer, startOllamaServer } from '../support/ollamaServer';
import type { OpenAiModelSpec } from '../support/openai/model';
import { type OpenAiServer, startOpenAiServer } from '../support/openaiServer';
import { describeConformance, type Conformer, type ErrorCase, type Limits, type Rig } from './conformance';

/** The expert of an entry, made as the product makes it. */
async function expertOf(entry: PoolEntryInput, { firstTokenMs, silenceMs }: Limits): Promise<Expert> {
  const { experts, problems } = await buildPool([poolEntrySchema.parse(entry)], {
    fetch: patientFetch(fetch),
    secret: async () => undefined,
    timeouts: {
      firstTokenMs: firstTokenMs ?? defaultTimeouts.firstTokenMs,
      silenceMs: silenceMs ?? defaultTimeouts.silenceMs,
    },
    env: { TEST_KEY: 'right', WRONG_KEY: 'wrong' },
  });
  const [expert] = experts;
  if (!expert) throw new Error(problems.join('\n'));
  return expert;
}

const rest = ({
  contextTokens,
  maxAnswerTokens,
}: Limits): Pick<Limits, 'contextTokens' | 'maxAnswerTokens'> => ({
  ...(contextTokens !== undefined && { contextTokens }),
  ...(maxAnswerTokens !== undefined && { maxAnswerTokens }),
});

interface OllamaRig extends Rig {
  readonly server: OllamaServer;
  named(model: string, limits?: Limits): Promise<Expert>;
}

const hold = { tokensPerSecond: 0.01 };
const long = { loadMs: 600_000 };

const ollama: Conformer<OllamaRig> = {
  name: 'ollama',
  start: async () => {
    const server = await startOllamaServer({
      scheduler: { maxLoaded: 1 },
      cloudModels: [{ name: 'big' }],
    });
    const named = (model: string, limits: Limits = {}): Promise<Expert> =>
      expertOf({ kind: 'ollama', model, baseUrl: server.url, think: true, ...rest(limits) }, limits);
    return {
      server,
      askPath: '/api/chat',
      named,
      expert: ({ thinks, ...behaviour }, limits) => {
        server.ollama.store.add({
          ...behaviour,
          name: 'm',
          contextTokens: 4_000_000,
          capabilities: thinks ? ['completion', 'thinking'] : ['completion'],
        });
        return named('m', limits);
      },
    };
  },
  phases: {
    queued: async (rig) => {
      await occupy(rig, 'other');
      return rig.expert({});
    },
    loading: (rig) => rig.expert(long),
    waiting: async (rig) => {
      const expert = await rig.expert(hold);
      await occupy(rig, 'm');
      return expert;
    },
    prefill: (rig) => rig.expert({ prefillMs: 600_000 }),
    streaming: (rig) => rig.expert(hold),
    silent: (rig) => rig.expert({ fault: { kind: 'silent', after: 1 } }),
  },
  errors: [
    {
      when: 'the model is not pulled',
      kind: 'not_pulled',
      advice: /ollama pull m\b/,
      provoke: async (rig) => {
        const expert = await rig.expert({});
        rig.server.ollama.store.remove('m:latest');
        return expert;
      },
    },
    {
      when: 'the request is bad',
      kind: 'bad_request',
      advice: /correct/i,
      provoke: (rig) =>
        rig.expert({ fault: { kind: 'error', after: 0, status: 400, message: 'top_k must be positive' } }),
    },
    {
      when: 'the queue is full',
      kind: 'busy',
      advice: /again in a moment/i,
      provoke: (rig) => rig.expert({ fault: { kind: 'error', after: 0, status: 503, message: busyMessage } }),
    },
    {
      when: 'the prompt is longer than the context',
      kind: 'context_too_long',
      advice: /shorter|contextTokens/,
      provoke: (rig) => rig.expert({}, { contextTokens: 2 }),
    },
    {
      when: 'the model does not load',
      kind: 'server_error',
      advice: /log/,
      provoke: (rig) => rig.expert({ loadError: 'llama-server process has terminated: exit status 2' }),
    },
    {
      when: 'the line is no JSON',
      kind: 'malformed_stream',
      advice: /address/,
      provoke: (rig) => rig.expert({ fault: { kind: 'garbage', after: 0, bytes: '<html>\n</html>\n' } }),
    },
    {
      when: 'a line in the middle is no JSON',
      kind: 'malformed_stream',
      advice: /address/,
      provoke: (rig) => rig.expert({ fault: { kind: 'garbage', after: 2, bytes: '{"model": <html>\n' } }),
    },
    {
      when: 'the cloud wants a sign-in',
      kind: 'unauthorised',
      advice: /ollama signin/,
      provoke: (rig) => cloud(rig, 'signed_out'),
    },
    {
      when: 'the cloud is disabled',
      kind: 'unauthorised',
      advice: /another expert|settings/,
      provoke: (rig) => cloud(rig, 'disabled'),
    },
    {
      when: 'the cloud limits requests',
      kind: 'rate_limited',
      advice: /7 s|another expert/,
      retryAfterMs: { min: 7000, max: 7000 },
      provoke: (rig) => cloud(rig, 'rate_limited'),
    },
  ],
};

/** Starts a chat that never ends, and waits until it holds its model. */
async function occupy({ server }: OllamaRig, name: string): Promise<void> {
  if (!server.ollama.store.has(`${name}:latest`)) server.ollama.store.add({ name, ...hold });
  // Loaded as the provider loads it, or the model would be loaded again instead of waited for.
  const numCtx = name === 'm' ? 8192 : 4096;
  const body = { model: name, messages: [{ role: 'user', content: 'x' }], options: { num_ctx: numCtx } };
  fetch(`${server.url}/api/generate`, {
    method: 'POST',
    body: JSON.stringify({ ...body, prompt: 'x' }),
  }).catch(() => undefined);
  await server.log.until(
    ({ path, phases }) => path === '/api/generate' && phases.at(-1)?.phase === 'streaming',
  );
}

async function cloud(rig: OllamaRig, state: OllamaServer['ollama']['cloud']): Promise<Expert> {
  const expert = await rig.named('big:cloud');
  rig.server.ollama.cloud = state;
  return expert;
}

interface OpenAiRig extends Rig {
  readonly server: OpenAiServer;
  special(spec: Partial<OpenAiModelSpec>, more?: object): Promise<Expert>;
}

const rejected = (status: number, message: string, code: string, headers = {}): Partial<OpenAiModelSpec> => ({
  rejection: { status, error: { message, type: 'invalid_request_error', param: null, code }, headers },
});

const openAiErrors: readonly ErrorCase<OpenAiRig>[] = [
  {
    when: 'the request is bad',
    kind: 'bad_request',
    advice: /correct/i,
    provoke: (rig) => rig.special(rejected(400, 'top_p must be at most 1.', 'invalid_value')),
  },
  {
    when: 'the key is wrong',
    kind: 'unauthorised',
    advice: /WRONG_KEY.*DER: Set API Key/,
    provoke: (rig) => rig.special({}, { apiKeyName: 'WRONG_KEY' }),
  },
  {
    when: 'there is no such model',
    kind: 'not_pulled',
    advice: /correct "model"/i,
    provoke: async (rig) => {
      const expert = await rig.special({});
      rig.server.models.clear();
      return expert;
    },
  },
  {
    when: 'requests are limited for some seconds',
    kind: 'rate_limited',
    advice: /12 s/,
    retryAfterMs: { min: 12_000, max: 12_000 },
    provoke: (rig) =>
      rig.special(rejected(429, 'Rate limit reached.', 'rate_limit_exceeded', { 'Retry-After': '12' })),
  },
  {
    when: 'requests are limited until a date',
    kind: 'rate_limited',
    advice: /another expert/,
    retryAfterMs: { min: 50_000, max: 61_000 },
    provoke: (rig) =>
      rig.special(
        rejected(429, 'Rate limit reached.', 'rate_limit_exceeded', {
          'Retry-After': new Date(Date.now() + 60_000).toUTCString(),
        }),
      ),
  },
  {
    when: 'the quota is used up',
    kind: 'rate_limited',
    advice: /raise it there/i,
    provoke: (rig) => rig.special(rejected(429, 'You exceeded your current quota.', 'insufficient_quota')),
  },
  {
    when: 'the prompt is longer than the context',
    kind: 'context_too_long',
    advice: /shorter/,
    provoke: (rig) => rig.special({ contextTokens: 2 }),
  },
  {
    when: 'a filter stops the answer',
    kind: 'refused',
    advice: /other words/,
    provoke: (rig) => rig.special({ finish: 'content_filter' }),
  },
  {
    when: 'the model refuses',
    kind: 'refused',
    advice: /I will not.*other words/,
    provoke: (rig) => rig.special({ refusal: 'I will not.' }),
  },
  {
    when: 'a filter rejects the prompt',
    kind: 'refused',
    advice: /other words/,
    provoke: (rig) => rig.special(rejected(400, 'Your request was rejected.', 'content_policy_violation')),
  },
  {
    when: 'the service is overloaded',
    kind: 'busy',
    advice: /again/,
    provoke: (rig) => rig.special(rejected(503, 'Overloaded.', 'overloaded')),
  },
  {
    when: 'an event is no JSON',
    kind: 'malformed_stream',
    advice: /base URL/,
    provoke: (rig) => rig.special({ fault: { kind: 'garbage', after: 2, bytes: 'data: {"id": <html>\n\n' } }),
  },
];

/** Servers differ in whether the status line waits for the first token. */
const openai = (lateHeaders: boolean): Conformer<OpenAiRig> => ({
  name: lateHeaders ? 'openai, late headers' : 'openai',
  start: async () => {
    const server = await startOpenAiServer({ apiKey: 'right' });
    const special = (
      spec: Partial<OpenAiModelSpec>,
      more: object = {},
      limits: Limits = {},
    ): Promise<Expert> => {
      server.models.set('m', { contextTokens: 4_000_000, lateHeaders, ...spec, name: 'm' });
      const entry = { kind: 'openai', model: 'm', baseUrl: server.baseUrl, apiKeyName: 'TEST_KEY' } as const;
      return expertOf({ ...entry, ...rest(limits), ...more }, limits);
    };
    return {
      server,
      askPath: '/v1/chat/completions',
      special,
      expert: ({ thinks, ...behaviour }, limits) =>
        special({ ...behaviour, ...(thinks && { reasoningField: 'reasoning_content' }) }, {}, limits),
    };
  },
  phases: {
    prefill: (rig) => rig.expert({ prefillMs: 600_000 }),
    streaming: (rig) => rig.expert(hold),
    silent: (rig) => rig.expert({ fault: { kind: 'silent', after: 1 } }),
  },
  errors: openAiErrors,
});

describeConformance(ollama);
describeConformance(openai(false));
describeConformance(openai(true));
