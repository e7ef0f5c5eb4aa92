/** The provider of OpenAI-compatible endpoints through the conformance suite. */
import type { Expert } from '../../src/der/core/experts';
import type { OpenAiModelSpec } from '../support/openai/model';
import { type OpenAiServer, startOpenAiServer } from '../support/openaiServer';
import { describeConformance } from './conformance';
import type { Conformer, ErrorCase, Limits, Rig } from './conformer';
import { entryLimits, expertOf } from './productExpert';

const hold = { tokensPerSecond: 0.01 };

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
      return expertOf({ ...entry, ...entryLimits(limits), ...more }, limits);
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

describeConformance(openai(false));
describeConformance(openai(true));
