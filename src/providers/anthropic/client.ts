/** A client of Anthropic's SDK for one request: our signal, our retries, and nothing taken from the environment. */
import type { Anthropic } from '@anthropic-ai/sdk';
import { refuseUnsendable } from '../apiKeys';
import { steadyFetch } from '../connection';
import type { Sending } from '../wire/sending';

/** Where Anthropic's API is, and the usual name of its key. */
export const anthropicHome = {
  baseUrl: 'https://api.anthropic.com',
  apiKeyName: 'ANTHROPIC_API_KEY',
} as const;

export interface AnthropicEndpoint {
  readonly baseUrl: string;
  readonly apiKey: string;
  /** Name of the key, for messages. */
  readonly apiKeyName: string;
}

/**
 * Sends a request with the SDK and gives the response as it came: the SDK would read any body to its end, pass on
 * whatever its events hold, and make errors of its own of what went wrong.
 * @throws ServerFailure for a response that is no success, or whatever broke the connection.
 */
export async function respondedBy(
  base: typeof fetch,
  { baseUrl, apiKey }: AnthropicEndpoint,
  timeoutMs: number,
  signal: AbortSignal,
  sending: Sending | undefined,
  send: (client: Anthropic) => Promise<Response>,
): Promise<Response> {
  refuseUnsendable(apiKey);
  const { Anthropic } = await import('@anthropic-ai/sdk');
  const failure: { thrown?: unknown } = {};
  const own = ownHeadersOnly(steadyFetch(base, signal, sending), apiKey);
  const client = new Anthropic({
    baseURL: baseUrl,
    apiKey,
    fetch: async (input, init) => {
      try {
        return await own(input, init);
      } catch (thrown) {
        failure.thrown = thrown;
        throw thrown;
      }
    },
    maxRetries: 0,
    // Beyond our own limits, which say more.
    timeout: Math.min(timeoutMs + 60_000, 2 ** 31 - 1),
    logLevel: 'off',
    openTelemetry: false,
  });
  try {
    return await send(client);
  } catch (error) {
    throw failure.thrown ?? error;
  }
}

/** The base address, also where somebody copied the version or the path of a call along. */
export function anthropicBaseUrl(address: string): string {
  return address.replace(/\/{1,20}$/, '').replace(/(\/v1){1,20}(\/messages|\/models)?$/, '');
}

const sent = /^(accept|content-type|user-agent|anthropic-version|x-stainless-.*)$/;

/** The SDK adds what ANTHROPIC_CUSTOM_HEADERS holds, which belongs to another program and another address. */
function ownHeadersOnly(base: typeof fetch, apiKey: string): typeof fetch {
  return (input, init) => {
    const own = [...new Headers(init?.headers)].filter(([name]) => sent.test(name));
    return base(input, { ...init, headers: [...own, ['x-api-key', apiKey]] });
  };
}
