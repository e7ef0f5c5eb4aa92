/** What a finished route comes to for a client: its answer with what it took, or why there is none. */
import type { ExpertErrorKind } from '../der/core/expertErrors';
import { estimateTokens } from '../der/core/tokens';
import { ruledOut } from '../der/route/masks';
import type { FailedEvent, FinishedEvent, RouteEvent } from '../der/trace/events';
import { traceOf } from '../der/trace/traceFromEvents';
import type { Trace } from '../der/trace/trace';
import { RequestProblem, type ErrorStatus } from './requestProblem';
import type { RouteSettings } from './routeSettings';

/** Tokens of all requests of a route together; where a server did not say, an estimate. */
export interface RouteUsage {
  readonly promptTokens: number;
  readonly answerTokens: number;
}

export interface Answer {
  readonly text: string;
  /** `length`: cut off by its expert's limit, or by the request's own. */
  readonly finish: 'stop' | 'length';
  /** What of the request's marks ended it. */
  readonly mark: string | undefined;
  readonly usage: RouteUsage;
  /** P̂ by the last judgement; undefined where nobody judged it. */
  readonly quality: number | undefined;
  readonly trace: Trace;
}

/** Where a client wants an answer to end. */
export interface Ends {
  readonly stop: readonly string[];
  /** Most tokens, by estimate. */
  readonly maxTokens: number | undefined;
}

/** @param events of a whole route. @throws RequestProblem where nobody answered. */
export function answerOf(events: readonly RouteEvent[], ends: Ends): Answer {
  const finished = events.at(-1);
  if (finished?.type !== 'finished') throw new Error('The route ended without saying so.');
  const problem = nobodyAnswered(events);
  if (problem || !finished.final) throw problem ?? new Error('The route has no answer.');
  const { step, answer } = finished.final;
  const wasCut = events.some(
    (one) => one.type === 'answered' && one.step === step && one.finish === 'length',
  );
  const { text, isCut, mark } = endedAt(answer, ends);
  const finish = isCut || (wasCut && text === answer) ? 'length' : 'stop';
  const judged = events.findLast((one) => one.type === 'judged');
  return {
    text,
    finish,
    mark,
    usage: usageOf(events),
    quality: judged?.judged[step],
    trace: traceOf(events),
  };
}

/** The text up to the first of the marks that end it, and within its tokens. */
function endedAt(
  text: string,
  { stop, maxTokens }: Ends,
): { text: string; isCut: boolean; mark: string | undefined } {
  const [first] = stop
    .map((mark) => ({ mark, at: text.indexOf(mark) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at);
  const ended = first ? text.slice(0, first.at) : text;
  const tokens = estimateTokens(ended);
  if (maxTokens === undefined || tokens <= maxTokens) return { text: ended, isCut: false, mark: first?.mark };
  const cut = ended.slice(0, Math.floor((ended.length * maxTokens) / tokens));
  // Half of a surrogate pair is no text.
  return { text: cut.replace(/\p{Cs}/gu, ''), isCut: true, mark: undefined };
}

function usageOf(events: readonly RouteEvent[]): RouteUsage {
  const [started] = events;
  const asked = started?.type === 'started' ? started : undefined;
  const images = (asked?.attachments ?? []).reduce((sum, { tokens }) => sum + tokens, 0);
  const shown = estimateTokens(asked?.question ?? '') + images;
  let [promptTokens, answerTokens] = [0, 0];
  for (const event of events) {
    if (event.type !== 'answered' && event.type !== 'failed') continue;
    const written = event.type === 'answered' ? event.answer : event.partial;
    promptTokens += event.usage.promptTokens ?? shown;
    answerTokens += event.usage.answerTokens ?? estimateTokens(written);
  }
  return { promptTokens, answerTokens };
}

/** Why a route that has ended has no answer, and what the client can do; undefined where it has one. */
export function nobodyAnswered(events: readonly RouteEvent[]): RequestProblem | undefined {
  const [started, finished] = [events[0], events.at(-1)];
  if (finished?.type !== 'finished' || finished.final) return undefined;
  const names = new Map(started?.type === 'started' ? started.pool.map(({ id, name }) => [id, name]) : []);
  const nameOf = (id: string): string => names.get(id) ?? id;
  if (finished.error !== undefined) return new RequestProblem(500, 'networks_failed', finished.error);
  const failures = events.filter((event): event is FailedEvent => event.type === 'failed');
  const why = [
    ...failures.map(({ expert, error }) => `${nameOf(expert)}: ${error.message}`),
    ...ruledOut(finished.decision?.masked ?? {}, nameOf),
  ].join(' ');
  const isBusy = failures.length > 0 && failures.every(({ error }) => busy.has(error.kind));
  const stop = isBusy && finished.stop === 'all_failed' ? 'all_busy' : finished.stop;
  if (isTooLong(finished, failures)) return tooLong(why);
  const [status, code, words] = noAnswer[stop] ?? noAnswer.all_failed;
  const wait = Math.max(0, ...failures.map(({ error }) => error.retryAfterMs ?? 0));
  const after = wait > 0 ? Math.ceil(wait / 1000) : undefined;
  return new RequestProblem(status, code, `${words} ${why}`.trim(), undefined, after);
}

/** Whether somebody would have answered a shorter prompt, and nobody failed for another reason. */
function isTooLong({ stop, decision }: FinishedEvent, failures: readonly FailedEvent[]): boolean {
  if (stop !== 'nobody_left' && stop !== 'all_failed') return false;
  const kinds = failures.flatMap(({ error }) => (error.kind === 'declined' ? [] : [error.kind]));
  const isMasked = Object.values(decision?.masked ?? {}).includes('context_too_small');
  return (isMasked || kinds.length > 0) && kinds.every((kind) => kind === 'context_too_long');
}

/** With the code and the words by which clients tell it from other faults, and shorten what they send. */
function tooLong(why: string): RequestProblem {
  const words =
    'The prompt is too long: it fits the context of nobody who may be asked. Send less, or give an expert of the pool more "contextTokens".';
  return new RequestProblem(400, 'context_length_exceeded', `${words} ${why}`.trim());
}

/** Failures that pass by themselves. */
const busy: ReadonlySet<ExpertErrorKind> = new Set(['rate_limited', 'busy']);

const noAnswer: Partial<Record<string, readonly [ErrorStatus, string, string]>> & {
  readonly all_failed: readonly [ErrorStatus, string, string];
} = {
  all_failed: [502, 'experts_failed', 'Every expert failed.'],
  all_busy: [429, 'busy', 'No expert takes more at the moment. Ask again in a while.'],
  nobody_left: [503, 'nobody_may_answer', 'Nobody answered: everyone declined or may not be asked.'],
  spend_cap: [
    402,
    'spending_cap',
    'Nobody fits under the spending cap, or into what the budget of the key leaves. Raise maxCost, where the server allows it.',
  ],
  user: [504, 'stopped', 'The request was stopped before an answer was finished.'],
};

/** What only an ensemble has to say; the trace where it was asked for. */
export function derOf({ trace, quality }: Answer, settings: RouteSettings) {
  return {
    trace_id: trace.id,
    answers: trace.steps.length,
    predicted_quality: quality,
    stop: trace.stop,
    ...(settings.trace && { trace }),
  };
}
