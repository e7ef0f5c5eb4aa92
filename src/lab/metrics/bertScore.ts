/**
 * BERTScore (Zhang et al., 2020): how much of a candidate's tokens a reference has in meaning (precision), how much
 * of the reference's the candidate has (recall), and their harmonic mean (F1), by greedy matching of token vectors.
 * Values depend on the encoder: those of different encoders cannot be compared.
 */
import type { Graph, Tensor } from '../../learn/graph/builder';
import { add, div, greater, maximum, mul, sqrt, square, sub, where } from '../../learn/graph/elementwise';
import { concat, unsqueeze } from '../../learn/graph/layout';
import { matmul, swapLast } from '../../learn/graph/matmul';
import { max, sum } from '../../learn/graph/reductions';
import type { Session, TensorValue } from '../../der/networks/onnxSession';

/** A text as its tokens. */
export interface TokenVectors {
  readonly tokens: readonly string[];
  /** One vector per token, row by row; need not be normalised. */
  readonly vectors: Float32Array;
}

/** Anything that gives a vector for every token of a text. */
export interface TokenEncoder {
  embedTokens(text: string): Promise<TokenVectors>;
}

export interface BertScore {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** Scores of unrelated texts, which rescaling maps to 0; 1 stays 1. */
export type Baseline = BertScore;

const noBaseline: Baseline = { precision: 0, recall: 0, f1: 0 };

/** Weight of a token in the mean over tokens. */
export type TokenWeight = (token: string) => number;

/**
 * Inverse document frequency over reference texts: log((N + 1) / (n + 1)) for a token that n of N texts have.
 * @param references tokens of every text
 */
export function inverseDocumentFrequency(references: Iterable<readonly string[]>): TokenWeight {
  const texts = new Map<string, number>();
  let count = 0;
  for (const tokens of references) {
    count++;
    for (const token of new Set(tokens)) texts.set(token, (texts.get(token) ?? 0) + 1);
  }
  return (token) => Math.log((count + 1) / ((texts.get(token) ?? 0) + 1));
}

/**
 * Adds BERTScore's arithmetic. Inputs: `candidate` [n, size], `reference` [m, size], `candidateWeights` [n],
 * `referenceWeights` [m] (not all zero) and `baseline` [3]. Output `scores` [3]: precision, recall, F1.
 */
export function bertScoreNetwork(graph: Graph): void {
  const candidate = normalised(graph.input('candidate', ['n', 'size']));
  const reference = normalised(graph.input('reference', ['m', 'size']));
  const similarity = matmul(candidate, swapLast(reference));
  const precision = weightedMean(max(similarity, 1), graph.input('candidateWeights', ['n']));
  const recall = weightedMean(max(similarity, 0), graph.input('referenceWeights', ['m']));
  const total = add(precision, recall);
  const f1 = where(greater(total, 0), div(mul(2, mul(precision, recall)), maximum(total, 1e-9)), 0);
  const raw = concat(
    [precision, recall, f1].map((score) => unsqueeze(score, 0)),
    0,
  );
  const baseline = graph.input('baseline', [3]);
  graph.output('scores', div(sub(raw, baseline), sub(1, baseline)));
}

function normalised(rows: Tensor): Tensor {
  return div(rows, maximum(sqrt(sum(square(rows), 1, true)), 1e-12));
}

function weightedMean(values: Tensor, weights: Tensor): Tensor {
  return div(sum(mul(values, weights), 0), sum(weights, 0));
}

/** Scores candidates against references. */
export class BertScorer {
  /**
   * @param session the network of `bertScoreNetwork`
   * @param weight of tokens; all alike when undefined
   */
  constructor(
    private readonly session: Session,
    private readonly weight: TokenWeight = () => 1,
    private readonly baseline: Baseline = noBaseline,
  ) {}

  /** A text without tokens has nothing in common with anything: all zero, rescaled or not. */
  async score(candidate: TokenVectors, reference: TokenVectors): Promise<BertScore> {
    if (candidate.tokens.length === 0 || reference.tokens.length === 0) return noBaseline;
    const { precision, recall, f1 } = this.baseline;
    const { scores } = await this.session.run({
      candidate: matrix(candidate),
      reference: matrix(reference),
      candidateWeights: vector(this.weights(candidate.tokens)),
      referenceWeights: vector(this.weights(reference.tokens)),
      baseline: vector([precision, recall, f1]),
    });
    const [p, r, f] = scores!.data as Float32Array;
    return { precision: p!, recall: r!, f1: f! };
  }

  /** Where every token is as common as can be, none says more than another. */
  private weights(tokens: readonly string[]): number[] {
    const weights = tokens.map(this.weight);
    return weights.some((weight) => weight > 0) ? weights : tokens.map(() => 1);
  }
}

function matrix({ tokens, vectors }: TokenVectors): TensorValue {
  return { type: 'float32', data: vectors, dims: [tokens.length, vectors.length / tokens.length] };
}

function vector(values: readonly number[]): TensorValue {
  return { type: 'float32', data: Float32Array.from(values), dims: [values.length] };
}
