/** Failures of an Ollama server in words that say what to do. Bodies and statuses: Ollama's server/routes.go. */
import {
  asExpertError,
  ExpertError,
  RateLimitedError,
  type ExpertErrorKind,
} from '../../der/core/expertErrors';
import { connectionError } from '../connection';
import { isLoopback } from '../address';
import { besides, redirection } from '../refusals';
import { waitOf, waitText } from '../retryAfter';
import { serverSentence } from '../apiKeys';
import { failureIn, type ServerFailure } from '../wire/failure';

export interface Asked {
  readonly model: string;
  readonly baseUrl: string;
  /** As its entry sets it; absent where it does not. */
  readonly think?: unknown;
}

export function explainOllama(error: unknown, asked: Asked, begun: boolean): ExpertError {
  const { model, baseUrl } = asked;
  const failure = failureIn(error);
  if (failure) return redirection(failure, asked) ?? explainFailure(failure, asked);
  if (error instanceof Error && /Did not receive done/.test(error.message)) {
    return new ExpertError(
      'cut_off',
      `The answer of ${model} broke off before its end. Ask again; if it happens often, look at Ollama's log.`,
      { cause: error },
    );
  }
  const start = isLoopback(baseUrl)
    ? 'Start it with `ollama serve` or by opening the Ollama app.'
    : 'Start it on that machine, listening on the network (OLLAMA_HOST=0.0.0.0), or correct the address.';
  return connectionError(error, { name: 'Ollama', baseUrl, start }, begun) ?? asExpertError(error);
}

/** The server complains of the field `think`. */
export function isAboutThinking(said: string): boolean {
  return /does not support thinking|invalid think value|\bthink\b.{0,40}(unknown|unsupported|invalid)|unknown field "?think/i.test(
    said,
  );
}

function explainFailure(failure: ServerFailure, { model, baseUrl, think }: Asked): ExpertError {
  const { status, words } = failure;
  const said = words.said === '' ? '' : serverSentence(words.said, undefined);
  const why = said || 'it does not say why.';
  const because = (kind: ExpertErrorKind, message: string) =>
    new ExpertError(kind, message, { cause: failure });
  if (/context length|context size|exceed_context/i.test(said)) {
    return because(
      'context_too_long',
      `The prompt is too long for ${model}: ${why} Ask a shorter question, or raise the expert's "contextTokens".`,
    );
  }
  if (/does not support (chat|generate|completion)/.test(said)) {
    return because('bad_request', `${model} cannot chat. Take it out of the pool, or choose a chat model.`);
  }
  if (think !== undefined && isAboutThinking(said)) {
    return because('bad_request', `${model} cannot think as asked: ${why} Remove "think" from its entry.`);
  }
  switch (status) {
    case 401:
      return because('unauthorised', `Ollama is not signed in, which ${model} needs. Run \`ollama signin\`.`);
    case 403:
      return because(
        'unauthorised',
        said
          ? `Ollama refused: ${why} Choose another expert, or allow it in Ollama's settings.`
          : `Ollama at ${baseUrl} refuses requests under this host name. Use its IP address, or set OLLAMA_ORIGINS.`,
      );
    case 404:
      return /not found/.test(said) && !/page not found/.test(said)
        ? because('not_pulled', `Model '${model}' is not pulled. Run \`ollama pull ${model}\`.`)
        : because('bad_request', `There is no Ollama at ${baseUrl} (it answered 404). Correct the address.`);
    case 429: {
      const wait = waitOf(failure);
      return new RateLimitedError(
        `Ollama limits requests to ${model}${waitText(wait)}.${besides(why, failure)}`,
        wait,
        { cause: failure },
      );
    }
    case 503:
      return because('busy', `Ollama at ${baseUrl} is busy: ${why} Ask again in a moment.`);
    case 400:
      return because(
        'bad_request',
        `Ollama rejected the request to ${model}: ${why} Correct the expert's entry.`,
      );
    case 200:
      return because(
        'server_error',
        `${model} failed in the middle of its answer: ${why} Ask again, or look at Ollama's log.`,
      );
    default:
      return because('server_error', `Ollama failed on ${model} (${status}): ${why} Look at Ollama's log.`);
  }
}
