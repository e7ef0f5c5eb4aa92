/** Trains the Terminator: a regression of quality on all the evidence of random routes. */
import type { BeliefModel } from '../../der/estimate/belief';
import { answerFeatures, terminatorInput } from '../../der/networks/terminatorFeatures';
import type { TensorValue } from '../../der/networks/onnxSession';
import type { Batch } from '../graph/batch';
import type { Graph } from '../graph/builder';
import { cast, div, mul } from '../graph/elementwise';
import { binaryCrossEntropy } from '../graph/functions';
import type { ParameterValues } from '../graph/initialisers';
import { sum } from '../graph/reductions';
import { Trainer } from '../graph/trainer';
import type { Random } from '../random';
import { evidenceOf, type RandomRoute } from '../episodes/randomRoutes';
import { terminatorInputs, terminatorNetwork } from './terminatorNetwork';

/** One route as the network sees it, with the qualities it is to predict. */
export interface Example {
  /** [answers, answerFeatures] */
  readonly answers: Float32Array;
  /** [answers] */
  readonly excess: Float32Array;
  /** [answers] */
  readonly quality: Float32Array;
}

export function exampleOf(route: RandomRoute, belief: BeliefModel): Example {
  const input = terminatorInput(evidenceOf(route, route.answers.length, belief));
  return { ...input, quality: Float32Array.from(route.answers, ({ quality }) => quality) };
}

export interface TerminatorTraining {
  readonly seed: number;
  readonly epochs: number;
  readonly batch: number;
  /** Greatest learning rate; it rises for a twentieth of the steps and falls to zero by a cosine. */
  readonly learningRate: number;
  /** Called after every epoch with its mean loss. */
  readonly onEpoch?: (epoch: number, loss: number) => void;
}

export const defaultTerminatorTraining: Omit<TerminatorTraining, 'seed'> = {
  epochs: 6,
  batch: 256,
  learningRate: 3e-3,
};

/** Weights that minimise the cross-entropy of the examples' qualities. */
export async function trainTerminator(
  examples: readonly Example[],
  random: Random,
  options: TerminatorTraining,
): Promise<ParameterValues> {
  const trainer = await Trainer.create(objective, { seed: options.seed, adam: { weightDecay: 1e-4 } });
  try {
    const order = examples.map((_, index) => index);
    const stepsPerEpoch = Math.ceil(examples.length / options.batch);
    const steps = options.epochs * stepsPerEpoch;
    for (let epoch = 0, step = 0; epoch < options.epochs; epoch++) {
      random.shuffle(order);
      let total = 0;
      for (let at = 0; at < order.length; at += options.batch, step++) {
        const batch = order.slice(at, at + options.batch).map((index) => examples[index]!);
        const { loss } = await trainer.step(options.learningRate * schedule(step / steps), batchOf(batch));
        total += loss;
      }
      options.onEpoch?.(epoch, total / stepsPerEpoch);
    }
    return trainer.parameters;
  } finally {
    await trainer.release();
  }
}

function objective(graph: Graph) {
  const inputs = terminatorInputs(graph);
  const quality = graph.input('quality', ['batch', 'answers']);
  const given = cast(inputs.given);
  const losses = mul(binaryCrossEntropy(terminatorNetwork(inputs), quality), given);
  return { loss: div(sum(losses), sum(given)) };
}

/** Share of the greatest learning rate at a share of the training. */
export function schedule(progress: number): number {
  const warmUp = 0.05;
  if (progress < warmUp) return (progress + 1e-3) / warmUp;
  return 0.5 * (1 + Math.cos((Math.PI * (progress - warmUp)) / (1 - warmUp)));
}

/** Pads routes to one length. */
export function batchOf(examples: readonly Example[]): Batch & Record<string, TensorValue> {
  const longest = Math.max(...examples.map(({ quality }) => quality.length));
  const size = answerFeatures.length;
  const answers = new Float32Array(examples.length * longest * size);
  const excess = new Float32Array(examples.length * longest);
  const quality = new Float32Array(examples.length * longest);
  const given = new Uint8Array(examples.length * longest);
  examples.forEach((example, row) => {
    const start = row * longest;
    answers.set(example.answers, start * size);
    excess.set(example.excess, start);
    quality.set(example.quality, start);
    given.fill(1, start, start + example.quality.length);
  });
  const dims = [examples.length, longest];
  return {
    answers: { type: 'float32', data: answers, dims: [...dims, size] },
    excess: { type: 'float32', data: excess, dims },
    quality: { type: 'float32', data: quality, dims },
    given: { type: 'bool', data: given, dims },
  };
}
