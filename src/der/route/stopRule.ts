/** What ends a route before anybody is asked again, whatever the policy prefers. */
import { best } from './progress';
import type { Knobs, StopReason } from '../core/mdp';

/** How far a route has come. */
export interface Progress {
  /** P̂ of every answer so far, by the last judgement. */
  readonly judged: readonly number[];
  /** Requests so far, those that gave no answer included. */
  readonly attempts: number;
}

/** The reason to stop here, or undefined where the policy decides. */
export function stopByRule(
  { judged, attempts }: Progress,
  { p0, maxSteps }: Pick<Knobs, 'p0' | 'maxSteps'>,
): StopReason | undefined {
  if (judged.length > 0 && judged[best(judged)]! >= p0) return 'good_enough';
  if (judged.length >= maxSteps) return 'max_steps';
  if (attempts >= 2 * maxSteps) return withoutAnother(judged.length);
  return undefined;
}

/** Why a route ends in which nobody can be asked any more. */
export function withoutAnother(answers: number): StopReason {
  return answers > 0 ? 'nobody_left' : 'all_failed';
}
