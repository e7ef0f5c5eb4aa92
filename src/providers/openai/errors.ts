/** Failures of an OpenAI-compatible endpoint in words that say what to do. Servers differ: status first, then wording. */
import type { APIError } from 'openai';
import {
  asExpertError,
  ExpertError,
  RateLimitedError,
  type ExpertErrorKind,
} from '../../der/core/expertErrors';
import { isLoopback } from '../address';
import { serverSentence } from '../apiKeys';
import { connectionError } from '../connection';
import { retryAfterMs, waitText } from '../retryAfter';

export interface Endpoint {
  readonly model: string;
  readonly baseUrl: string;
  /** Name of the key. */
  readonly apiKeyName?: string | undefined;
  /** The key itself, which some servers repeat in what they say: it is taken out of every message. */
  readonly apiKey?: string | undefined;
}

/** An error of the SDK, told by its shape: the SDK itself is loaded when first used. */
export function isApiError(error: unknown): error is APIError {
  return error instanceof Error && 'status' in error && 'requestID' in error;
}

export function explainOpenAi(error: unknown, endpoint: Endpoint, begun: boolean): ExpertError {
  if (error instanceof SyntaxError) {
    return new ExpertError(
      'malformed_stream',
      `${endpoint.baseUrl} sent something that is not a stream of chat completions. Check the base URL (it often ends in /v1).`,
      { cause: error },
    );
  }
  const start = isLoopback(endpoint.baseUrl)
    ? 'Start the server, or correct "baseUrl".'
    : 'Check "baseUrl" and whether the service is up.';
  const server = { name: endpoint.model, baseUrl: endpoint.baseUrl, start };
  const lost = connectionError(error, { ...server, name: 'The server' }, begun);
  if (lost) return lost;
  return isApiError(error) ? explainStatus(error, endpoint, begun) : asExpertError(error);
}

function explainStatus(error: APIError, endpoint: Endpoint, begun: boolean): ExpertError {
  const { model, baseUrl, apiKeyName } = endpoint;
  const said = serverSentence(error.message, endpoint.apiKey);
  const code = `${String(error.code ?? '')} ${String(error.type ?? '')}`;
  const because = (kind: ExpertErrorKind, message: string) =>
    new ExpertError(kind, message, { cause: error });
  const status = error.status ?? statusInBody(error);

  if (
    /context.?(length|size|window)|maximum.*tokens|prompt is too long|too many tokens/i.test(
      `${said} ${code}`,
    )
  ) {
    return because(
      'context_too_long',
      `The prompt is too long for ${model}: ${said} Ask a shorter question, or set "contextTokens".`,
    );
  }
  if (/content.?(filter|policy|management)/i.test(code)) {
    return because(
      'refused',
      `${model} refused to answer: ${said} Ask in other words, or choose another expert.`,
    );
  }
  const wait =
    retryAfterMs(error.headers?.get('retry-after-ms')) ?? retryAfterMs(error.headers?.get('retry-after'));
  switch (status) {
    case 401:
    case 403:
      return because(
        'unauthorised',
        apiKeyName
          ? `${baseUrl} does not accept the key "${apiKeyName}": ${said} Set it anew with "DER: Set API Key".`
          : `${baseUrl} wants a key: ${said} Store one with "DER: Set API Key" and name it as "apiKeyName".`,
      );
    case 402:
      return because(
        'unauthorised',
        `The account at ${baseUrl} has no credit left: ${said} Top it up, or choose another expert.`,
      );
    case 404:
      return /model/i.test(`${said} ${code}`)
        ? because('not_pulled', `${baseUrl} has no model "${model}": ${said} Correct "model" in its entry.`)
        : because(
            'bad_request',
            `${baseUrl} knows no chat completions (404). Correct "baseUrl" (it often ends in /v1).`,
          );
    case 413:
      return because('context_too_long', `The prompt is too large for ${baseUrl}. Ask a shorter question.`);
    case 429:
      return new RateLimitedError(
        /quota|billing|credit/i.test(`${said} ${code}`)
          ? `The quota at ${baseUrl} is used up: ${said} Raise it there, or choose another expert.`
          : `${baseUrl} limits requests to ${model}${waitText(wait)}.`,
        wait,
        { cause: error },
      );
    case 408:
    case 504:
      return because(
        'first_token_timeout',
        `${baseUrl} gave up waiting for ${model} (${status}). Ask again.`,
      );
    case 503:
    case 529:
      return because('busy', `${baseUrl} is overloaded${waitText(wait)}.`);
    case undefined:
      return because(
        'server_error',
        `${model} failed${begun ? ' in the middle of its answer' : ''}: ${said} Ask again.`,
      );
    default:
      return status >= 500
        ? because('server_error', `${baseUrl} failed on ${model} (${status}): ${said} Ask again later.`)
        : because(
            'bad_request',
            `${baseUrl} rejected the request to ${model} (${status}): ${said} Correct its entry.`,
          );
  }
}

/** An error within a stream has no status, but some gateways put one into its code. */
function statusInBody(error: APIError): number | undefined {
  const code = Number(error.code);
  return Number.isInteger(code) && code >= 400 && code < 600 ? code : undefined;
}
