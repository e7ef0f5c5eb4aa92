/**
 * The Terminator's network: a regression of quality for every answer of a route. Short answers have a hidden layer and see
 * each other; programs and open answers have a line each, over features of their own, since few questions of these kinds
 * were recorded and a larger network learns them by heart.
 */
import { openFeatures } from '../../der/networks/openFeatures';
import { programFeatures } from '../../der/networks/programFeatures';
import { answerFeatures, answerKinds } from '../../der/networks/terminatorFeatures';
import type { TensorValue } from '../../der/networks/onnxSession';
import { Graph, type Tensor } from '../graph/builder';
import { add, mul, neg, relu, softplus } from '../graph/elementwise';
import { maskedMax, maskedMean } from '../graph/functions';
import { filled, glorotUniform, heNormal, zeros } from '../graph/initialisers';
import { concat, squeeze, unsqueeze } from '../graph/layout';
import { sum } from '../graph/reductions';
import { linear } from '../graph/matmul';
import type { LineOfBest } from './logisticRegression';

const width = 48;

/** The inputs of the Terminator as tensors of a graph. */
export interface TerminatorInputs {
  /** [batch, answers, answerFeatures] */
  readonly answers: Tensor;
  /** [batch, answers, programFeatures] */
  readonly programs: Tensor;
  /** [batch, answers, openFeatures] */
  readonly open: Tensor;
  /** [batch, answers, answerKinds] */
  readonly kinds: Tensor;
  /** How much longer each answer is than expected. [batch, answers] */
  readonly excess: Tensor;
  /** False for padding. bool [batch, answers] */
  readonly given: Tensor;
}

/** Declares these inputs in a graph. */
export function terminatorInputs(graph: Graph): TerminatorInputs {
  return {
    answers: graph.input('answers', ['batch', 'answers', answerFeatures.length]),
    programs: graph.input('programs', ['batch', 'answers', programFeatures.length]),
    open: graph.input('open', ['batch', 'answers', openFeatures.length]),
    kinds: graph.input('kinds', ['batch', 'answers', answerKinds.length]),
    excess: graph.input('excess', ['batch', 'answers']),
    given: graph.input('given', ['batch', 'answers'], 'bool'),
  };
}

/** Log-odds of every answer's quality, by what kind of answer it is. [batch, answers] */
export function terminatorNetwork(inputs: TerminatorInputs): Tensor {
  const { programs, open, kinds } = inputs;
  const byKind = concat(
    [
      unsqueeze(shortNetwork(inputs), -1),
      dense('terminator.program', programs, 1),
      dense('terminator.open', open, 1),
    ],
    -1,
  );
  return sum(mul(byKind, kinds), -1);
}

/**
 * Log-odds of short answers [batch, answers]. Length enters by itself, with a weight that is never positive: whatever
 * the rest says, a longer answer is not a better one.
 */
export function shortNetwork({ answers, excess, given }: TerminatorInputs): Tensor {
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

/**
 * Scale and shift of the log-odds for each kind, fitted on predictions for prompts that the network was not trained on.
 * [batch, answers]
 */
function calibrated(logOdds: Tensor, { kinds }: Pick<TerminatorInputs, 'kinds'>): Tensor {
  const { graph } = logOdds;
  const scale = graph.parameter('calibration.scale', [answerKinds.length], filled(1));
  const shift = graph.parameter('calibration.shift', [answerKinds.length], zeros);
  return add(mul(logOdds, sum(mul(kinds, scale), -1)), sum(mul(kinds, shift), -1));
}

/** The Terminator as the product runs it: calibrated `logOdds` [batch, answers]. */
export function productTerminator(): Graph {
  const graph = new Graph();
  const inputs = terminatorInputs(graph);
  graph.output('logOdds', calibrated(terminatorNetwork(inputs), inputs));
  return graph;
}

/** The parameters of a kind that has a line of its own. */
export function lineParameters(
  kind: 'program' | 'open',
  { weights, bias }: LineOfBest,
): [string, TensorValue][] {
  const dims = [weights.length, 1];
  return [
    [`terminator.${kind}.weights`, { type: 'float32', data: Float32Array.from(weights), dims }],
    [`terminator.${kind}.bias`, { type: 'float32', data: Float32Array.of(bias), dims: [1] }],
  ];
}

function dense(name: string, x: Tensor, outputs = width): Tensor {
  const inputs = x.shape.at(-1) as number;
  const initialiser = outputs === 1 ? glorotUniform(0.1) : heNormal();
  const weights = x.graph.parameter(`${name}.weights`, [inputs, outputs], initialiser);
  return linear(x, weights, x.graph.parameter(`${name}.bias`, [outputs], zeros));
}
