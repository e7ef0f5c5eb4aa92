/** Failures of an Ollama server in words that say what to do. Bodies and statuses: Ollama's server/routes.go. */
import {
  asExpertError,
  ExpertError,
  RateLimitedError,
  type ExpertErrorKind,
} from '../../der/core/expertErrors';
import { connectionError } from '../connection';
import { isLoopback } from '../address';
import { retryAfterMs, waitText } from '../retryAfter';
import { OllamaFailure } from './wire';

export function explainOllama(error: unknown, model: string, baseUrl: string, begun: boolean): ExpertError {
  if (error instanceof OllamaFailure) return explainFailure(error, model, baseUrl);
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

function explainFailure(failure: OllamaFailure, model: string, baseUrl: string): ExpertError {
  const { status, said } = failure;
  const because = (kind: ExpertErrorKind, message: string) =>
    new ExpertError(kind, message, { cause: failure });
  if (/context length|context size|exceed_context/i.test(said)) {
    return because(
      'context_too_long',
      `The prompt is too long for ${model}: ${said}. Ask a shorter question, or raise the expert's "contextTokens".`,
    );
  }
  if (/does not support (chat|generate|completion)/.test(said)) {
    return because('bad_request', `${model} cannot chat. Take it out of the pool, or choose a chat model.`);
  }
  if (/does not support thinking|invalid think value/.test(said)) {
    return because('bad_request', `${model} cannot think as asked: ${said}. Remove "think" from its entry.`);
  }
  switch (status) {
    case 401:
      return because('unauthorised', `Ollama is not signed in, which ${model} needs. Run \`ollama signin\`.`);
    case 403:
      return because(
        'unauthorised',
        said
          ? `Ollama refused: ${said}. Choose another expert, or allow it in Ollama's settings.`
          : `Ollama at ${baseUrl} refuses requests under this host name. Use its IP address, or set OLLAMA_ORIGINS.`,
      );
    case 404:
      return /not found/.test(said) && !/page not found/.test(said)
        ? because('not_pulled', `Model '${model}' is not pulled. Run \`ollama pull ${model}\`.`)
        : because('bad_request', `There is no Ollama at ${baseUrl} (it answered 404). Correct the address.`);
    case 429: {
      const wait = retryAfterMs(failure.retryAfter);
      return new RateLimitedError(`Ollama limits requests to ${model}${waitText(wait)}.`, wait, {
        cause: failure,
      });
    }
    case 503:
      return because('busy', `Ollama at ${baseUrl} is busy: ${said} Ask again in a moment.`);
    case 400:
      return because(
        'bad_request',
        `Ollama rejected the request to ${model}: ${said}. Correct the expert's entry.`,
      );
    case 200:
      return because(
        'server_error',
        `${model} failed in the middle of its answer: ${said}. Ask again, or look at Ollama's log.`,
      );
    default:
      return because('server_error', `Ollama failed on ${model} (${status}): ${said}. Look at Ollama's log.`);
  }
}
