/** `POST /v1/responses`: https://platform.openai.com/docs/api-reference/responses. Nothing is stored. */
import type { Context } from 'hono';
import { z } from 'zod';
import type { RouteEvent } from '../../der/trace/events';
import { answerOf, derOf, type Answer, type Ends } from '../answer';
import { allOf, begin } from '../begin';
import { contentOf, contentSchema, mostMessages, type Message } from '../conversation';
import { Drafts } from '../drafts';
import type { Key } from '../keys/key';
import { readBody } from '../readBody';
import { derField, type RouteSettings } from '../routeSettings';
import type { Serving } from '../serving';
import { inPieces, streamed } from '../streamed';
import { unsupported } from '../requestProblem';
import { errorBody } from './errors';

const item = z.looseObject({
  type: z.string().optional(),
  role: z.enum(['system', 'developer', 'user', 'assistant']).optional(),
  content: contentSchema,
});

const schema = z.looseObject({
  model: z.string().max(300),
  input: z.union([z.string(), z.array(item).min(1).max(mostMessages)]),
  instructions: z.string().nullish(),
  stream: z.boolean().nullish(),
  max_output_tokens: z.number().int().min(1).nullish(),
  tools: z.array(z.unknown()).nullish(),
  tool_choice: z.unknown().optional(),
  previous_response_id: z.string().nullish(),
  background: z.boolean().nullish(),
  text: z.looseObject({ format: z.looseObject({ type: z.string() }).nullish() }).nullish(),
  der: derField.optional(),
});

type ResponsesRequest = z.infer<typeof schema>;

interface Responding {
  readonly model: string;
  readonly instructions: string | null;
  readonly createdAt: number;
  readonly ends: Ends;
  readonly settings: RouteSettings;
}

export async function responses(c: Context, serving: Serving, key: Key | undefined): Promise<Response> {
  const request = await readBody(c, schema);
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

function refuseWhatCannotBe({
  tools,
  tool_choice,
  previous_response_id,
  background,
  text,
}: ResponsesRequest): void {
  if ((tools?.length ?? 0) > 0 && tool_choice !== 'none')
    throw unsupported('tools', 'The ensemble calls no tools of its clients');
  if (previous_response_id)
    throw unsupported('previous_response_id', 'Responses are not stored: send the turns');
  if (background) throw unsupported('background', 'Responses are not stored');
  const form = text?.format?.type ?? 'text';
  if (form !== 'text')
    throw unsupported('text.format', 'No form of the answer is guaranteed: ask for it in words');
}

function messagesOf({ input, instructions }: ResponsesRequest): Message[] {
  const told: Message[] = instructions ? [{ role: 'system', text: instructions }] : [];
  if (typeof input === 'string') return [...told, { role: 'user', text: input }];
  const said = input.map(({ type = 'message', role = 'user', content }): Message => {
    if (type !== 'message')
      throw unsupported('input', `Items of type ${JSON.stringify(type.slice(0, 40))} cannot be passed on`);
    return { role: role === 'developer' ? 'system' : role, ...contentOf(content) };
  });
  return [...told, ...said];
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

function completed(responding: Responding, answer: Answer) {
  const { promptTokens, answerTokens } = answer.usage;
  const isCut = answer.finish === 'length';
  return responseObject(responding, answer.trace.id, {
    status: isCut ? 'incomplete' : 'completed',
    incomplete_details: isCut ? { reason: 'max_output_tokens' } : null,
    output: [messageItem(answer.trace.id, answer.text, isCut ? 'incomplete' : 'completed')],
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

function messageItem(id: string, text: string, status: string) {
  return { id: `msg_${id}`, type: 'message', role: 'assistant', status, content: [textPart(text)] };
}

const textPart = (text: string) => ({ type: 'output_text', text, annotations: [], logprobs: [] });

async function* pieces(
  responding: Responding,
  events: AsyncGenerator<RouteEvent, void, undefined>,
): AsyncGenerator<string, void, undefined> {
  const seen: RouteEvent[] = [];
  const drafts = new Drafts();
  let [id, number] = ['', 0];
  const event = (type: string, rest: object): string =>
    `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: number++, ...rest })}\n\n`;
  const status = (name: string, word: string): string =>
    event(name, { response: responseObject(responding, id, { status: word }) });
  try {
    for await (const one of events) {
      seen.push(one);
      if (one.type === 'started') {
        id = one.id;
        yield status('response.created', 'in_progress');
        yield status('response.in_progress', 'in_progress');
      }
      const draft = responding.settings.drafts ? drafts.textOf(one) : '';
      const place = { item_id: `rs_${id}`, output_index: 0, content_index: 0 };
      if (draft !== '') yield event('response.reasoning_text.delta', { ...place, delta: draft });
    }
    const answer = answerOf(seen, responding.ends);
    const place = { item_id: `msg_${id}`, output_index: 0, content_index: 0 };
    const empty = { ...messageItem(id, '', 'in_progress'), content: [] };
    yield event('response.output_item.added', { output_index: 0, item: empty });
    yield event('response.content_part.added', { ...place, part: textPart('') });
    for (const delta of inPieces(answer.text))
      yield event('response.output_text.delta', { ...place, delta, logprobs: [] });
    yield event('response.output_text.done', { ...place, text: answer.text, logprobs: [] });
    yield event('response.content_part.done', { ...place, part: textPart(answer.text) });
    const response = completed(responding, answer);
    yield event('response.output_item.done', { output_index: 0, item: response.output[0] });
    yield event(answer.finish === 'length' ? 'response.incomplete' : 'response.completed', { response });
  } catch (error) {
    yield event('error', { ...errorBody(error).error, type: 'error' });
  }
}
