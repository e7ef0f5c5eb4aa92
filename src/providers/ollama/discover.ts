/** What an Ollama server has: its models, with size, abilities and context. */
import type { Ollama } from 'ollama/browser';
import { z } from 'zod';
import { isLoopback } from '../address';
import { parseParameterSize, plausibleSize } from '../modelSize';
import type { ProviderServices } from '../services';
import { ollamaBaseUrl, ollamaHostProblem, ollamaRoot } from './address';
import { modelsIn } from '../wire/modelList';
import type { Sending } from '../wire/sending';
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

/** Requests that are under way at the same time; a laptop has other things to do. */
const atOnce = 4;
/** Models of a list that are looked at. */
const mostModels = 1_000;
/** How long what was shown of a model is taken as known: making the pool asks again for what a list has just told. */
const knownMs = 10_000;

const text = z.string().max(1_000).optional().catch(undefined);
const count = z.number().positive().max(1e18).optional().catch(undefined);
const details = z
  .looseObject({ family: text, parameter_size: text, context_length: count })
  .optional()
  .catch(undefined);
const capabilities = z.array(z.unknown()).optional().catch(undefined);
const tagged = z.object({
  id: z.string(),
  digest: text,
  remote_host: text,
  details,
  capabilities,
});
const shown = z.looseObject({
  remote_host: text,
  details,
  capabilities,
  model_info: z.record(z.string(), z.unknown()).optional().catch(undefined),
});
type Shown = z.output<typeof shown>;

/** Lists the chat models of a server (default: of `OLLAMA_HOST`, else this machine). Never throws. */
export async function discoverOllama(
  services: Pick<ProviderServices, 'fetch' | 'env'>,
  options: { baseUrl?: string; timeoutMs?: number } = {},
): Promise<OllamaServer> {
  const baseUrl =
    options.baseUrl !== undefined ? ollamaRoot(options.baseUrl) : ollamaBaseUrl(services.env['OLLAMA_HOST']);
  const wrong = options.baseUrl === undefined ? ollamaHostProblem(services.env['OLLAMA_HOST']) : undefined;
  if (wrong !== undefined) return { baseUrl, problem: wrong, models: [] };
  const signal = AbortSignal.timeout(options.timeoutMs ?? discoveryMs);
  try {
    const client = await ollamaClient(services.fetch, baseUrl, signal);
    const listed = modelsIn(await client.list());
    if (!listed) throw new NoList();
    // One odd entry hides no other.
    const tags = listed.slice(0, mostModels).map((model) => tagged.parse(model));
    const described = await inTurns(tags, async ({ id: name, ...tag }) => {
      // Newer servers list all that matters; older ones are asked about each model.
      const listsAll = tag.capabilities && tag.details?.context_length && tag.details.parameter_size;
      if (listsAll) return describe(name, baseUrl, tag);
      const show = await shownOf(services.fetch, baseUrl, name, signal).catch(() => ({}));
      return describe(name, baseUrl, merged(tag, show));
    });
    return { baseUrl, models: described.filter((model) => model.chats) };
  } catch (error) {
    const problem = signal.aborted
      ? `Ollama at ${baseUrl} did not answer in time. Look whether it is running there.`
      : error instanceof NoList
        ? `The server at ${baseUrl} does not answer like Ollama. Check the address.`
        : explainOllama(error, { model: 'a model', baseUrl }, false).message;
    return { baseUrl, problem, models: [] };
  }
}

/** The server's list is none. */
class NoList extends Error {}

/** What was shown of a model, and what the list said where that says nothing. */
function merged(tag: Shown, show: Shown): Shown {
  const details = { ...tag.details };
  for (const [name, value] of Object.entries(show.details ?? {}))
    if (value !== undefined) details[name] = value;
  return {
    ...show,
    remote_host: show.remote_host ?? tag.remote_host,
    capabilities: show.capabilities ?? tag.capabilities,
    details,
  };
}

/** Facts about one model. @throws what the connection throws, or an OllamaFailure such as 404 for a model not pulled. */
export async function describeOllamaModel(
  fetch: ProviderServices['fetch'],
  baseUrl: string,
  model: string,
  signal: AbortSignal,
): Promise<OllamaModel> {
  return describe(model, baseUrl, await shownOf(fetch, baseUrl, model, signal));
}

/** What servers have shown lately, by whoever asks, server and model. */
const lately = new WeakMap<ProviderServices['fetch'], Map<string, { at: number; shown: Shown }>>();

/** Shows each model once, though the list of a server and the making of a pool both want to know of it. */
async function shownOf(
  fetch: ProviderServices['fetch'],
  baseUrl: string,
  model: string,
  signal: AbortSignal,
): Promise<Shown> {
  const known = lately.get(fetch) ?? new Map<string, { at: number; shown: Shown }>();
  lately.set(fetch, known);
  const key = JSON.stringify([baseUrl, model]);
  const now = performance.now();
  for (const [old, { at }] of known) if (now - at > knownMs) known.delete(old);
  const before = known.get(key);
  if (before) return before.shown;
  const client = await ollamaClient(fetch, baseUrl, signal);
  const facts = shown.parse(await client.show({ model }));
  known.set(key, { at: now, shown: facts });
  return facts;
}

/** Lists of servers that were read lately, by whoever asks and by server. */
const lists = new WeakMap<ProviderServices['fetch'], Map<string, { at: number; list: Promise<unknown> }>>();

/** The digest of a model's files, which changes when another is pulled under its name; undefined where it is not told. */
export async function ollamaDigest(
  fetch: ProviderServices['fetch'],
  baseUrl: string,
  model: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const known = lists.get(fetch) ?? new Map<string, { at: number; list: Promise<unknown> }>();
  lists.set(fetch, known);
  const now = performance.now();
  const before = known.get(baseUrl);
  const isFresh = before && now - before.at < knownMs;
  const list = isFresh ? before.list : ollamaClient(fetch, baseUrl, signal).then((client) => client.list());
  if (!isFresh) known.set(baseUrl, { at: now, list });
  const names = new Set([model, `${model}:latest`]);
  const found = modelsIn(await list)?.find(({ id }) => names.has(id));
  return found && tagged.parse(found).digest?.slice(0, digestCharacters);
}

/** As many as `ollama list` shows. */
const digestCharacters = 12;

/** The results in order, a few at a time. */
async function inTurns<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let i = next++; i < items.length; i = next++) results[i] = await work(items[i]!);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}

/** A client for one request: whatever it sends ends with the signal. */
export async function ollamaClient(
  base: typeof fetch,
  baseUrl: string,
  signal: AbortSignal,
  sending?: Sending,
): Promise<Ollama> {
  const { Ollama } = await import('ollama/browser');
  return new Ollama({ host: baseUrl, fetch: ollamaFetch(base, baseUrl, signal, sending) });
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
  const said = facts.capabilities?.filter((one): one is string => typeof one === 'string');
  return {
    model,
    paramsB:
      (typeof count === 'number' ? plausibleSize(count / 1e9) : undefined) ??
      parseParameterSize(facts.details?.parameter_size ?? ''),
    contextTokens:
      typeof context === 'number' && context > 0 && context <= mostContext ? Math.floor(context) : undefined,
    capabilities: said,
    leavesMachine: !isLoopback(baseUrl) || isCloudName(model) || Boolean(facts.remote_host),
    // Servers that name no capabilities are known by the family: every BERT embeds.
    chats: said ? said.includes('completion') : !/bert/i.test(family),
  };
}

/** Tokens of context beyond which a report is none. */
const mostContext = 1e9;
