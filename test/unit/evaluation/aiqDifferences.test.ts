import { describe, expect, it } from 'vitest';
import type { RecordedExpert } from '../../../src/learn/recordedAnswers';
import { aiqDifferences } from '../../../src/lab/evaluation/aiqDifferences';
import { bootstrapOf } from '../../../src/lab/evaluation/bootstrap';
import type { Measurement, MergedMethod } from '../../../src/lab/evaluation/mergeFolds';

const prompts = 40;
const pool = [1, 9].map((costB, at): RecordedExpert => {
  return {
    name: at === 0 ? 'small' : 'large',
    paramsB: costB,
    usdPerMtok: null,
    costB,
    costEstimated: false,
  };
});

function run(quality: (row: number) => number, cost: number): MergedMethod {
  const of = (value: (row: number) => number) =>
    Float64Array.from({ length: prompts }, (_, row) => value(row));
  const measured = {
    quality: of(quality),
    cost: of(() => cost),
    calls: of(() => 1),
    paramsB: null,
    paramsTokens: null,
    usd: null,
    outcomes: [],
    qualityByStep: [],
  };
  return { knobs: {}, measured };
}

function measurement(method: string, ...runs: MergedMethod[]): Measurement {
  const row = runs[0]!;
  return { method, hasKnobs: true, runs, hull: runs, hullWithin: runs, row, reaching: new Map() };
}

const odd = (row: number) => row % 2;
const small = measurement(
  'expert:small',
  run(() => 0, 1),
);
const large = measurement(
  'expert:large',
  run(() => 1, 9),
);
const half = measurement('half', run(odd, 1));

function differences(...shown: Measurement[]) {
  return aiqDifferences([small, large, ...shown], shown, pool, bootstrapOf(prompts, 1, 200));
}

describe('differences of AIQ', () => {
  it('are zero, in every resample, to a method that does the same', () => {
    const [found] = differences(measurement('der', run(odd, 1)), half);
    expect(found).toEqual({ method: 'der', against: 'half', mean: 0, ci95: [0, 0] });
  });

  it('tell what training brought, and of no other variation of DER', () => {
    const variations = ['der_imitation', 'der_no_stop'].map((name) => measurement(name, run(odd, 1)));
    const found = differences(
      measurement(
        'der',
        run(() => 1, 1),
      ),
      ...variations,
    );
    expect(found).toEqual([expect.objectContaining({ against: 'der_imitation' })]);
    expect(found[0]!.mean).toBeGreaterThan(0);
  });

  it('are what the areas differ by, with an interval around it', () => {
    const [found] = differences(
      measurement(
        'der',
        run(() => 0.75, 1),
      ),
      half,
    );
    expect(found!.mean).toBeCloseTo(0.25, 12);
    expect(found!.ci95[0]).toBeLessThan(0.25);
    expect(found!.ci95[1]).toBeGreaterThan(0.25);
  });

  it('leave out bounds, single experts and variations of DER', () => {
    const names = ['der', 'oracle', 'expert:small', 'der_no_stop', 'lookahead'];
    const found = differences(...names.map((name) => measurement(name, run(odd, 1))));
    expect(found.map(({ against }) => against)).toEqual(['lookahead']);
  });

  it('are not there where DER is not', () => expect(differences(half)).toEqual([]));
});
