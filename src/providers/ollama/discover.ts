/** What an Ollama server has: its models, with size, abilities and context. */
import type { Ollama } from 'ollama/browser';
import { z } from 'zod';
import { isLoopback } from '../address';
import { parseParameterSize } from '../modelSize';
import type { ProviderServices } from '../services';
import { ollamaBaseUrl } from './address';
import { explainOllama } from './errors';
import { ollamaFetch } from './wire';

/** What is known of one model without asking it. Absent: the server does not say. */
export interface OllamaModel {
  readonly model: string;
  readonly paramsB?: number | undefined;
  /** Longest context the model was made for, in tokens. */
  readonly contextTokens?: number | undefined;
  /** For example `completion`, `thinking`, `vision`, `embedding`. Absent on servers before 0.6.4. */
  readonly capabilities?: readonly string[] | undefined;
  /** Runs in Ollama's cloud, or the server itself is another machine. */
  readonly leavesMachine: boolean;
  /** It can answer; embedding models cannot. */
  readonly chats: boolean;
}

export interface OllamaServer {
  readonly baseUrl: string;
  /** Why the server could not be asked; then `models` is empty. */
  readonly problem?: string | undefined;
  /** Chat models, the most recently changed first. */
  readonly models: readonly OllamaModel[];
}

const discoveryMs = 1_500;

const details = z.object({
  family: z.string().nullish(),
  parameter_size: z.string().nullish(),
  context_length: z.number().nullish(),
});
const listed = z.object({
  models: z.array(
    z.object({
      name: z.string(),
      remote_host: z.string().nullish(),
      details: details.nullish(),
      capabilities: z.array(z.string()).nullish(),
    }),
  ),
});
const shown = z.object({
  remote_host: z.string().nullish(),
  details: details.nullish(),
  capabilities: z.array(z.string()).nullish(),
  model_info: z.record(z.string(), z.unknown()).nullish(),
});
type Shown = z.output<typeof shown>;

/** Lists the chat models of a server (default: of `OLLAMA_HOST`, else this machine). Never throws. */
export async function discoverOllama(
  services: Pick<ProviderServices, 'fetch' | 'env'>,
  options: { baseUrl?: string; timeoutMs?: number } = {},
): Promise<OllamaServer> {
  const baseUrl = options.baseUrl ?? ollamaBaseUrl(services.env['OLLAMA_HOST']);
  const signal = AbortSignal.timeout(options.timeoutMs ?? discoveryMs);
  try {
    const client = await ollamaClient(services.fetch, baseUrl, signal);
    const { models } = listed.parse(await client.list());
    const described = await Promise.all(
      models.map(async ({ name, ...tag }) => {
        // Newer servers list all that matters; older ones are asked about each model.
        const listsAll = tag.capabilities && tag.details?.context_length && tag.details.parameter_size;
        const show = listsAll ? {} : await showModel(client, name).catch(() => ({}));
        return describe(name, baseUrl, { ...tag, ...show });
      }),
    );
    return { baseUrl, models: described.filter((model) => model.chats) };
  } catch (error) {
    const problem = signal.aborted
      ? `Ollama at ${baseUrl} did not answer in time. Look whether it is running there.`
      : error instanceof z.ZodError
        ? `The server at ${baseUrl} does not answer like Ollama. Check the address.`
        : explainOllama(error, 'a model', baseUrl, false).message;
    return { baseUrl, problem, models: [] };
  }
}

/** Facts about one model. @throws what the connection throws, or an OllamaFailure such as 404 for a model not pulled. */
export async function describeOllamaModel(
  fetch: ProviderServices['fetch'],
  baseUrl: string,
  model: string,
  signal: AbortSignal,
): Promise<OllamaModel> {
  return describe(model, baseUrl, await showModel(await ollamaClient(fetch, baseUrl, signal), model));
}

async function showModel(client: Ollama, model: string): Promise<Shown> {
  return shown.parse(await client.show({ model }));
}

/** A client for one request: whatever it sends ends with the signal. */
export async function ollamaClient(
  base: typeof fetch,
  baseUrl: string,
  signal: AbortSignal,
): Promise<Ollama> {
  const { Ollama } = await import('ollama/browser');
  return new Ollama({ host: baseUrl, fetch: ollamaFetch(base, signal) });
}

/** A name with the suffix of Ollama's cloud: `:cloud`, or a tag that ends in `-cloud`. */
export function isCloudName(model: string): boolean {
  const name = model.slice(model.lastIndexOf('/') + 1);
  return name.endsWith(':cloud') || (name.endsWith('-cloud') && name.includes(':'));
}

function describe(model: string, baseUrl: string, facts: Shown): OllamaModel {
  const info = facts.model_info ?? {};
  const architecture = info['general.architecture'];
  const count = info['general.parameter_count'];
  const context = info[`${String(architecture)}.context_length`] ?? facts.details?.context_length;
  const family = typeof architecture === 'string' ? architecture : (facts.details?.family ?? '');
  const capabilities = facts.capabilities ?? undefined;
  return {
    model,
    paramsB:
      typeof count === 'number' && count > 0
        ? count / 1e9
        : parseParameterSize(facts.details?.parameter_size ?? ''),
    contextTokens: typeof context === 'number' && context > 0 ? context : undefined,
    capabilities,
    leavesMachine: !isLoopback(baseUrl) || isCloudName(model) || Boolean(facts.remote_host),
    // Servers that name no capabilities are known by the family: every BERT embeds.
    chats: capabilities ? capabilities.includes('completion') : !/bert/i.test(family),
  };
}
