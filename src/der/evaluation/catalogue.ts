/** Every method by name. A method that needs a trained policy is added here, in one line. */
import type { Graded } from './cases';
import type { Case, Context, Method } from './method';
import { agreeByPrice, agreeBySkill, similarity, vote, weightedVote } from './methods/agreement';
import { cascade, lookahead } from './methods/beliefs';
import { cascadeRouting } from './methods/cascadeRouting';
import { oracle } from './methods/oracle';
import {
  bestByDomain,
  bestSingle,
  expertAlone,
  nearestNeighbours,
  random,
  rotation,
  strongWeak,
} from './methods/single';

/** The methods that need no trained policy, for one context. `learn` are train cases, for constants to be fitted. */
export function baselines(context: Context, learn: readonly Case[], graded: readonly Graded[]): Method[] {
  const qualities = new Map(graded.map(({ question, quality }) => [question, quality]));
  return [
    ...context.pool.map((_, member) => expertAlone(context, member)),
    random(context),
    rotation(context),
    bestSingle(context),
    bestByDomain(context),
    nearestNeighbours(context),
    strongWeak(context),
    agreeBySkill(context),
    agreeByPrice(context),
    cascade(context),
    cascadeRouting(context, learn),
    lookahead(context),
    vote(context),
    weightedVote(context),
    similarity(context),
    oracle(context, (question) => qualities.get(question)!),
  ];
}

/** Methods of the contract that need a trained policy. */
export const learnedMethods = [
  'der',
  'der_last_answer',
  'der_no_terminator',
  'der_no_stop',
  'der_paper_reward',
  'der_fixed_knobs',
  'der@transfer=low',
  'der@transfer=mid',
  'der@transfer=high',
] as const;
