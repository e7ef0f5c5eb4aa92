/** Functions, constants and powers against doubles, and what has no value. */
import { describe, expect, it } from 'vitest';
import { calculate } from '../../../../src/providers/builtin/calculator';
import { expressions, inDoubles } from './functions';

const shown = /.* (?:=|≈) (-?[\d.]+(?:e[+-]\d+)?)(?: \(.+\))?$/;

describe('what the calculator says of functions', () => {
  it('is what doubles say, on 1,200 expressions, and always a number', { timeout: 120_000 }, async () => {
    const wrong: string[] = [];
    let compared = 0;
    for (const expression of expressions(1_200, 20_262)) {
      const answer = await calculate(`what is ${expression.text}?`);
      if (answer === undefined) continue;
      const text = shown.exec(answer)?.[1];
      const known = inDoubles(expression);
      if (known) compared++;
      const off = known ? Math.abs(Number(text) - known.value) > known.within : false;
      if (text === undefined || off) wrong.push(answer);
    }
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(300);
  });

  it.each([
    'pi / 0',
    '10^55.88/(e*0)',
    'e / (pi * 0)',
    '1 / sin(0)',
    'log(1, 0)',
    'log(2^0.5, 0)',
    'log(5, -2)',
  ])('%s has no value', async (question) => {
    expect(await calculate(question)).toBeUndefined();
  });

  it.each(['gcd(81.59)', 'lcm(.7)', 'lcm(.7) + 81.54', 'gcd(4, 2.5)'])(
    '%s is asked of whole numbers alone',
    async (question) => {
      expect(await calculate(question)).toBeUndefined();
    },
  );

  it('is told of numbers of more digits than are kept', async () => {
    expect(await calculate('exp(827471)')).toBe('exp(827471) ≈ 1.2281034904426e+359366');
    expect(await calculate('gcd(12)')).toBe('gcd(12) = 12');
  });
});
