/** `POST /v1/responses`: https://platform.openai.com/docs/api-reference/responses. Nothing is stored. */
import type { Context } from 'hono';
import type { RouteEvent } from '../../der/trace/events';
import { answerOf, derOf, type Answer, type Ends } from '../answer';
import { allOf, begin } from '../begin';
import { DraftReasoning } from '../drafts';
import type { ServerKey } from '../keys/key';
import { readBody } from '../readBody';
import type { RouteSettings } from '../routeSettings';
import type { Serving } from '../serving';
import { inPieces, streamed } from '../streamed';
import { errorBody } from './errors';
import { messagesOf, refuseWhatCannotBe, responsesSchema } from './responsesRequest';

interface Responding {
  readonly model: string;
  readonly instructions: string | null;
  readonly createdAt: number;
  readonly ends: Ends;
  readonly settings: RouteSettings;
}

export async function responses(c: Context, serving: Serving, key: ServerKey | undefined): Promise<Response> {
  const request = await readBody(c, responsesSchema);
  refuseWhatCannotBe(request);
  const { model, der } = request;
  const { events, settings, gone } = await begin(c, serving, key, {
    model,
    der,
    messages: messagesOf(request),
  });
  const responding: Responding = {
    model,
    instructions: request.instructions ?? null,
    createdAt: Math.floor(Date.now() / 1000),
    ends: { stop: [], maxTokens: request.max_output_tokens ?? undefined },
    settings,
  };
  if (request.stream)
    return streamed({
      type: 'text/event-stream',
      pieces: pieces(responding, events),
      beat: ': waiting\n\n',
      gone,
    });
  return c.json(completed(responding, answerOf(await allOf(events), responding.ends)));
}

function responseObject<T extends object>(
  { model, createdAt, instructions }: Responding,
  id: string,
  rest: T,
) {
  return {
    id: `resp_${id}`,
    object: 'response',
    created_at: createdAt,
    model,
    instructions,
    error: null,
    incomplete_details: null,
    output: [] as object[],
    parallel_tool_calls: false,
    tool_choice: 'none',
    tools: [],
    temperature: null,
    top_p: null,
    metadata: {},
    ...rest,
  };
}

/** @param before the message */
function completed(responding: Responding, answer: Answer, before: readonly object[] = []) {
  const { promptTokens, answerTokens } = answer.usage;
  const isCut = answer.finish === 'length';
  return responseObject(responding, answer.trace.id, {
    status: isCut ? 'incomplete' : 'completed',
    incomplete_details: isCut ? { reason: 'max_output_tokens' } : null,
    output: [...before, messageOf(answer)],
    output_text: answer.text,
    usage: {
      input_tokens: promptTokens,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: answerTokens,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: promptTokens + answerTokens,
    },
    der: derOf(answer, responding.settings),
  });
}

function messageOf({ trace, text, finish }: Answer) {
  return messageItem(trace.id, text, finish === 'length' ? 'incomplete' : 'completed');
}

function messageItem(id: string, text: string, status: string) {
  return { id: `msg_${id}`, type: 'message', role: 'assistant', status, content: [textPart(text)] };
}

const textPart = (text: string) => ({ type: 'output_text', text, annotations: [], logprobs: [] });

/** What experts wrote meanwhile, where drafts are shown. */
function reasoningItem(id: string, text: string, status: string) {
  return { id: `rs_${id}`, type: 'reasoning', summary: [], status, content: [reasoningPart(text)] };
}

const reasoningPart = (text: string) => ({ type: 'reasoning_text', text });

/** One item of reasoning where drafts are shown, then the message. */
async function* pieces(
  responding: Responding,
  events: AsyncGenerator<RouteEvent, void, undefined>,
): AsyncGenerator<string, void, undefined> {
  const seen: RouteEvent[] = [];
  const drafts = new DraftReasoning();
  let [id, number, reasoning] = ['', 0, ''];
  const event = (type: string, rest: object): string =>
    `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: number++, ...rest })}\n\n`;
  const status = (name: string, word: string): string =>
    event(name, { response: responseObject(responding, id, { status: word }) });
  const begun = (output_index: number, item: { readonly id: string }, part: object): string =>
    event('response.output_item.added', { output_index, item: { ...item, content: [] } }) +
    event('response.content_part.added', { item_id: item.id, output_index, content_index: 0, part });
  const ended = (output_index: number, item: { readonly id: string }, part: object): string =>
    event('response.content_part.done', { item_id: item.id, output_index, content_index: 0, part }) +
    event('response.output_item.done', { output_index, item });
  try {
    for await (const one of events) {
      seen.push(one);
      if (one.type === 'started') {
        id = one.id;
        yield status('response.created', 'in_progress');
        yield status('response.in_progress', 'in_progress');
      }
      const delta = responding.settings.drafts ? drafts.textOf(one) : '';
      if (delta === '') continue;
      if (reasoning === '') yield begun(0, reasoningItem(id, '', 'in_progress'), reasoningPart(''));
      reasoning += delta;
      const place = { item_id: `rs_${id}`, output_index: 0, content_index: 0 };
      yield event('response.reasoning_text.delta', { ...place, delta });
    }
    const answer = answerOf(seen, responding.ends);
    const output: object[] = [];
    if (reasoning !== '') {
      const item = reasoningItem(id, reasoning, 'completed');
      const place = { item_id: item.id, output_index: 0, content_index: 0 };
      yield event('response.reasoning_text.done', { ...place, text: reasoning });
      yield ended(0, item, reasoningPart(reasoning));
      output.push(item);
    }
    const place = { item_id: `msg_${id}`, output_index: output.length, content_index: 0 };
    yield begun(output.length, messageItem(id, '', 'in_progress'), textPart(''));
    for (const delta of inPieces(answer.text))
      yield event('response.output_text.delta', { ...place, delta, logprobs: [] });
    yield event('response.output_text.done', { ...place, text: answer.text, logprobs: [] });
    const response = completed(responding, answer, output);
    yield ended(output.length, messageOf(answer), textPart(answer.text));
    yield event(answer.finish === 'length' ? 'response.incomplete' : 'response.completed', { response });
  } catch (error) {
    yield event('error', { ...errorBody(error).error, type: 'error' });
  }
}
