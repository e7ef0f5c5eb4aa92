/** Written numbers, fractions of one sign and German units: answered where they have one meaning, declined elsewhere. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calculate } from '../../../../src/providers/builtin/calculator';
import { decimal, equal, valueOf } from './rational';

describe('written numbers', () => {
  it.each([
    ['twenty percent of eighty', '16'],
    ['one hundred and five minus six', '99'],
    ['two hundred thousand three hundred and five plus zero', '200305'],
    ['Forty-Two plus 8', '50'],
    ['the sum of twenty-one and four', '25'],
    ['the square root of sixteen', '4'],
    ['ten - four', '6'],
  ])('%s = %s', async (question, value) => expect(await calculate(question)).toBe(`${question} = ${value}`));

  it.each([
    ...[
      'nineteen eighty four',
      'ten-four',
      'twenty-twenty',
      'seven eleven',
      'catch twenty-two',
      'nine to five',
    ],
    ...[
      '5 million plus two',
      'a hundred plus one',
      'hundred plus one',
      'two and two',
      'ten to two',
      'six/two',
    ],
    ...[
      'the sum of one hundred and five',
      'three point five plus one',
      'two thirds of nine',
      'one, two, three',
    ],
    ...[
      'minus two squared',
      'eleven hundred plus one',
      'two billion plus one',
      'twenty four seven',
      'one on one',
    ],
    ...['zwanzig Prozent von achtzig', 'XIV + VI', 'one hundred and one hundred', 'ninety-zero plus 1'],
  ])('%s is declined', async (question) => expect(await calculate(question)).toBeUndefined());

  const small = 'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen'
    .concat(' fifteen sixteen seventeen eighteen nineteen')
    .split(' ');
  const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

  function inWords(n: number, by: string, and: string): string {
    if (n < 20) return small[n]!;
    if (n < 100) return `${tens[Math.floor(n / 10) - 2]}${n % 10 ? by + small[n % 10] : ''}`;
    const [size, name] = n < 1_000 ? [100, 'hundred'] : n < 1e6 ? [1_000, 'thousand'] : [1e6, 'million'];
    const rest = n % size;
    const part = rest > 0 && rest < 100 ? and : ' ';
    return `${inWords(Math.floor(n / size), by, and)} ${name}${rest ? part + inWords(rest, by, and) : ''}`;
  }

  it('mean what exact fractions give', async () => {
    const whole = fc.oneof(fc.integer({ min: 0, max: 130 }), fc.integer({ min: 0, max: 9_999_999 }));
    const operator = fc.constantFrom(
      ...([
        ['plus', '+'],
        ['minus', '-'],
        ['times', '*'],
        ['divided by', '/'],
        ['+', '+'],
        ['*', '*'],
      ] as const),
    );
    const by = fc.constantFrom('-', ' ');
    const and = fc.constantFrom(' ', ' and ');
    await fc.assert(
      fc.asyncProperty(whole, operator, whole, by, and, async (a, [word, sign], b, hyphen, joined) => {
        fc.pre(sign !== '/' || b > 0);
        const question = `what is ${inWords(a, hyphen, joined)} ${word} ${inWords(b, hyphen, joined)}?`;
        expectValue(await calculate(question), `${a} ${sign} ${b}`);
      }),
      { numRuns: 1_500, seed: 10 },
    );
  }, 60_000);
});

/** An answer that says it is exact is so to the last digit. */
function expectValue(answer: string | undefined, expression: string): void {
  const [, sign, value = ''] =
    / (=|≈) (-?[\d.]+(?:e[+-]\d+)?)(?: [a-z]+)?(?: \(.*\))?$/.exec(answer ?? '') ?? [];
  expect(sign, `${answer} for ${expression}`).toBeDefined();
  const expected = valueOf(expression, 'share');
  if (sign === '=') expect(equal(decimal(value), expected), answer).toBe(true);
  else expect(Number(value) / (Number(expected.n) / Number(expected.d))).toBeCloseTo(1, 9);
}

describe('fractions of one sign', () => {
  it.each([
    ['½ + ¼', '0.75'],
    ['3½ + 1', '4.5'],
    ['1 ½ - 2 ½', '-1'],
    ['¾ of 100', '75'],
    ['10½% of 80', '8.4'],
    ['1½ hours in minutes', '90 minutes'],
    ['1,000½ + 1', '1001.5'],
  ])('%s = %s', async (question, value) => expect(await calculate(question)).toBe(`${question} = ${value}`));

  it.each([
    '1/2½',
    '2 * 3 ½',
    '2^3½',
    '½80',
    '½½',
    '(2)½',
    '1.5½ + 1',
    '½²',
    '½',
    '5 + ½ of 10',
    '⅓ + 1',
    '3½!',
  ])('%s is declined', async (question) => expect(await calculate(question)).toBeUndefined());

  it('mean what exact fractions give', async () => {
    const signs = { '½': '5', '¼': '25', '¾': '75', '⅕': '2', '⅜': '375', '⅞': '875' } as const;
    const sign = fc.constantFrom(...(Object.keys(signs) as (keyof typeof signs)[]));
    const whole = fc.option(fc.integer({ min: 1, max: 5_000 }), { nil: undefined });
    const operator = fc.constantFrom('+', '-', '*');
    await fc.assert(
      fc.asyncProperty(whole, sign, operator, whole, sign, async (a, x, by, b, y) => {
        const question = `${a ?? ''}${x} ${by} ${b ?? ''}${y}`;
        expectValue(await calculate(question), `${a ?? 0}.${signs[x]} ${by} ${b ?? 0}.${signs[y]}`);
      }),
      { numRuns: 1_000, seed: 10 },
    );
  }, 60_000);
});

describe('German units', () => {
  it.each([
    ['Wie viele Meter sind 3 Kilometer?', '3000 m'],
    ['Was sind 3 Stunden in Minuten?', '180 minutes'],
    ['Rechne 5 Meilen in Kilometer um', '8.04672 km'],
    ['100 Grad Celsius in Fahrenheit', '212 fahrenheit'],
    ['Wie viele Sekunden hat ein Tag?', '86400 seconds'],
    ['2,5 Stunden in Minuten', '150 minutes (2,5 is read as 2.5)'],
    ['5 Zoll in cm', '12.7 cm'],
  ])('%s = %s', async (question, value) => expect((await calculate(question))?.split(' = ')[1]).toBe(value));

  it.each(['3 Pfund in kg', 'Wie viele Tage hat ein Monat?', '1.5 Stunden in Minuten', '3 Stunden in Meter'])(
    '%s is declined',
    async (question) => expect(await calculate(question)).toBeUndefined(),
  );

  it('that are English as well are read as English where nothing is German', async () => {
    expect(await calculate('2.125 meter in mm')).toContain('= 2125 mm');
    expect(await calculate('Was sind 2.125 Meter in mm?')).toContain('= 2125000 mm');
  });

  it('mean what exact fractions give', async () => {
    const factors = { Stunden: '60', Tage: '1440', Wochen: '10080' } as const;
    const unit = fc.constantFrom(...(Object.keys(factors) as (keyof typeof factors)[]));
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 9_999 }),
        fc.constantFrom('', '5', '25'),
        unit,
        async (n, x, of) => {
          const answer = await calculate(`Wie viele Minuten sind ${n}${x && `,${x}`} ${of}?`);
          expectValue(answer, `${n}${x && `.${x}`} * ${factors[of]}`);
        },
      ),
      { numRuns: 500, seed: 10 },
    );
  }, 60_000);
});
