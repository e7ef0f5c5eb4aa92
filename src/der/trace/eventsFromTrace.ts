/** A saved trace as the events of its route. */
import { present } from '../core/present';
import { best } from '../route/rule';
import type { ChosenEvent, DeltaEvent, FinishedEvent, JudgedEvent, RouteEvent } from './events';
import { choiceOf, originOf } from './sharedFields';
import type { Attempt, Step, Trace } from './trace';

/** The events of a trace, with the deltas of each answer as one. */
export function eventsOf(trace: Trace): RouteEvent[] {
  const { id, startedAt, question, knobs, models, pool } = trace;
  const origin = originOf(trace);
  const requests = [
    ...trace.steps.map((step, index) => ({
      attempt: step.attempt,
      events: eventsOfStep(trace, step, index),
    })),
    ...trace.attempts.map((one) => ({ attempt: one.attempt, events: eventsOfAttempt(trace, one) })),
  ].sort((a, b) => a.attempt - b.attempt);
  const finished: FinishedEvent = present({
    type: 'finished',
    stop: trace.stop,
    final: trace.final,
    bonus: trace.steps.at(-1)?.reward.bonus ?? 0,
    decision: trace.stopDecision,
    error: trace.error,
    totals: trace.totals,
  });
  return [
    { type: 'started', id, startedAt, question, ...origin, knobs, models, pool },
    ...(trace.retrieved ? [{ type: 'retrieved' as const, ...trace.retrieved }] : []),
    ...requests.flatMap((request) => request.events),
    finished,
  ];
}

function eventsOfStep(trace: Trace, step: Step, index: number): RouteEvent[] {
  const { attempt, expert, answer, thinking, verified, finish, fromWorkspace, usage, judged, checked } = step;
  const { policyMs, terminatorMs, checksMs = 0, ...timing } = step.timing;
  return [
    chosenOf(trace, step, index, policyMs),
    ...deltasOf(index, attempt, thinking, answer),
    present({
      type: 'answered' as const,
      step: index,
      attempt,
      expert,
      answer,
      thinking,
      verified,
      finish,
      fromWorkspace,
      usage,
      timing,
    }),
    ...(checked ? [{ type: 'checked' as const, step: index, checked, checksMs }] : []),
    ...(judged.length === 0 ? [] : [judgedOf(step, index, terminatorMs)]),
  ];
}

function judgedOf({ judged, estimated, reward }: Step, step: number, terminatorMs: number): JudgedEvent {
  return present({
    type: 'judged',
    step,
    judged,
    estimated,
    best: best(judged),
    reward: { ...reward, bonus: 0 },
    terminatorMs,
  });
}

function eventsOfAttempt(trace: Trace, one: Attempt): RouteEvent[] {
  const { attempt, step, expert, error, partial, thinking, usage, timing } = one;
  return [
    chosenOf(trace, one, step, timing.policyMs),
    ...deltasOf(step, attempt, thinking, partial),
    present({
      type: 'failed' as const,
      step,
      attempt,
      expert,
      error,
      partial,
      thinking,
      usage,
      totalMs: timing.totalMs,
    }),
  ];
}

function chosenOf(trace: Trace, one: Step | Attempt, step: number, policyMs: number): ChosenEvent {
  const knobs = one.knobs ?? trace.knobs;
  const { attempt, expert } = one;
  return { type: 'chosen', step, attempt, expert, ...choiceOf(one), knobs, policyMs };
}

function deltasOf(step: number, attempt: number, thinking: string | undefined, answer: string): DeltaEvent[] {
  const delta = (channel: DeltaEvent['channel'], text: string | undefined): DeltaEvent[] =>
    text ? [{ type: 'delta', step, attempt, channel, text }] : [];
  return [...delta('thinking', thinking), ...delta('answer', answer)];
}
