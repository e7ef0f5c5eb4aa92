/** The trace that a finished route is saved as, from its events. `eventsFromTrace.ts` leads back. */
import type { Knobs } from '../core/mdp';
import { present } from '../core/present';
import type {
  AnsweredEvent,
  CheckedEvent,
  ChosenEvent,
  FailedEvent,
  FinishedEvent,
  JudgedEvent,
  RetrievedEvent,
  RouteEvent,
  StartedEvent,
} from './events';
import { withLate } from './lateFindings';
import { choiceOf, originOf } from './sharedFields';
import type { Attempt, Retrieved, Step, Trace } from './trace';

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

/** Of an answer whose judgement failed. */
const noJudgement = {
  judged: [],
  reward: { quality: 0, cost: 0, increment: 0, bonus: 0 },
  terminatorMs: 0,
} satisfies Partial<JudgedEvent>;

function attemptOf(starting: Knobs, chosen: ChosenEvent, failed: FailedEvent): Attempt {
  const { attempt, step, expert, error, partial, thinking, usage, totalMs } = failed;
  return present({
    attempt,
    step,
    expert,
    ...decisionOf(starting, chosen),
    error,
    partial,
    thinking,
    usage,
    timing: { policyMs: chosen.policyMs, totalMs },
  });
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
  const ownTimes = {
    policyMs: chosen.policyMs,
    terminatorMs: judged.terminatorMs,
    checksMs: checked?.checksMs,
  };
  return present({
    attempt,
    expert,
    ...decisionOf(starting, chosen),
    answer,
    thinking,
    verified,
    finish,
    fromWorkspace,
    checked: checked?.checked,
    judged: judged.judged,
    estimated: judged.estimated,
    reward: judged.reward,
    usage,
    timing: { ...present(ownTimes), ...timing },
  });
}

function decisionOf(starting: Knobs, chosen: ChosenEvent) {
  const knobs = sameKnobs(chosen.knobs, starting) ? undefined : chosen.knobs;
  return present({ ...choiceOf(chosen), knobs });
}

function sameKnobs(a: Knobs, b: Knobs): boolean {
  return (Object.keys(a) as (keyof Knobs)[]).every((name) => Object.is(a[name], b[name]));
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
  return present({
    version: 1,
    id,
    startedAt,
    question,
    ...originOf(started),
    retrieved: found && retrievedOf(found),
    knobs,
    models,
    pool,
    steps: rewarded,
    attempts,
    final,
    stop,
    stopDecision: decision,
    error,
    totals,
  });
}

function retrievedOf({ experts, passages, retrievalMs }: RetrievedEvent): Retrieved {
  return { experts, passages, retrievalMs };
}
