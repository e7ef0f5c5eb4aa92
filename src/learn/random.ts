/** The one source of chance in learning: everything random is drawn from a seeded stream. */

/** State of a stream: four unsigned 32-bit words. Plain data, so that a checkpoint can hold it. */
export type RandomState = readonly [number, number, number, number];

/**
 * xoshiro128** (Blackman and Vigna, 2018), seeded through splitmix32.
 * The same seed gives the same numbers on every machine.
 */
export class Random {
  private words: [number, number, number, number];

  constructor(seed: number | RandomState) {
    this.words = typeof seed === 'number' ? expandSeed(seed) : [...seed];
  }

  get state(): RandomState {
    return [...this.words];
  }

  /** A stream of its own for `label`, the same however much was drawn from this one's siblings. */
  fork(label: string): Random {
    let hash = 0x811c9dc5; // FNV-1a
    for (const byte of new TextEncoder().encode(label)) hash = Math.imul(hash ^ byte, 0x01000193);
    const [a, b, c, d] = this.words;
    return new Random((hash ^ a ^ rotateLeft(b, 8) ^ rotateLeft(c, 16) ^ rotateLeft(d, 24)) >>> 0);
  }

  /** Uniform over the unsigned 32-bit integers. */
  next(): number {
    const [a, b, c, d] = this.words;
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const e = c ^ a;
    const f = d ^ b;
    this.words = [(a ^ f) >>> 0, (b ^ e) >>> 0, (e ^ (b << 9)) >>> 0, rotateLeft(f, 11) >>> 0];
    return result;
  }

  /** Uniform in [from, to), with 53 random bits. */
  uniform(from = 0, to = 1): number {
    const high = this.next() >>> 5;
    const low = this.next() >>> 6;
    return from + (to - from) * ((high * 2 ** 26 + low) / 2 ** 53);
  }

  /** Uniform over 0 … bound − 1, without bias. */
  integer(bound: number): number {
    if (!Number.isInteger(bound) || bound < 1 || bound > 2 ** 32) {
      throw new RangeError(`A random integer needs a whole bound from 1 to 2^32, not ${bound}.`);
    }
    const limit = 2 ** 32 - (2 ** 32 % bound);
    for (;;) {
      const value = this.next();
      if (value < limit) return value % bound;
    }
  }

  /** Normal with the given mean and standard deviation (Box and Muller). */
  normal(mean = 0, deviation = 1): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return mean + deviation * radius * Math.cos(2 * Math.PI * this.uniform());
  }

  /** Shuffles in place (Fisher and Yates) and returns the same array. */
  shuffle<T>(items: T[]): T[] {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      [items[i], items[j]] = [items[j] as T, items[i] as T];
    }
    return items;
  }

  /** Index drawn with probability proportional to its weight. */
  weighted(weights: readonly number[]): number {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    if (!(total > 0)) throw new RangeError('A weighted draw needs at least one positive weight.');
    let left = this.uniform() * total;
    let last = 0;
    for (const [index, weight] of weights.entries()) {
      if (weight <= 0) continue;
      last = index;
      left -= weight;
      if (left < 0) break;
    }
    return last;
  }
}

function rotateLeft(word: number, bits: number): number {
  return ((word << bits) | (word >>> (32 - bits))) >>> 0;
}

function expandSeed(seed: number): [number, number, number, number] {
  let state = seed | 0;
  const word = () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
  return [word(), word(), word(), word()];
}
