import { describe, expect, it } from 'vitest';
import { calculate } from '../../../../src/providers/builtin/calculator';
import { decimal, equal, minus, times, type Rational } from './rational';
import { requests, type Request } from './requests';

interface Shown {
  readonly value: Rational;
  readonly exact: boolean;
  readonly ofUnit: boolean;
  readonly reading: boolean;
}

function shown(answer: string, question: string): Shown {
  const [, sign, text, unit = '', reading] =
    /.* (=|≈) (-?[\d.]+(?:e[+-]\d+)?)( %| [\w/^*°() -]+?)?(?: \((.+)\))?$/s.exec(answer) ?? [];
  if (text === undefined) throw new Error(`${question} → ${answer}: no value to check`);
  const inPercent = unit === ' %' && !question.includes('what percent');
  const value = inPercent ? times(decimal(text), decimal('.01')) : decimal(text);
  return { value, exact: sign === '=', ofUnit: unit !== '' && unit !== ' %', reading: reading !== undefined };
}

/** Exactly, or to the last digit that is shown. */
function holds({ value, exact, ofUnit }: Shown, expected: Rational): boolean {
  if (exact) return equal(value, expected);
  const size = (x: bigint) => (x < 0n ? -x : x);
  const off = minus(value, expected);
  // Half a unit of the 14th digit, of the 10th for units, at worst relative to a leading 1.
  const digits = ofUnit ? 9n : 13n;
  return (
    size(off.n) * expected.d * 2n * 10n ** digits <= (size(expected.n) * off.d * 1_000_001n) / 1_000_000n + 1n
  );
}

function isRight(shownValue: Shown, { values, said }: Request): boolean {
  if (values.some((value) => holds(shownValue, value))) return true;
  return shownValue.reading && said.some((value) => holds(shownValue, value));
}

describe('what the calculator marks as verified', () => {
  it('is what exact fractions give, on 10,000 requests', { timeout: 60_000 }, async () => {
    const wrong: string[] = [];
    const declined: string[] = [];
    let answered = 0;
    let clear = 0;
    for (const request of requests(10_000, 20_261)) {
      const answer = await calculate(request.question);
      if (request.clear && request.question.length <= 200) clear++;
      if (answer === undefined) {
        if (request.clear && request.question.length <= 200) declined.push(request.question);
        continue;
      }
      answered++;
      if (!isRight(shown(answer, request.question), request)) wrong.push(`${request.question} → ${answer}`);
    }
    expect(wrong).toEqual([]);
    expect(declined).toEqual([]);
    expect(clear).toBeGreaterThan(5_000);
    expect(answered).toBeGreaterThan(7_000);
  });
});
