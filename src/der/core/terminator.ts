/** Who judges: predicted quality P̂ of every answer on the route. */
import type { Expert } from './experts';
import type { State } from './mdp';

export interface Terminator {
  /** P̂ in [0, 1] of every answer of the state, in order, with all the evidence of the route. */
  judge(state: State, pool: readonly Expert[]): Promise<readonly number[]>;
  /** Whether the question is unlike all that P̂ was validated on, so that P̂ is no more than an estimate. */
  unfamiliar?(question: string): Promise<boolean>;
}
