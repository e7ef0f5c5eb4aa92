/** Requests as people write them, each with what it is worth. */
import fc from 'fast-check';
import { decimal, NoValue, over, plus, minus, rational, times, valueOf, type Rational } from './rational';

export interface Request {
  readonly question: string;
  /** Values that may be answered without a word on how it was read; none: it has to be declined. */
  readonly values: readonly Rational[];
  /** Values that may be answered when the answer says how it was read. */
  readonly said: readonly Rational[];
  /** There is one reading and a value: it has to be answered. */
  readonly clear: boolean;
}

const whole = (max: number) => fc.integer({ min: 1, max }).map(String);
const places = fc
  .tuple(fc.integer({ min: 0, max: 9_999 }), fc.integer({ min: 1, max: 99 }))
  .map(([n, hundredths]) => `${n}.${String(hundredths).padStart(2, '0')}`);
const grouped = fc
  .tuple(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 0, max: 99 }))
  .map(([thousands, tens]) => `${thousands},${String(tens).padStart(2, '0')}0`);
const number = fc.oneof(whole(9_999), whole(99), places, grouped);
const plain = (text: string): Rational => decimal(text.replaceAll(',', ''));
const percents = fc.oneof(whole(100), whole(300), places);
const asked = fc.constantFrom('', 'what is ', 'calculate ', 'How much is ', 'please compute ');

const clear = (question: string, value: Rational): Request => ({
  question,
  values: [value],
  said: [],
  clear: true,
});

/** One or the other, or nothing: both are usual. */
function eitherReading(question: string, expression: string): Request {
  const readings = (['hundredths', 'share'] as const).map((reading) => {
    try {
      return [valueOf(expression.replaceAll(',', ''), reading)];
    } catch (error) {
      if (!(error instanceof NoValue)) throw error;
      return [];
    }
  });
  return { question, values: readings[0]!, said: readings[1]!, clear: false };
}

const percentOf = fc
  .tuple(asked, percents, number, fc.constantFrom('% of ', ' percent of ', ' % of '))
  .map(([words, p, n, of]) =>
    clear(`${words}${p}${of}${n}?`, over(times(plain(p), plain(n)), rational(100))),
  );

const factor = (p: string, sign: 1 | -1) =>
  (sign > 0 ? plus : minus)(rational(1), over(plain(p), rational(100)));
const changed = fc
  .tuple(
    percents,
    number,
    fc.constantFrom<[string, 1 | -1]>(
      ['increase N by P%', 1],
      ['decrease N by P percent', -1],
      ['P% off N', -1],
      ['P% more than N', 1],
      ['N reduced by P%', -1],
      ['add P% to N', 1],
    ),
  )
  .map(([p, n, [words, sign]]) =>
    clear(words.replace('N', n).replace('P', p), times(plain(n), factor(p, sign))),
  );
const whatPercent = fc
  .tuple(number, number)
  .map(([a, b]) => clear(`${a} is what percent of ${b}?`, times(over(plain(a), plain(b)), rational(100))));
const inWords = fc
  .tuple(
    number,
    number,
    fc.constantFrom<[string, (a: Rational, b: Rational) => Rational]>(
      ['A plus B', plus],
      ['A minus B', minus],
      ['A times B', times],
      ['A divided by B', over],
      ['add B to A', plus],
      ['subtract B from A', minus],
      ['the sum of A and B', plus],
      ['the product of A and B', times],
      ['average of A and B', (a, b) => over(plus(a, b), rational(2))],
    ),
  )
  .map(([a, b, [words, operation]]) =>
    clear(`what is ${words.replace('A', a).replace('B', b)}?`, operation(plain(a), plain(b))),
  );

/** Any arithmetic, with or without blanks, and with percentages wherever a number may be. */
const { arithmetic } = fc.letrec<{ arithmetic: string }>((tie) => ({
  arithmetic: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    number,
    percents.map((p) => `${p}%`),
    fc
      .tuple(
        tie('arithmetic'),
        fc.constantFrom(' + ', ' - ', ' * ', ' / ', '+', '-', '*', '/'),
        tie('arithmetic'),
      )
      .map((parts) => parts.join('')),
    tie('arithmetic').map((inner) => `(${inner})`),
    fc.tuple(whole(12), fc.integer({ min: 0, max: 6 })).map(([base, exponent]) => `${base}^${exponent}`),
    number.map((n) => `(-${n})`),
  ),
}));
const anyArithmetic = fc
  .tuple(asked, arithmetic)
  .map(([words, expression]) => eitherReading(`${words}${expression}`, expression));

/** Without percentages there is one reading. */
const percentFree = fc
  .tuple(
    asked,
    fc.array(fc.tuple(number, fc.constantFrom(' + ', ' - ', ' * ', ' / ')), { minLength: 1, maxLength: 5 }),
    number,
  )
  .map(([words, parts, last]) => {
    const expression = parts.flat().join('') + last;
    return clear(words + expression, valueOf(expression.replaceAll(',', ''), 'hundredths'));
  });

/** Metres, kilograms, seconds, square metres, litres, pascals, km/h, joules, bytes; by law or definition. */
const units: readonly (readonly [dimension: string, name: string, factor: string])[] = [
  ['length', 'km', '1000'],
  ['length', 'm', '1'],
  ['length', 'cm', '.01'],
  ['length', 'mm', '.001'],
  ['length', 'miles', '1609.344'],
  ['length', 'yards', '.9144'],
  ['length', 'feet', '.3048'],
  ['length', 'inches', '.0254'],
  ['mass', 'kg', '1'],
  ['mass', 'g', '.001'],
  ['mass', 'mg', '.000001'],
  ['mass', 'tonnes', '1000'],
  ['mass', 'pounds', '.45359237'],
  ['mass', 'ounces', '.028349523125'],
  ['mass', 'stone', '6.35029318'],
  ['time', 'seconds', '1'],
  ['time', 'minutes', '60'],
  ['time', 'hours', '3600'],
  ['time', 'days', '86400'],
  ['time', 'weeks', '604800'],
  ['time', 'ms', '.001'],
  ['time', 'us', '.000001'],
  ['time', 'ns', '.000000001'],
  ['area', 'hectares', '10000'],
  ['area', 'acres', '4046.8564224'],
  ['area', 'sqm', '1'],
  ['area', 'sqft', '.09290304'],
  ['volume', 'liters', '1'],
  ['volume', 'ml', '.001'],
  ['volume', 'cl', '.01'],
  ['volume', 'dl', '.1'],
  ['pressure', 'bar', '100000'],
  ['pressure', 'kPa', '1000'],
  ['pressure', 'hPa', '100'],
  ['pressure', 'psi', '6894.7572931683613367'],
  ['speed', 'kmh', '1'],
  ['speed', 'mph', '1.609344'],
  ['energy', 'kWh', '3600000'],
  ['energy', 'Wh', '3600'],
  ['energy', 'J', '1'],
  ['energy', 'kJ', '1000'],
  ['data', 'GB', '1000000000'],
  ['data', 'MB', '1000000'],
  ['data', 'kB', '1000'],
  ['data', 'GiB', '1073741824'],
  ['data', 'MiB', '1048576'],
  ['data', 'bytes', '1'],
  ['data', 'TB', '1000000000000'],
  ['data', 'Gbit', '125000000'],
  ['data', 'Mbit', '125000'],
  ['data', 'bit', '.125'],
];
const pairs = units.flatMap((from) =>
  units.filter((to) => to[0] === from[0] && to !== from).map((to) => [from, to] as const),
);
const conversion = fc
  .tuple(number, fc.constantFrom(...pairs), fc.constantFrom(' to ', ' in '))
  .map(([amount, [from, to], word]) =>
    clear(
      `${amount} ${from[1]}${word}${to[1]}`,
      over(times(plain(amount), decimal(from[2])), decimal(to[2])),
    ),
  );

/** So many requests, the same for the same seed. */
export function requests(count: number, seed: number): Request[] {
  const any = fc.oneof(
    { weight: 2, arbitrary: percentOf },
    { weight: 2, arbitrary: changed },
    { weight: 1, arbitrary: whatPercent },
    { weight: 2, arbitrary: inWords },
    { weight: 8, arbitrary: anyArithmetic },
    { weight: 3, arbitrary: percentFree },
    { weight: 3, arbitrary: conversion },
  );
  return fc.sample(any, { numRuns: count, seed });
}
