import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askedOf } from '../../../src/der/evidence/asked';
import { examplesIn } from '../../../src/der/evidence/examples';
import { wholeLiteral, writeLiteral, type Literal } from '../../../src/der/evidence/literals';
import type { Stated } from '../../../src/der/evidence/stated';

const read = (question: string) => examplesIn(question, askedOf(question)).map(short);

function short(stated: Stated): string {
  if (stated.kind === 'stdin') return `${stated.input.trim()} | ${stated.expected}`;
  const given =
    stated.kind === 'call'
      ? stated.args.map(({ source }) => source).join('; ')
      : (stated.shown ?? stated.source);
  return `${given} | ${'threw' in stated.expected ? `throws ${stated.expected.threw}` : stated.expected.text}`;
}

describe('examplesIn', () => {
  it.each([
    [
      'doctest',
      'def f(n: int):\n    """Doubles.\n    >>> f(2)\n    4\n    >>> f(3)\n    6\n    """',
      ['2 | 4', '3 | 6'],
    ],
    [
      'a doctest with a comparison',
      'def f(a):\n    """\n    >>> f([]) == 0\n    >>> f([1, 2]) == 3\n    """',
      ['[] | 0', '[1, 2] | 3'],
    ],
    ['arrows', 'Write a function f. f(2) → 4, f(3) => 6 and f("a") -> "b".', ['2 | 4', '3 | 6', '"a" | "b"']],
    ['equality', 'Write a function f such that f(2) == 4.', ['2 | 4']],
    [
      'code in a sentence',
      'Write a JavaScript function `f`. For example, `f([1, 2])` should return `[2, 1]`.',
      ['[1, 2] | [2, 1]'],
    ],
    [
      'a comment',
      'Write a function f:\n```js\nf(2); // 4\nconsole.log(f(3)) // => 6\n```',
      ['2 | 4', '3 | 6'],
    ],
    [
      'assertions',
      'Write a function f.\nassert f(1, 2) == 3\nassert not f(0, 0)',
      ['1, 2 | 3', '0, 0 | False'].map((one) => one.replace(', ', '; ')),
    ],
    [
      'what becomes what, in sentences of their own',
      'Write flatten. `{"a": {"b": 1}}` becomes `{"a.b": 1}`, and `{}` stays `{}`.',
      ['{"a": {"b": 1}} | {"a.b": 1}', '{} | {}'],
    ],
    ['what turns into what', 'Write slug(s). "A B" turns into "a-b".', ['"A B" | "a-b"']],
    ['what one ends up with', 'Write slug(s). "A B" should end up as "a-b".', ['"A B" | "a-b"']],
    ['what is true of which', 'Write f. "aba" is true and "ab" is false.', ['"aba" | true', '"ab" | false']],
    [
      'for which it is true',
      'Write f. It is true for "aba", false for "ab".',
      ['"aba" | true', '"ab" | false'],
    ],
    ['no sentences about what is set', 'Write load(s). By default, "level" is "info". "a" equals "b".', []],
    ['for which it is not true', 'Write f. It is not true for "ab", and never true for 3.', []],
    ['columns parted by tabs', 'Write slug(s).\nInput (s)\tExpected:\n"A B"\t"a-b"', ['"A B" | "a-b"']],
    ['for which it is true, not which belong together', 'Write f. It is true for "a" and "b".', []],
    ['what one gets', 'Write f. Given [3, 1] you get [1, 3].', ['[3, 1] | [1, 3]']],
    [
      'columns parted by blanks',
      'Write slug(s).\n\nInput   Expected\n------  --------\n"A  B"  "a-b"\n"C"     "c"\n\nThat is all.  "D"  "e"',
      ['"A  B" | "a-b"', '"C" | "c"'],
    ],
    [
      'a name that is a built-in’s as well',
      'Write a JS function `range(n)`. range(2) → [0, 1]',
      ['2 | [0, 1]'],
    ],
    ['no sentences that name texts', 'Write split(s). The separator is ",". Use "x" or ["y"] then.', []],
    ['no other function for a slip', 'Write a Python function `mean(xs)`. sum([1, 2]) == 3 there.', []],
    ['labels on lines', 'Write a function f.\nInput: nums = [1, 2], k = 2\nOutput: 3', ['[1, 2]; 2 | 3']],
    ['labels on one line', 'Write a function f. \nInput: "abc", Output: "cba"', ['"abc" | "cba"']],
    ['labels with bare words', 'Write a function f.\nInput: hello\nOutput: olleh', ['"hello" | olleh']],
    [
      'a table',
      'Write a function f.\n\n| input | expected |\n|---|---|\n| `[3, 1]` | `[1, 3]` |\n| `[]` | `[]` |',
      ['[3, 1] | [1, 3]', '[] | []'],
    ],
    ['prose', 'Write a function that sorts: for [2, 1] return [1, 2].', ['[2, 1] | [1, 2]']],
    [
      'prose with names',
      'For s = "abcde", c = "ae", the result should be ("bcd", False)',
      ['"abcde"; "ae" | ("bcd", False)'],
    ],
    ['values alone', 'Write a function that reverses a string ("abc" → "cba").', ['"abc" | "cba"']],
    ['an exception', 'Write a function f. f(-1) should throw a RangeError.', ['-1 | throws RangeError']],
    ['words behind an arrow', 'Write a function roman.\nroman(4) -> IV\nroman(9) → IX', ['4 | IV', '9 | IX']],
    ['an arrow between labels', 'Write a function f.\nInput: ["a"] → Output: "b"', ['["a"] | "b"']],
    [
      'a comment below',
      'Write a function f.\n```js\nconsole.log(f([1, [2]]));\n// [1, 2]\n```',
      ['[1, [2]] | [1, 2]'],
    ],
    [
      'a comment over several lines',
      'Write f.\n```ts\nf([1], (x) => x)\n// => { a: [1],\n//      b: [2] }\n```',
      ['[1]; (x) => x | { a: [1], b: [2] }'],
    ],
    [
      'names that stand for values',
      'Write a function f.\n```python\nnums = [1, 2]\nprint(f(nums))  # 3\n```',
      ['nums = [1, 2]; f(nums) | 3'],
    ],
    [
      'an object in code',
      'Write a class `Counter`.\n```js\nconst c = new Counter();\nc.up();\nc.value; // 1\n```',
      ['c = new Counter(); c.up(); c.value | 1'],
    ],
    [
      'tests that are to pass',
      "Write `f` for this:\n```ts\nit('works', () => {\n  expect(f(1)).toBe(2);\n});\n```",
      ['1 | 2'],
    ],
    ['a report: what should be', 'f(5) returns 24 instead of 120. Fix the function f.', ['5 | 120']],
    ['a report: what is expected', 'Fix f: `f([1])` gives 4 but I expect 6.', ['[1] | 6']],
    ['a report: a question', 'Why does `f(1, 4)` return 6? It should return 10. Correct it.', ['1; 4 | 10']],
    ['a report: a comment', 'Fix:\n```js\nconsole.log(f(1)); // undefined, should be 3\n```', ['1 | 3']],
    ['a report: labels', 'Fix the function f.\nf([5, 3])\nExpected: 3\nActual: 5', ['[5, 3] | 3']],
    ['a calculation', 'Write a function f: f("5 apples", 19) -> 19 - 5 - 6 = 8', ['"5 apples"; 19 | 8']],
  ])('reads %s', (_, question, expected) => {
    expect(read(question)).toEqual(expected);
  });

  it.each([
    'Write a function f(n) that returns f(n - 1) + f(n - 2).',
    'def f(n: int) -> int:\n    """Returns n."""',
    'Write a function add(a, b) = a + b.',
    'f(5) = 5 * f(4)',
    'Fix the function f. f(5) returns 24.',
    'Why does f(2) return 3?',
    'My function should sort, but f([2, 1]) returns [2, 1]. Fix it.',
    'Given the root of a binary tree, return its depth.\nInput: root = [3,9,null]\nOutput: 2',
    'How many of 12 eggs are left after 5 are eaten?',
  ])('invents none in %j', (question) => {
    expect(read(question)).toEqual([]);
  });

  it('reads what a script is given on its standard input', () => {
    expect(read('Write a program that reads from stdin.\n\nInput:\n3\n1 2 3\n\nOutput:\n6\n')).toEqual([
      '3\n1 2 3 | 6',
    ]);
  });

  it.each([
    ['Sample Input\n3\n1 2 3\nSample Output\n6\n', ['3\n1 2 3 | 6']],
    [
      'Input\nThe first line contains an integer.\n\nOutput\nPrint YES.\n\nExamples\nInput\n8\nOutput\nYES\n\nInput\n3\nOutput\nNO\n',
      ['8 | YES', '3 | NO'],
    ],
    ['For the input\n```\nab\n```\nit prints\n```\nba\n```\n', ['ab | ba']],
  ])('reads samples of a contest in %j', (text, expected) => {
    expect(read(`Write a program that reads from stdin.\n\n${text}`)).toEqual(expected);
  });

  it('reads calls that are given as lists, for both languages', () => {
    const found = read(
      'Design a class Box.\nInput\n["Box", "put", "get"]\n[[2], [5], []]\nOutput\n[null, null, 5]\n',
    );
    expect(found).toEqual([
      'Box(2); put(5); get() | [None, None, 5]',
      'Box(2); put(5); get() | [null, null, 5]',
    ]);
  });

  it('puts an object and what is done with it into one expression', () => {
    const [stated] = examplesIn(
      'Write a class `Stack`.\n>>> s = Stack()\n>>> s.push(1)\n>>> s.pop()\n1\n',
      askedOf('Write a class `Stack`.'),
    );
    expect(stated).toMatchObject({
      kind: 'expression',
      shown: 's = Stack(); s.push(1); s.pop()',
      language: 'python',
    });
  });

  it('stays quick on hostile text', () => {
    for (const piece of [
      'f(',
      '(',
      '["',
      'for 1 return ',
      '1 -> ',
      '>>> f(1)\n',
      '| input | output |\n',
      'Input: ',
    ]) {
      const before = process.cpuUsage();
      read(piece.repeat(200_000 / piece.length));
      expect(process.cpuUsage(before).user).toBeLessThan(8_000_000);
    }
  });
});

describe('literals', () => {
  const literal = fc.letrec<{ any: Literal }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 3 },
      fc.integer().map((value): Literal => ({ type: 'number', text: String(value) })),
      fc.string().map((value): Literal => ({ type: 'string', value })),
      fc.boolean().map((value): Literal => ({ type: 'boolean', value })),
      fc.constant<Literal>({ type: 'none' }),
      fc.array(tie('any'), { maxLength: 4 }).map((items): Literal => ({ type: 'list', items })),
    ),
  })).any;

  it('are read back from the source that is written for them, in both languages', () => {
    fc.assert(
      fc.property(literal, fc.constantFrom('python' as const, 'javascript' as const), (value, language) => {
        expect(wholeLiteral(writeLiteral(value, language))).toEqual(value);
      }),
    );
  });

  it('cross from Python to JavaScript', () => {
    const cross = (source: string) => writeLiteral(wholeLiteral(source)!, 'javascript');
    expect(cross("{'a': (1, None), 'b': True}")).toBe('{"a": [1, null], "b": true}');
    expect(cross("{-1: 'x', '__proto__': 2}")).toBe('{[-1]: "x", ["__proto__"]: 2}');
    expect(cross('{1, 2}')).toBe('new Set([1, 2])');
  });
});
