import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averageQuality, hull, qualityAt } from '../../../src/lab/evaluation/hull';

// On a grid, so that slopes are exact enough to be compared.
const point = fc.record({
  cost: fc.integer({ min: 1, max: 100 }),
  quality: fc.integer({ min: 0, max: 20 }).map((twentieths) => twentieths / 20),
});

describe('hull', () => {
  it('rises, bends down, lies above every point, and keeps its ends', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 1 }), (points) => {
        const corners = hull(points);
        for (let at = 1; at < corners.length; at++) {
          expect(corners[at]!.cost).toBeGreaterThan(corners[at - 1]!.cost);
          expect(corners[at]!.quality).toBeGreaterThan(corners[at - 1]!.quality);
        }
        for (let at = 2; at < corners.length; at++) {
          const [a, b, c] = [corners[at - 2]!, corners[at - 1]!, corners[at]!];
          const slope = (p: typeof a, q: typeof a) => (q.quality - p.quality) / (q.cost - p.cost);
          expect(slope(a, b)).toBeGreaterThanOrEqual(slope(b, c) - 1e-9);
        }
        for (const { cost, quality } of points) {
          expect(qualityAt(corners, cost)!).toBeGreaterThanOrEqual(quality - 1e-9);
        }
        expect(corners.at(-1)!.quality).toBe(Math.max(...points.map(({ quality }) => quality)));
      }),
    );
  });

  it('drops what a mixture of its neighbours beats', () => {
    const corners = hull([
      { cost: 1, quality: 0.2 },
      { cost: 2, quality: 0.25 },
      { cost: 3, quality: 0.6 },
      { cost: 4, quality: 0.5 },
    ]);
    expect(corners.map(({ cost }) => cost)).toEqual([1, 3]);
  });
});

describe('averageQuality', () => {
  const cheapest = { cost: 1, quality: 0.4 };
  const dearest = { cost: 5, quality: 0.8 };

  it('is the cheapest expert alone where nothing is added', () => {
    expect(averageQuality([], cheapest, dearest)).toBeCloseTo(0.4, 12);
  });

  it('is the middle of a straight line, and flat to the right of the last point', () => {
    expect(averageQuality([dearest], cheapest, dearest)).toBeCloseTo(0.6, 12);
    expect(averageQuality([{ cost: 3, quality: 0.8 }], cheapest, dearest)).toBeCloseTo(0.7, 12);
  });

  it('drops points beyond the dearest expert', () => {
    expect(averageQuality([{ cost: 6, quality: 1 }], cheapest, dearest)).toBeCloseTo(0.4, 12);
  });

  it('has no value where all cost the same', () => {
    expect(averageQuality([], cheapest, cheapest)).toBeNull();
  });

  it('lies between the cheapest and the best, and more points never lower it', () => {
    fc.assert(
      fc.property(fc.array(point), point, (points, more) => {
        const ends = [
          { cost: 1, quality: 0.1 },
          { cost: 50, quality: 0.5 },
        ] as const;
        const before = averageQuality(points, ...ends)!;
        const after = averageQuality([...points, more], ...ends)!;
        expect(before).toBeGreaterThanOrEqual(0.1 - 1e-9);
        expect(before).toBeLessThanOrEqual(Math.max(0.1, ...points.map(({ quality }) => quality)) + 1e-9);
        expect(after).toBeGreaterThanOrEqual(before - 1e-9);
      }),
    );
  });
});
