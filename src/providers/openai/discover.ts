/** What an OpenAI-compatible endpoint offers. */
import type { ExpertErrorKind } from '../../der/core/expertErrors';
import type { ProviderServices } from '../services';
import { readBounded } from '../wire/body';
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
    const models = idsIn(jsonOf(text));
    if (!models) throw notAStream(endpoint, text, 'a list of models', adviceFor(endpoint.baseUrl));
    return { models: models.sort() };
  } catch (error) {
    if (signal.aborted)
      return { models: [], problem: `${endpoint.baseUrl} did not answer in time. Check the address.` };
    const { message, kind } = explainOpenAi(error, { ...endpoint, model: 'a model' }, false);
    return { models: [], problem: message, kind };
  }
}

/** Ids of a list, however it is wrapped; entries without one are left out. Undefined where there is no list. */
function idsIn(value: unknown): string[] | undefined {
  const list = isFields(value) ? (value['data'] ?? value['models']) : value;
  if (!Array.isArray(list)) return undefined;
  const ids = list.flatMap((model: unknown) => {
    const id = isFields(model) ? (model['id'] ?? model['name'] ?? model['model']) : model;
    return typeof id === 'string' && id.trim() !== '' && id.length <= 300 ? [id] : [];
  });
  return [...new Set(ids)].slice(0, mostModels);
}
