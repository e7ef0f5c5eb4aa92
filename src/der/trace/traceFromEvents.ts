/** Events to trace and back: a finished route is saved as a trace, and a saved trace replays to the same events. */
import { best } from '../route/rule';
import type {
  AnsweredEvent,
  CheckedEvent,
  ChosenEvent,
  DeltaEvent,
  FailedEvent,
  FinishedEvent,
  JudgedEvent,
  RetrievedEvent,
  RouteEvent,
  StartedEvent,
} from './events';
import type { Knobs } from '../core/mdp';
import { withLate } from './lateFindings';
import type { Attempt, ExpertRequest, Retrieved, Step, Trace } from './trace';

/** The trace of a finished route. @throws Error when the events are not those of one finished route. */
export function traceOf(events: Iterable<RouteEvent>): Trace {
  let started: StartedEvent | undefined;
  let found: RetrievedEvent | undefined;
  let chosen: ChosenEvent | undefined;
  let answered: AnsweredEvent | undefined;
  let checked: CheckedEvent | undefined;
  const steps: Step[] = [];
  const attempts: Attempt[] = [];
  for (const event of withLate(events)) {
    if (event.type === 'started') started = event;
    else if (event.type === 'retrieved') found = event;
    else if (event.type === 'chosen') chosen = event;
    else if (event.type === 'answered') answered = event;
    else if (event.type === 'checked') checked = event;
    else if (event.type === 'failed') attempts.push(attemptOf(started!.knobs, chosen!, event));
    else if (event.type === 'judged') steps.push(stepOf(started!.knobs, chosen!, answered!, checked, event));
    else if (event.type === 'finished') {
      const unjudged = answered?.step === steps.length;
      if (unjudged) steps.push(stepOf(started!.knobs, chosen!, answered!, checked, noJudgement));
      return finishedTrace(started!, found, steps, attempts, event);
    }
  }
  throw new Error('The route is not finished, so it has no trace yet.');
}

/** The events of a trace, with the deltas of each answer merged into one, as `mergeDeltas` makes them. */
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
  const finished: FinishedEvent = {
    type: 'finished',
    stop: trace.stop,
    final: trace.final,
    bonus: trace.steps.at(-1)?.reward.bonus ?? 0,
    ...(trace.stopDecision && { decision: trace.stopDecision }),
    ...(trace.error !== undefined && { error: trace.error }),
    totals: trace.totals,
  };
  return [
    { type: 'started', id, startedAt, question, ...origin, knobs, models, pool },
    ...(trace.retrieved ? [{ type: 'retrieved' as const, ...trace.retrieved }] : []),
    ...requests.flatMap((request) => request.events),
    finished,
  ];
}

/**
 * The same events with the deltas of each request merged per channel, thinking first, where its first delta stood;
 * what was relabelled is in the channel where it belongs.
 */
export function mergeDeltas(events: Iterable<RouteEvent>): RouteEvent[] {
  const merged: RouteEvent[] = [];
  let deltas: DeltaEvent[] = [];
  const flush = () => {
    for (const channel of ['thinking', 'answer'] as const) {
      const parts = deltas.filter((delta) => delta.channel === channel);
      if (parts.length > 0) merged.push({ ...parts[0]!, text: parts.map((delta) => delta.text).join('') });
    }
    deltas = [];
  };
  for (const event of events) {
    if (event.type === 'delta') deltas.push(event);
    else if (event.type === 'relabelled') deltas = deltas.map((delta) => ({ ...delta, channel: 'thinking' }));
    else if (event.type !== 'loading') {
      flush();
      merged.push(event);
    }
  }
  flush();
  return merged;
}

/** Of an answer whose judgement failed. */
const noJudgement = {
  judged: [],
  reward: { quality: 0, cost: 0, increment: 0, bonus: 0 },
  terminatorMs: 0,
} satisfies Partial<JudgedEvent>;

function attemptOf(starting: Knobs, chosen: ChosenEvent, failed: FailedEvent): Attempt {
  const { attempt, step, expert, error, partial, thinking, usage, totalMs } = failed;
  return {
    attempt,
    step,
    expert,
    ...decisionOf(starting, chosen),
    error,
    partial,
    ...(thinking !== undefined && { thinking }),
    usage,
    timing: { policyMs: chosen.policyMs, totalMs },
  };
}

function stepOf(
  starting: Knobs,
  chosen: ChosenEvent,
  answered: AnsweredEvent,
  latest: CheckedEvent | undefined,
  judged: Pick<JudgedEvent, 'judged' | 'estimated' | 'reward' | 'terminatorMs'>,
): Step {
  const { attempt, expert, answer, thinking, verified, finish, fromWorkspace, usage, timing } = answered;
  const checked = latest?.step === answered.step ? latest : undefined;
  return {
    attempt,
    expert,
    ...decisionOf(starting, chosen),
    answer,
    ...(thinking !== undefined && { thinking }),
    verified,
    finish,
    fromWorkspace,
    ...(checked && { checked: checked.checked }),
    judged: judged.judged,
    ...(judged.estimated && { estimated: judged.estimated }),
    reward: judged.reward,
    usage,
    timing: {
      policyMs: chosen.policyMs,
      terminatorMs: judged.terminatorMs,
      ...(checked && { checksMs: checked.checksMs }),
      ...timing,
    },
  };
}

function decisionOf(starting: Knobs, chosen: ChosenEvent) {
  const { knobs } = chosen;
  return { ...choiceOf(chosen), ...(sameKnobs(knobs, starting) ? {} : { knobs }) };
}

/** Why this expert, and what its prompt held. */
function choiceOf({ by, probabilities, masked, shown, turns, passages }: ExpertRequest) {
  return {
    ...(by && { by }),
    probabilities,
    masked,
    shown,
    ...(turns && { turns }),
    ...(passages && { passages }),
  };
}

function sameKnobs(a: Knobs, b: Knobs): boolean {
  return (Object.keys(a) as (keyof Knobs)[]).every((name) => Object.is(a[name], b[name]));
}

/** Where the question comes from, as far as it is said. */
function originOf({
  fromWorkspace,
  attachments,
  turns,
  continues,
}: StartedEvent | Trace): Pick<StartedEvent, 'fromWorkspace' | 'attachments' | 'turns' | 'continues'> {
  return {
    ...(fromWorkspace !== undefined && { fromWorkspace }),
    ...(attachments && { attachments }),
    ...(turns && { turns }),
    ...(continues && { continues }),
  };
}

function finishedTrace(
  started: StartedEvent,
  found: RetrievedEvent | undefined,
  steps: Step[],
  attempts: Attempt[],
  finished: FinishedEvent,
): Trace {
  const { id, startedAt, question, knobs, models, pool } = started;
  const { final, stop, bonus, decision, error, totals } = finished;
  const last = steps.at(-1);
  const rewarded = last ? [...steps.slice(0, -1), { ...last, reward: { ...last.reward, bonus } }] : steps;
  return {
    version: 1,
    id,
    startedAt,
    question,
    ...originOf(started),
    ...(found && { retrieved: retrievedOf(found) }),
    knobs,
    models,
    pool,
    steps: rewarded,
    attempts,
    final,
    stop,
    ...(decision && { stopDecision: decision }),
    ...(error !== undefined && { error }),
    totals,
  };
}

function retrievedOf({ experts, passages, retrievalMs }: RetrievedEvent): Retrieved {
  return { experts, passages, retrievalMs };
}

function eventsOfStep(trace: Trace, step: Step, index: number): RouteEvent[] {
  const { attempt, expert, answer, thinking, verified, finish, fromWorkspace, usage, judged, checked } = step;
  const { policyMs, terminatorMs, checksMs = 0, ...timing } = step.timing;
  return [
    chosenOf(trace, step, index, policyMs),
    ...deltasOf(index, attempt, thinking, answer),
    {
      type: 'answered',
      step: index,
      attempt,
      expert,
      answer,
      ...(thinking !== undefined && { thinking }),
      verified,
      finish,
      fromWorkspace,
      usage,
      timing,
    },
    ...(checked ? [{ type: 'checked' as const, step: index, checked, checksMs }] : []),
    ...(judged.length === 0 ? [] : [judgedOf(step, index, terminatorMs)]),
  ];
}

function judgedOf({ judged, estimated, reward }: Step, step: number, terminatorMs: number): JudgedEvent {
  return {
    type: 'judged',
    step,
    judged,
    ...(estimated && { estimated }),
    best: best(judged),
    reward: { ...reward, bonus: 0 },
    terminatorMs,
  };
}

function eventsOfAttempt(trace: Trace, one: Attempt): RouteEvent[] {
  const { attempt, step, expert, error, partial, thinking, usage, timing } = one;
  return [
    chosenOf(trace, one, step, timing.policyMs),
    ...deltasOf(step, attempt, thinking, partial),
    {
      type: 'failed',
      step,
      attempt,
      expert,
      error,
      partial,
      ...(thinking !== undefined && { thinking }),
      usage,
      totalMs: timing.totalMs,
    },
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
