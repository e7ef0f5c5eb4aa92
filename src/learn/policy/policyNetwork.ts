/** The policy's and the critic's network: DeepSets over the pool, with shared weights. */
import { expertFeatures, stateFeatures } from '../../der/networks/policyFeatureTable';
import { Graph, type Tensor } from '../graph/builder';
import { add, relu } from '../graph/elementwise';
import { maskedMax, maskedMean } from '../graph/functions';
import { glorotUniform, heNormal, zeros } from '../graph/initialisers';
import { concat, squeeze, unsqueeze } from '../graph/layout';
import { linear, matmul } from '../graph/matmul';

const width = 64;

/** The inputs of policy and critic as tensors of a graph. */
export interface PolicyInputs {
  /** [batch, stateFeatures] */
  readonly state: Tensor;
  /** [batch, pool, expertFeatures] */
  readonly experts: Tensor;
  /** Who may be chosen; the others are not seen at all. bool [batch, pool] */
  readonly open: Tensor;
}

/** Declares these inputs in a graph. */
export function policyInputs(graph: Graph): PolicyInputs {
  return {
    state: graph.input('state', ['batch', stateFeatures.length]),
    experts: graph.input('experts', ['batch', 'pool', expertFeatures.length]),
    open: graph.input('open', ['batch', 'pool'], 'bool'),
  };
}

/** One logit per expert [batch, pool] and one for stopping [batch]. Permuting the pool permutes the logits. */
export function policyNetwork(inputs: PolicyInputs): { experts: Tensor; stop: Tensor } {
  const { alone, all } = trunk(inputs, 'policy');
  // Every expert in the light of the state and of the rest of the pool.
  const each = relu(add(dense('policy.together', alone), unsqueeze(dense('policy.context', all), 1)));
  const own = dense('policy.expert', each, 1, 0.1);
  // What an expert's features say by themselves need not pass through the layers.
  const direct = matmul(inputs.experts, weights('policy.direct', inputs.experts, 1, 0.1));
  return {
    experts: squeeze(add(own, direct), -1),
    stop: squeeze(dense('policy.stop', all, 1, 0.1), -1),
  };
}

/** The policy as the product runs it: `scores` [batch, pool] and `stop` [batch]. */
export function productPolicy(): Graph {
  const graph = new Graph();
  const { experts, stop } = policyNetwork(policyInputs(graph));
  graph.output('scores', experts);
  graph.output('stop', stop);
  return graph;
}

/**
 * Expected return [batch]; weights of its own.
 * @param hindsight what only the critic is told of every expert. [batch, pool, hindsightFeatures]
 */
export function criticNetwork(inputs: PolicyInputs, hindsight: Tensor): Tensor {
  const { all } = trunk({ ...inputs, experts: concat([inputs.experts, hindsight], -1) }, 'critic');
  return squeeze(dense('critic.value', all, 1), -1);
}

/** Every expert in the light of the state [batch, pool, width], and the pool as a whole [batch, width]. */
function trunk({ state, experts, open }: PolicyInputs, name: string): { alone: Tensor; all: Tensor } {
  const mask = unsqueeze(open, -1);
  const situation = relu(dense(`${name}.state`, state));
  const alone = relu(add(dense(`${name}.experts`, experts), unsqueeze(situation, 1)));
  const pooled = concat([situation, maskedMean(alone, mask, 1), maskedMax(alone, mask, 1)], -1);
  return { alone, all: relu(dense(`${name}.pool`, pooled)) };
}

function dense(name: string, x: Tensor, outputs = width, gain?: number): Tensor {
  return linear(
    x,
    weights(`${name}.weights`, x, outputs, gain),
    x.graph.parameter(`${name}.bias`, [outputs], zeros),
  );
}

function weights(name: string, x: Tensor, outputs: number, gain?: number): Tensor {
  const inputs = x.shape.at(-1) as number;
  return x.graph.parameter(name, [inputs, outputs], gain === undefined ? heNormal() : glorotUniform(gain));
}
