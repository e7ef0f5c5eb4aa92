/** POST /v1/chat/completions: one life of a request, streamed as server-sent events or answered whole. */
import { textTurns, type PartedTurn } from '../simulated/parts';
import { hangUp, json, type Received } from '../loopbackServer';
import { BrokenStream, HttpError } from '../simulated/failures';
import { generate, promptTokens, type Ending, type Token } from '../simulated/generation';
import { modelOf } from '../simulated/model';
import type { ApiError, OpenAiModelSpec } from './model';

/** The fields of a request that the server looks at. */
export interface CompletionRequest {
  readonly model?: string;
  readonly messages?: readonly PartedTurn[];
  readonly stream?: boolean;
  readonly stream_options?: { readonly include_usage?: boolean };
  readonly max_tokens?: number;
  readonly max_completion_tokens?: number;
  readonly stop?: string | readonly string[];
}

const defaultContext = 8192;

export async function complete(
  received: Received,
  body: CompletionRequest,
  spec: OpenAiModelSpec,
): Promise<void> {
  const { contextTokens = defaultContext } = spec;
  if (promptTokens(textTurns(body.messages ?? [])) > contextTokens) {
    const message = `This model's maximum context length is ${contextTokens} tokens. Please shorten the messages.`;
    const error: ApiError = {
      message,
      type: 'invalid_request_error',
      param: 'messages',
      code: 'context_length_exceeded',
    };
    return json(received, 400, { error });
  }
  const tokens = start(received, body, spec);
  try {
    if (body.stream) await stream(received, body, spec, tokens);
    else await whole(received, body, spec, tokens);
  } catch (error) {
    if (!received.left.aborted) await fail(received, error);
  }
}

function start(
  { entry, left }: Received,
  body: CompletionRequest,
  spec: OpenAiModelSpec,
): AsyncGenerator<Token, Ending> {
  return generate({
    model: modelOf(spec),
    turns: textTurns(body.messages ?? []),
    think: spec.reasoningField !== undefined,
    numCtx: spec.contextTokens ?? defaultContext,
    truncate: false,
    shift: false,
    numPredict: body.max_completion_tokens ?? body.max_tokens ?? -1,
    stop: [body.stop ?? []].flat(),
    logprobs: { wanted: false, top: 0 },
    signal: left,
    entry,
  });
}

async function stream(
  received: Received,
  body: CompletionRequest,
  spec: OpenAiModelSpec,
  tokens: AsyncGenerator<Token, Ending>,
): Promise<void> {
  const { response, entry } = received;
  const id = `chatcmpl-${Date.now()}`;
  const event = (choices: object[], more: object = {}): object => ({
    id,
    object: 'chat.completion.chunk',
    created: Math.floor(Date.now() / 1000),
    model: body.model,
    choices,
    ...more,
  });
  const choice = (delta: object, reason: string | null = null): object => ({
    index: 0,
    delta,
    finish_reason: reason,
  });
  const send = async (value: object): Promise<void> => {
    if (!response.headersSent) eventStream(received);
    if (spec.comments) await received.write(': PROCESSING\n\n');
    await received.write(`data: ${JSON.stringify(value)}\n\n`);
    entry.countSent();
  };

  if (!spec.lateHeaders) eventStream(received);
  if (!spec.lateHeaders) await send(event([choice({ role: 'assistant', content: '' })]));
  for (const refusal of spec.refusal ? [spec.refusal] : []) await send(event([choice({ refusal })]));
  let token = await tokens.next();
  for (; !token.done; token = await tokens.next()) await send(event([choice(deltaOf(token.value, spec))]));
  const ending = token.value;
  await send(event([choice({}, spec.finish ?? ending.reason)]));
  const { usage = 'asked' } = spec;
  if (usage === 'always' || (usage === 'asked' && body.stream_options?.include_usage)) {
    await send(event([], { usage: usageOf(ending, spec) }));
  }
  await received.write('data: [DONE]\n\n');
  response.end();
}

async function whole(
  received: Received,
  body: CompletionRequest,
  spec: OpenAiModelSpec,
  tokens: AsyncGenerator<Token, Ending>,
): Promise<void> {
  const text = { content: '', thinking: '' };
  let token = await tokens.next();
  for (; !token.done; token = await tokens.next()) text[token.value.channel] += token.value.text;
  const ending = token.value;
  const message = {
    role: 'assistant',
    content: spec.refusal ? null : text.content,
    refusal: spec.refusal ?? null,
    ...(spec.reasoningField && { [spec.reasoningField]: text.thinking }),
  };
  json(received, 200, {
    id: `chatcmpl-${Date.now()}`,
    object: 'chat.completion',
    created: Math.floor(Date.now() / 1000),
    model: body.model,
    choices: [{ index: 0, message, finish_reason: spec.finish ?? ending.reason }],
    usage: usageOf(ending, spec),
  });
}

function deltaOf(
  { channel, text }: Token,
  { reasoningField = 'reasoning_content' }: OpenAiModelSpec,
): object {
  return channel === 'thinking' ? { [reasoningField]: text } : { content: text };
}

function usageOf({ promptTokens, answerTokens }: Ending, { costUsd }: OpenAiModelSpec): object {
  return {
    prompt_tokens: promptTokens,
    completion_tokens: answerTokens,
    total_tokens: promptTokens + answerTokens,
    ...(costUsd !== undefined && { cost: costUsd }),
  };
}

/** Before the headers an error has its status, afterwards it is an event; a broken stream just breaks. */
async function fail(received: Received, error: unknown): Promise<void> {
  const { response } = received;
  if (error instanceof BrokenStream) {
    if (error.bytes && !response.headersSent) eventStream(received);
    if (error.bytes) await received.write(error.bytes);
    if (error.how === 'end') {
      if (!response.headersSent) eventStream(received);
      response.end();
    } else {
      await hangUp(received);
    }
    return;
  }
  if (!(error instanceof HttpError)) throw error;
  const type = error.status < 500 ? 'invalid_request_error' : 'server_error';
  const body: { error: ApiError } = { error: { message: error.message, type, param: null, code: null } };
  if (!response.headersSent) return json(received, error.status, body, error.headers);
  await received.write(`data: ${JSON.stringify(body)}\n\n`);
  response.end();
}

function eventStream({ response, entry }: Received): void {
  entry.status(200);
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-cache',
  });
  response.flushHeaders();
}
