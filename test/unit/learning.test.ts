import { describe, expect, it } from 'vitest';
import { scalingByKind } from '../../src/learn/terminator/scaling';
import { foldOf, nearDuplicateGroups } from '../../src/learn/folds';
import { adopts, fitHandOver, rangeAround } from '../../src/learn/episodes/handOver';
import { orthonormalise, symmetricEigen } from '../../src/lab/training/linearAlgebra';
import { Random } from '../../src/learn/random';
import { sigmoid } from '../../src/der/estimate/logOdds';

describe('folds', () => {
  it('keep near-duplicates together and others apart', () => {
    const [a, b, c, d] = nearDuplicateGroups([
      'Anna buys 12 apples and eats 3 of them every single day. How many apples are left after 2 days?',
      'Which enzyme unwinds the double helix before a cell divides, and what does it use as its fuel?',
      'Anna buys 15 apples and eats 4 of them every single day. How many apples are left after 3 days?',
      'Name the largest moon of Saturn.',
    ]);
    expect(c).toBe(a);
    expect(new Set([a, b, d]).size).toBe(3);
  });

  it('deal groups out evenly and always alike', () => {
    const folds = Array.from({ length: 5000 }, (_, group) => foldOf(group, 5));
    for (let fold = 0; fold < 5; fold++) {
      const share = folds.filter((one) => one === fold).length / folds.length;
      expect(share).toBeGreaterThan(0.17);
      expect(share).toBeLessThan(0.23);
    }
    expect(folds).toEqual(Array.from({ length: 5000 }, (_, group) => foldOf(group, 5)));
  });
});

describe('the simulated hand-over', () => {
  const debate = (previousQuality: number, peersCorrect: number, quality: number) => ({
    source: 's',
    promptId: 'p',
    domain: 'd',
    split: 'train',
    expert: 'e',
    paramsB: null,
    setting: 'peer-debate',
    peersCorrect,
    previous: '',
    previousQuality,
    answer: '',
    quality,
  });

  it('is fitted on how debates mend and break answers', () => {
    const rows = [
      debate(0, 1, 1),
      debate(0, 1, 0),
      debate(0, 0, 1),
      debate(1, 1, 0),
      debate(1, 1, 0),
      debate(1, 1, 1),
    ];
    const rates = fitHandOver([...rows, { ...debate(0, 1, 1), setting: 'env-only' }]);
    expect(rates.right).toBeCloseTo(1 / 2);
    expect(rates.wrong).toBeCloseTo(2 / 3);
    const { low, high } = rangeAround(rates);
    expect(low.right).toBeLessThan(rates.right);
    expect(high.wrong).toBeLessThanOrEqual(0.95);
  });

  it('says what it needs where there is no debate', () => {
    expect(() => fitHandOver([])).toThrow(/peer-debate/);
  });

  it('adopts right and wrong answers at their own rates', () => {
    const random = new Random(1);
    const share = (quality: number) =>
      Array.from({ length: 4000 }, () => adopts({ right: 0.7, wrong: 0.2 }, quality, random)).filter(Boolean)
        .length / 4000;
    expect(share(1)).toBeCloseTo(0.7, 1);
    expect(share(0)).toBeCloseTo(0.2, 1);
  });
});

describe('the scaling of log-odds', () => {
  it('finds the scale and shift that made the outcomes', () => {
    const random = new Random(3);
    const logOdds = Array.from({ length: 20_000 }, () => random.normal(0, 2));
    const quality = logOdds.map((x) => Number(random.uniform() < sigmoid(0.6 * x - 0.4)));
    const predicted = logOdds.map((odds, at) => ({
      kind: 'open' as const,
      logOdds: odds,
      quality: quality[at]!,
    }));
    const { open, program } = scalingByKind(predicted);
    expect(open.scale).toBeCloseTo(0.6, 1);
    expect(open.shift).toBeCloseTo(-0.4, 1);
    expect(program).toEqual({ scale: 1, shift: 0 });
  });
});

describe('linear algebra', () => {
  it('makes columns orthonormal', () => {
    const random = new Random(2);
    const matrix = Float64Array.from({ length: 40 * 6 }, () => random.normal());
    orthonormalise(matrix, 40, 6);
    for (let a = 0; a < 6; a++) {
      for (let b = 0; b < 6; b++) {
        let sum = 0;
        for (let row = 0; row < 40; row++) sum += matrix[row * 6 + a]! * matrix[row * 6 + b]!;
        expect(sum).toBeCloseTo(a === b ? 1 : 0, 10);
      }
    }
  });

  it('finds eigenvalues and eigenvectors of a symmetric matrix, the largest first', () => {
    const matrix = Float64Array.from([4, 1, 0, 1, 3, 1, 0, 1, 2]);
    const { values, vectors } = symmetricEigen(matrix, 3);
    expect([...values]).toEqual([...values].sort((a, b) => b - a));
    for (let k = 0; k < 3; k++) {
      for (let row = 0; row < 3; row++) {
        let product = 0;
        for (let j = 0; j < 3; j++) product += matrix[row * 3 + j]! * vectors[j * 3 + k]!;
        expect(product).toBeCloseTo(values[k]! * vectors[row * 3 + k]!, 8);
      }
    }
  });
});
