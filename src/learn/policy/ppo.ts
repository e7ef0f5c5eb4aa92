/** Proximal policy optimisation (Schulman et al., 2017): the clipped objective of policy and value. */
import { hindsightFeatures } from '../episodes/environment';
import type { Graph, Tensor } from '../graph/builder';
import {
  abs,
  add,
  cast,
  clip,
  exp,
  greater,
  maximum,
  minimum,
  mul,
  neg,
  square,
  sub,
} from '../graph/elementwise';
import { entropy, logSoftmax } from '../graph/functions';
import { takeAlong } from '../graph/indexing';
import { concat, squeeze, unsqueeze } from '../graph/layout';
import { mean } from '../graph/reductions';
import type { Objective } from '../graph/trainer';
import { criticNetwork, policyInputs, policyNetwork } from './policyNetwork';

/** Coefficients of a step; fed as scalars, so that they may change in the course of training. */
export interface PpoCoefficients {
  /** How far the probability of an action may move, as a ratio, before its gradient is cut. */
  readonly clipRange: number;
  readonly valueWeight: number;
  readonly entropyWeight: number;
}

/** Log-probabilities of all actions [batch, pool + 1], stopping last, and the value [batch]. */
export function actorCritic(graph: Graph): { logProbabilities: Tensor; value: Tensor } {
  const inputs = policyInputs(graph);
  const mayStop = graph.input('mayStop', ['batch', 1], 'bool');
  const { experts, stop } = policyNetwork(inputs);
  const scores = concat([experts, unsqueeze(stop, 1)], 1);
  const logProbabilities = logSoftmax(scores, -1, concat([inputs.open, mayStop], 1));
  const hindsight = graph.input('hindsight', ['batch', 'pool', hindsightFeatures.length]);
  return { logProbabilities, value: criticNetwork(inputs, hindsight) };
}

/**
 * Loss of a batch. Inputs beside those of the networks, all [batch]: `action` (an index; the pool's size for stop),
 * `before` (log-probability when it was taken), `valueBefore`, `advantage` (normalised), `return`.
 */
export function ppoObjective(graph: Graph): Objective {
  const { logProbabilities, value } = actorCritic(graph);
  const action = graph.input('action', ['batch'], 'int32');
  const row = (name: string) => graph.input(name, ['batch']);
  const [before, valueBefore, advantage, target] = [
    row('before'),
    row('valueBefore'),
    row('advantage'),
    row('return'),
  ];
  const coefficient = (name: keyof PpoCoefficients) => graph.input(name, []);
  const range = coefficient('clipRange');

  const taken = squeeze(takeAlong(logProbabilities, unsqueeze(action, 1), 1), 1);
  const logRatio = sub(taken, before);
  const ratio = exp(logRatio);
  const clipped = clip(ratio, sub(1, range), add(1, range));
  const policy = neg(mean(minimum(mul(ratio, advantage), mul(clipped, advantage))));

  const near = add(valueBefore, clip(sub(value, valueBefore), neg(range), range));
  const valueLoss = mul(mean(maximum(square(sub(value, target)), square(sub(near, target)))), 0.5);
  const spread = mean(entropy(logProbabilities));
  const loss = sub(
    add(policy, mul(coefficient('valueWeight'), valueLoss)),
    mul(coefficient('entropyWeight'), spread),
  );
  // An unbiased estimate of the divergence from the policy that acted (Schulman, 2020).
  const divergence = mean(sub(sub(ratio, 1), logRatio));
  const clippedShare = mean(cast(greater(abs(sub(ratio, 1)), range)));
  return { loss, terms: { policy, value: valueLoss, entropy: spread, divergence, clippedShare } };
}

/** Cross-entropy with a teacher's actions, and the value of its returns: how the policy starts. */
export function imitationObjective(graph: Graph): Objective {
  const { logProbabilities, value } = actorCritic(graph);
  const action = graph.input('action', ['batch'], 'int32');
  const target = graph.input('return', ['batch']);
  const taken = squeeze(takeAlong(logProbabilities, unsqueeze(action, 1), 1), 1);
  const imitation = neg(mean(taken));
  const valueLoss = mul(mean(square(sub(value, target))), 0.5);
  return { loss: add(imitation, valueLoss), terms: { imitation, value: valueLoss } };
}
