import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sameShortAnswer } from '../../../src/der/evidence/shortAnswer';
import { canonicalAnswer } from '../../../src/der/evidence/answerKey';

const final = (text: string) => ({ text, ...canonicalAnswer(text) });
const same = (a: string, b: string) => sameShortAnswer(final(a), final(b));

describe('sameShortAnswer', () => {
  it.each([
    ['19.4833', '19.48'],
    ['19.48', '19.49'],
    ['0.3333', '1/3'],
    ['33.3%', '0.333'],
    ['5%', '5'],
    ['$2.26 million', '2,260,000'],
    ['2.26 million', '$2.263 million'],
    ['1,176,724', '1176724'],
    ['$356', '355.88'],
    ['€5', '5 euros'],
    ['12 km', '12'],
    ['2 constructor', '2'],
    ['3.5 hours', '3.5 h'],
    ['yes', 'true'],
    ['Yes', 'The statement is correct'],
    ['1.0', 'true'],
    ['no', 'the claim does not hold'],
    ['false', '0'],
    ['5 March 2024', '2024-03-05'],
    ['March 5th, 2024', '5 March 2024'],
    ['red, green and blue', 'blue, red, green'],
    ['The cat', 'cat'],
  ])('finds %j and %j equal', (a, b) => {
    expect(same(a, b)).toBe(true);
    expect(same(b, a)).toBe(true);
  });

  it.each([
    ['19.48', '19.6'],
    ['19', '19.48'],
    ['12', '13'],
    ['2 constructor', '3 constructor'],
    ['1000', '1001'],
    ['5 km', '5 miles'],
    ['$5', '€5'],
    ['yes', 'no'],
    ['true', '0'],
    ['The statement is not correct', 'yes'],
    ['2024-03-05', '2024-05-03'],
    ['[1, 2, 3]', '[3, 2, 1]'],
    ['A', 'B'],
    ['-5', '5'],
    ['2 million', '2 billion'],
    ['1.0 for True/Yes, 0.0 for False/No', '1.0 for True/Yes, 0.0 for False/No'],
    ['<number>', '<number>'],
    ['[your answer]', '[your answer]'],
    ['X', 'X'],
    ['nan', 'nan'],
  ])('tells %j from %j', (a, b) => {
    expect(same(a, b)).toBe(false);
    expect(same(b, a)).toBe(false);
  });

  it('is symmetric, and finds every number equal to itself however it is written', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc.constantFrom('yes', '5%', '$3 million', 'a, b', '(A)', '2024-01-02'),
    );
    fc.assert(fc.property(text, text, (a, b) => same(a, b) === same(b, a)));
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 1e9 }), (n) => same(String(n), n.toLocaleString('en-US'))),
    );
  });

  it('stays quick on hostile text', () => {
    for (const piece of ['1', '1,000', 'a, ', '-', '$', ' ', 'the ', '1.']) {
      const before = process.cpuUsage();
      same(piece.repeat(100_000), `${piece.repeat(100_000)}x`);
      expect(process.cpuUsage(before).user).toBeLessThan(3_000_000);
    }
  });
});
