import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { buckets, dot, embeddingSize, Encoder, gramsOf } from '../../src/der/networks/encoder';
import { encodeModel } from '../../src/learn/graph/encode';
import { networks, seededWeights } from '../../src/lab/training/exportModels';
import { openSession } from '../../src/der/networks/onnxSession';

let encoder: Encoder;

beforeAll(async () => {
  encoder = new Encoder(await openSession(encodeModel(networks.encoder(), seededWeights(1).encoder)));
});

describe('the encoder', () => {
  it('gives vectors of length one, and zero for nothing', async () => {
    const vector = await encoder.embed('What is the boiling point of water?');
    expect(vector).toHaveLength(embeddingSize);
    expect(dot(vector, vector)).toBeCloseTo(1, 5);
    expect(await encoder.embed('  \n ')).toEqual(new Float32Array(embeddingSize));
  });

  it('puts texts that share words closer together', async () => {
    const [a, b, c] = await Promise.all(
      [
        'How many apples does Anna have after buying six apples?',
        'How many apples does Ben have after eating two apples?',
        'Which enzyme unwinds the double helix before replication?',
      ].map((text) => encoder.embed(text)),
    );
    expect(dot(a!, b!)).toBeGreaterThan(dot(a!, c!) + 0.2);
  });

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { tokens, rows, weights } = gramsOf(text);
        expect(rows).toHaveLength(weights.length);
        expect(weights.every((weight) => weight >= 0 && weight <= 1)).toBe(true);
        expect(rows.every((row) => row >= 0n && row < BigInt(buckets))).toBe(true);
        expect(tokens.length === 0).toBe(rows.length === 0);
      }),
    );
  });

  it('encodes a text again that could not be encoded before', async () => {
    const session = await openSession(encodeModel(networks.encoder(), seededWeights(1).encoder));
    let runs = 0;
    const failingOnce = new Encoder({
      ...session,
      run: (feeds) => (runs++ === 0 ? Promise.reject(new Error('out of memory')) : session.run(feeds)),
    });
    await expect(failingOnce.embed('a text')).rejects.toThrow('out of memory');
    expect(await failingOnce.embed('a text')).toEqual(await encoder.embed('a text'));
    await failingOnce.embed('a text');
    expect(runs).toBe(2);
  });

  it('reads no more than a bounded part of a long text', async () => {
    const long = 'the quick brown fox jumps over the lazy dog '.repeat(50_000);
    const { tokens } = await encoder.embedTokens(long);
    expect(tokens.length).toBeLessThan(5_000);
    expect(await encoder.embed(long)).toEqual(await encoder.embed(long));
  });
});
