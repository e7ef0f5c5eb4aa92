/** Which models a key of Anthropic's opens. */
import { z } from 'zod';
import type { ExpertErrorKind } from '../../der/core/expertErrors';
import type { ProviderServices } from '../services';
import { readBounded } from '../wire/body';
import { tokenCount } from '../wire/counts';
import { jsonOf } from '../wire/json';
import { modelsIn } from '../wire/modelList';
import { notAStream } from '../wire/notAStream';
import { respondedBy, type AnthropicEndpoint } from './client';
import { explainAnthropic } from './errors';

export interface AnthropicModel {
  readonly model: string;
  readonly name: string;
  /** Tokens that a prompt may have. Absent where the API does not say. */
  readonly contextTokens?: number;
}

/** Pages of a list that are read, and characters and values of each. */
const mostPages = 20;
const mostOfPage = 2 ** 22;
const mostValues = 150_000;

const paging = z.object({
  has_more: z.boolean().optional().catch(undefined),
  last_id: z.string().nullish().catch(undefined),
});
const listedModel = z.object({
  id: z.string(),
  display_name: z.string().min(1).max(300).optional().catch(undefined),
  max_input_tokens: tokenCount,
});

/** The newest first, as the API lists them; or why they could not be had. Never throws. */
export async function listAnthropicModels(
  services: Pick<ProviderServices, 'fetch'>,
  endpoint: AnthropicEndpoint,
  timeoutMs = 5_000,
): Promise<{ models: AnthropicModel[]; problem?: string; kind?: ExpertErrorKind }> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    let models: AnthropicModel[] = [];
    let after: string | undefined;
    for (let page = 0; page < mostPages; page++) {
      const response = await respondedBy(services.fetch, endpoint, timeoutMs, signal, undefined, (client) =>
        client.models.list({ limit: 100, ...(after && { after_id: after }) }, { signal }).asResponse(),
      );
      const text = await readBounded(response, mostOfPage, signal);
      signal.throwIfAborted();
      const value = jsonOf(text, mostValues);
      const listed = modelsIn(value);
      if (!listed) throw notAStream(endpoint, text, 'a list of models', 'Check "baseUrl".');
      models = [...models, ...listed.flatMap(modelOf)];
      const { data } = paging.safeParse(value);
      after = data?.last_id ?? undefined;
      if (!data?.has_more || after === undefined) break;
    }
    return { models };
  } catch (error) {
    if (signal.aborted) {
      const problem = `${endpoint.baseUrl} did not answer in time. Check the address and the network.`;
      return { models: [], problem };
    }
    const { message, kind } = explainAnthropic(error, { ...endpoint, model: 'a model' }, false);
    return { models: [], problem: message, kind };
  }
}

/** One that has no id is left out, whatever is odd about the others' fields is absent. */
function modelOf(value: unknown): AnthropicModel[] {
  const { data } = listedModel.safeParse(value);
  if (!data) return [];
  const { id, display_name, max_input_tokens } = data;
  return [
    { model: id, name: display_name ?? id, ...(max_input_tokens && { contextTokens: max_input_tokens }) },
  ];
}
