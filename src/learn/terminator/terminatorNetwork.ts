/** The Terminator's network: a regression of quality for every answer of a route. */
import { answerFeatures } from '../../der/networks/terminatorFeatures';
import type { Graph, Tensor } from '../graph/builder';
import { add, mul, neg, relu, softplus } from '../graph/elementwise';
import { maskedMax, maskedMean } from '../graph/functions';
import { filled, glorotUniform, heNormal, zeros } from '../graph/initialisers';
import { concat, squeeze, unsqueeze } from '../graph/layout';
import { linear } from '../graph/matmul';

const width = 48;

export interface TerminatorInputs {
  /** [batch, answers, answerFeatures] */
  readonly answers: Tensor;
  /** How much longer each answer is than expected. [batch, answers] */
  readonly excess: Tensor;
  /** False for padding. bool [batch, answers] */
  readonly given: Tensor;
}

export function terminatorInputs(graph: Graph): TerminatorInputs {
  return {
    answers: graph.input('answers', ['batch', 'answers', answerFeatures.length]),
    excess: graph.input('excess', ['batch', 'answers']),
    given: graph.input('given', ['batch', 'answers'], 'bool'),
  };
}

/**
 * Log-odds of every answer's quality [batch, answers]. Length enters by itself, with a weight that is never
 * positive: whatever the rest says, a longer answer is not a better one.
 */
export function terminatorNetwork({ answers, excess, given }: TerminatorInputs): Tensor {
  const mask = unsqueeze(given, -1);
  const alone = relu(dense('terminator.answers', answers));
  const pooled = concat([maskedMean(alone, mask, 1), maskedMax(alone, mask, 1)], -1);
  const together = relu(
    add(dense('terminator.together', alone), unsqueeze(dense('terminator.route', pooled), 1)),
  );
  const evidence = add(dense('terminator.evidence', together, 1), dense('terminator.direct', answers, 1));
  const doubt = softplus(dense('terminator.doubt', together, 1));
  return add(squeeze(evidence, -1), neg(mul(squeeze(doubt, -1), excess)));
}

/** Scale and shift of the log-odds, fitted on predictions for prompts that the network was not trained on. */
export function calibrated(logOdds: Tensor): Tensor {
  const { graph } = logOdds;
  const scale = graph.parameter('calibration.scale', [1], filled(1));
  const shift = graph.parameter('calibration.shift', [1], zeros);
  return add(mul(logOdds, scale), shift);
}

function dense(name: string, x: Tensor, outputs = width): Tensor {
  const inputs = x.shape.at(-1) as number;
  const initialiser = outputs === 1 ? glorotUniform(0.1) : heNormal();
  const weights = x.graph.parameter(`${name}.weights`, [inputs, outputs], initialiser);
  return linear(x, weights, x.graph.parameter(`${name}.bias`, [outputs], zeros));
}
