import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { readSource } from '../../src/lab/data/source';
import { withBertScore } from '../../src/lab/evaluation/bertQuality';
import { Graph } from '../../src/learn/graph/builder';
import { encodeModel } from '../../src/learn/graph/encode';
import { gather } from '../../src/learn/graph/indexing';
import { initialParameters, normal } from '../../src/learn/graph/initialisers';
import {
  bertScoreNetwork,
  BertScorer,
  inverseDocumentFrequency,
  type TokenEncoder,
  type TokenVectors,
} from '../../src/lab/metrics/bertScore';
import { openOnnxEncoder } from '../../src/lab/metrics/onnxEncoder';
import { WordPiece } from '../../src/lab/metrics/wordPiece';
import { openSession } from '../../src/der/networks/onnxSession';
import { answerRow, promptRow, writeSource } from './data/support';

const graph = new Graph();
bertScoreNetwork(graph);
const session = await openSession(encodeModel(graph, new Map()));
afterAll(() => session.release());

function text(...rows: [token: string, ...vector: number[]][]): TokenVectors {
  return {
    tokens: rows.map(([token]) => token),
    vectors: Float32Array.from(rows.flatMap(([, ...vector]) => vector)),
  };
}

const half = Math.SQRT1_2;

describe('BERTScore by hand', () => {
  // Cosines: "a" with "x" 1, with "y" √½; "b" with "x" 0, with "y" √½, with "z" −√½.
  const candidate = text(['a', 2, 0], ['b', 0, 3]);
  const reference = text(['x', 1, 0], ['y', 1, 1], ['z', 5, -5]);

  it('matches every token with its most similar one', async () => {
    const { precision, recall, f1 } = await new BertScorer(session).score(candidate, reference);
    const [p, r] = [(1 + half) / 2, (1 + half + half) / 3];
    expect(precision).toBeCloseTo(p, 6);
    expect(recall).toBeCloseTo(r, 6);
    expect(f1).toBeCloseTo((2 * p * r) / (p + r), 6);
  });

  it('weighs tokens by inverse document frequency', async () => {
    const weight = inverseDocumentFrequency([['x', 'y'], ['y'], ['y', 'y', 'z']]);
    expect(weight('y')).toBe(0);
    expect(weight('x')).toBeCloseTo(Math.log(4 / 2), 12);
    expect(weight('never')).toBeCloseTo(Math.log(4), 12);
    const weights = new Map([
      ['a', 3],
      ['b', 1],
      ['x', 2],
      ['y', 0],
      ['z', 2],
    ]);
    const scorer = new BertScorer(session, (token) => weights.get(token)!);
    const { precision, recall } = await scorer.score(candidate, reference);
    expect(precision).toBeCloseTo((3 * 1 + 1 * half) / 4, 6);
    expect(recall).toBeCloseTo((2 * 1 + 2 * half) / 4, 6);
  });

  it('rescales each score so that its baseline becomes 0 and 1 stays 1', async () => {
    const plain = await new BertScorer(session).score(candidate, reference);
    const baseline = { precision: 0.5, recall: 0.25, f1: 0.4 };
    const scaled = await new BertScorer(session, undefined, baseline).score(candidate, reference);
    expect(scaled.precision).toBeCloseTo((plain.precision - 0.5) / 0.5, 5);
    expect(scaled.recall).toBeCloseTo((plain.recall - 0.25) / 0.75, 5);
    expect(scaled.f1).toBeCloseTo((plain.f1 - 0.4) / 0.6, 5);
    const equal = await new BertScorer(session, undefined, baseline).score(candidate, candidate);
    expect(equal.f1).toBeCloseTo(1, 5);
  });

  it('is zero for a text without tokens, and defined where every weight is zero', async () => {
    const none = { precision: 0, recall: 0, f1: 0 };
    expect(await new BertScorer(session).score(text(), reference)).toEqual(none);
    expect(await new BertScorer(session).score(candidate, text())).toEqual(none);
    const weightless = await new BertScorer(session, () => 0).score(candidate, candidate);
    expect(weightless.f1).toBeCloseTo(1, 6);
    const opposite = await new BertScorer(session).score(text(['a', 1, 0]), text(['b', -1, 0]));
    expect(opposite).toMatchObject({ precision: -1, f1: 0 });
  });

  it('swaps precision and recall with its arguments', async () => {
    const row = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 3, maxLength: 3 });
    const rows = fc.array(
      row.filter((v) => v.some((x) => x !== 0)),
      { minLength: 1, maxLength: 6 },
    );
    const scorer = new BertScorer(session);
    const asText = (vectors: number[][]) => text(...vectors.map((v): [string, ...number[]] => ['t', ...v]));
    await fc.assert(
      fc.asyncProperty(rows, rows, async (a, b) => {
        const [there, back] = [
          await scorer.score(asText(a), asText(b)),
          await scorer.score(asText(b), asText(a)),
        ];
        expect(there.precision).toBeCloseTo(back.recall, 5);
        // Opposite vectors may cancel to a sum near zero, where the harmonic mean has no bound and float32 no digits.
        const sum = there.precision + there.recall;
        if (Math.abs(sum) > 0.05) expect(there.f1).toBeCloseTo(back.f1, 3);
        expect(there.precision).toBeLessThanOrEqual(1 + 1e-5);
      }),
    );
  });
});

const vocabulary = [
  '[PAD]',
  '[UNK]',
  '[CLS]',
  '[SEP]',
  'the',
  'cat',
  'sat',
  'un',
  '##want',
  '##ed',
  ',',
  '!',
  'cafe',
];

describe('WordPiece', () => {
  const tokenizer = new WordPiece(vocabulary, { lowerCase: true });

  it('cuts words into the longest pieces known', () => {
    expect(tokenizer.tokenize('The CAT, unwanted!')).toEqual([
      'the',
      'cat',
      ',',
      'un',
      '##want',
      '##ed',
      '!',
    ]);
    expect(tokenizer.tokenize('Café dog unwantedly')).toEqual(['cafe', '[UNK]', '[UNK]']);
    expect(tokenizer.tokenize(' \n ')).toEqual([]);
    expect(tokenizer.tokenize('x'.repeat(101))).toEqual(['[UNK]']);
  });

  it('refuses a vocabulary that is not of this kind', () => {
    expect(() => new WordPiece(['a', 'b'], { lowerCase: true })).toThrow('[UNK]');
  });
});

async function encoderFolder(): Promise<string> {
  const network = new Graph();
  const ids = network.input('input_ids', ['batch', 'sequence'], 'int64');
  network.output(
    'last_hidden_state',
    gather(network.parameter('table', [vocabulary.length, 4], normal(1)), ids),
  );
  const folder = await mkdtemp(join(tmpdir(), 'der-encoder-'));
  await writeFile(join(folder, 'model.onnx'), encodeModel(network, initialParameters(network, 1)));
  await writeFile(join(folder, 'vocab.txt'), vocabulary.join('\n') + '\n');
  return folder;
}

describe('OnnxEncoder', () => {
  it('gives one vector per piece, the same piece the same one, over windows of any number', async () => {
    const encoder = await openOnnxEncoder(await encoderFolder());
    const { tokens, vectors } = await encoder.embedTokens('cat sat '.repeat(600));
    expect(tokens).toHaveLength(1200);
    expect(vectors).toHaveLength(1200 * 4);
    expect(vectors.slice(4 * 1198)).toEqual(vectors.slice(0, 8));
    expect(vectors.slice(0, 4)).not.toEqual(vectors.slice(4, 8));
    expect((await encoder.embedTokens('')).tokens).toEqual([]);
    await encoder.release();
  });

  it('names what is missing', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'der-encoder-'));
    await expect(openOnnxEncoder(folder)).rejects.toThrow('model.onnx cannot be read');
  });
});

describe('quality from references', () => {
  const words: TokenEncoder = {
    embedTokens: (content) => {
      const tokens = content.split(' ').filter((word) => word !== '');
      const vectors = tokens.flatMap((word) =>
        [0, 1, 2, 3].map((at) => Math.sin((at + 1) * word.charCodeAt(0))),
      );
      return Promise.resolve({ tokens, vectors: Float32Array.from(vectors) });
    },
  };
  const options = {
    encoder: words,
    encoderName: 'a test',
    seed: 1,
    progress: () => undefined,
    signal: new AbortController().signal,
  };
  const experts = [
    { expert: 'a', params_b: 1 },
    { expert: 'b', params_b: 2 },
  ];

  it('rewards what the reference says, and leaves out prompts without one', async () => {
    const prompts = [
      promptRow('p', { reference: 'cold wet north' }),
      promptRow('q', { reference: 'ten eggs fried' }),
      promptRow('r', { reference: null }),
    ];
    const open = { quality: null };
    const answers = [
      answerRow('p', 'a', 0, { ...open, answer: 'cold wet north' }),
      answerRow('p', 'b', 0, { ...open, answer: '' }),
      answerRow('q', 'a', 0, { ...open, answer: 'boats may vanish' }),
      answerRow('q', 'b', 0, { ...open, answer: 'ten eggs' }),
      answerRow('r', 'a', 0, open),
      answerRow('r', 'b', 0, open),
    ];
    const folder = await writeSource({ prompts, answers, experts });
    const scored = await withBertScore(await readSource(folder, { qualityFromReference: true }), options);
    const [p, q, r] = scored.answers.map((row) => row.map((answer) => answer?.quality));
    expect(p![0]).toBeCloseTo(1, 5);
    expect(p![1]).toBe(0);
    expect(q![1]).toBeGreaterThan(q![0]!);
    for (const quality of [...p!, ...q!]) {
      expect(quality).toBeGreaterThanOrEqual(0);
      expect(quality).toBeLessThanOrEqual(1);
    }
    expect(r).toEqual([undefined, undefined]);
    expect(scored.notes.join()).toMatch(/by a test.*cannot be compared.*1 prompts without a reference/s);
  });

  it('needs references', async () => {
    const folder = await writeSource({
      prompts: [promptRow('p', { reference: null })],
      answers: [answerRow('p', 'a', 1)],
      experts,
    });
    await expect(withBertScore(await readSource(folder), options)).rejects.toThrow(
      'no prompt has a reference',
    );
  });
});
