/** Trains the Terminator: a regression of quality on all the evidence of random routes. */
import type { BeliefModel } from '../../der/estimate/belief';
import { openFeatures } from '../../der/networks/openFeatures';
import { programFeatures } from '../../der/networks/programFeatures';
import {
  answerFeatures,
  answerKinds,
  terminatorInput,
  type TerminatorInput,
} from '../../der/networks/terminatorFeatures';
import type { TensorValue } from '../../der/networks/onnxSession';
import type { AnswerKind } from '../../der/evidence/findings';
import type { Batch } from '../graph/batch';
import type { Graph } from '../graph/builder';
import { add, cast, div, mul } from '../graph/elementwise';
import { binaryCrossEntropy } from '../graph/functions';
import type { ParameterValues } from '../graph/initialisers';
import { sum } from '../graph/reductions';
import { Trainer, type Objective } from '../graph/trainer';
import type { Random } from '../random';
import { evidenceOf, type RandomRoute } from '../episodes/randomRoutes';
import { squeeze, slice } from '../graph/layout';
import { fitLogistic, type Rows } from './logisticRegression';
import { lineParameters, shortNetwork, terminatorInputs } from './terminatorNetwork';

/** One route as the network sees it, with the qualities it is to predict. */
export interface Example extends TerminatorInput {
  /** [answers] */
  readonly quality: Float32Array;
}

/** A route's last state as an example to learn from. */
export function exampleOf(route: RandomRoute, belief: BeliefModel): Example {
  const input = terminatorInput(evidenceOf(route, route.answers.length, belief));
  return { ...input, quality: Float32Array.from(route.answers, ({ quality }) => quality) };
}

/** What a training of the Terminator is run with. */
export interface TerminatorTraining {
  readonly seed: number;
  readonly epochs: number;
  readonly batch: number;
  /** Greatest learning rate; it rises for a twentieth of the steps and falls to zero by a cosine. */
  readonly learningRate: number;
  /** Called after every epoch with its mean loss. */
  readonly onEpoch?: (epoch: number, loss: number) => void;
}

/** The sizes and rates that the shipped Terminator was trained with. */
export const defaultTerminatorTraining: Omit<TerminatorTraining, 'seed'> = {
  epochs: 6,
  batch: 256,
  learningRate: 3e-3,
};

/**
 * Weights that minimise the cross-entropy of the examples' qualities: of short answers by gradient descent, of the other
 * kinds at once.
 */
export async function trainTerminator(
  examples: readonly Example[],
  random: Random,
  options: TerminatorTraining,
): Promise<ParameterValues> {
  const trainer = await Trainer.create(terminatorObjective, {
    seed: options.seed,
    adam: { weightDecay: 1e-4 },
  });
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
    return new Map([...trainer.parameters, ...fitLines(examples)]);
  } finally {
    await trainer.release();
  }
}

/** Penalty of a squared weight per row; rows are many and prompts few, so that rows alone would hold nothing back. */
const linePenalty = 1e-3;

/** Weights of the kinds that have a line of their own. */
function fitLines(examples: readonly Example[]): ParameterValues {
  const lines = [
    {
      kind: 'program',
      rows: rowsOf(examples, 'program', (one) => one.programs),
      size: programFeatures.length,
      signs: programFeatures.signs,
    },
    {
      kind: 'open',
      rows: rowsOf(examples, 'open', (one) => one.open),
      size: openFeatures.length,
      signs: openFeatures.signs,
    },
  ] as const;
  return new Map(
    lines.flatMap(({ kind, rows, size, signs }) => [
      ...lineParameters(kind, fitLogistic(rows, size, linePenalty, signs)),
    ]),
  );
}

function rowsOf(
  examples: readonly Example[],
  kind: AnswerKind,
  of: (example: Example) => Float32Array,
): Rows {
  const [features, quality]: number[][] = [[], []];
  const column = answerKinds.indexOf(kind);
  for (const example of examples) {
    const all = of(example);
    const size = all.length / example.quality.length;
    example.quality.forEach((value, row) => {
      if (example.kinds[row * answerKinds.length + column] !== 1) return;
      for (const one of all.subarray(row * size, (row + 1) * size)) features!.push(one);
      quality!.push(value);
    });
  }
  return { features: Float32Array.from(features!), quality: Float32Array.from(quality!) };
}

/** Mean cross-entropy of the qualities [batch, answers] of short answers that are given; padding does not count. */
export function terminatorObjective(graph: Graph): Objective {
  const inputs = terminatorInputs(graph);
  const quality = graph.input('quality', ['batch', 'answers']);
  const short = mul(cast(inputs.given), squeeze(slice(inputs.kinds, -1, 0, 1), -1));
  const losses = mul(binaryCrossEntropy(shortNetwork(inputs), quality), short);
  return { loss: div(sum(losses), add(sum(short), 1e-6)) };
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
  const dims = [examples.length, longest];
  const padded = (of: (example: Example) => Float32Array, size?: number): TensorValue => {
    const stride = longest * (size ?? 1);
    const data = new Float32Array(examples.length * stride);
    examples.forEach((example, row) => data.set(of(example), row * stride));
    return { type: 'float32', data, dims: size === undefined ? dims : [...dims, size] };
  };
  const given = new Uint8Array(examples.length * longest);
  examples.forEach(({ quality }, row) => given.fill(1, row * longest, row * longest + quality.length));
  return {
    answers: padded((one) => one.answers, answerFeatures.length),
    programs: padded((one) => one.programs, programFeatures.length),
    open: padded((one) => one.open, openFeatures.length),
    kinds: padded((one) => one.kinds, answerKinds.length),
    excess: padded((one) => one.excess),
    quality: padded((one) => one.quality),
    given: { type: 'bool', data: given, dims },
  };
}

/** What the network is given of a batch; the qualities are for training alone. */
export function inputsOf(batch: ReturnType<typeof batchOf>): Record<string, TensorValue> {
  return Object.fromEntries(Object.entries(batch).filter(([name]) => name !== 'quality'));
}
