import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calculate } from '../../../../src/providers/builtin/calculator';
import { decimal, equal, valueOf } from './rational';

describe('numbers as most of Europe writes them', () => {
  it.each([
    ['0,5 + 1', '1.5 (0,5 is read as 0.5)'],
    ['12,34 + 1', '13.34 (12,34 is read as 12.34)'],
    ['1.234,56 + 1', '1235.56 (1.234,56 is read as 1234.56)'],
    ['1.000.000 + 1', '1000001 (1.000.000 is read as 1000000)'],
    ['0,5 + 1,234', '1.734 (0,5 is read as 0.5; 1,234 is read as 1.234)'],
    ['1 000 + 1', '1001 (1 000 is read as 1000)'],
    ['1\u202f000\u202f000 + 1', '1000001 (1\u202f000\u202f000 is read as 1000000)'],
    ["1'000 + 1", "1001 (1'000 is read as 1000)"],
    ['12\u00a0345,5 + 1', '12346.5 (12\u00a0345 is read as 12345; 12345,5 is read as 12345.5)'],
  ])('%s is answered with how it was read', async (question, value) => {
    expect(await calculate(question)).toBe(`${question} = ${value}`);
  });
});

describe('German', () => {
  it.each([
    ['Was ist 17 % von 2.000?', '17 % von 2.000 = 340 (2.000 is read as 2000)'],
    ['Was sind 17 Prozent von 2000?', '17 Prozent von 2000 = 340'],
    ['Wie viel ist 3 mal 4?', '3 mal 4 = 12'],
    ['wieviel ergibt 12 geteilt durch 5', '12 geteilt durch 5 = 2.4'],
    ['Berechne bitte 3,5 + 4', '3,5 + 4 = 7.5 (3,5 is read as 3.5)'],
    ['2 hoch 10', '2 hoch 10 = 1024'],
    ['Was ist die Wurzel aus 16?', 'die Wurzel aus 16 = 4'],
    ['Was ist 1,234 mal 2?', '1,234 mal 2 = 2.468 (1,234 is read as 1.234)'],
    ['Bitte rechne 5 zum Quadrat aus', undefined],
    ['Was ist die Fakultät von 5?', 'die Fakultät von 5 = 120'],
  ])('%s', async (question, answer) => expect(await calculate(question)).toBe(answer));

  it('means what exact fractions give', async () => {
    const operators = { mal: '*', plus: '+', minus: '-', 'geteilt durch': '/', '+': '+', '·': '*' } as const;
    const whole = fc.integer({ min: 1, max: 9_999_999 });
    const places = fc.constantFrom('', '5', '25', '125', '07');
    const operator = fc.constantFrom(...(Object.keys(operators) as (keyof typeof operators)[]));
    const asking = fc.constantFrom('Was ist ', 'Wie viel ist ', 'Berechne ');
    await fc.assert(
      fc.asyncProperty(asking, whole, places, operator, whole, places, async (words, a, x, by, b, y) => {
        const number = (n: number, decimals: string): string =>
          `${n.toLocaleString('de-DE')}${decimals && `,${decimals}`}`;
        const plain = (n: number, decimals: string): string => `${n}${decimals && `.${decimals}`}`;
        const answer = await calculate(`${words}${number(a, x)} ${by} ${number(b, y)}?`);
        const [, sign, value = ''] = / (=|≈) (-?[\d.]+(?:e[+-]\d+)?)(?: \(.*\))?$/.exec(answer ?? '') ?? [];
        expect(sign, answer).toBeDefined();
        const expected = valueOf(`${plain(a, x)} ${operators[by]} ${plain(b, y)}`, 'share');
        if (sign === '=') expect(equal(decimal(value), expected), answer).toBe(true);
        else expect(Number(value) / (Number(expected.n) / Number(expected.d))).toBeCloseTo(1, 9);
      }),
      { numRuns: 2_000, seed: 10 },
    );
  });
});
