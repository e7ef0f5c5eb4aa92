import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dollars, exact, percent, quality } from '../../src/der/core/format';

describe('numbers as people read them', () => {
  it('never show a quality that seems to reach a mark that it misses', () => {
    expect(quality(0.7499)).toBe('0.74');
    expect(quality(0.57)).toBe('0.57');
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(fc.property(unit, (value) => Number(quality(value)) <= value + 1e-9));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), (cents) => Number(quality(cents / 100)) === cents / 100),
    );
  });

  it('keep all digits of a knob, and write small money without exponents', () => {
    expect(exact(0.755)).toBe('0.755');
    expect(exact(0.000025)).toBe('2.5e-5');
    expect(dollars(8e-7)).toBe('$0.0000008');
    expect(exact(0.75, 'de')).toBe('0,75');
  });

  it('call nothing certain or impossible that is not', () => {
    expect(percent(0.996)).toBe('99 %');
    expect(percent(0.004)).toBe('< 1 %');
    expect([percent(0), percent(1)]).toEqual(['0 %', '100 %']);
  });
});
