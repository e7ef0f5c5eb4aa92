/** Where rounding reaches, the calculator vouches for nothing, and one question leaves nothing to the next. */
import { describe, expect, it } from 'vitest';
import { calculate } from '../../../../src/providers/builtin/calculator';

describe('the calculator declines', () => {
  it.each([
    ['acos(1-10^-1000)', 'the difference is lost'],
    ['cos(10^-1000)', 'it is less than 1'],
    ['sin(10^-1000)', 'it is more than 0'],
    ['sin(10^-50*pi)', 'it is more than 0'],
    ['asin(10^-1000)', 'it is more than its sine'],
    ['log10(1+10^-500)', 'it is more than 0'],
    ['log(1+1/3*10^-60)', 'four digits are left of 64'],
    ['exp(-exp(100))', 'it is more than 0'],
    ['sin(exp(110))', 'the remainder of the angle is rounding'],
    ['sin(1/3*10^70)', 'the remainder of the angle is rounding'],
    ['sqrt(1+10^-70) - 1', 'the difference is rounding'],
    ['solve x^2 - 10^30 x + 1 = 0', 'the smaller solution is rounding'],
  ])('%s, where rounding reaches what would be shown: %s', async (question) => {
    expect(await calculate(question)).toBeUndefined();
  });

  it.each(['sin(10^1200)', 'cos(10^3000)', 'tan(10^1100)', 'sin(1/3*10^1010)', 'log(10^5000)'])(
    '%s, and rounds what comes after it as ever',
    async (question) => {
      await calculate(question);
      expect(await calculate('4569 / 39')).toBe('4569 / 39 ≈ 117.15384615385');
      expect(await calculate('sqrt(2)')).toBe('sqrt(2) ≈ 1.4142135623731');
    },
  );
});
