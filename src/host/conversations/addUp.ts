/** Makes the parts of an imported route fit each other: whoever wrote the file may have counted otherwise. */
import { best } from '../../der/route/rule';
import type { Attempt, Step, Trace } from '../../der/trace/trace';

/** A trace that adds up stays as it is. */
export function addUp(trace: Trace): Trace {
  const { steps, attempts } = inOrder(trace);
  const turns = trace.turns?.length ?? 0;
  const sound = steps.map((step, index) => ({
    ...step,
    ...shownBefore(step, index, turns),
    judged: judgedUpTo(step.judged, index, index === steps.length - 1),
  }));
  const { continues } = trace;
  return {
    ...trace,
    ...(continues && { continues: { ...continues, steps: Math.min(continues.steps, steps.length) } }),
    steps: sound,
    attempts: attempts.map((one) => ({ ...one, ...shownBefore(one, one.step, turns) })),
    final: finalOf(trace.final, sound),
    totals: { ...trace.totals, steps: steps.length, attempts: steps.length + attempts.length },
  };
}

/** Every request counted once, in the order of the steps that they were for. */
function inOrder({ steps, attempts }: Trace): Pick<Trace, 'steps' | 'attempts'> {
  const waiting = attempts
    .map((one) => ({ ...one, step: Math.min(one.step, steps.length) }))
    .sort((a, b) => a.step - b.step || a.attempt - b.attempt);
  let count = 0;
  let next = 0;
  const counted: Attempt[] = [];
  const countedSteps: Step[] = [];
  for (let index = 0; index <= steps.length; index++) {
    for (; next < waiting.length && waiting[next]!.step === index; next++)
      counted.push({ ...waiting[next]!, attempt: count++ });
    const step = steps[index];
    if (step) countedSteps.push({ ...step, attempt: count++ });
  }
  return { steps: countedSteps, attempts: counted };
}

/** Only answers that came before can have been shown, and only turns that there are. */
function shownBefore({ shown, turns }: Pick<Step, 'shown' | 'turns'>, step: number, mostTurns: number) {
  return {
    shown: shown.filter((index) => index < step),
    ...(turns && { turns: turns.filter((index) => index < mostTurns) }),
  };
}

/** One judgement for each answer so far; the last answer alone may have none. */
function judgedUpTo(judged: readonly number[], step: number, last: boolean): readonly number[] {
  if (last && judged.length === 0) return judged;
  return Array.from({ length: step + 1 }, (_, index) => judged[index] ?? 0);
}

function finalOf(final: Trace['final'], steps: readonly Step[]): Trace['final'] {
  if (!final || steps.length === 0) return null;
  const { judged } = steps.at(-1)!;
  const step = final.step < steps.length ? final.step : best(judged);
  return { step, answer: steps[step]!.answer };
}
