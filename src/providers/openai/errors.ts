/** Failures of an OpenAI-compatible endpoint in words that say what to do. Servers differ: status first, then wording. */
import {
  asExpertError,
  ExpertError,
  RateLimitedError,
  type ExpertErrorKind,
} from '../../der/core/expertErrors';
import { isLoopback } from '../address';
import { serverSentence } from '../apiKeys';
import { connectionError } from '../connection';
import { besides, overloaded, redirection } from '../refusals';
import { waitOf, waitText } from '../retryAfter';
import { failureIn, type ServerFailure } from '../wire/failure';
import { adviceFor } from './chat';

export interface Endpoint {
  readonly model: string;
  readonly baseUrl: string;
  /** Name of the key. */
  readonly apiKeyName?: string | undefined;
  /** The key itself, which some servers repeat in what they say: it is taken out of every message. */
  readonly apiKey?: string | undefined;
}

export function explainOpenAi(error: unknown, endpoint: Endpoint, begun: boolean): ExpertError {
  const failure = failureIn(error);
  if (failure) return explainStatus(failure, endpoint, begun);
  const start = isLoopback(endpoint.baseUrl)
    ? 'Start the server, or correct "baseUrl".'
    : 'Check "baseUrl" and whether the service is up.';
  const server = { name: 'The server', baseUrl: endpoint.baseUrl, start };
  return connectionError(error, server, begun) ?? asExpertError(error);
}

function explainStatus(error: ServerFailure, endpoint: Endpoint, begun: boolean): ExpertError {
  const { model, baseUrl, apiKeyName } = endpoint;
  const said = serverSentence(error.words.said, endpoint.apiKey);
  const code = error.words.codes;
  const because = (kind: ExpertErrorKind, message: string) =>
    new ExpertError(kind, message, { cause: error });
  // An error within a stream has no status, but some gateways put one into its code.
  const status = error.status === 200 ? error.words.status : error.status;

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
  const wait = waitOf(error);
  const elsewhere = redirection(error, endpoint);
  if (elsewhere) return elsewhere;
  switch (status) {
    case 403:
      return because(...forbidden(said, endpoint));
    case 401:
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
      return /model|deployment|endpoints? found/i.test(`${said} ${code}`)
        ? because('not_pulled', `${baseUrl} has no model "${model}": ${said} Correct "model" in its entry.`)
        : because('bad_request', `${baseUrl} knows no chat completions (404): ${said} ${adviceFor(baseUrl)}`);
    case 413:
      return because('context_too_long', `The prompt is too large for ${baseUrl}. Ask a shorter question.`);
    case 429:
      return new RateLimitedError(
        // A quota of so many a minute comes back by itself.
        /quota|billing|credit/i.test(`${said} ${code}`) && wait === undefined
          ? `The quota at ${baseUrl} is used up: ${said} Raise it there, or choose another expert.`
          : `${baseUrl} limits requests to ${model}${waitText(wait)}.${besides(said, error)}`,
        wait,
        { cause: error },
      );
    case 408:
    case 504:
      return because(
        'first_token_timeout',
        `${baseUrl} gave up waiting for ${model} (${status}). Ask again.`,
      );
    // Groq, for want of room.
    case 498:
    case 503:
    case 529:
      return because('busy', overloaded(baseUrl, said, error));
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

/** What a server forbids to a key that it knows: what was asked, the place from which, or what the key may do. */
function forbidden(said: string, { model, baseUrl, apiKeyName }: Endpoint): [ExpertErrorKind, string] {
  if (/flagged|moderation|content.?policy/i.test(said)) {
    return [
      'refused',
      `${baseUrl} refused to pass the question on to ${model}: ${said} Ask in other words, or choose another expert.`,
    ];
  }
  return [
    'unauthorised',
    apiKeyName
      ? `${baseUrl} refuses what was asked with the key "${apiKeyName}": ${said} Look what the key may do there, or set another with "DER: Set API Key".`
      : `${baseUrl} refuses what was asked without a key: ${said} If it wants one, store it with "DER: Set API Key" and name it as "apiKeyName".`,
  ];
}
