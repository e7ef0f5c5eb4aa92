import { describe, expect, it } from 'vitest';
import type { MeasuredMethod } from '../../../src/lab/evaluation/measure';
import type { Setting } from '../../../src/lab/evaluation/method';
import { select, type Tried } from '../../../src/lab/evaluation/selection';
import { mean } from '../../../src/der/statistics/statistics';
import { mergeFolds, type FoldMeasurement } from '../../../src/lab/evaluation/mergeFolds';

const settings: readonly Setting[] = [{ a: 1 }, { a: 2 }, { a: 3 }];

function measured(quality: number, cost: number): MeasuredMethod {
  const two = (value: number) => Float64Array.of(value, value);
  return {
    quality: two(quality),
    cost: two(cost),
    calls: two(1),
    paramsB: two(cost),
    paramsTokens: null,
    usd: null,
    outcomes: [[{ asked: [0], chosen: 0 }], [{ asked: [0], chosen: 0 }]],
    qualityByStep: [[], []],
  };
}

/** A fold on which every setting reaches on the split what it reached on train. */
function fold(points: readonly (readonly [quality: number, cost: number])[], goal = 0.6): FoldMeasurement {
  const train: Tried[] = points.map(([quality, cost], at) => ({
    setting: settings[at]!,
    quality,
    cost,
    costSpread: 0,
  }));
  const selection = select(settings, train, new Map([['best_single', goal]]), Infinity, 2);
  return {
    method: 'm',
    hasKnobs: true,
    selection,
    measured: new Map(
      selection.settings.map((setting) => [setting, measured(...points[settings.indexOf(setting)]!)]),
    ),
  };
}

describe('mergeFolds', () => {
  const first = fold([
    [0.4, 1],
    [0.6, 10],
    [0.7, 100],
  ]);
  const second = fold([
    [0.5, 2],
    [0.7, 5],
    [0.71, 50],
  ]);

  it('leaves a single fold as it is', () => {
    const { hull, row, reaching, runs } = mergeFolds([first]);
    expect(hull.map(({ knobs }) => knobs)).toEqual(settings);
    expect(row.knobs).toBe(settings[2]);
    expect(reaching.get('best_single')!.knobs).toBe(settings[1]);
    expect(runs).toHaveLength(3);
  });

  it('joins what folds selected at the same price of cost', () => {
    const { hull } = mergeFolds([first, second]);
    // Prices at which a fold moves on: second 0.067, first 0.022, first 0.0011, second 0.0002.
    expect(hull.map(({ knobs }) => (knobs as Setting[]).map(({ a }) => a))).toEqual([
      [1, 1],
      [1, 2],
      [2, 2],
      [3, 2],
      [3, 3],
    ]);
    const qualities = hull.map(({ measured: { quality } }) => mean(quality).toFixed(3));
    expect(qualities).toEqual(['0.450', '0.550', '0.650', '0.700', '0.705']);
  });

  it('takes for a target what each fold selected, and nothing where one has nothing', () => {
    const { knobs, measured: both } = mergeFolds([first, second]).reaching.get('best_single')!;
    expect(knobs).toEqual([settings[1], settings[1]]);
    expect(mean(both.cost)).toBe(7.5);
    expect(both.usd).toBeNull();
    const hopeless = fold([
      [0.1, 1],
      [0.2, 2],
      [0.3, 3],
    ]);
    expect(mergeFolds([first, hopeless]).reaching.size).toBe(0);
  });
});

describe('the hull within the costs of single experts', () => {
  const train: Tried[] = [
    { setting: settings[0]!, quality: 0.4, cost: 1, costSpread: 0 },
    { setting: settings[1]!, quality: 0.45, cost: 8, costSpread: 0 },
    { setting: settings[2]!, quality: 0.7, cost: 12, costSpread: 0 },
  ];

  it('keeps what the whole hull leaps over', () => {
    const { hull, hullWithin, settings: selected } = select(settings, train, new Map(), 9, 20);
    expect(hull.map(({ setting }) => setting)).toEqual([settings[0], settings[2]]);
    expect(hullWithin.map(({ setting }) => setting)).toEqual([settings[0], settings[1]]);
    expect(new Set(selected)).toEqual(new Set(settings));
  });

  it('is empty for a method that always costs more', () => {
    expect(select(settings, train.slice(2), new Map(), 9, 20).hullWithin).toEqual([]);
  });

  it('keeps beside what lies just below the end on train what will surely lie below it', () => {
    const always: Tried = { setting: settings[1]!, quality: 0.6, cost: 9, costSpread: 0 };
    const nearly: Tried = { setting: settings[2]!, quality: 0.7, cost: 8.9, costSpread: 4 };
    const { hullWithin, hullSurelyWithin } = select(settings, [train[0]!, always, nearly], new Map(), 9, 16);
    expect(hullWithin.map(({ setting }) => setting)).toEqual([settings[0], settings[2]]);
    expect(hullSurelyWithin.map(({ setting }) => setting)).toEqual([settings[0], settings[1]]);
  });
});
