/** A client of the `openai` package for one request: our signal, our retries, and nothing taken from the environment. */
import { refuseUnsendable } from '../apiKeys';
import { steadyFetch } from '../connection';

export async function openAiClient(
  base: typeof fetch,
  endpoint: { baseUrl: string; apiKey?: string | undefined; timeoutMs: number },
  signal: AbortSignal,
) {
  refuseUnsendable(endpoint.apiKey);
  const { OpenAI } = await import('openai');
  return new OpenAI({
    baseURL: endpoint.baseUrl,
    // The package insists on a key; a server without one gets no header.
    apiKey: endpoint.apiKey ?? 'none',
    defaultHeaders: endpoint.apiKey === undefined ? { Authorization: null } : {},
    // Otherwise read from OPENAI_ORG_ID and the like, and sent to whatever server this is.
    organization: null,
    project: null,
    webhookSecret: null,
    fetch: steadyFetch(base, signal),
    maxRetries: 0,
    // Beyond our own limits, which say more.
    timeout: Math.min(endpoint.timeoutMs + 60_000, 2 ** 31 - 1),
    logLevel: 'off',
  });
}
