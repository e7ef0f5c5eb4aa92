/**
 * What every streamed answer needs, in one place: both time limits, stopping that reaches the server,
 * thinking kept apart, and an end that is really an end.
 */
import { Breath } from '../der/core/breath';
import { CancelledError, EmptyAnswerError, ExpertError } from '../der/core/expertErrors';
import type { ExpertEvent, ExpertTiming, ExpertUsage } from '../der/core/experts';
import type { Timeouts } from './services';
import { Limits, says } from './streamLimits';
import { GraniteSplitter, isGranite } from './graniteThinking';
import { ThinkTagSplitter, type SplitText } from './thinkTags';
import type { Chunk } from './wire/chunk';
import { nothingSent, type Sending } from './wire/sending';

export interface StreamedCall {
  /** Of the expert, for messages. */
  readonly name: string;
  /** Sends the request, and notes what became of it. Aborting the signal must close the connection. */
  open(signal: AbortSignal, sending: Sending): AsyncIterable<Chunk>;
  /** Any thrown value in the expert's own terms; `begun`: part of the answer had arrived. */
  explain(error: unknown, begun: boolean): ExpertError;
  readonly timeouts: Timeouts;
  /** Bounds an answer whose end never comes, should the server ignore its limit. */
  readonly maxCharacters: number;
}

type Finish = Chunk['finish'];

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
  const inWords = isGranite(call.name) ? new GraniteSplitter() : undefined;
  const limits = new Limits(call.timeouts, call.maxCharacters);
  const sending = nothingSent();
  const breath = new Breath();
  let answered = false;
  let finish: Finish;
  let usage: ExpertUsage = {};
  let timing: ExpertTiming = {};
  let version: string | undefined;

  try {
    const chunks = call.open(request.signal, sending)[Symbol.asyncIterator]();
    for (;;) {
      // Pieces that have all come already would keep timers and everybody else waiting.
      await breath.take();
      const next: IteratorResult<Chunk> = await patience.wait(chunks.next(), limits.patienceMs(), () =>
        limits.begun ? silentTooLong(call) : noFirstToken(call),
      );
      if (next.done) break;

      const chunk = limits.take(next.value);
      // What comes after the end is no part of the answer.
      if (limits.complete && !chunk.ended && (chunk.answer || chunk.thinking)) break;
      finish = endAfter(finish, chunk);
      usage = chunk.usage ?? usage;
      timing = chunk.timing ?? timing;
      version = chunk.version ?? version;
      const said = inWords?.push(chunk.answer ?? '') ?? { answer: chunk.answer ?? '', thinking: '' };
      const split = splitter.push(said.answer);
      const thinking = (chunk.thinking ?? '') + said.thinking + split.thinking;
      answered = (answered && !split.relabelled) || says(split.answer);
      if (split.relabelled) yield { type: 'relabelled' };
      if (thinking) yield { type: 'thinking', text: thinking };
      if (split.answer) yield { type: 'delta', text: split.answer };
      if (chunk.cut) {
        finish = 'length';
        break;
      }
      if (chunk.ended) finish ??= 'stop';
      limits.waitAnew();
    }
  } catch (error) {
    if (outer.aborted) throw new CancelledError();
    const reason: unknown = request.signal.aborted ? request.signal.reason : error;
    const over = limits.complete || (finish && !limits.wentOn && !failsAnyway(reason));
    if (!over) {
      throw billable(reason instanceof ExpertError ? reason : call.explain(reason, limits.begun), sending);
    }
    // The answer was complete; only the end of the stream went wrong.
  } finally {
    outer.removeEventListener('abort', cancel);
    request.abort(new CancelledError());
  }
  if (outer.aborted) throw new CancelledError();

  const rest = restOf(splitter, inWords);
  if (rest.relabelled) answered = false;
  answered ||= says(rest.answer);
  if (rest.relabelled) yield { type: 'relabelled' };
  if (rest.thinking) yield { type: 'thinking', text: rest.thinking };
  if (rest.answer) yield { type: 'delta', text: rest.answer };
  if (!finish) throw billable(cutOff(call), sending);
  if (sending.taken > 1) usage = { ...usage, requests: sending.taken };
  if (!answered) throw emptyAnswer(call, finish, usage);
  yield { type: 'done', finish, verified: false, usage, timing, ...(version !== undefined && { version }) };
}

/** What was held back when the stream ended. */
function restOf(splitter: ThinkTagSplitter, inWords: GraniteSplitter | undefined): SplitText {
  const { answer, thinking } = inWords?.end() ?? { answer: '', thinking: '' };
  const [last, end] = [splitter.push(answer), splitter.end()];
  return {
    // What was an answer and was told to be thinking is none of the rest.
    answer: end.relabelled ? end.answer : last.answer + end.answer,
    thinking: thinking + last.thinking + (end.relabelled ? last.answer : '') + end.thinking,
    relabelled: last.relabelled || end.relabelled,
  };
}

/** How the answer stands after a piece. What was cut stays cut, and an end after which text came was none. */
function endAfter(before: Finish, { finish, answer, thinking }: Chunk): Finish {
  if (before === 'length') return before;
  return finish ?? (says((answer ?? '') + (thinking ?? '')) ? undefined : before);
}

/** An end that the server takes back, however complete the answer seemed. */
function failsAnyway(reason: unknown): boolean {
  return reason instanceof ExpertError && !closingKinds.has(reason.kind);
}

/** What may go wrong between the end of an answer and that of its stream. */
const closingKinds: ReadonlySet<string> = new Set([
  'first_token_timeout',
  'silent_too_long',
  'malformed_stream',
]);

/** The error with the number of requests that the server may bill, where its kind does not say. */
function billable(error: ExpertError, { taken }: Sending): ExpertError {
  if (taken > 0) error.requests = taken;
  return error;
}

/** Waits for one piece of the stream after the other, until the request is aborted. */
class Patience {
  private give: (reason: unknown) => void = () => {};

  constructor(private readonly request: AbortController) {
    request.signal.addEventListener('abort', () => this.give(request.signal.reason), { once: true });
  }

  /** `promise`, unless the request is aborted first; waiting longer than `ms` aborts it with `late`. */
  async wait<T>(promise: Promise<T>, ms: number, late: () => Error): Promise<T> {
    // A piece that is there already comes sooner than any timer, and may be one of too many.
    if (ms <= 0) this.request.abort(late());
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
