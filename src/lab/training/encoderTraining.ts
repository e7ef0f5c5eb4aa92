/**
 * Trains the encoder: latent semantic analysis of hashed n-grams. The table's rows are the leading right singular
 * vectors of the weighted text–n-gram matrix, found by randomised subspace iteration (Halko et al., 2011).
 */
import { buckets, embeddingSize, gramsOf } from '../../der/networks/encoder';
import type { TensorValue } from '../../der/networks/onnxSession';
import type { Random } from '../../learn/random';
import { orthonormalise, symmetricEigen } from './linearAlgebra';

/** Further directions carried along, which make the leading ones converge faster. */
const oversampling = 8;
const rank = embeddingSize + oversampling;
const iterations = 3;
/** How far leading directions are damped: 0 keeps singular values, 1 makes all directions count alike. */
const damping = 0.5;

/** A text as a sparse row of the matrix. */
interface Row {
  readonly columns: Int32Array;
  readonly weights: Float32Array;
}

/** The encoder's table [buckets, embeddingSize], trained on texts. */
export function trainEncoder(texts: readonly string[], random: Random): TensorValue {
  const rows = texts.map(countGrams).filter(({ columns }) => columns.length > 0);
  const rarity = inverseFrequency(rows);
  for (const row of rows) weigh(row, rarity);

  let basis = Float64Array.from({ length: buckets * rank }, () => random.normal());
  orthonormalise(basis, buckets, rank);
  for (let i = 0; i < iterations; i++) {
    basis = applyGram(rows, basis);
    orthonormalise(basis, buckets, rank);
  }
  const { values, vectors } = symmetricEigen(project(basis, applyGram(rows, basis)), rank);
  const data = new Float32Array(buckets * embeddingSize);
  for (let bucket = 1; bucket < buckets; bucket++) {
    for (let k = 0; k < embeddingSize; k++) {
      let sum = 0;
      for (let j = 0; j < rank; j++) sum += basis[bucket * rank + j]! * vectors[j * rank + k]!;
      // The singular value is the root of the eigenvalue.
      const scale = Math.max(values[k]!, 1e-12) ** (-damping / 2);
      data[bucket * embeddingSize + k] = rarity[bucket]! * scale * sum;
    }
  }
  return { type: 'float32', data, dims: [buckets, embeddingSize] };
}

function countGrams(text: string): Row {
  const { rows, weights } = gramsOf(text);
  const sums = new Map<number, number>();
  rows.forEach((row, at) => {
    if (weights[at]! > 0) sums.set(Number(row), (sums.get(Number(row)) ?? 0) + weights[at]!);
  });
  return { columns: Int32Array.from(sums.keys()), weights: Float32Array.from(sums.values()) };
}

/** Smoothed inverse document frequency of every bucket; 0 for those that never occur. */
function inverseFrequency(rows: readonly Row[]): Float64Array {
  const frequency = new Float64Array(buckets);
  for (const { columns } of rows) for (const column of columns) frequency[column]! += 1;
  return frequency.map((count) => (count === 0 ? 0 : Math.log((1 + rows.length) / (1 + count))));
}

/** Weighs a row's counts by rarity and scales it to length one, in place. */
function weigh({ columns, weights }: Row, rarity: Float64Array): void {
  let square = 0;
  columns.forEach((column, at) => {
    weights[at]! *= rarity[column]!;
    square += weights[at]! ** 2;
  });
  const length = Math.sqrt(square) || 1;
  weights.forEach((weight, at) => (weights[at] = weight / length));
}

/** AᵀA·basis, row by row of A. */
function applyGram(rows: readonly Row[], basis: Float64Array): Float64Array<ArrayBuffer> {
  const result = new Float64Array(buckets * rank);
  const scores = new Float64Array(rank);
  for (const { columns, weights } of rows) {
    scores.fill(0);
    for (let at = 0; at < columns.length; at++) {
      const from = columns[at]! * rank;
      const weight = weights[at]!;
      for (let k = 0; k < rank; k++) scores[k]! += weight * basis[from + k]!;
    }
    for (let at = 0; at < columns.length; at++) {
      const to = columns[at]! * rank;
      const weight = weights[at]!;
      for (let k = 0; k < rank; k++) result[to + k]! += weight * scores[k]!;
    }
  }
  return result;
}

/** basisᵀ·image [rank, rank]. */
function project(basis: Float64Array, image: Float64Array): Float64Array {
  const result = new Float64Array(rank * rank);
  for (let row = 0; row < buckets; row++) {
    for (let i = 0; i < rank; i++) {
      const left = basis[row * rank + i]!;
      if (left === 0) continue;
      for (let j = 0; j < rank; j++) result[i * rank + j]! += left * image[row * rank + j]!;
    }
  }
  return result;
}
