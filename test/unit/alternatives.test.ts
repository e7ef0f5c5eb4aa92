import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alternatives } from '../../src/der/trace/costBaselines';
import type { ExpertSummary } from '../../src/der/core/experts';

const expert = (id: string, costB: number): ExpertSummary => ({
  id,
  name: id,
  provider: 'test',
  costB,
  costEstimated: false,
  leavesMachine: false,
});
const pool = [expert('tool', 0), expert('small', 3), expert('middle', 8), expert('large', 70)];

describe('the alternatives to a route', () => {
  it('are the largest expert alone, and everybody once', () => {
    const told = alternatives({ pool, masked: {}, answered: new Set(['small']) })!;
    expect(told.largest).toEqual({ experts: [pool[3]], costB: 70, basis: 'estimated' });
    expect(told.everybody).toMatchObject({ costB: 81, basis: 'estimated' });
    expect(told.everybody.experts.map(({ id }) => id)).toEqual(['small', 'middle', 'large']);
  });

  it('leave out whom the person does not allow, but not whom the route asked already', () => {
    const masked = { large: 'leaves_machine', middle: 'failed' };
    const told = alternatives({ pool, masked, answered: new Set(['middle']) })!;
    expect(told.largest).toMatchObject({ costB: 8, basis: 'measured' });
    expect(told.everybody).toMatchObject({ costB: 11, basis: 'estimated' });
  });

  it('do not exist where one expert is all there is', () => {
    expect(alternatives({ pool: pool.slice(0, 2), masked: {}, answered: new Set() })).toBeUndefined();
  });

  it('never take less for everybody than for the largest, whatever the order of the pool', () => {
    const pools = fc.uniqueArray(fc.tuple(fc.string(), fc.double({ min: 0, max: 500, noNaN: true })), {
      selector: ([id]) => id,
    });
    fc.assert(
      fc.property(pools, (list) => {
        const experts = list.map(([id, costB]) => expert(id, costB));
        const asked = { masked: {}, answered: new Set<string>() };
        const told = alternatives({ ...asked, pool: experts });
        expect(told === undefined).toBe(experts.filter(({ costB }) => costB > 0).length < 2);
        if (!told) return;
        expect(told.everybody.costB).toBeGreaterThanOrEqual(told.largest.costB);
        const turned = alternatives({ ...asked, pool: experts.toReversed() })!;
        expect(turned.largest.costB).toBe(told.largest.costB);
        expect(turned.everybody.costB).toBeCloseTo(told.everybody.costB, 6);
      }),
    );
  });
});
