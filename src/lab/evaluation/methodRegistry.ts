/** Every method by name. */
import type { HandOverRates } from '../../learn/episodes/handOver';
import type { Graded } from './cases';
import type { Case, Context, Method, Setting } from './method';
import { agreeByPrice, agreeBySkill, similarity, vote, weightedVote } from './methods/agreement';
import { cascade, lookahead } from './methods/beliefs';
import { cascadeRouting } from './methods/cascadeRouting';
import {
  der,
  derSettings,
  fewestSettings,
  fewSettings,
  type DerNetworks,
  type Variation,
} from './methods/der';
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

/** Rates of adopting an answer that is shown, from stubborn to yielding experts; real ones differ as widely. */
export const handOverRates: Readonly<Record<'low' | 'mid' | 'high', HandOverRates>> = {
  low: { right: 0.15, wrong: 0.1 },
  mid: { right: 0.4, wrong: 0.3 },
  high: { right: 0.7, wrong: 0.6 },
};

/**
 * DER and what it is compared with, for one context.
 * @param settings of DER's knobs that are tried
 */
export function learned(
  context: Context,
  graded: readonly Graded[],
  networks: DerNetworks,
  settings: readonly Setting[] = derSettings,
): Method[] {
  const qualities = new Map(graded.map(({ question, quality }) => [question, quality]));
  const quality = (question: Case) => qualities.get(question)!;
  const { paperReward, imitation } = networks.compared;
  const varied = (name: string, variation: Variation) => der(name, context, networks, fewSettings, variation);
  return [
    der('der', context, networks, settings),
    varied('der_last_answer', { lastAnswer: true }),
    varied('der_no_terminator', { noTerminator: true }),
    varied('der_no_stop', { noStop: true }),
    varied('der_fixed_knobs', { fixedKnobs: true }),
    ...Object.entries(handOverRates).map(([level, rates]) =>
      der(`der@transfer=${level}`, context, networks, fewestSettings, { handOver: { rates, quality } }),
    ),
    ...(paperReward ? [der('der_paper_reward', context, paperReward, fewSettings)] : []),
    ...(imitation ? [der('der_imitation', context, imitation, derSettings)] : []),
  ];
}

/** Methods of the contract that need a trained policy, in the order of their rows. */
export const learnedMethods = [
  'der',
  'der_last_answer',
  'der_no_terminator',
  'der_no_stop',
  'der_fixed_knobs',
  'der@transfer=low',
  'der@transfer=mid',
  'der@transfer=high',
  'der_paper_reward',
  'der_imitation',
] as const;
