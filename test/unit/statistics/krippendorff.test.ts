import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { krippendorff } from '../../../src/der/statistics/krippendorff';

/** Units of a table whose rows are observers and whose dots are missing values. */
function unitsOf(...observers: readonly string[]): number[][] {
  const rows = observers.map((row) => row.split(' '));
  return rows[0]!.map((_, unit) => rows.flatMap((row) => (row[unit] === '.' ? [] : [Number(row[unit])])));
}

describe('Krippendorff’s α, by the worked examples of "Computing Krippendorff’s Alpha-Reliability" (2011)', () => {
  it('for two observers and binary data is .095', () => {
    const units = unitsOf('0 1 0 0 0 0 0 0 1 0', '1 1 1 0 0 1 0 0 0 0');
    expect(krippendorff(units, 2, 'nominal')).toBeCloseTo(0.095, 3);
  });

  it('for two observers and five categories is .692', () => {
    const letters = (row: string) => row.replace(/[a-e]/g, (letter) => String(letter.charCodeAt(0) - 97));
    const units = unitsOf(letters('a a b b d c c c e d d a'), letters('b a b b b c c c e d d d'));
    expect(krippendorff(units, 5, 'nominal')).toBeCloseTo(0.692, 3);
  });

  it('for four observers with missing values is .743, and .815 where the values are ranks', () => {
    const units = unitsOf(
      '1 2 3 3 2 1 4 1 2 . . .',
      '1 2 3 3 2 2 4 1 2 5 . 3',
      '. 3 3 3 2 3 4 2 2 5 1 .',
      '1 2 3 3 2 4 4 1 2 5 1 .',
    );
    expect(krippendorff(units, 6, 'nominal')).toBeCloseTo(0.743, 3);
    expect(krippendorff(units, 6, 'ordinal')).toBeCloseTo(0.815, 3);
  });
});

describe('Krippendorff’s α', () => {
  const units = fc.array(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 5 }), { maxLength: 30 });

  it('is 1 where all agree, at most 1 anywhere, and does not ask who is who', () => {
    fc.assert(
      fc.property(units, (some) => {
        for (const scale of ['nominal', 'ordinal'] as const) {
          const alpha = krippendorff(some, 4, scale);
          expect(alpha ?? 1).toBeLessThanOrEqual(1 + 1e-12);
          const turned = krippendorff(some.map((unit) => unit.toReversed()).toReversed(), 4, scale);
          if (alpha === undefined) expect(turned).toBeUndefined();
          else expect(turned).toBeCloseTo(alpha, 10);
          const agreed = krippendorff(
            some.map((unit) => unit.map(() => unit[0]!)),
            4,
            scale,
          );
          if (agreed !== undefined) expect(agreed).toBeCloseTo(1, 12);
        }
      }),
    );
  });

  it('is not defined where there is nothing to compare', () => {
    expect(krippendorff([[1], [], [2]], 4, 'nominal')).toBeUndefined();
    expect(
      krippendorff(
        [
          [1, 1],
          [1, 1],
        ],
        4,
        'nominal',
      ),
    ).toBeUndefined();
  });
});
