/** Who judges: predicted quality P̂ of every answer on the route. */
import type { Expert } from './experts';
import type { State } from './mdp';

/** Most that a learned judgement can claim; 1 is kept for answers that are proven. */
const mostCertain = 0.999;
/** Most of a program that does not run, or fails an example that the question states: well below even odds. */
const mostOfWrong = 0.4;
/** Most of an explanation that stops in the middle: somebody may yet say the rest. */
const mostOfUnfinished = 0.34;
/** Most of what says nothing. */
const mostOfNothing = 0.1;

/** What is known of an answer beside what a network makes of it. */
export interface AnswerLimits {
  readonly verified: boolean;
  readonly empty: boolean;
  /** See `knownWrong`. */
  readonly wrong: boolean;
  /** It says nothing that could answer the question; see evidence/noAnswer.ts. */
  readonly nothing: boolean;
  /** An explanation that stops in the middle. */
  readonly unfinished: boolean;
}

/** Predicts how good the answers of a route are. */
export interface Terminator {
  /** P̂ in [0, 1] of every answer of the state, in order, with all the evidence of the route. */
  judge(state: State, pool: readonly Expert[]): Promise<readonly number[]>;
  /** Whether question and answers are unlike all that P̂ was validated on, so that P̂ is no more than an estimate. */
  estimates?(state: State, pool: readonly Expert[]): Promise<boolean>;
}

/**
 * P̂ of an answer, from the chance in [0, 1] that a network gives it. By definition, not by learning, a verified answer
 * has P̂ = 1 and an empty one 0, and what is known to be wrong, to stop in the middle or to say nothing has a limit.
 */
export function predictedQuality(chance: number, known: AnswerLimits): number {
  if (known.verified) return 1;
  if (known.empty) return 0;
  const limits = [
    mostCertain,
    ...(known.wrong ? [mostOfWrong] : []),
    ...(known.unfinished ? [mostOfUnfinished] : []),
    ...(known.nothing ? [mostOfNothing] : []),
  ];
  return Math.min(chance, ...limits);
}
