/** Which models a key of Anthropic's opens. */
import type { ProviderServices } from '../services';
import { anthropicClient, type AnthropicEndpoint } from './client';
import { explainAnthropic } from './errors';

export interface AnthropicModel {
  readonly model: string;
  readonly name: string;
  /** Tokens that a prompt may have. Absent where the API does not say. */
  readonly contextTokens?: number;
}

/** The newest first, as the API lists them; or why they could not be had. Never throws. */
export async function listAnthropicModels(
  services: Pick<ProviderServices, 'fetch'>,
  endpoint: AnthropicEndpoint,
  timeoutMs = 5_000,
): Promise<{ models: AnthropicModel[]; problem?: string }> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const client = await anthropicClient(services.fetch, endpoint, timeoutMs, signal);
    const models: AnthropicModel[] = [];
    for await (const { id, display_name, max_input_tokens } of client.models.list(
      { limit: 100 },
      { signal },
    )) {
      models.push({
        model: id,
        name: display_name,
        ...(max_input_tokens && { contextTokens: max_input_tokens }),
      });
    }
    return { models };
  } catch (error) {
    const problem = signal.aborted
      ? `${endpoint.baseUrl} did not answer in time. Check the address and the network.`
      : explainAnthropic(error, { ...endpoint, model: 'a model' }, false).message;
    return { models: [], problem };
  }
}
