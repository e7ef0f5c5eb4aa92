/** Turns a model's scripted behaviour into a stream of tokens: prefill, pace, limits, log-probabilities, faults. */
import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { pieces } from '../../../src/providers/simulated/pieces';
import type { LogEntry } from '../requestLog';
import { type ChatTurn, type Model, type Reply, replyOf } from './model';
import { BrokenStream, HttpError } from './failures';

/** Log-probabilities: whether, and how many alternatives per token. */
export interface LogprobsWish {
  readonly wanted: boolean;
  readonly top: number;
}

export interface GenerationRequest {
  readonly model: Model;
  readonly turns: readonly ChatTurn[];
  readonly think: boolean;
  readonly numCtx: number;
  /** Whether old messages may be dropped to make the prompt fit. */
  readonly truncate: boolean;
  /** Whether the context slides when it is full. */
  readonly shift: boolean;
  /** Negative for no limit. */
  readonly numPredict: number;
  readonly stop: readonly string[];
  readonly logprobs: LogprobsWish;
  readonly signal: AbortSignal;
  readonly entry: LogEntry;
}

export interface Token {
  readonly channel: 'content' | 'thinking';
  readonly text: string;
  readonly logprobs?: readonly Logprob[];
}

export interface Logprob {
  readonly token: string;
  /** Natural logarithm. */
  readonly logprob: number;
  readonly bytes: readonly number[];
  readonly top_logprobs?: readonly Omit<Logprob, 'top_logprobs'>[];
}

/** What is known when the generation has ended. */
export interface Ending {
  readonly reason: 'stop' | 'length';
  readonly toolCalls: NonNullable<Reply['toolCalls']>;
  readonly promptTokens: number;
  readonly answerTokens: number;
  /** Milliseconds. */
  readonly prefillMs: number;
  readonly answerMs: number;
}

const contextMessage =
  'the prompt is longer than the context length currently available to the model; ' +
  'shorten the prompt, or increase the context length';

/** Tokens of a conversation, with a few for the template around each message. */
export function promptTokens(turns: readonly ChatTurn[]): number {
  return turns.reduce((sum, { content }) => sum + pieces(content).length + 4, 0);
}

export async function* generate(request: GenerationRequest): AsyncGenerator<Token, Ending> {
  const { model, numCtx, entry, signal } = request;
  const turns = fitted(request);
  const evaluated = Math.min(promptTokens(turns), numCtx);
  const reply = replyOf(model, turns);
  const tokens = tokensOf(reply, request);
  const limit = limitOf(request, evaluated);

  const start = performance.now();
  entry.enter('prefill');
  await until(start + model.prefillMs, signal);
  const first = performance.now();
  let sent = 0;
  let more = tokens.next();
  for (; !more.done && sent < limit; more = tokens.next()) {
    await failWhenDue(model, sent, request);
    // Against the clock, so that what a token costs does not slow the pace.
    await until(first + (sent * 1000) / model.tokensPerSecond, signal);
    entry.enter('streaming');
    yield {
      ...more.value,
      ...(request.logprobs.wanted && { logprobs: [logprobOf(more.value.text, request)] }),
    };
    sent++;
  }
  await failWhenDue(model, sent, request);
  return {
    reason: more.done ? 'stop' : 'length',
    toolCalls: reply.toolCalls ?? [],
    promptTokens: evaluated,
    answerTokens: sent,
    prefillMs: first - start,
    answerMs: performance.now() - first,
  };
}

/**
 * The conversation as far as the context holds it: old messages are dropped, the system's and the last one stay.
 * @throws HttpError 400 when that is forbidden.
 */
function fitted({ turns, numCtx, truncate }: GenerationRequest): readonly ChatTurn[] {
  if (promptTokens(turns) <= numCtx) return turns;
  if (!truncate) throw new HttpError(400, contextMessage);
  let rest = [...turns];
  while (promptTokens(rest) > numCtx) {
    const oldest = rest.findIndex((turn, i) => turn.role !== 'system' && i < rest.length - 1);
    if (oldest < 0) break;
    rest = rest.toSpliced(oldest, 1);
  }
  return rest;
}

function limitOf({ numPredict, numCtx, shift }: GenerationRequest, evaluated: number): number {
  const predict = numPredict < 0 ? Infinity : numPredict;
  return shift ? predict : Math.min(predict, numCtx - evaluated);
}

function* tokensOf(
  reply: Reply,
  { model, think, stop }: GenerationRequest,
): Generator<Omit<Token, 'logprobs'>> {
  if (think)
    for (const text of pieces(reply.thinking ?? 'Let me think.')) yield { channel: 'thinking', text };
  const cut = stop.map((word) => reply.text.indexOf(word)).filter((at) => at >= 0);
  const words = pieces(reply.text.slice(0, Math.min(reply.text.length, ...cut)));
  do {
    for (const text of words) yield { channel: 'content', text };
  } while (model.endless && words.length > 0);
}

async function failWhenDue({ fault }: Model, sent: number, request: GenerationRequest): Promise<void> {
  if (!fault || fault.after !== sent) return;
  switch (fault.kind) {
    case 'error':
      throw new HttpError(fault.status ?? 500, fault.message);
    case 'end':
      throw new BrokenStream('end');
    case 'socket':
      throw new BrokenStream('socket');
    case 'garbage':
      throw new BrokenStream('end', fault.bytes);
    case 'silent':
      request.entry.enter('silent');
      await forever(request.signal);
  }
}

async function until(at: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const ms = at - performance.now();
  if (ms > 0) await delay(ms, undefined, { signal });
}

function forever(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** Plausible and always the same: a number drawn from the token's text. */
function logprobOf(text: string, { logprobs }: GenerationRequest): Logprob {
  const entry = (token: string, logprob: number): Logprob => ({
    token,
    logprob,
    bytes: [...Buffer.from(token, 'utf8')],
  });
  const uncertainty = createHash('sha256').update(text).digest().readUInt16BE(0) / 2 ** 16;
  const logprob = -0.01 - 0.6 * uncertainty;
  if (logprobs.top === 0) return entry(text, logprob);
  const others = Array.from({ length: logprobs.top - 1 }, (_, i) =>
    entry(`${text}${i + 1}`, logprob - 1 - i),
  );
  return { ...entry(text, logprob), top_logprobs: [entry(text, logprob), ...others] };
}
