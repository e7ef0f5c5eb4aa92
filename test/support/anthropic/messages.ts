/**
 * POST /v1/messages with `stream: true`: server-sent events in the order that docs.claude.com/en/docs/build-with-claude/streaming
 * gives, with pings between them.
 */
import { textTurns, type PartedTurn } from '../simulated/parts';
import { hangUp, json, type Received } from '../loopbackServer';
import { BrokenStream, HttpError } from '../simulated/failures';
import { generate, promptTokens, type Ending, type Token } from '../simulated/generation';
import { type ChatTurn, modelOf } from '../simulated/model';
import { errorStatuses, type AnthropicModelSpec, type ErrorType } from './model';

/** The fields of a request that the server looks at. */
export interface MessagesRequest {
  readonly model?: string;
  readonly system?: string;
  readonly messages?: readonly PartedTurn[];
  readonly max_tokens?: number;
  readonly stream?: boolean;
}

const defaultContext = 200_000;

export function refuse(
  received: Received,
  type: ErrorType,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  json(received, errorStatuses[type], errorBody(type, message), headers);
}

function errorBody(type: ErrorType, message: string): object {
  return { type: 'error', error: { type, message }, request_id: 'req_simulated' };
}

export async function answer(
  received: Received,
  body: MessagesRequest,
  spec: AnthropicModelSpec,
): Promise<void> {
  const turns = turnsOf(body);
  const { contextTokens = defaultContext } = spec;
  const tokens = promptTokens(turns);
  if (tokens > contextTokens) {
    const message = `prompt is too long: ${tokens} tokens > ${contextTokens} maximum`;
    return refuse(received, 'invalid_request_error', message);
  }
  try {
    await stream(received, body, spec, turns);
  } catch (error) {
    if (!received.left.aborted) await fail(received, error);
  }
}

function turnsOf({ system, messages = [] }: MessagesRequest): ChatTurn[] {
  return [...(system === undefined ? [] : [{ role: 'system', content: system }]), ...textTurns(messages)];
}

async function stream(
  received: Received,
  body: MessagesRequest,
  spec: AnthropicModelSpec,
  turns: readonly ChatTurn[],
): Promise<void> {
  const { left, entry, response } = received;
  const tokens = generate({
    model: modelOf(spec),
    turns,
    think: spec.thinks ?? false,
    numCtx: spec.contextTokens ?? defaultContext,
    truncate: false,
    shift: false,
    numPredict: body.max_tokens ?? -1,
    stop: [],
    logprobs: { wanted: false, top: 0 },
    signal: left,
    entry,
  });
  let token = await tokens.next();
  await begin(received, body, spec, turns);
  const blocks = new Blocks(received);
  for (let sent = 0; !token.done; token = await tokens.next()) {
    const { errorEvent } = spec;
    if (errorEvent?.after === sent) {
      await event(received, 'error', errorBody(errorEvent.type, errorEvent.message));
      return void response.end();
    }
    await blocks.add(token.value);
    entry.countSent();
    if (++sent % 3 === 0) await event(received, 'ping', { type: 'ping' });
  }
  await blocks.close();
  await end(received, spec, token.value);
}

async function begin(
  received: Received,
  { model }: MessagesRequest,
  { cachedTokens = 0 }: AnthropicModelSpec,
  turns: readonly ChatTurn[],
): Promise<void> {
  eventStream(received);
  const usage = {
    input_tokens: promptTokens(turns) - cachedTokens,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: cachedTokens,
    output_tokens: 1,
    service_tier: 'standard',
  };
  const nothingYet = { content: [], stop_reason: null, stop_sequence: null };
  const message = { id: 'msg_simulated', type: 'message', role: 'assistant', model, ...nothingYet, usage };
  await event(received, 'message_start', { type: 'message_start', message });
}

/** Blocks of content, one after the other: a thinking block ends with a signature. */
class Blocks {
  private index = -1;
  private channel: Token['channel'] | undefined;

  constructor(private readonly received: Received) {}

  async add({ channel, text }: Token): Promise<void> {
    if (channel !== this.channel) await this.open(channel);
    await this.delta(
      channel === 'thinking' ? { type: 'thinking_delta', thinking: text } : { type: 'text_delta', text },
    );
  }

  async close(): Promise<void> {
    if (this.channel === undefined) return;
    if (this.channel === 'thinking') await this.delta({ type: 'signature_delta', signature: 'c2lnbmVk' });
    await event(this.received, 'content_block_stop', { type: 'content_block_stop', index: this.index });
    this.channel = undefined;
  }

  private async open(channel: Token['channel']): Promise<void> {
    await this.close();
    this.index++;
    this.channel = channel;
    const block =
      channel === 'thinking' ? { type: 'thinking', thinking: '', signature: '' } : { type: 'text', text: '' };
    const type = 'content_block_start';
    await event(this.received, type, { type, index: this.index, content_block: block });
  }

  private delta(delta: object): Promise<void> {
    const type = 'content_block_delta';
    return event(this.received, type, { type, index: this.index, delta });
  }
}

async function end(received: Received, spec: AnthropicModelSpec, ending: Ending): Promise<void> {
  const reason = spec.stopReason ?? (ending.reason === 'length' ? 'max_tokens' : 'end_turn');
  const refusal = { type: 'refusal', category: null, explanation: spec.explanation ?? null };
  const delta = {
    stop_reason: reason,
    stop_sequence: null,
    ...(reason === 'refusal' && { stop_details: refusal }),
  };
  const usage = { output_tokens: ending.answerTokens };
  await event(received, 'message_delta', { type: 'message_delta', delta, usage });
  await event(received, 'message_stop', { type: 'message_stop' });
  received.response.end();
}

/** Before the headers an error has its status, afterwards it is an event; a broken stream just breaks. */
async function fail(received: Received, error: unknown): Promise<void> {
  const { response } = received;
  if (error instanceof BrokenStream) {
    if (!response.headersSent) eventStream(received);
    if (error.bytes) await received.write(error.bytes);
    if (error.how === 'end') response.end();
    else await hangUp(received);
    return;
  }
  if (!(error instanceof HttpError)) throw error;
  const type: ErrorType = error.status < 500 ? 'invalid_request_error' : 'api_error';
  if (!response.headersSent) return refuse(received, type, error.message, error.headers);
  await event(received, 'error', errorBody(type, error.message));
  response.end();
}

async function event({ write }: Received, name: string, data: object): Promise<void> {
  await write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
}

function eventStream({ response, entry }: Received): void {
  entry.status(200);
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-cache',
    'request-id': 'req_simulated',
  });
  response.flushHeaders();
}
