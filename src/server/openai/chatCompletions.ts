/** `POST /v1/chat/completions`. */
import type { Context } from 'hono';
import type { RouteEvent } from '../../der/trace/events';
import { answerOf, derOf, type Answer, type Ends, type RouteUsage } from '../answer';
import { allOf, begin } from '../begin';
import { DraftReasoning } from '../drafts';
import type { ServerKey } from '../keys/key';
import { readBody } from '../readBody';
import type { RouteSettings } from '../routeSettings';
import type { Serving } from '../serving';
import { inPieces, streamed } from '../streamed';
import { chatSchema, endsOf, messagesOf, refuseWhatCannotBe } from './chatRequest';
import { errorBody } from './errors';

interface Completion {
  readonly model: string;
  readonly created: number;
  readonly ends: Ends;
  readonly settings: RouteSettings;
  readonly includeUsage: boolean;
}

export async function chatCompletions(
  c: Context,
  serving: Serving,
  key: ServerKey | undefined,
): Promise<Response> {
  const request = await readBody(c, chatSchema);
  refuseWhatCannotBe(request);
  const { model, der } = request;
  const { events, settings, gone } = await begin(c, serving, key, {
    model,
    der,
    messages: messagesOf(request),
  });
  const completion: Completion = {
    model,
    created: Math.floor(Date.now() / 1000),
    ends: endsOf(request),
    settings,
    includeUsage: request.stream_options?.include_usage === true,
  };
  if (!request.stream) return c.json(whole(completion, answerOf(await allOf(events), completion.ends)));
  const beat = ': waiting\n\n';
  return streamed({ type: 'text/event-stream', pieces: chunks(completion, events), beat, gone });
}

function whole({ model, created, settings }: Completion, answer: Answer) {
  return {
    id: idOf(answer.trace.id),
    object: 'chat.completion',
    created,
    model,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: answer.text, refusal: null },
        logprobs: null,
        finish_reason: answer.finish,
      },
    ],
    usage: usageOf(answer.usage),
    der: derOf(answer, settings),
  };
}

async function* chunks(
  { model, created, ends, settings, includeUsage }: Completion,
  events: AsyncGenerator<RouteEvent, void, undefined>,
): AsyncGenerator<string, void, undefined> {
  const seen: RouteEvent[] = [];
  const drafts = new DraftReasoning();
  let id = '';
  const chunk = (delta: object, rest: object = {}): string => {
    const choices = [{ index: 0, delta, logprobs: null, finish_reason: null, ...rest }];
    return data({ id, object: 'chat.completion.chunk', created, model, choices });
  };
  try {
    for await (const event of events) {
      seen.push(event);
      if (event.type === 'started') {
        id = idOf(event.id);
        yield chunk({ role: 'assistant', content: '' });
      }
      const draft = settings.drafts ? drafts.textOf(event) : '';
      if (draft !== '') yield chunk({ reasoning_content: draft });
    }
    const answer = answerOf(seen, ends);
    for (const content of inPieces(answer.text)) yield chunk({ content });
    const last = { id, object: 'chat.completion.chunk', created, model };
    const choices = [{ index: 0, delta: {}, logprobs: null, finish_reason: answer.finish }];
    yield data({ ...last, choices, der: derOf(answer, settings) });
    if (includeUsage) yield data({ ...last, choices: [], usage: usageOf(answer.usage) });
    yield 'data: [DONE]\n\n';
  } catch (error) {
    yield data(errorBody(error));
  }
}

const data = (value: object): string => `data: ${JSON.stringify(value)}\n\n`;

const idOf = (route: string): string => `chatcmpl-${route}`;

function usageOf({ promptTokens, answerTokens }: RouteUsage) {
  return {
    prompt_tokens: promptTokens,
    completion_tokens: answerTokens,
    total_tokens: promptTokens + answerTokens,
  };
}
