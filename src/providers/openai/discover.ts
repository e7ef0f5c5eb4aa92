/** What an OpenAI-compatible endpoint offers. */
import type { ExpertErrorKind } from '../../der/core/expertErrors';
import type { ProviderServices } from '../services';
import { readBounded } from '../wire/body';
import { failureInEvent } from '../wire/failure';
import { isFields, jsonOf } from '../wire/json';
import { notAStream } from '../wire/notAStream';
import { adviceFor } from './chat';
import { respondedBy } from './client';
import { explainOpenAi } from './errors';

/** Characters of a list that are read, and models of it that are offered. */
const mostOfList = 2 ** 24;
const mostModels = 5_000;

/** Ids of the endpoint's models, sorted; or why they could not be had. Never throws. */
export async function listOpenAiModels(
  services: Pick<ProviderServices, 'fetch'>,
  endpoint: { baseUrl: string; apiKey?: string; apiKeyName?: string },
  timeoutMs = 5_000,
): Promise<{ models: string[]; problem?: string; kind?: ExpertErrorKind }> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await respondedBy(
      services.fetch,
      { ...endpoint, timeoutMs },
      signal,
      undefined,
      (client) => client.models.list({ signal }).asResponse(),
    );
    const text = await readBounded(response, mostOfList, signal);
    signal.throwIfAborted();
    const value = jsonOf(text);
    const failure = isFields(value) ? failureInEvent(value) : undefined;
    const models = idsIn(value);
    if (!models && failure) throw failure;
    if (!models) throw notAStream(endpoint, text, 'a list of models', adviceFor(endpoint.baseUrl));
    return { models: models.sort() };
  } catch (error) {
    if (signal.aborted)
      return { models: [], problem: `${endpoint.baseUrl} did not answer in time. Check the address.` };
    const { message, kind } = explainOpenAi(error, { ...endpoint, model: 'a model' }, false);
    return { models: [], problem: message, kind };
  }
}

/** Names under which lists lie. */
const wrappers = ['data', 'models', 'result'] as const;

/** The list, however it is wrapped. Servers without a model say null for it. */
function listIn(value: unknown, depth = 0): unknown {
  if (!isFields(value) || depth > 2) return value;
  const name = wrappers.find((one) => (value[one] ?? null) !== null);
  if (name !== undefined) return listIn(value[name], depth + 1);
  return value['object'] === 'list' && value['data'] === null ? [] : undefined;
}

/** Ids of a list; entries without one are left out. Undefined where there is no list. */
function idsIn(value: unknown): string[] | undefined {
  const list = listIn(value);
  if (!Array.isArray(list)) return undefined;
  const ids = list.flatMap((model: unknown) => {
    const id = isFields(model) ? (model['id'] ?? model['name'] ?? model['model']) : model;
    return typeof id === 'string' && id.trim() !== '' && id.length <= 300 ? [id] : [];
  });
  return [...new Set(ids)].slice(0, mostModels);
}
