/** How much a training draws, plays and reads: what its time depends on. A share of the usual makes a small one. */
import { defaultPolicyTraining, type PolicyTrainingOptions } from '../../learn/policy/policyTraining';
import { usualTerminatorFit, type TerminatorFitSize } from '../../learn/terminator/terminatorFit';
import { corpusTexts } from './embeddingTexts';
import { defaultFittedQ, type FittedQOptions } from './fittedQ';

export interface TrainingSize {
  /** Texts of the corpus that the encoder is trained on, beside the questions. */
  readonly corpusTexts: number;
  readonly terminator: TerminatorFitSize;
  readonly policy: Pick<
    PolicyTrainingOptions,
    'imitation' | 'iterations' | 'episodesPerIteration' | 'measureEvery' | 'measuredEpisodes'
  >;
  readonly fittedQ: Pick<FittedQOptions, 'states'>;
}

/**
 * @param effort Share of the usual, above 0 and at most 1, where the networks that ship are trained with 1. Epochs stay
 *   as they are, so that time falls with what they go through; PPO's iterations and their episodes share the loss.
 */
export function trainingSize(effort: number): TrainingSize {
  const some = (usual: number, least: number) => Math.max(least, Math.round(usual * effort));
  const { imitation, iterations, episodesPerIteration, measureEvery, measuredEpisodes } =
    defaultPolicyTraining;
  const { comparedDraws, beliefRoutes, trainingRoutes, heldRoutes } = usualTerminatorFit;
  const fewer = (usual: number, least: number) => Math.max(least, Math.round(usual * Math.sqrt(effort)));
  return {
    corpusTexts: some(corpusTexts, 1),
    terminator: {
      comparedDraws: some(comparedDraws, 4),
      beliefRoutes: some(beliefRoutes, 32),
      trainingRoutes: some(trainingRoutes, 64),
      heldRoutes: some(heldRoutes, 16),
    },
    policy: {
      imitation: { ...imitation, episodes: some(imitation.episodes, 32) },
      iterations: fewer(iterations, 2),
      episodesPerIteration: fewer(episodesPerIteration, 32),
      measureEvery: fewer(measureEvery, 1),
      measuredEpisodes: some(measuredEpisodes, 32),
    },
    fittedQ: { states: some(defaultFittedQ.states, 32) },
  };
}
