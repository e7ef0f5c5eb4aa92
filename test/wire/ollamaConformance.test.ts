/** The provider of Ollama's models through the conformance suite. */
import type { Expert } from '../../src/der/core/experts';
import { busyMessage } from '../support/ollama/scheduler';
import { type OllamaServer, startOllamaServer } from '../support/ollamaServer';
import { describeConformance } from './conformance';
import type { Conformer, Limits, Rig } from './conformer';
import { entryLimits, expertOf } from './productExpert';

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
      expertOf({ kind: 'ollama', model, baseUrl: server.url, think: true, ...entryLimits(limits) }, limits);
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

describeConformance(ollama);
