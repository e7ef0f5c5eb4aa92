/** A client of Anthropic's SDK for one request: our signal, our retries, and nothing taken from the environment. */
import { refuseUnsendable } from '../apiKeys';
import { steadyFetch } from '../connection';

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

export async function anthropicClient(
  base: typeof fetch,
  { baseUrl, apiKey }: AnthropicEndpoint,
  timeoutMs: number,
  signal: AbortSignal,
) {
  refuseUnsendable(apiKey);
  const { Anthropic } = await import('@anthropic-ai/sdk');
  return new Anthropic({
    baseURL: baseUrl,
    apiKey,
    fetch: ownHeadersOnly(steadyFetch(base, signal), apiKey),
    maxRetries: 0,
    // Beyond our own limits, which say more.
    timeout: Math.min(timeoutMs + 60_000, 2 ** 31 - 1),
    logLevel: 'off',
    openTelemetry: false,
  });
}

const sent = /^(accept|content-type|user-agent|anthropic-version|x-stainless-.*)$/;

/** The SDK adds what ANTHROPIC_CUSTOM_HEADERS holds, which belongs to another program and another address. */
function ownHeadersOnly(base: typeof fetch, apiKey: string): typeof fetch {
  return (input, init) => {
    const own = [...new Headers(init?.headers)].filter(([name]) => sent.test(name));
    return base(input, { ...init, headers: [...own, ['x-api-key', apiKey]] });
  };
}
