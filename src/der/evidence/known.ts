/** What is known of an answer by itself, whatever a network makes of it. */
import type { AnswerLimits } from '../core/terminator';
import type { Evidence } from './evidence';
import { knownWrong } from './facts';

/** The limits that an answer sets to its P̂ by what it says itself. */
export function knownOf({ signs, state }: Pick<Evidence, 'signs' | 'state'>, index: number): AnswerLimits {
  const { kind, empty, nothing, cutOff } = signs[index]!;
  return {
    verified: state.answers[index]!.verified,
    empty,
    nothing,
    unfinished: cutOff && kind === 'open',
    wrong: knownWrong(state.checked?.answers[index]),
  };
}
