/** A server on loopback that speaks Anthropic's messages, with scripted or simulated models behind it. */
import { answer, refuse, type MessagesRequest } from './anthropic/messages';
import type { AnthropicModelSpec } from './anthropic/model';
import { json, type LoopbackServer, type Received, startLoopback } from './loopbackServer';

export interface AnthropicServerOptions {
  readonly models?: readonly AnthropicModelSpec[];
  /** The key that requests must carry; without it any will do. */
  readonly apiKey?: string;
}

export interface AnthropicServer extends LoopbackServer {
  /** By name; may be changed on the way. */
  readonly models: Map<string, AnthropicModelSpec>;
}

export async function startAnthropicServer(options: AnthropicServerOptions = {}): Promise<AnthropicServer> {
  const models = new Map((options.models ?? []).map((model) => [model.name, model]));
  const server = await startLoopback((received) => serve(received, models, options));
  return { ...server, models };
}

async function serve(
  received: Received,
  models: ReadonlyMap<string, AnthropicModelSpec>,
  { apiKey }: AnthropicServerOptions,
): Promise<void> {
  const { method, path, headers, body } = received.entry.request;
  if (!headers['x-api-key'] || (apiKey !== undefined && headers['x-api-key'] !== apiKey)) {
    return refuse(received, 'authentication_error', 'invalid x-api-key');
  }
  if (headers['anthropic-version'] === undefined) {
    return refuse(received, 'invalid_request_error', 'anthropic-version: header is required');
  }
  if (method === 'GET' && path === '/v1/models') return json(received, 200, listing(models));
  if (method !== 'POST' || path !== '/v1/messages') {
    return refuse(received, 'not_found_error', 'Not Found');
  }
  const request = body as MessagesRequest;
  const wrong = typeof body === 'object' ? wrongIn(request) : 'The request body is not valid JSON.';
  if (wrong) return refuse(received, 'invalid_request_error', wrong);
  const spec = models.get(request.model!);
  if (!spec) return refuse(received, 'not_found_error', `model: ${request.model}`);
  const { rejection } = spec;
  if (rejection) return refuse(received, rejection.type, rejection.message, rejection.headers);
  await answer(received, request, spec);
}

function wrongIn({ model, max_tokens, messages, stream }: MessagesRequest): string | undefined {
  if (typeof model !== 'string') return 'model: Field required';
  if (!Number.isInteger(max_tokens) || max_tokens! < 1) return 'max_tokens: Field required';
  if (!Array.isArray(messages) || messages.length === 0) return 'messages: at least one message is required';
  const role = messages.find((message) => message.role !== 'user' && message.role !== 'assistant')?.role;
  if (role !== undefined) return `messages: Unexpected role "${String(role)}".`;
  // Nothing here asks for a whole reply.
  return stream === true ? undefined : 'stream: this server only streams';
}

function listing(models: ReadonlyMap<string, AnthropicModelSpec>): object {
  const data = [...models.values()].map(({ name, contextTokens }) => ({
    type: 'model',
    id: name,
    display_name: `Display of ${name}`,
    created_at: '2025-01-02T03:04:05Z',
    max_input_tokens: contextTokens ?? null,
  }));
  return { data, has_more: false, first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null };
}
