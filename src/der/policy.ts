/** Who decides: the policy's interface, and the rule that turns its scores into a choice. */
import type { Expert } from './experts';
import type { State } from './mdp';

/** Scores of one decision. */
export interface Scores {
  /** One logit per expert of the pool, in the pool's order. */
  readonly experts: readonly number[];
  /** Logit of the stop action. */
  readonly stop: number;
}

export interface Policy {
  /**
   * Scores every expert of the pool and the stop action. Permuting the pool permutes the scores.
   * `allowed` marks, in the pool's order, whom the masks leave open.
   */
  decide(state: State, pool: readonly Expert[], allowed: readonly boolean[]): Promise<Scores>;
}
