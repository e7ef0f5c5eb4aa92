/** A server on loopback that speaks OpenAI's chat completions, with scripted or simulated models behind it. */
import { json, type LoopbackServer, type Received, startLoopback } from './loopbackServer';
import { complete, type CompletionRequest } from './openai/completions';
import type { ApiError, OpenAiModelSpec } from './openai/model';

export interface OpenAiServerOptions {
  readonly models?: readonly OpenAiModelSpec[];
  /** The key that requests must carry; without it any will do. */
  readonly apiKey?: string;
  /** Parameters that are rejected by name, each with a sentence of advice. */
  readonly rejects?: Readonly<Record<string, string>>;
}

export interface OpenAiServer extends LoopbackServer {
  /** With the usual `/v1`. */
  readonly baseUrl: string;
  /** By name; may be changed on the way. */
  readonly models: Map<string, OpenAiModelSpec>;
}

export async function startOpenAiServer(options: OpenAiServerOptions = {}): Promise<OpenAiServer> {
  const models = new Map((options.models ?? []).map((model) => [model.name, model]));
  const server = await startLoopback((received) => serve(received, models, options));
  return { ...server, baseUrl: `${server.url}/v1`, models };
}

async function serve(
  received: Received,
  models: ReadonlyMap<string, OpenAiModelSpec>,
  { apiKey, rejects = {} }: OpenAiServerOptions,
): Promise<void> {
  const { method, path, headers } = received.entry.request;
  const refuse = (status: number, error: ApiError): void => json(received, status, { error });

  if (apiKey !== undefined && headers.authorization !== `Bearer ${apiKey}`) {
    return refuse(401, {
      message: 'Incorrect API key provided.',
      type: 'invalid_request_error',
      param: null,
      code: 'invalid_api_key',
    });
  }
  if (method === 'GET' && path === '/v1/models') {
    const data = [...models.keys()].map((id) => ({ id, object: 'model', created: 0, owned_by: 'simulated' }));
    return json(received, 200, { object: 'list', data });
  }
  if (method !== 'POST' || path !== '/v1/chat/completions') {
    return refuse(404, {
      message: `Invalid URL (${method} ${path})`,
      type: 'invalid_request_error',
      param: null,
      code: null,
    });
  }

  const body = received.entry.request.body as CompletionRequest;
  if (typeof body !== 'object' || !Array.isArray(body.messages) || body.messages.length === 0) {
    return refuse(400, {
      message: "[] is too short - 'messages'",
      type: 'invalid_request_error',
      param: 'messages',
      code: null,
    });
  }
  for (const [name, advice] of Object.entries(rejects)) {
    if (!(name in body)) continue;
    return refuse(400, {
      message: `Unsupported parameter: '${name}' is not supported with this model. ${advice}`,
      type: 'invalid_request_error',
      param: name,
      code: 'unsupported_parameter',
    });
  }
  const spec = models.get(body.model ?? '');
  if (!spec) {
    return refuse(404, {
      message: `The model \`${body.model}\` does not exist or you do not have access to it.`,
      type: 'invalid_request_error',
      param: null,
      code: 'model_not_found',
    });
  }
  const { rejection } = spec;
  if (rejection) return json(received, rejection.status, { error: rejection.error }, rejection.headers);
  await complete(received, body, spec);
}
