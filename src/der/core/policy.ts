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

/** Chooses whom to ask next, or to stop. */
export interface Policy {
  /**
   * Scores every expert of the pool and the stop action. Permuting the pool permutes the scores.
   * `allowed` marks, in the pool's order, whom the masks leave open.
   */
  decide(state: State, pool: readonly Expert[], allowed: readonly boolean[]): Promise<Scores>;
}

/** Key of the stop action among the probabilities; no expert may have it as its id. */
export const stopKey = 'stop';

/** Scores closer than this are a tie, so that the order of the pool cannot decide by rounding. */
const tie = 1e-5;

/** What a policy's scores come to once they are masked. */
export interface Choice {
  /** Index into the pool, or undefined for the stop action. */
  readonly index: number | undefined;
  /** Soft-max over what is open, by expert id and `stop`. */
  readonly probabilities: Readonly<Record<string, number>>;
}

/** The arg-max over what is open; ties go to stop, then to the smaller id. At least one expert must be allowed. */
export function choose(
  scores: Scores,
  pool: readonly Pick<Expert, 'id'>[],
  allowed: readonly boolean[],
  mayStop: boolean,
): Choice {
  const open = pool
    .map((expert, index) => ({
      index: index as number | undefined,
      id: expert.id,
      score: scores.experts[index]!,
    }))
    .filter((option) => allowed[option.index!]);
  if (mayStop) open.push({ index: undefined, id: stopKey, score: scores.stop });
  const unusable = open.find((option) => !Number.isFinite(option.score));
  if (unusable)
    throw new Error(`The policy gave "${unusable.id}" the score ${unusable.score}; its network is broken.`);

  const highest = Math.max(...open.map((option) => option.score));
  const weights = open.map((option) => Math.exp(option.score - highest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const probabilities = Object.fromEntries(open.map((option, i) => [option.id, weights[i]! / total]));

  const best = open
    .filter((option) => option.score >= highest - tie)
    .sort(
      (a, b) => Number(a.index !== undefined) - Number(b.index !== undefined) || (a.id < b.id ? -1 : 1),
    )[0]!;
  return { index: best.index, probabilities };
}
