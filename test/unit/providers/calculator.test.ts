import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { calculate } from '../../../src/providers/builtin/calculator';

// Loading mathjs is no part of any one test's time.
beforeAll(() => calculate('1 + 1'));

describe('the calculator answers', () => {
  it.each([
    ['what is 17% of 2340?', '397.8'],
    ['What is 15 percent of 80?', '12'],
    ['20% off 50', '40'],
    ['30 + 10%', '33 (10% is taken of 30)'],
    ['increase 50 by 10%', '55'],
    ['3 is what percent of 12?', '25 %'],
    ['2+2=', '4'],
    ['How much is 12 * (3 + 4)?', '84'],
    ['please calculate 1,234,567 × 2', '2469134'],
    ['can you compute 2 ** 10', '1024'],
    ['0.1+0.2', '0.3'],
    ['-7 mod 3', '2'],
    ['7 % 3', '1 (% is read as the remainder)'],
    ['17% of 2,000', '340'],
    ['1,000 + 1', '1001'],
    ['(1,000 + 1) * 2', '2002'],
    ['1,234 + 1', '1235 (1,234 is read as 1234)'],
    ['1.234 + 1', '2.234 (the point of 1.234 is read as a decimal one)'],
    ['average of 1,000, 2,000 and 3,000', '2000'],
    ['200 * 15% - 10', '20'],
    ['100% - 15%', '85 %'],
    ['(100% - 15%) * 40', '34'],
    ['100 * (1 + 10%)', '110'],
    ['30 - 10% + 5', '32 (10% is taken of 30)'],
    ['20% of 50% of 80', '8'],
    ['1 GB to Mbit', '8000 Mbit'],
    ['3 * square root of 16', '12'],
    ['the square root of 144', '12'],
    ['average of 3, 4 and 5', '4'],
    ['the difference between 1,000 and 3', '997'],
    ['20!', '2432902008176640000'],
    ['(2^300+1)-2^300', '1'],
    ['sin(30°)', '0.5'],
    ['sin(pi)', '0'],
    ['log(8, 2)', '3'],
    ['10 km / 5 km', '2'],
    ['5 km + 300 m', '5.3 km'],
    ['2 m * 3 m', '6 m^2'],
    ['100 km / 2 hours', '50 km/hour'],
    ['How many seconds are in a day?', '86400 seconds'],
    ['how many ml in 2 liters', '2000 ml'],
    ['90 km/h to m/s', '25 m/s'],
    ['-40 fahrenheit to celsius', '-40 celsius'],
    ['212°F in °C', '100 °C'],
  ])('%s exactly', async (question, result) => {
    expect((await calculate(question))?.split(' = ').at(-1)).toBe(result);
  });

  it.each([
    ['5 km in miles', '3.106855961 miles'],
    ['1/3', '0.33333333333333'],
    ['sqrt(2)', '1.4142135623731'],
    ['sin(1)', '0.8414709848079 (angles in radians)'],
    ['100!', '9.3326215443944e+157'],
    ['1 + 10^-70', '1'],
    ['10 acres to sqm', '40468.56422 sqm'],
    ['ln(1 + 10^-60)', '1e-60'],
    ['sin(10^-45)', '1e-45 (angles in radians)'],
    ['1.00000000000001 km to m', '1000 m'],
  ])('%s with a mark that it is rounded', async (question, result) => {
    expect((await calculate(question))?.split(' ≈ ').at(-1)).toBe(result);
  });

  it.each([
    ['simplify 2x + 3x', '2x + 3x = 5x'],
    ['expand (x+1)^2', '(x+1)^2 = x^2 + 2x + 1'],
    ['solve 2x + 3 = 7', '2x + 3 = 7\n\nx = 2'],
    ['solve 3y = 1 for y', '3y = 1\n\ny = 1/3'],
    ['Solve x^2 - 5x + 6 = 0.', 'x^2 - 5x + 6 = 0\n\nx = 2 or x = 3'],
    ['what is x if 3x = 12?', '3x = 12\n\nx = 4'],
    ['solve x^2 = -1', 'x^2 = -1\n\nThere is no real solution.'],
    ['solve x = x + 1', 'x = x + 1\n\nThere is no solution.'],
    ['solve x^2 = 2', 'x^2 = 2\n\nx ≈ -1.4142135623731 or x ≈ 1.4142135623731'],
  ])('%s', async (question, answer) => {
    expect(await calculate(question)).toBe(answer);
  });

  it('sums, differences, products and quotients as exact fractions do', async () => {
    const leaf = fc.integer({ min: 0, max: 999 }).map((n) => ({ text: String(n), n: BigInt(n), d: 1n }));
    const { tree } = fc.letrec<{ tree: { text: string; n: bigint; d: bigint } }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.tuple(tie('tree'), fc.constantFrom('+', '-', '*', '/'), tie('tree')).map(([a, op, b]) => ({
          text: `(${a.text} ${op} ${b.text})`,
          n:
            op === '+'
              ? a.n * b.d + b.n * a.d
              : op === '-'
                ? a.n * b.d - b.n * a.d
                : op === '*'
                  ? a.n * b.n
                  : a.n * b.d,
          // Once divided by zero, for ever without a value.
          d: a.d * b.d === 0n ? 0n : op === '/' ? a.d * b.n : a.d * b.d,
        })),
      ),
    }));
    await fc.assert(
      fc.asyncProperty(tree, async ({ text, n, d }) => {
        const answer = await calculate(`what is ${text}?`);
        if (d === 0n || !/[-+*/]/.test(text)) {
          expect(answer).toBeUndefined();
          return;
        }
        if (answer === undefined) {
          expect(text.length).toBeGreaterThan(150);
          return;
        }
        const value = Number(/(?:=|≈) (-?[\d.]+(?:e[+-]\d+)?)$/.exec(answer)![1]);
        const expected = Number((n * 10n ** 30n) / d) / 1e30;
        expect(Math.abs(value - expected)).toBeLessThanOrEqual(Math.abs(expected) * 1e-12 + 1e-25);
        expect(answer.includes('=') && (n * 10n ** 20n) % d !== 0n).toBe(false);
      }),
    );
  });

  it('percentages of any number', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 1e6 }), async (p, n) => {
        expect(await calculate(`what is ${p}% of ${n}?`)).toBe(`${p}% of ${n} = ${(p * n) / 100}`);
      }),
    );
  });
});
