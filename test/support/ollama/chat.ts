/** POST /api/chat and /api/generate: one life of a request, two shapes of its events. */
import { cloudModel, stubError } from './cloud';
import {
  bodyOf,
  booleanField,
  checkFormat,
  keepAliveField,
  type Json,
  logprobsField,
  messagesField,
  optionsField,
  stringField,
  thinkField,
  type Think,
} from './fields';
import { generate, type Ending, type GenerationRequest, type Token } from '../simulated/generation';
import { goNow, nanoseconds, nonZero, quoted } from './goJson';
import type { ChatTurn, Model } from '../simulated/model';
import { parseName, type ModelName } from './names';
import type { LoadOptions } from './runner';
import type { Ollama } from './ollama';
import { installed } from './store';
import { HttpError } from '../simulated/failures';
import type { Exchange } from './wire';

/** What the two endpoints do differently. */
interface Shape {
  readonly name: 'chat' | 'generate';
  turns(body: Json): ChatTurn[];
  /** Fields of an event that carry text. */
  text(part: { content: string; thinking?: string; toolCalls?: Ending['toolCalls'] }): object;
  /** Fields of the last event alone. */
  last(body: Json, ending: Ending): object;
}

export const chatShape: Shape = {
  name: 'chat',
  turns: messagesField,
  text: ({ content, thinking, toolCalls = [] }) => ({
    message: {
      role: 'assistant',
      content,
      thinking: thinking || undefined,
      tool_calls: toolCalls.length ? toolCalls.map((call, index) => toolCall(call, index)) : undefined,
    },
  }),
  last: () => ({}),
};

export const generateShape: Shape = {
  name: 'generate',
  turns: (body) => {
    const prompt = stringField(body, 'prompt');
    const system = stringField(body, 'system');
    const before = system && prompt ? [{ role: 'system', content: system }] : [];
    return prompt ? [...before, { role: 'user', content: prompt }] : [];
  },
  text: ({ content, thinking }) => ({ response: content, thinking: thinking || undefined }),
  last: (body, ending) => ({
    context: booleanField(body, 'raw')
      ? undefined
      : Array.from({ length: ending.promptTokens + ending.answerTokens }, (_, i) => i),
  }),
};

export async function converse(exchange: Exchange, ollama: Ollama, shape: Shape): Promise<void> {
  const start = performance.now();
  const body = bodyOf(exchange.received.text);
  const asSent = stringField(body, 'model');
  const logprobs = logprobsField(body);
  const think = thinkField(body);
  const keepAliveMs = keepAliveField(body);
  const turns = shape.turns(body);
  if (!asSent) {
    throw shape.name === 'chat'
      ? new HttpError(400, 'model is required')
      : new HttpError(404, "model '' not found");
  }
  const name = parseName(asSent);
  const model =
    name.source === 'cloud' ? cloudModel(ollama, name) : installed(ollama.store, name.display, asSent);
  const event = (fields: object): object => ({
    model: asSent,
    remote_model: model.remote?.model,
    remote_host: model.remote?.host,
    created_at: goNow(),
    ...fields,
  });
  const empty = (reason: string): void =>
    exchange.json(200, event({ ...shape.text({ content: '' }), done: true, done_reason: reason }));

  if (turns.length === 0 && keepAliveMs === 0) {
    ollama.scheduler.unload(name.display);
    return empty('unload');
  }
  checkCapabilities(model, name, asSent, shape, think, body);
  const options = optionsField(body);
  const load = loadOptions(body, options, ollama.defaultNumCtx, model);

  const { signal, entry } = exchange;
  const remote = name.source === 'cloud' || model.remote;
  const lease = remote
    ? undefined
    : await ollama.scheduler.acquire({ model, load, keepAliveMs, signal, entry });
  const loadMs = performance.now() - start;
  try {
    if (turns.length === 0) return empty('load');
    const request: GenerationRequest = {
      model,
      turns,
      think: model.capabilities.includes('thinking') && think !== false,
      numCtx: load.num_ctx,
      truncate: booleanField(body, 'truncate') ?? true,
      shift: load.shift,
      numPredict: options.numbers['num_predict'] ?? -1,
      stop: options.stop,
      logprobs,
      signal,
      entry,
    };
    const slot = async (): Promise<() => void> => {
      if (!lease) return () => undefined;
      entry.enter('waiting');
      return lease.runner.slots.take(signal);
    };
    const events = answering();
    if (booleanField(body, 'stream') ?? true) await exchange.stream(events);
    else await exchange.whole(events, merged(shape));

    async function* answering(): AsyncGenerator<object> {
      if (model.remote) stubError(ollama);
      const free = await slot();
      try {
        checkFormat(body);
        const tokens = generate(request);
        let token = await tokens.next();
        for (; !token.done; token = await tokens.next()) {
          yield event({ ...tokenText(shape, token.value), done: false, logprobs: token.value.logprobs });
        }
        yield event(lastEvent(token.value));
      } finally {
        free();
      }
    }

    function lastEvent(ending: Ending): object {
      return {
        ...shape.text({ content: '', toolCalls: ending.toolCalls }),
        done: true,
        done_reason: ending.reason,
        ...shape.last(body, ending),
        total_duration: nanoseconds(performance.now() - start),
        load_duration: nanoseconds(loadMs),
        prompt_eval_count: nonZero(ending.promptTokens),
        prompt_eval_duration: nanoseconds(ending.prefillMs),
        eval_count: nonZero(ending.answerTokens),
        eval_duration: nanoseconds(ending.answerMs),
      };
    }
  } finally {
    lease?.release();
  }
}

function tokenText(shape: Shape, { channel, text }: Token): object {
  return shape.text(channel === 'thinking' ? { content: '', thinking: text } : { content: text });
}

function checkCapabilities(
  { capabilities }: Model,
  { full }: ModelName,
  asSent: string,
  shape: Shape,
  think: Think | undefined,
  body: Json,
): void {
  if (think && !capabilities.includes('thinking')) {
    throw new HttpError(400, `${quoted(asSent)} does not support thinking`);
  }
  if (!capabilities.includes('completion')) {
    throw new HttpError(400, `${quoted(asSent)} does not support ${shape.name}`);
  }
  const { tools } = body;
  if (Array.isArray(tools) && tools.length > 0 && !capabilities.includes('tools')) {
    throw new HttpError(400, `${full} does not support tools`);
  }
}

function loadOptions(
  body: Json,
  { numbers, useMmap }: ReturnType<typeof optionsField>,
  defaultNumCtx: number,
  model: Model,
): LoadOptions {
  return {
    num_ctx: Math.min(numbers['num_ctx'] ?? defaultNumCtx, model.contextTokens),
    num_batch: numbers['num_batch'],
    num_gpu: numbers['num_gpu'],
    main_gpu: numbers['main_gpu'],
    num_thread: numbers['num_thread'],
    draft_num_predict: numbers['draft_num_predict'],
    use_mmap: useMmap,
    shift: booleanField(body, 'shift') ?? true,
  };
}

interface AnyEvent {
  message?: { content: string; thinking?: string };
  response?: string;
  thinking?: string;
  logprobs?: unknown[];
}

/** Text, thinking and log-probabilities of all events, put into the last one. */
function merged(shape: Shape): (events: object[]) => object {
  return (events) => {
    const all = events as AnyEvent[];
    const last = all.at(-1) ?? {};
    const content = all.map(({ message, response }) => message?.content ?? response ?? '').join('');
    const thinking = all.map((event) => event.message?.thinking ?? event.thinking ?? '').join('');
    const logprobs = all.flatMap((event) => event.logprobs ?? []);
    const text = shape.text({ content, thinking });
    const message = { ...last.message, ...(text as AnyEvent).message };
    return {
      ...last,
      ...text,
      ...(last.message && { message }),
      logprobs: logprobs.length > 0 ? logprobs : undefined,
    };
  };
}

function toolCall({ name, arguments: given }: Ending['toolCalls'][number], index: number): object {
  return { id: `call_${String(index).padStart(8, '0')}`, function: { index, name, arguments: given } };
}
