/** A client of the `openai` package for one request: our signal, our retries, and nothing taken from the environment. */
import type { OpenAI } from 'openai';
import { refuseUnsendable } from '../apiKeys';
import { steadyFetch } from '../connection';
import type { Sending } from '../wire/sending';

export interface OpenAiEndpoint {
  readonly baseUrl: string;
  readonly apiKey?: string | undefined;
  readonly timeoutMs: number;
}

/**
 * Sends a request with the package and gives the response as it came: the package would read any body to its end,
 * and make errors of its own of what went wrong.
 * @throws ServerFailure for a response that is no success, or whatever broke the connection.
 */
export async function respondedBy(
  base: typeof fetch,
  endpoint: OpenAiEndpoint,
  signal: AbortSignal,
  sending: Sending | undefined,
  send: (client: OpenAI) => Promise<Response>,
): Promise<Response> {
  refuseUnsendable(endpoint.apiKey);
  const { OpenAI } = await import('openai');
  const failure: { thrown?: unknown } = {};
  const steady = steadyFetch(base, signal, sending);
  const client = new OpenAI({
    baseURL: endpoint.baseUrl,
    // The package insists on a key; a server without one gets no header.
    apiKey: endpoint.apiKey ?? 'none',
    defaultHeaders: endpoint.apiKey === undefined ? { Authorization: null } : {},
    // Otherwise read from OPENAI_ORG_ID and the like, and sent to whatever server this is.
    organization: null,
    project: null,
    webhookSecret: null,
    fetch: async (input, init) => {
      try {
        return await steady(input, init);
      } catch (thrown) {
        failure.thrown = thrown;
        throw thrown;
      }
    },
    maxRetries: 0,
    // Beyond our own limits, which say more.
    timeout: Math.min(endpoint.timeoutMs + 60_000, 2 ** 31 - 1),
    logLevel: 'off',
  });
  try {
    return await send(client);
  } catch (error) {
    throw failure.thrown ?? error;
  }
}
