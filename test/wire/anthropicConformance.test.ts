/** The provider of Anthropic's models through the conformance suite. */
import type { Expert } from '../../src/der/core/experts';
import type { AnthropicModelSpec, ErrorType } from '../support/anthropic/model';
import { type AnthropicServer, startAnthropicServer } from '../support/anthropicServer';
import { describeConformance } from './conformance';
import type { Conformer, ErrorCase, Limits, Rig } from './conformer';
import { entryLimits, expertOf } from './productExpert';

interface AnthropicRig extends Rig {
  readonly server: AnthropicServer;
  special(spec: Partial<AnthropicModelSpec>, more?: object): Promise<Expert>;
}

const rejected = (type: ErrorType, message: string, headers = {}): Partial<AnthropicModelSpec> => ({
  rejection: { type, message, headers },
});

const errorEvent = (type: ErrorType): Partial<AnthropicModelSpec> => ({
  errorEvent: { after: 1, type, message: 'Said in the middle' },
});

const anthropicErrors: readonly ErrorCase<AnthropicRig>[] = [
  {
    when: 'the request is bad',
    kind: 'bad_request',
    advice: /correct its entry/i,
    provoke: (rig) => rig.special(rejected('invalid_request_error', 'max_tokens: 99999 > 8192')),
  },
  {
    when: 'the key is wrong',
    kind: 'unauthorised',
    advice: /WRONG_KEY.*DER: Set API Key/,
    provoke: (rig) => rig.special({}, { apiKeyName: 'WRONG_KEY' }),
  },
  {
    when: 'the credit is used up',
    kind: 'unauthorised',
    advice: /top it up/i,
    provoke: (rig) => rig.special(rejected('invalid_request_error', 'Your credit balance is too low.')),
  },
  {
    when: 'the account is not paid for',
    kind: 'unauthorised',
    advice: /top it up/i,
    provoke: (rig) => rig.special(rejected('billing_error', 'Check your payment information.')),
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
      rig.special(rejected('rate_limit_error', 'Too many tokens per minute.', { 'retry-after': '12' })),
  },
  {
    when: 'requests are limited from the middle of an answer on',
    kind: 'rate_limited',
    advice: /later/,
    provoke: (rig) => rig.special(errorEvent('rate_limit_error')),
  },
  {
    when: 'the prompt is longer than the context',
    kind: 'context_too_long',
    advice: /shorter/,
    provoke: (rig) => rig.special({ contextTokens: 2 }),
  },
  {
    when: 'the request is too large',
    kind: 'context_too_long',
    advice: /shorter/,
    provoke: (rig) => rig.special(rejected('request_too_large', 'Request exceeds the maximum size')),
  },
  {
    when: 'the model refuses',
    kind: 'refused',
    advice: /I will not.*other words/,
    provoke: (rig) => rig.special({ stopReason: 'refusal', explanation: 'I will not.' }),
  },
  {
    when: 'the service is overloaded',
    kind: 'busy',
    advice: /again/,
    provoke: (rig) => rig.special(rejected('overloaded_error', 'Overloaded')),
  },
  {
    when: 'the service is overloaded in the middle of an answer',
    kind: 'busy',
    advice: /again/,
    provoke: (rig) => rig.special(errorEvent('overloaded_error')),
  },
  {
    when: 'the service gives up waiting',
    kind: 'first_token_timeout',
    advice: /again/,
    provoke: (rig) => rig.special(rejected('timeout_error', 'Request timed out')),
  },
  {
    when: 'an event is no JSON',
    kind: 'malformed_stream',
    advice: /baseUrl/,
    provoke: (rig) =>
      rig.special({
        fault: { kind: 'garbage', after: 2, bytes: 'event: content_block_delta\ndata: {"a": <html>\n\n' },
      }),
  },
];

const anthropic: Conformer<AnthropicRig> = {
  name: 'anthropic',
  start: async () => {
    const server = await startAnthropicServer({ apiKey: 'right' });
    const special = (
      spec: Partial<AnthropicModelSpec>,
      more: object = {},
      limits: Limits = {},
    ): Promise<Expert> => {
      server.models.set('m', { contextTokens: 4_000_000, ...spec, name: 'm' });
      const entry = { kind: 'anthropic', model: 'm', baseUrl: server.url, apiKeyName: 'TEST_KEY' } as const;
      return expertOf({ ...entry, ...entryLimits(limits), ...more }, limits);
    };
    return {
      server,
      askPath: '/v1/messages',
      special,
      expert: ({ thinks, ...behaviour }, limits) =>
        special({ ...behaviour, ...(thinks && { thinks }) }, {}, limits),
    };
  },
  phases: {
    prefill: (rig) => rig.expert({ prefillMs: 600_000 }),
    streaming: (rig) => rig.expert({ tokensPerSecond: 0.01 }),
    silent: (rig) => rig.expert({ fault: { kind: 'silent', after: 1 } }),
  },
  errors: anthropicErrors,
};

describeConformance(anthropic);
