import { describe, expect, it } from 'vitest';
import { assertionsIn } from '../../../src/der/evidence/assertions';

const read = (code: string) =>
  assertionsIn(code, ['f']).stated.map((one) => {
    if (one.kind === 'stdin') return '';
    const given = one.kind === 'call' ? one.args.map(({ source }) => source).join('; ') : one.source;
    return `${given} | ${'threw' in one.expected ? `throws ${one.expected.threw}` : one.expected.text}`;
  });

describe('assertionsIn', () => {
  it.each([
    ['assert f(1) == 2', '1 | 2'],
    ['assert f([1, 2]) == [2, 1], "reversed"', '[1, 2] | [2, 1]'],
    ['assert (f(1) == 2)', '1 | 2'],
    ['self.assertEqual(f(1), 2)', '1 | 2'],
    ['print(f(2))  # 4', '2 | 4'],
    ['console.assert(f(1) === 2, "two");', '1 | 2'],
    ['expect(f(1)).toBe(2);', '1 | 2'],
    ['expect(f([1])).toEqual([\n  2,\n]);', '[1] | [\n  2,\n]'],
    ['expect(() => f(-1)).toThrow(RangeError);', '-1 | throws RangeError'],
    ['assert.deepStrictEqual(f([1]), [2]);', '[1] | [2]'],
    ['assert.ok(f(1));', '1 | true'],
    ['console.log(f(2)); // 4', '2 | 4'],
    ['console.log(f("a")) // => "b"', '"a" | "b"'],
    ['f(2) // → 4', '2 | 4'],
    ['    >>> f(2)\n    4', '2 | 4'],
    ['assert f(2) == [0] * 2', 'f(2) == [0] * 2 | true'],
  ])('reads %j', (code, expected) => {
    expect(read(code)).toEqual([expected]);
  });

  it.each([
    'def f(x): return 2',
    'return f(1) == 2',
    'g(1) == 2',
    'assert f(x) == y',
    'if f(1) == 2:',
    'expect(f(1)).not.toBe(3)',
  ])('finds none in %j', (code) => expect(read(code)).toEqual([]));

  it('keeps the arguments of calls of which nothing is stated', () => {
    expect(assertionsIn('print(f([1, 2]))\nconst x = f("a");', ['f']).calls.map(({ args }) => args)).toEqual([
      ['[1, 2]'],
      ['"a"'],
    ]);
  });
});
