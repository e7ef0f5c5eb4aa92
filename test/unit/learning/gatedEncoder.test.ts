import { describe, expect, it } from 'vitest';
import { dot, embeddingSize } from '../../../src/der/networks/encoder';
import { gated, outcomesOf, trainGate } from '../../../src/lab/training/gatedEncoder';
import { Graph } from '../../../src/learn/graph/builder';
import { encodeModel } from '../../../src/learn/graph/encode';
import { initialParameters, type ParameterValues } from '../../../src/learn/graph/initialisers';
import { Random } from '../../../src/learn/random';
import { openSession } from '../../../src/der/networks/onnxSession';

function direction(random: Random): Float32Array {
  const vector = Float32Array.from({ length: embeddingSize }, () => random.normal());
  const length = Math.sqrt(dot(vector, vector));
  return vector.map((value) => value / length);
}

async function apply(vectors: readonly Float32Array[], parameters?: ParameterValues) {
  const graph = new Graph();
  graph.output('moved', gated(graph.input('x', ['batch', embeddingSize])));
  const session = await openSession(encodeModel(graph, parameters ?? initialParameters(graph, 1)));
  const data = Float32Array.from(vectors.flatMap((vector) => [...vector]));
  const { moved } = await session.run({
    x: { type: 'float32', data, dims: [vectors.length, embeddingSize] },
  });
  await session.release();
  return vectors.map((_, row) =>
    (moved!.data as Float32Array).slice(row * embeddingSize, (row + 1) * embeddingSize),
  );
}

describe('the gated layer', () => {
  it('keeps vectors of length one, close to where they were until it is trained', async () => {
    const random = new Random(1);
    const vectors = Array.from({ length: 20 }, () => direction(random));
    for (const [index, moved] of (await apply(vectors)).entries()) {
      expect(dot(moved, moved)).toBeCloseTo(1, 5);
      expect(dot(moved, vectors[index]!)).toBeGreaterThan(0.8);
    }
  });

  it('brings questions together that the same experts get right', async () => {
    const random = new Random(2);
    const outcomes = Array.from({ length: 400 }, () => {
      const embedding = direction(random);
      const right = Number(embedding[0]! > 0);
      return { embedding, quality: Float32Array.of(right, 1 - right, NaN) };
    });
    const vectors = outcomes.map(({ embedding }) => embedding);
    const moved = await apply(vectors, await trainGate(outcomes, random, 1));
    const closeness = (all: readonly Float32Array[]) => {
      let [same, other] = [0, 0];
      for (let a = 0; a < 100; a++) {
        for (let b = 100; b < 200; b++) {
          const alike = outcomes[a]!.quality[0] === outcomes[b]!.quality[0];
          if (alike) same += dot(all[a]!, all[b]!);
          else other += dot(all[a]!, all[b]!);
        }
      }
      return same - other;
    };
    expect(closeness(moved)).toBeGreaterThan(1.2 * closeness(vectors));
  });

  it('learns beside questions without a token, whose embedding is zero', async () => {
    const random = new Random(3);
    const empty = { embedding: new Float32Array(embeddingSize), quality: Float32Array.of(1) };
    const others = Array.from({ length: 20 }, () => ({ ...empty, embedding: direction(random) }));
    const weights = await trainGate([empty, ...others], random, 1);
    for (const { data } of weights.values()) expect(data.every(Number.isFinite)).toBe(true);
  });

  it('knows the outcomes of the questions that somebody answered, expert by expert over all sources', () => {
    const source = (id: string, qualities: (number | undefined)[]) =>
      ({
        experts: qualities.map((_, at) => ({ name: `${id}${at}` })),
        prompts: [{ id }],
        answers: [qualities.map((quality) => (quality === undefined ? undefined : { quality }))],
      }) as unknown as Parameters<typeof outcomesOf>[0][number];
    const embedding = new Float32Array(embeddingSize);
    const sources = [source('a', [1, undefined]), source('b', [0.5, undefined]), source('c', [undefined])];
    const outcomes = outcomesOf(
      sources,
      new Map([
        ['a', embedding],
        ['b', embedding],
        ['c', embedding],
      ]),
    );
    expect(outcomes.map(({ quality }) => [...quality])).toEqual([
      [1, NaN, NaN, NaN, NaN],
      [NaN, NaN, 0.5, NaN, NaN],
    ]);
  });
});
