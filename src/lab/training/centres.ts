/** Sums up many directions by a few: spherical k-means. */
import { centres, dot, embeddingSize } from '../../der/networks/encoder';
import type { TensorValue } from '../../der/networks/onnxSession';
import type { Random } from '../../learn/random';

const rounds = 8;

/** Centres of normalised embeddings, as columns: [embeddingSize, centres]. There must be at least as many embeddings. */
export function findCentres(embeddings: readonly Float32Array[], random: Random): TensorValue {
  let found = random.shuffle([...embeddings]).slice(0, centres);
  for (let round = 0; round < rounds; round++) {
    const sums = found.map(() => new Float32Array(embeddingSize));
    for (const embedding of embeddings) {
      const sum = sums[nearest(embedding, found)]!;
      for (let i = 0; i < embeddingSize; i++) sum[i]! += embedding[i]!;
    }
    found = sums.map(normalised);
  }
  const data = new Float32Array(embeddingSize * centres);
  found.forEach((centre, column) => centre.forEach((value, row) => (data[row * centres + column] = value)));
  return { type: 'float32', data, dims: [embeddingSize, centres] };
}

function nearest(embedding: Float32Array, found: readonly Float32Array[]): number {
  let [best, index] = [-Infinity, 0];
  found.forEach((centre, at) => {
    const cosine = dot(embedding, centre);
    if (cosine > best) [best, index] = [cosine, at];
  });
  return index;
}

function normalised(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector)) || 1;
  return vector.map((value) => value / length);
}
