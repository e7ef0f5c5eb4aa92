/** `POST /api/chat` and `/api/generate`: the same answer, under other names. */
import type { Context } from 'hono';
import type { RouteEvent } from '../../der/trace/events';
import { answerOf, derOf, type Answer, type Ends } from '../answer';
import { allOf, begin } from '../begin';
import type { Message } from '../conversation';
import { DraftReasoning } from '../drafts';
import { problemOf } from '../requestProblem';
import type { ServerKey } from '../keys/key';
import { readBody } from '../readBody';
import type { DerField, RouteSettings } from '../routeSettings';
import { servedModel } from '../servedModels';
import type { Serving } from '../serving';
import { inPieces, streamed } from '../streamed';
import { chatSchema, endsOf, generateSchema, messagesOf, promptOf } from './requests';

/** How one of the two ways of asking writes text and drafts. */
interface Form {
  readonly text: (text: string) => object;
  readonly draft: (text: string) => object;
}

const chatForm: Form = {
  text: (content) => ({ message: { role: 'assistant', content } }),
  draft: (thinking) => ({ message: { role: 'assistant', content: '', thinking } }),
};

const generateForm: Form = {
  text: (response) => ({ response }),
  draft: (thinking) => ({ response: '', thinking }),
};

interface Wanted {
  readonly model: string;
  readonly messages: readonly Message[];
  readonly ends: Ends;
  readonly der: DerField | undefined;
  readonly stream: boolean;
}

/** What both requests say in the same fields. */
interface Asked {
  readonly model: string;
  readonly der?: DerField | undefined;
  readonly think?: boolean | string | null | undefined;
  readonly stream?: boolean | null | undefined;
}

export async function chat(c: Context, serving: Serving, key: ServerKey | undefined): Promise<Response> {
  const request = await readBody(c, chatSchema);
  const messages = messagesOf(request);
  if (messages.length === 0) return c.json(loaded(request.model, chatForm));
  return answered(c, serving, key, wantedOf(request, messages, endsOf(request)), chatForm);
}

export async function generate(c: Context, serving: Serving, key: ServerKey | undefined): Promise<Response> {
  const request = await readBody(c, generateSchema);
  const messages = promptOf(request);
  if (!request.prompt) return c.json(loaded(request.model, generateForm));
  return answered(c, serving, key, wantedOf(request, messages, endsOf(request)), generateForm);
}

/** Clients load a model by asking nothing; there is nothing to load. @throws RequestProblem */
function loaded(model: string, form: Form): object {
  servedModel(model);
  return { model, created_at: new Date().toISOString(), ...form.text(''), done: true, done_reason: 'load' };
}

function wantedOf({ model, der, think, stream }: Asked, messages: readonly Message[], ends: Ends): Wanted {
  const drafts = think !== undefined && think !== null && think !== false;
  return { model, messages, ends, der: drafts ? { stream: 'draft', ...der } : der, stream: stream !== false };
}

async function answered(
  c: Context,
  serving: Serving,
  key: ServerKey | undefined,
  { ends, stream, ...wanted }: Wanted,
  form: Form,
): Promise<Response> {
  const { events, settings, gone } = await begin(c, serving, key, wanted);
  const { model } = wanted;
  if (stream) {
    const pieces = lines(model, form, ends, settings, events);
    return streamed({ type: 'application/x-ndjson', pieces, gone });
  }
  const answer = answerOf(await allOf(events), ends);
  const created_at = new Date().toISOString();
  return c.json({ model, created_at, ...form.text(answer.text), ...endOf(answer, settings) });
}

async function* lines(
  model: string,
  form: Form,
  ends: Ends,
  settings: RouteSettings,
  events: AsyncGenerator<RouteEvent, void, undefined>,
): AsyncGenerator<string, void, undefined> {
  const seen: RouteEvent[] = [];
  const drafts = new DraftReasoning();
  const line = (fields: object): string =>
    `${JSON.stringify({ model, created_at: new Date().toISOString(), done: false, ...fields })}\n`;
  try {
    for await (const event of events) {
      seen.push(event);
      const draft = settings.drafts ? drafts.textOf(event) : '';
      if (draft !== '') yield line(form.draft(draft));
    }
    const answer = answerOf(seen, ends);
    for (const piece of inPieces(answer.text)) yield line(form.text(piece));
    yield line({ ...form.text(''), ...endOf(answer, settings) });
  } catch (error) {
    yield `${JSON.stringify({ error: problemOf(error).message })}\n`;
  }
}

/** Durations in nanoseconds. Of a team there is no time of its own for loading, reading and writing. */
function endOf(answer: Answer, settings: RouteSettings) {
  const { usage, finish, trace } = answer;
  const total = Math.round(trace.totals.totalMs * 1e6);
  return {
    done: true,
    done_reason: finish,
    total_duration: total,
    load_duration: 0,
    prompt_eval_count: usage.promptTokens,
    prompt_eval_duration: 0,
    eval_count: usage.answerTokens,
    eval_duration: total,
    der: derOf(answer, settings),
  };
}
