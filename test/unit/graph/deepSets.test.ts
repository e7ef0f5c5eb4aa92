import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scalar } from '../../../src/learn/graph/batch';
import { Graph } from '../../../src/learn/graph/builder';
import { encodeModel } from '../../../src/learn/graph/encode';
import { initialParameters } from '../../../src/learn/graph/initialisers';
import { Random } from '../../../src/learn/random';
import { openSession, type Session, type TensorValues } from '../../../src/der/networks/onnxSession';
import { expectCentralDifferences } from './centralDifferences';
import { network, ppoBatch, ppoObjective } from './deepSets';
import { bool, float32, numbers } from './evaluate';

const size = { features: 3, hidden: 8 };
type Row = readonly number[];

let session: Session;
beforeAll(async () => {
  const graph = new Graph();
  const { scores, value } = network(graph, size);
  graph.output('scores', scores);
  graph.output('value', value);
  session = await openSession(encodeModel(graph, initialParameters(graph, 5)));
});
afterAll(() => session.release());

/** Scores and value for one pool, with as many absent experts of wild features behind it as asked for. */
async function score(pool: readonly Row[], absent: readonly Row[] = []): Promise<TensorValues> {
  const rows = [...pool, ...absent];
  return session.run({
    experts: float32([1, rows.length, size.features], rows.flat()),
    mask: bool(
      [1, rows.length],
      rows.map((_, index) => index < pool.length),
    ),
  });
}

const row = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), {
  minLength: size.features,
  maxLength: size.features,
});
const pools = fc.array(row, { minLength: 1, maxLength: 12 });

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length);
  for (const [index, value] of actual.entries()) expect(value).toBeCloseTo(expected[index] as number, 5);
}

describe('a network over a set of experts', () => {
  it('gives permuted scores for a permuted pool, and the same value', () =>
    fc.assert(
      fc.asyncProperty(pools, fc.integer(), async (pool, seed) => {
        const order = new Random(seed).shuffle(pool.map((_, index) => index));
        const plain = await score(pool);
        const permuted = await score(order.map((index) => pool[index] as Row));
        const scores = numbers(plain, 'scores');
        expectClose(
          numbers(permuted, 'scores'),
          [...order, pool.length].map((index) => scores[index] as number),
        );
        expectClose(numbers(permuted, 'value'), numbers(plain, 'value'));
      }),
      { numRuns: 50 },
    ));

  it('does not see absent experts', () =>
    fc.assert(
      fc.asyncProperty(pools, pools, async (pool, absent) => {
        const alone = await score(pool);
        const padded = await score(pool, absent);
        const scores = numbers(padded, 'scores');
        expectClose([...scores.slice(0, pool.length), scores.at(-1) as number], numbers(alone, 'scores'));
        expectClose(numbers(padded, 'value'), numbers(alone, 'value'));
      }),
      { numRuns: 50 },
    ));

  it('gives each row of a batch what it gets alone, whatever the size of pool and batch', () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 33 }),
        async (batch, pool) => {
          const { experts, mask } = ppoBatch(size, batch, pool, 1);
          const together = await session.run({ experts, mask } as TensorValues);
          expect(together['scores']?.dims).toEqual([batch, pool + 1]);
          const width = pool * size.features;
          const [features, present] = [
            numbers({ experts } as TensorValues, 'experts'),
            numbers({ mask } as TensorValues, 'mask'),
          ];
          for (let index = 0; index < batch; index++) {
            const alone = await session.run({
              experts: float32([1, pool, size.features], features.slice(index * width, (index + 1) * width)),
              mask: bool([1, pool], present.slice(index * pool, (index + 1) * pool).map(Boolean)),
            });
            expectClose(numbers(alone, 'value'), numbers(together, 'value').slice(index, index + 1));
            const scores = numbers(together, 'scores').slice(index * (pool + 1), (index + 1) * (pool + 1));
            expectClose(numbers(alone, 'scores'), scores);
          }
        },
      ),
      { numRuns: 20 },
    ));
});

describe('proximal policy optimisation on it', () => {
  it('has derivatives that equal central differences', async () => {
    const batch = ppoBatch({ features: 3, hidden: 4 }, 5, 4, 2, 'float64');
    const feeds = Object.fromEntries(
      Object.entries(batch).map(([name, value]) => [
        name,
        typeof value === 'number' ? scalar(value, 'float64') : value,
      ]),
    );
    await expectCentralDifferences((graph) => ppoObjective(graph, { features: 3, hidden: 4 }).loss, feeds);
  });
});
