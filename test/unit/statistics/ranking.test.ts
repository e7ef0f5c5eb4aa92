import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Ranking } from '../../../src/der/statistics/ranking';

interface Row {
  readonly score: number;
  readonly positive: boolean;
  readonly group: string;
  readonly weight: number;
}

const scored = fc.array(
  fc.record({
    score: fc.integer({ min: 0, max: 6 }),
    positive: fc.boolean(),
    group: fc.constantFrom('a', 'b'),
    weight: fc.integer({ min: 0, max: 3 }),
  }),
);

function bruteForce(rows: readonly Row[]): number | undefined {
  let [wins, pairs] = [0, 0];
  for (const high of rows.filter(({ positive }) => positive)) {
    for (const low of rows.filter(({ positive, group }) => !positive && group === high.group)) {
      pairs++;
      wins += high.score > low.score ? 1 : high.score === low.score ? 0.5 : 0;
    }
  }
  return pairs === 0 ? undefined : wins / pairs;
}

function ranking(rows: readonly Row[]): Ranking {
  return new Ranking(
    rows.map(({ score }) => score),
    rows.map(({ positive }) => positive),
    undefined,
    rows.map(({ group }) => group),
  );
}

function expectSame(found: number | undefined, expected: number | undefined): void {
  if (expected === undefined) expect(found).toBeUndefined();
  else expect(found).toBeCloseTo(expected, 12);
}

describe('Ranking', () => {
  it('counts the pairs of a group in the right order, ties half', () => {
    fc.assert(fc.property(scored, (rows) => expectSame(ranking(rows).auc(), bruteForce(rows))));
  });

  it('counts a row as often as its weight says', () => {
    fc.assert(
      fc.property(scored, (rows) => {
        const repeated = rows.flatMap((row) => Array<Row>(row.weight).fill(row));
        expectSame(ranking(rows).auc(rows.map(({ weight }) => weight)), bruteForce(repeated));
      }),
    );
  });

  it('compares all with all where there are no groups, and weighs rows by their unit', () => {
    const [scores, positive] = [
      [0.1, 0.2, 0.8, 0.9],
      [false, true, false, true],
    ];
    expect(new Ranking(scores, positive).auc()).toBe(0.75);
    expect(new Ranking(scores, positive, undefined, ['a', 'a', 'b', 'b']).auc()).toBe(1);
    expect(new Ranking(scores, positive, [0, 0, 1, 1]).auc([1, 0])).toBe(1);
  });
});
