/** What clients ask for that is not served, and what to ask instead. */
import { RequestProblem } from './requestProblem';

/** Paths of the protocols, and why nothing is there. */
const known: readonly (readonly [path: RegExp, why: string])[] = [
  [
    /^\/(?:v1\/embeddings|api\/embed(?:dings)?)$/,
    'The ensemble answers questions and makes no embeddings. Use another server for them.',
  ],
  [
    /^\/(?:v1\/completions|v1\/complete)$/,
    'Texts are not completed here. Ask at /v1/chat/completions, /v1/messages or /api/generate.',
  ],
  [
    /^\/(?:api\/(?:pull|push|create|copy|delete|blobs\b.*)|v1\/(?:files|fine_tuning|batches)\b.*)$/,
    'The models of this server are the ensemble’s and are not changed over HTTP.',
  ],
  [
    /^\/v1\/(?:images|audio|moderations|realtime|assistants|threads|vector_stores)\b.*$/,
    'The ensemble answers questions in text; nothing else is served.',
  ],
  [/^\/v1\/(?:responses|chat\/completions)\/.*$/, 'Nothing is stored: ask, and keep what comes back.'],
  [
    /^\/v1\/messages\/.*$/,
    'Questions are asked one at a time at /v1/messages, and counted at /v1/messages/count_tokens.',
  ],
  [
    /^\/(?:openai|v1\/engines)\/.*$/,
    'Azure’s paths are not served: use a client of OpenAI itself, with a base URL that ends in /v1.',
  ],
  [
    /^\/(?:v1|api)?$/,
    'The path of the protocol is missing: clients of OpenAI take a base URL that ends in /v1, all others one that ends in the port.',
  ],
  [/^\/(?:sse|message)$/, 'The Model Context Protocol is spoken at /mcp, as streamable HTTP.'],
  [
    /^\/(?:chat\/completions|responses|models|messages|completions|embeddings)(?:\/.*)?$/,
    'Paths of OpenAI’s and Anthropic’s clients begin with /v1: clients of OpenAI take a base URL that ends in it, those of Anthropic one without.',
  ],
  [
    /^\/(?:v1\/v1|v1\/api|api\/v1|api\/api)\/.*$/,
    'The path is there twice: clients of OpenAI take a base URL that ends in /v1, all others one that ends in the port.',
  ],
];

/**
 * @param path without its query
 * @param methods by which something is served there
 */
export function notHere(method: string, path: string, methods: readonly string[]): RequestProblem {
  if (methods.length > 0 && path !== '/') {
    const words = `Nothing is served by ${method} at ${path.slice(0, 200)}. Use ${methods.join(' or ')}.`;
    return new RequestProblem(405, 'method_not_allowed', words);
  }
  const words = known.find(([pattern]) => pattern.test(path.slice(0, 200)))?.[1];
  const nothing = `There is nothing at ${method} ${path.slice(0, 200)}.`;
  return new RequestProblem(404, 'not_found', words ? `${nothing} ${words}` : nothing);
}
