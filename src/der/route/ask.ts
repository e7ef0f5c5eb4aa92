/** One request to one expert: its stream becomes events, and whatever goes wrong becomes an event too. */
import type { Asides } from './asides';
import type { Candidate } from './candidates';
import { believed, billed } from '../core/cost';
import type { AnsweredEvent, DeltaEvent, FailedEvent, LoadingEvent, RelabelledEvent } from '../trace/events';
import {
  asExpertError,
  CancelledError,
  EmptyAnswerError,
  ExpertError,
  RateLimitedError,
} from '../core/expertErrors';
import type { ExpertEvent, ExpertUsage } from '../core/experts';
import { fewestTokens, mostCharactersPerToken } from '../core/tokens';
import { present } from '../core/present';
import { unlessAborted } from '../core/unlessAborted';
import type { StepUsage } from '../trace/trace';

/** A request to an expert, and what it needs of its route. */
export interface ExpertCall {
  readonly candidate: Candidate;
  readonly step: number;
  readonly attempt: number;
  readonly question: string;
  readonly signal: AbortSignal;
  readonly now: () => number;
  /** What comes up meanwhile, and is told beside the answer. */
  readonly asides?: Asides<LoadingEvent>;
  /** The answer has begun: its expert's model is in memory. */
  readonly onBegun?: () => void;
}

/** Why a request is stopped that nobody listens to any more; made once, since its stack is costly and says nothing. */
const over = new DOMException('The request has ended.', 'AbortError');

type Done = Extract<ExpertEvent, { type: 'done' }>;

/** Tokens after which an answer is cut off where its expert sets no limit: one that never ends must end. */
const defaultAnswerTokens = 16_384;

/** What is still worth telling: whoever answers already does not wait for its model. */
async function* news(asides: AsyncIterable<LoadingEvent>, hasBegun: boolean): AsyncGenerator<LoadingEvent> {
  for await (const aside of asides) if (aside.ahead || !hasBegun) yield aside;
}

/** Asks, streams deltas, and returns the last event, which is yielded as well. */
export async function* ask(
  asking: ExpertCall,
): AsyncGenerator<DeltaEvent | LoadingEvent | RelabelledEvent | AnsweredEvent | FailedEvent, AskResult> {
  const { candidate, step, attempt, question, signal, now, asides, onBegun } = asking;
  const { expert, prompt } = candidate;
  const limit = (expert.maxAnswerTokens ?? defaultAnswerTokens) * mostCharactersPerToken;
  const before = now();
  const text = { answer: '', thinking: '' };
  let firstTokenMs: number | undefined;
  let done: Done | undefined;
  let failure: ExpertError | undefined;

  const request = new AbortController();
  const either = AbortSignal.any([signal, request.signal]);
  let stream: AsyncIterator<ExpertEvent> | undefined;
  try {
    if (signal.aborted) throw new CancelledError();
    stream = expert.ask({ question, messages: prompt.messages }, either)[Symbol.asyncIterator]();
    while (!done) {
      const coming = unlessAborted(stream.next(), signal);
      if (asides?.open) yield* news(asides.until(coming), firstTokenMs !== undefined);
      const next = await coming;
      if (next.done)
        throw new ExpertError('malformed_stream', `${expert.name} ended without saying it was done.`);
      if (next.value.type === 'done') {
        done = next.value;
        continue;
      }
      if (next.value.type === 'relabelled') {
        text.thinking += text.answer;
        text.answer = '';
        yield { type: 'relabelled', step, attempt };
        continue;
      }
      const channel = next.value.type === 'thinking' ? 'thinking' : 'answer';
      if (firstTokenMs === undefined) {
        firstTokenMs = now() - before;
        onBegun?.();
      }
      const left = limit - text.answer.length - text.thinking.length;
      const piece = next.value.text.slice(0, left);
      text[channel] += piece;
      yield { type: 'delta', step, attempt, channel, text: piece };
      if (next.value.text.length > left) done = cutOff;
    }
    if (text.answer.trim() === '') {
      throw new EmptyAnswerError(
        `${expert.name} answered nothing. Ask again, or ask another expert.`,
        done.usage,
      );
    }
  } catch (thrown) {
    failure = asExpertError(thrown);
  } finally {
    // Also runs when the consumer leaves in the middle: the request must not outlive the route.
    request.abort(over);
    void stream?.return?.().catch(() => undefined);
  }

  const shared = { step, attempt, expert: expert.id };
  const totalMs = now() - before;
  const reported = failure instanceof EmptyAnswerError ? failure.usage : done?.usage;
  const requests = failure?.requests ?? reported?.requests;
  const usage = { ...usageOf(candidate, reported, text), ...present({ requests }) };
  const thinking = text.thinking === '' ? {} : { thinking: text.thinking };
  const outcome: AskResult = failure
    ? {
        type: 'failed',
        ...shared,
        error: errorOf(failure),
        partial: text.answer,
        ...thinking,
        usage,
        totalMs,
      }
    : {
        type: 'answered',
        ...shared,
        answer: text.answer,
        ...present({ version: done!.version }),
        ...thinking,
        verified: done!.verified,
        finish: done!.finish,
        fromWorkspace: candidate.fromWorkspace || expert.readsWorkspace,
        usage,
        timing: { ...present(done!.timing), firstTokenMs: firstTokenMs ?? totalMs, totalMs },
      };
  yield outcome;
  return outcome;
}

/** How a request ended. */
export type AskResult = AnsweredEvent | FailedEvent;

const cutOff: Done = { type: 'done', finish: 'length', verified: false, usage: {}, timing: {} };

/** A request that brought nothing back has cost nothing. */
function usageOf(
  { expert, prompt }: Candidate,
  reported: ExpertUsage | undefined,
  text: { readonly answer: string; readonly thinking: string },
): StepUsage {
  const characters = text.answer.length + text.thinking.length;
  const sent = prompt.messages.reduce((sum, { content }) => sum + content.length, 0);
  const least = { promptTokens: fewestTokens(sent), answerTokens: fewestTokens(characters) };
  const counts = believed(reported ?? {}, least);
  const usd = billed(expert.price, reported ?? {}, least);
  const worked = reported !== undefined || characters > 0;
  return { ...present({ ...counts, usd }), costB: worked ? expert.costB : 0 };
}

function errorOf(error: ExpertError): FailedEvent['error'] {
  const { kind, message } = error;
  const wait = error instanceof RateLimitedError ? error.retryAfterMs : undefined;
  return wait === undefined ? { kind, message } : { kind, message, retryAfterMs: wait };
}
