/** `POST /v1/messages` and `/v1/messages/count_tokens`. */
import type { Context } from 'hono';
import { estimateTokens } from '../../der/core/tokens';
import type { RouteEvent } from '../../der/trace/events';
import { answerOf, derOf, type Answer, type Ends } from '../answer';
import { allOf, begin } from '../begin';
import { attached } from '../attached';
import { conversationOf } from '../conversation';
import { DraftReasoning } from '../drafts';
import type { ServerKey } from '../keys/key';
import { readBody } from '../readBody';
import type { RouteSettings } from '../routeSettings';
import { servedModel } from '../servedModels';
import type { Serving } from '../serving';
import { inPieces, streamed } from '../streamed';
import { errorBody } from './errors';
import { countSchema, endsOf, messagesOf, messagesSchema, refuseWhatCannotBe } from './messagesRequest';

interface Replying {
  readonly model: string;
  readonly ends: Ends;
  readonly settings: RouteSettings;
}

export async function messages(c: Context, serving: Serving, key: ServerKey | undefined): Promise<Response> {
  const request = await readBody(c, messagesSchema);
  refuseWhatCannotBe(request);
  const { model, thinking } = request;
  const drafts = thinking && thinking.type !== 'disabled';
  const der = drafts ? { stream: 'draft' as const, ...request.der } : request.der;
  const { events, settings, gone } = await begin(c, serving, key, {
    ...{ model, der, messages: messagesOf(request) },
  });
  const replying = { model, ends: endsOf(request), settings };
  if (!request.stream) return c.json(whole(replying, answerOf(await allOf(events), replying.ends)));
  const beat = event('ping', {});
  return streamed({ type: 'text/event-stream', pieces: pieces(replying, events), beat, gone });
}

/** Of the question and the turns that would be passed on, by estimate: experts count in ways of their own. */
export async function countTokens(c: Context): Promise<Response> {
  const request = await readBody(c, countSchema);
  servedModel(request.model);
  const conversation = conversationOf(messagesOf(request));
  const { question, turns } = conversation;
  const said = [question, ...turns.flatMap((turn) => [turn.question, turn.answer])];
  const shown = attached(conversation).reduce((sum, { tokens }) => sum + tokens, 0);
  return c.json({ input_tokens: said.reduce((sum, text) => sum + estimateTokens(text), shown) });
}

const idOf = (route: string): string => `msg_${route}`;

function message(model: string, id: string, rest: object) {
  const nothing = { content: [], stop_reason: null, stop_sequence: null };
  return { id: idOf(id), type: 'message', role: 'assistant', model, ...nothing, ...rest };
}

function whole({ model, settings }: Replying, answer: Answer) {
  const { promptTokens, answerTokens } = answer.usage;
  return message(model, answer.trace.id, {
    content: [{ type: 'text', text: answer.text }],
    ...endOf(answer),
    usage: { input_tokens: promptTokens, output_tokens: answerTokens },
    der: derOf(answer, settings),
  });
}

function endOf({ finish, mark }: Answer) {
  if (mark !== undefined) return { stop_reason: 'stop_sequence', stop_sequence: mark };
  return { stop_reason: finish === 'length' ? 'max_tokens' : 'end_turn', stop_sequence: null };
}

const event = (type: string, fields: object): string =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;

/** One block of thinking where drafts are shown, then one of text. */
async function* pieces(
  { model, ends, settings }: Replying,
  events: AsyncGenerator<RouteEvent, void, undefined>,
): AsyncGenerator<string, void, undefined> {
  const seen: RouteEvent[] = [];
  const drafts = new DraftReasoning();
  let index = -1;
  const begun = (content_block: object): string => {
    index += 1;
    return event('content_block_start', { index, content_block });
  };
  const delta = (fields: object): string => event('content_block_delta', { index, delta: fields });
  const ended = (): string => event('content_block_stop', { index });
  try {
    for await (const one of events) {
      seen.push(one);
      if (one.type === 'started') {
        const usage = { input_tokens: estimateTokens(one.question), output_tokens: 0 };
        yield event('message_start', { message: message(model, one.id, { usage }) });
      }
      const thinking = settings.drafts ? drafts.textOf(one) : '';
      if (thinking === '') continue;
      if (index < 0) yield begun({ type: 'thinking', thinking: '', signature: '' });
      yield delta({ type: 'thinking_delta', thinking });
    }
    const answer = answerOf(seen, ends);
    if (index === 0) yield ended();
    yield begun({ type: 'text', text: '' });
    for (const text of inPieces(answer.text)) yield delta({ type: 'text_delta', text });
    yield ended();
    const { promptTokens, answerTokens } = answer.usage;
    const usage = { input_tokens: promptTokens, output_tokens: answerTokens };
    yield event('message_delta', { delta: endOf(answer), usage, der: derOf(answer, settings) });
    yield event('message_stop', {});
  } catch (error) {
    yield event('error', errorBody(error));
  }
}
