/** Failures of Anthropic's API in words that say what to do. Statuses and types: docs.claude.com/en/api/errors. */
import {
  asExpertError,
  ExpertError,
  RateLimitedError,
  type ExpertErrorKind,
} from '../../der/core/expertErrors';
import { serverSentence } from '../apiKeys';
import { connectionError } from '../connection';
import { besides, overloaded, redirection } from '../refusals';
import { waitOf, waitText } from '../retryAfter';
import { failureIn, type ServerFailure } from '../wire/failure';
import type { AnthropicEndpoint } from './client';

/** Statuses of the types of error, for errors within a stream, which have no status of their own. */
const statuses: ReadonlyMap<string, number> = new Map([
  ['invalid_request_error', 400],
  ['authentication_error', 401],
  ['billing_error', 402],
  ['permission_error', 403],
  ['not_found_error', 404],
  ['request_too_large', 413],
  ['rate_limit_error', 429],
  ['api_error', 500],
  ['timeout_error', 504],
  ['overloaded_error', 529],
]);

export function explainAnthropic(
  error: unknown,
  endpoint: AnthropicEndpoint & { readonly model: string },
  begun: boolean,
): ExpertError {
  const { baseUrl, model } = endpoint;
  const failure = failureIn(error);
  if (failure) {
    const said = serverSentence(failure.words.said, endpoint.apiKey);
    return redirection(failure, endpoint) ?? explainStatus(failure, said, endpoint, model);
  }
  const start = 'Start the server there, or correct "baseUrl".';
  return connectionError(error, { name: 'The server', baseUrl, start }, begun) ?? asExpertError(error);
}

function explainStatus(
  error: ServerFailure,
  said: string,
  { baseUrl, apiKeyName }: AnthropicEndpoint,
  model: string,
): ExpertError {
  const because = (kind: ExpertErrorKind, message: string) =>
    new ExpertError(kind, message, { cause: error });
  if (/prompt is too long|context (window|limit)/i.test(said)) {
    return because(
      'context_too_long',
      `The prompt is too long for ${model}: ${said} Ask a shorter question.`,
    );
  }
  if (/credit balance|spend limit/i.test(said)) return because('unauthorised', noCredit(baseUrl, said));
  const wait = waitOf(error);
  const status = error.status === 200 ? statusNamed(error) : error.status;
  switch (status) {
    case 401:
    case 403:
      return because(
        'unauthorised',
        `${baseUrl} does not accept the key "${apiKeyName}": ${said} Set it anew with "DER: Set API Key".`,
      );
    case 402:
      return because('unauthorised', noCredit(baseUrl, said));
    case 404:
      return /model/i.test(said)
        ? because('not_pulled', `${baseUrl} has no model "${model}": ${said} Correct "model" in its entry.`)
        : because(
            'bad_request',
            `${baseUrl} knows no messages of Anthropic (404): ${said} Correct "baseUrl".`,
          );
    case 413:
      return because('context_too_long', `The prompt is too large for ${baseUrl}. Ask a shorter question.`);
    case 429:
      return new RateLimitedError(
        `${baseUrl} limits requests to ${model}${waitText(wait)}.${besides(said, error)}`,
        wait,
        { cause: error },
      );
    case 503:
    case 529:
      return because('busy', overloaded(baseUrl, said, error));
    case 504:
      return because('first_token_timeout', `${baseUrl} gave up waiting for ${model} (504). Ask again.`);
    default:
      return status >= 500
        ? because('server_error', `${baseUrl} failed on ${model} (${status}): ${said} Ask again later.`)
        : because(
            'bad_request',
            `${baseUrl} rejected the request to ${model} (${status}): ${said} Correct its entry.`,
          );
  }
}

/** An error within a stream has no status, but its type says which. */
function statusNamed({ words }: ServerFailure): number {
  const type = words.codes.split(' ').find((code) => statuses.has(code));
  return (type === undefined ? words.status : statuses.get(type)) ?? 500;
}

function noCredit(baseUrl: string, said: string): string {
  return `The account at ${baseUrl} has no credit left: ${said} Top it up, or choose another expert.`;
}
