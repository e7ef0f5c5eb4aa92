/** What an OpenAI-compatible endpoint offers. */
import type { ExpertErrorKind } from '../../der/core/expertErrors';
import type { ProviderServices } from '../services';
import { readBounded } from '../wire/body';
import { failureInEvent } from '../wire/failure';
import { isFields } from '../wire/json';
import { listOfBody, modelsIn } from '../wire/modelList';
import { notAStream } from '../wire/notAStream';
import { adviceFor } from './chat';
import { respondedBy } from './client';
import { explainOpenAi } from './errors';

/** Characters of a list that are read, and values in them: of many models with all that gateways tell of them. */
const mostOfList = 2 ** 22;
const mostValues = 150_000;

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
    const value = listOfBody(text, mostValues);
    const failure = isFields(value) ? failureInEvent(value) : undefined;
    const models = modelsIn(value);
    if (failure && !models?.length) throw failure;
    if (!models) throw notAStream(endpoint, text, 'a list of models', adviceFor(endpoint.baseUrl));
    return { models: [...new Set(models.map(({ id }) => id))].sort() };
  } catch (error) {
    if (signal.aborted)
      return { models: [], problem: `${endpoint.baseUrl} did not answer in time. Check the address.` };
    const { message, kind } = explainOpenAi(error, { ...endpoint, model: 'a model' }, false);
    return { models: [], problem: message, kind };
  }
}
