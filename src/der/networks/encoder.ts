/**
 * The text encoder: hashed n-grams, each with a trained vector, summed and normalised. Small, fast, deterministic;
 * it knows topics and wording, not meaning. The vectors are ordered by how much they explain, so that the first few
 * serve as a projection and all of them for similarity.
 */
import { normalised } from '../evidence/normalised';
import type { Session } from './onnxSession';

/** Rows of the trained table. Row 0 is padding and must be zero. */
export const buckets = 8192;
/** Length of an embedding. */
export const embeddingSize = 64;
/** Leading components of an embedding that networks see. */
export const projectionSize = 16;
/** Questions that training saw are summed up by this many centres; see `Encoded.familiarity`. */
export const centres = 64;
/** n-grams of one token: the word, the word with the one before it, and its first trigrams. */
export const gramsPerToken = 8;

/** Longer texts are encoded by their start and their end, so that time and memory stay bounded. */
const headCharacters = 8192;
const tailCharacters = 4096;
/** Embeddings kept; a route needs one of its question and one of each answer. */
const cacheSize = 256;

/** A text as the encoder's network takes it: row by row one token, `gramsPerToken` n-grams each. */
export interface Grams {
  readonly tokens: readonly string[];
  /** Rows of the table; [tokens, gramsPerToken]. */
  readonly rows: BigInt64Array;
  /** Weight of every n-gram: 0 for padding, less for each repetition; [tokens, gramsPerToken]. */
  readonly weights: Float32Array;
}

/** What the encoder makes of a text. */
export interface Encoded {
  /** L2-normalised; zero for a text without tokens. [embeddingSize] */
  readonly vector: Float32Array;
  /**
   * How much the text is like the questions that the networks were trained on: 1 for such questions, 0 for texts
   * unlike any of them. Where it is 0, networks see nothing of the text itself.
   */
  readonly familiarity: number;
}

/** Embeds texts by the shipped network; the latest texts are kept. */
export class Encoder {
  private readonly cache = new Map<string, Promise<Encoded>>();

  /** @param session network from `rows` and `weights` to `tokens` [n, embeddingSize], `embedding` [embeddingSize], `familiarity` []. */
  constructor(private readonly session: Session) {}

  /** Encodes a text; the most recent ones are kept. */
  encode(text: string): Promise<Encoded> {
    const key = bounded(text);
    const cached = this.cache.get(key);
    if (cached) this.cache.delete(key);
    const encoded = cached ?? this.run(key).then(({ vector, familiarity }) => ({ vector, familiarity }));
    this.cache.set(key, encoded);
    // A run that failed says nothing about the next one.
    encoded.catch(() => this.forget(key, encoded));
    if (this.cache.size > cacheSize) this.cache.delete(this.cache.keys().next().value!);
    return encoded;
  }

  private forget(key: string, encoded: Promise<Encoded>): void {
    if (this.cache.get(key) === encoded) this.cache.delete(key);
  }

  /** L2-normalised embedding of a text; zero for a text without tokens. */
  async embed(text: string): Promise<Float32Array> {
    return (await this.encode(text)).vector;
  }

  /** A vector for every token, not normalised, for measures that compare texts token by token. */
  async embedTokens(text: string): Promise<{ tokens: readonly string[]; vectors: Float32Array }> {
    const { tokens, vectors } = await this.run(bounded(text));
    return { tokens, vectors };
  }

  private async run(text: string) {
    const { tokens, rows, weights } = gramsOf(text);
    if (tokens.length === 0) {
      return {
        tokens,
        vectors: new Float32Array(0),
        vector: new Float32Array(embeddingSize),
        familiarity: 0,
      };
    }
    const dims = [tokens.length, gramsPerToken];
    const result = await this.session.run({
      rows: { type: 'int64', data: rows, dims },
      weights: { type: 'float32', data: weights, dims },
    });
    return {
      tokens,
      vectors: result['tokens']!.data as Float32Array,
      vector: result['embedding']!.data as Float32Array,
      familiarity: Number(result['familiarity']!.data[0]),
    };
  }
}

/** Start and end of a text that is longer than the encoder reads. */
export function bounded(text: string): string {
  if (text.length <= headCharacters + tailCharacters) return text;
  return `${text.slice(0, headCharacters)}\n${text.slice(-tailCharacters)}`;
}

/** Tokens of a text and their n-grams. Case, numbers' digits and spacing do not count. */
export function gramsOf(text: string): Grams {
  const tokens =
    normalised(text, 'NFKC')
      .toLowerCase()
      .match(/\p{L}+|\p{N}+|[^\s\p{L}\p{N}]/gu) ?? [];
  const rows = new BigInt64Array(tokens.length * gramsPerToken);
  const weights = new Float32Array(tokens.length * gramsPerToken);
  const counts = new Map<number, number>();
  let previous = '';
  tokens.forEach((token, index) => {
    const word = /^\p{N}/u.test(token) ? '0'.repeat(Math.min(token.length, 4)) : token.slice(0, 32);
    let column = index * gramsPerToken;
    const end = column + gramsPerToken;
    const add = (gram: string) => {
      const row = 1 + (hash(gram) % (buckets - 1));
      const count = (counts.get(row) ?? 0) + 1;
      counts.set(row, count);
      rows[column] = BigInt(row);
      // Summed over a text this makes 1 + log(count), near enough.
      weights[column++] = 1 / count;
    };
    add(`w ${word}`);
    add(`b ${previous} ${word}`);
    const framed = `<${word}>`;
    for (let at = 0; at + 3 <= framed.length && column < end && word.length > 2; at++) {
      add(`c ${framed.slice(at, at + 3)}`);
    }
    previous = word;
  });
  return { tokens, rows, weights };
}

/** FNV-1a over UTF-16 code units, finished so that the low bits are as good as the high ones. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  return (value ^ (value >>> 13)) >>> 0;
}

/** Inner product; of normalised embeddings the cosine. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
