/**
 * The encoder's rival: the same n-gram vectors, then a small gated layer that learns from outcomes which directions
 * tell who will be right. `npm run study -- encoders` compares the two; only the plain one is shipped.
 */
import { embeddingSize } from '../../der/networks/encoder';
import type { Source } from '../../learn/recordedAnswers';
import type { Graph, Tensor } from '../../learn/graph/builder';
import { add, cast, div, mul, sigmoid, sqrt, square } from '../../learn/graph/elementwise';
import { binaryCrossEntropy } from '../../learn/graph/functions';
import { glorotUniform, zeros, type ParameterValues } from '../../learn/graph/initialisers';
import { linear, matmul } from '../../learn/graph/matmul';
import { sum } from '../../learn/graph/reductions';
import { Trainer } from '../../learn/graph/trainer';
import type { Random } from '../../learn/random';
import { schedule } from '../../learn/terminator/terminatorTraining';

const width = 32;
const epochs = 12;
const batchSize = 128;
const learningRate = 2e-3;

/** x + V(Wx ⊙ σ(Ux)), of length one. Every row is one embedding. [batch, embeddingSize] */
export function gated(x: Tensor): Tensor {
  const { graph } = x;
  const weights = (name: string, inputs: number, outputs: number, gain: number) =>
    graph.parameter(`encoder.gate.${name}`, [inputs, outputs], glorotUniform(gain));
  const value = matmul(x, weights('value', embeddingSize, width, 1));
  const open = sigmoid(matmul(x, weights('open', embeddingSize, width, 1)));
  const moved = add(x, matmul(mul(value, open), weights('out', width, embeddingSize, 0.1)));
  // Inside the root: a text without tokens is zero, where the root has no derivative.
  return div(moved, sqrt(add(sum(square(moved), -1, true), 1e-12)));
}

/** A question's embedding and how good each expert's answer to it was. */
export interface GradedEmbedding {
  readonly embedding: Float32Array;
  /** By expert, over all sources; NaN where it gave none. */
  readonly quality: Float32Array;
}

/** Outcomes of the questions that are learned from and somebody answered. `embeddings` by prompt id, for these alone. */
export function outcomesOf(
  sources: readonly Source[],
  embeddings: ReadonlyMap<string, Float32Array>,
): GradedEmbedding[] {
  const experts = sources.reduce((total, source) => total + source.experts.length, 0);
  let first = 0;
  return sources.flatMap((source) => {
    const start = first;
    first += source.experts.length;
    return source.prompts.flatMap(({ id }, index) => {
      const embedding = embeddings.get(id);
      if (embedding === undefined || !source.answers[index]!.some(Boolean)) return [];
      const quality = new Float32Array(experts).fill(NaN);
      source.answers[index]!.forEach((answer, at) => {
        if (answer) quality[start + at] = answer.quality;
      });
      return [{ embedding, quality }];
    });
  });
}

/** Weights of the gate under which the outcomes are most likely, each expert with a direction of its own. */
export async function trainGate(
  outcomes: readonly GradedEmbedding[],
  random: Random,
  seed: number,
): Promise<ParameterValues> {
  const experts = outcomes[0]!.quality.length;
  const objective = (graph: Graph) => {
    const embedding = gated(graph.input('embedding', ['batch', embeddingSize]));
    const directions = graph.parameter('directions', [embeddingSize, experts], glorotUniform(1));
    const logOdds = linear(embedding, directions, graph.parameter('rates', [experts], zeros));
    const given = cast(graph.input('given', ['batch', experts], 'bool'));
    const losses = mul(binaryCrossEntropy(logOdds, graph.input('quality', ['batch', experts])), given);
    return { loss: div(sum(losses), sum(given)) };
  };
  const trainer = await Trainer.create(objective, { seed, adam: { weightDecay: 1e-3 } });
  try {
    const order = outcomes.map((_, index) => index);
    const steps = epochs * Math.ceil(order.length / batchSize);
    for (let epoch = 0, step = 0; epoch < epochs; epoch++) {
      random.shuffle(order);
      for (let at = 0; at < order.length; at += batchSize, step++) {
        const batch = order.slice(at, at + batchSize).map((index) => outcomes[index]!);
        await trainer.step(learningRate * schedule(step / steps), batchOf(batch));
      }
    }
    return new Map([...trainer.parameters].filter(([name]) => name.startsWith('encoder.gate.')));
  } finally {
    await trainer.release();
  }
}

function batchOf(batch: readonly GradedEmbedding[]) {
  const experts = batch[0]!.quality.length;
  const embedding = new Float32Array(batch.length * embeddingSize);
  const quality = new Float32Array(batch.length * experts);
  const given = new Uint8Array(batch.length * experts);
  batch.forEach((outcome, row) => {
    embedding.set(outcome.embedding, row * embeddingSize);
    outcome.quality.forEach((value, expert) => {
      if (Number.isNaN(value)) return;
      quality[row * experts + expert] = value;
      given[row * experts + expert] = 1;
    });
  });
  return {
    embedding: { type: 'float32', data: embedding, dims: [batch.length, embeddingSize] },
    quality: { type: 'float32', data: quality, dims: [batch.length, experts] },
    given: { type: 'bool', data: given, dims: [batch.length, experts] },
  } as const;
}
