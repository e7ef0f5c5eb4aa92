/**
 * The one rule of a route: whose answer is returned, who may be asked again, when a route ends, what a step was worth.
 * The product's route, the training environment and the evaluation all go by it; where they must differ, by a named
 * argument. Pure functions of what happened so far.
 */
import type { Answer, Knobs, State, StepQuality, StopReason } from '../core/mdp';

/** Index of the answer that is returned: the highest P̂; the earliest of equals, which is the cheapest to stop at. */
export function best(judged: readonly number[]): number {
  return judged.reduce((top, value, index) => (value > judged[top]! ? index : top), 0);
}

/** How far a route has come. */
export interface Standing {
  /** P̂ of every answer so far, by the last judgement. */
  readonly judged: readonly number[];
  /** Requests so far, those that gave no answer included. */
  readonly attempts: number;
}

/**
 * The reason to stop here, or undefined where the policy decides.
 * @param threshold whether an answer that is good enough ends the route; a method without a Terminator has none.
 */
export function stopByRule(
  { judged, attempts }: Standing,
  { p0, maxSteps }: Pick<Knobs, 'p0' | 'maxSteps'>,
  { threshold = true }: { readonly threshold?: boolean } = {},
): StopReason | undefined {
  if (threshold && judged.length > 0 && judged[best(judged)]! >= p0) return 'good_enough';
  if (judged.length >= maxSteps) return 'max_steps';
  if (attempts >= 2 * maxSteps) return withoutAnother(judged.length);
  return undefined;
}

/** Why a route ends in which nobody can be asked any more. */
export function withoutAnother(answers: number): StopReason {
  return answers > 0 ? 'nobody_left' : 'all_failed';
}

/** The policy may choose to stop from the second decision on: a route without an answer is of no use. */
export function mayStop({ judged }: Pick<Standing, 'judged'>): boolean {
  return judged.length > 0;
}

/** What one expert has done on the route so far. */
export interface RouteRecord {
  readonly answeredBefore: boolean;
  readonly answeredLast: boolean;
  /** It was sent the very prompt that it would be sent now: the same prompt brings the same answer. */
  readonly sentSame: boolean;
  /** A built-in tool, which answers one question in one way. */
  readonly tool: boolean;
}

/**
 * Why the route itself closes an expert, or undefined where it may be asked.
 * @param repeats `never`: nobody is asked twice, as in recorded data, which holds one answer of each;
 * `not_in_a_row`: an expert may be asked again when somebody else's answer is there to improve on.
 */
export function closedByRoute(
  { answeredBefore, answeredLast, sentSame, tool }: RouteRecord,
  repeats: 'never' | 'not_in_a_row',
): 'answered_before' | 'tool_asked' | 'answered_last' | 'sent_same' | undefined {
  if (repeats === 'never') return answeredBefore ? 'answered_before' : undefined;
  if (tool && answeredBefore) return 'tool_asked';
  if (answeredLast) return 'answered_last';
  return sentSame ? 'sent_same' : undefined;
}

/** The state that policy and Terminator are shown. */
export function stateOf(
  question: string,
  {
    answers,
    judged,
    checked,
  }: Pick<State, 'judged'> & {
    readonly answers: readonly Answer[];
    readonly checked?: State['checked'] | undefined;
  },
  knobs: Knobs,
  spent: number,
): State {
  const stepsLeft = Math.max(0, knobs.maxSteps - answers.length);
  return { question, answers, judged, ...(checked && { checked }), knobs, stepsLeft, spent };
}

/** Answers as the reward sees them: their quality, and P̂, by which one of them would be returned. */
export interface Valued {
  readonly quality: readonly number[];
  readonly judged: readonly number[];
}

/**
 * The qualities that the reward of the newest answer is made of. The best so far is that of the answer that would be
 * returned: what a person gets, not what nobody could pick out.
 */
export function stepQuality(now: Valued, before: Valued): StepQuality {
  return {
    current: now.quality.at(-1)!,
    previous: now.quality.at(-2),
    best: now.quality[best(now.judged)]!,
    bestBefore: before.judged.length > 0 ? before.quality[best(before.judged)] : undefined,
  };
}
