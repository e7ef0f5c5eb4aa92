/**
 * What every streamed answer needs, in one place: both time limits, stopping that reaches the server,
 * thinking kept apart, and an end that is really an end.
 */
import { CancelledError, EmptyAnswerError, ExpertError } from '../der/core/expertErrors';
import type { ExpertEvent, ExpertTiming, ExpertUsage } from '../der/core/experts';
import type { Timeouts } from './services';
import { ThinkTagSplitter } from './thinkTags';

/** A piece of the server's stream, in the provider's common terms. */
export interface Chunk {
  readonly answer?: string | undefined;
  readonly thinking?: string | undefined;
  readonly finish?: 'stop' | 'length' | undefined;
  readonly usage?: ExpertUsage | undefined;
  readonly timing?: ExpertTiming | undefined;
}

export interface StreamedCall {
  /** Of the expert, for messages. */
  readonly name: string;
  /** Sends the request. Aborting the signal must close the connection. */
  open(signal: AbortSignal): AsyncIterable<Chunk>;
  /** Any thrown value in the expert's own terms; `begun`: part of the answer had arrived. */
  explain(error: unknown, begun: boolean): ExpertError;
  readonly timeouts: Timeouts;
  /** Bounds an answer whose end never comes, should the server ignore its limit. */
  readonly maxCharacters: number;
}

/** After the server said that the answer is complete, how long to wait for usage and the end of the stream. */
const closingMs = 2_000;

/** Longest text that `tokens` tokens may plausibly make. */
export function charactersOf(tokens: number): number {
  return tokens * 16;
}

/** The events of one call; failures are thrown as `ExpertError`. Leaving the loop aborts the request. */
export async function* streamAnswer(call: StreamedCall, outer: AbortSignal): AsyncGenerator<ExpertEvent> {
  if (outer.aborted) throw new CancelledError();
  const request = new AbortController();
  const patience = new Patience(request);
  const cancel = () => request.abort(new CancelledError());
  outer.addEventListener('abort', cancel, { once: true });

  const splitter = new ThinkTagSplitter();
  const firstTokenBy = performance.now() + call.timeouts.firstTokenMs;
  let begun = false;
  let answered = false;
  let characters = 0;
  let finish: 'stop' | 'length' | undefined;
  let usage: ExpertUsage = {};
  let timing: ExpertTiming = {};

  try {
    const chunks = call.open(request.signal)[Symbol.asyncIterator]();
    for (;;) {
      const silenceMs: number = finish
        ? Math.min(call.timeouts.silenceMs, closingMs)
        : call.timeouts.silenceMs;
      const next: IteratorResult<Chunk> =
        begun || finish
          ? await patience.wait(chunks.next(), silenceMs, () => silentTooLong(call))
          : await patience.wait(chunks.next(), firstTokenBy - performance.now(), () => noFirstToken(call));
      if (next.done) break;

      const chunk: Chunk = next.value;
      finish = chunk.finish ?? finish;
      usage = chunk.usage ?? usage;
      timing = chunk.timing ?? timing;
      const split = splitter.push(chunk.answer ?? '');
      const thinking = (chunk.thinking ?? '') + split.thinking;
      begun ||= Boolean(chunk.answer || chunk.thinking);
      characters += thinking.length + split.answer.length;
      answered = (answered && !split.relabelled) || split.answer.trim() !== '';
      if (split.relabelled) yield { type: 'relabelled' };
      if (thinking) yield { type: 'thinking', text: thinking };
      if (split.answer) yield { type: 'delta', text: split.answer };
      if (characters > call.maxCharacters) {
        finish = 'length';
        break;
      }
    }
  } catch (error) {
    if (outer.aborted) throw new CancelledError();
    const reason: unknown = request.signal.aborted ? request.signal.reason : error;
    if (!finish) throw reason instanceof ExpertError ? reason : call.explain(reason, begun);
    // The answer was complete; only the end of the stream went wrong.
  } finally {
    outer.removeEventListener('abort', cancel);
    request.abort(new CancelledError());
  }
  if (outer.aborted) throw new CancelledError();

  const rest = splitter.end();
  answered ||= rest.answer.trim() !== '';
  if (rest.thinking) yield { type: 'thinking', text: rest.thinking };
  if (rest.answer) yield { type: 'delta', text: rest.answer };
  if (!finish) throw cutOff(call);
  if (!answered) throw emptyAnswer(call, finish, usage);
  yield { type: 'done', finish, verified: false, usage, timing };
}

/** Waits for one piece of the stream after the other, until the request is aborted. */
class Patience {
  private give: (reason: unknown) => void = () => {};

  constructor(private readonly request: AbortController) {
    request.signal.addEventListener('abort', () => this.give(request.signal.reason), { once: true });
  }

  /** `promise`, unless the request is aborted first; waiting longer than `ms` aborts it with `late`. */
  async wait<T>(promise: Promise<T>, ms: number, late: () => Error): Promise<T> {
    const timer = setTimeout(() => this.request.abort(late()), Math.max(0, Math.min(ms, 2 ** 31 - 1)));
    try {
      return await new Promise<T>((resolve, reject) => {
        this.give = reject;
        if (this.request.signal.aborted) reject(this.request.signal.reason);
        promise.then(resolve, reject);
      });
    } finally {
      clearTimeout(timer);
    }
  }
}

function seconds(ms: number): string {
  return `${Number((ms / 1000).toPrecision(3))} s`;
}

function noFirstToken({ name, timeouts }: StreamedCall): ExpertError {
  return new ExpertError(
    'first_token_timeout',
    `${name} sent nothing for ${seconds(timeouts.firstTokenMs)}. It may still be loading: ask again, choose a smaller model, or raise the first-token limit in the settings.`,
  );
}

function silentTooLong({ name, timeouts }: StreamedCall): ExpertError {
  return new ExpertError(
    'silent_too_long',
    `${name} stopped sending for ${seconds(timeouts.silenceMs)} in the middle of its answer. Ask again, or raise the silence limit in the settings.`,
  );
}

function cutOff({ name }: StreamedCall): ExpertError {
  return new ExpertError(
    'cut_off',
    `The answer of ${name} broke off before its end. Ask again; if it happens often, look at the server's log.`,
  );
}

function emptyAnswer(
  { name }: StreamedCall,
  finish: 'stop' | 'length',
  usage: ExpertUsage,
): EmptyAnswerError {
  const message =
    finish === 'length'
      ? `${name} used up its tokens before it began to answer. Raise its "maxAnswerTokens", or turn its thinking off.`
      : `${name} answered nothing. Ask again, or ask in other words.`;
  return new EmptyAnswerError(message, usage);
}
