/** What an OpenAI-compatible endpoint offers. */
import type { ProviderServices } from '../services';
import { openAiClient } from './client';
import { explainOpenAi } from './errors';

/** Ids of the endpoint's models, sorted; or why they could not be had. Never throws. */
export async function listOpenAiModels(
  services: Pick<ProviderServices, 'fetch'>,
  endpoint: { baseUrl: string; apiKey?: string; apiKeyName?: string },
  timeoutMs = 5_000,
): Promise<{ models: string[]; problem?: string }> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const client = await openAiClient(services.fetch, { ...endpoint, timeoutMs }, signal);
    const models: string[] = [];
    for await (const model of client.models.list()) models.push(model.id);
    return { models: models.sort() };
  } catch (error) {
    if (signal.aborted)
      return { models: [], problem: `${endpoint.baseUrl} did not answer in time. Check the address.` };
    const { message } = explainOpenAi(error, { ...endpoint, model: 'a model' }, false);
    return { models: [], problem: message };
  }
}
