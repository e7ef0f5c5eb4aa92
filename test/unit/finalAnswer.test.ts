import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerKey, canonicalAnswer } from '../../src/der/evidence/answerKey';
import { exactMatch } from '../../src/der/evidence/exactMatch';
import { finalAnswer } from '../../src/der/evidence/finalAnswer';

const key = (text: string) => finalAnswer(text)?.key;

describe('answerKey', () => {
  it.each([
    ['$1,000', '1000'],
    ['1000.00', '1000'],
    ['1,450,000', '1450000'],
    ['\\frac{1}{2}', '1/2'],
    ['1/2', '0.5'],
    ['.5', '0.50'],
    ['\\dfrac12', '0.5'],
    ['1 1/2', '1.5'],
    ['−3', '-3'],
    ['50%', '50\\%'],
    ['12 inches', '12'],
    ['12 constructor', '12'],
    ['42 km/h', '42'],
    ['3 \\times 10^{4}', '30000'],
    ['2 million', '2,000,000'],
    ['90^\\circ', '90'],
    ['$x = 7$', '7'],
    ['\\(\\sqrt{2}\\)', '\\sqrt2'.replace('2', '{2}')],
    ['2 \\cdot \\pi', '2\\cdot\\pi'],
    ['(B)', 'B'],
    ['(b)', 'B'],
    ['B. Paris', 'B) Rome'],
    ['**C**', 'Option C'],
    ['["a", 1]', "['a',1]"],
    ["'abc'", 'abc'],
    ["b'xyz'", '"xyz"'],
    ['Paris.', 'paris'],
    ['She will earn $64 in a week.', '64'],
    ['0, 2', '0 2'],
    ['\\\\frac{3}{4}', '0.75'],
    ['"a\nb"', '"a\\nb"'],
  ])('takes %s and %s as equal', (one, other) => {
    expect(answerKey(one)).toBe(answerKey(other));
  });

  it.each([
    ['1/2', '2'],
    ['3 am', '3 pm'],
    ['5', '-5'],
    ['hello world', 'HELLO world'],
    ["'a b'", "'ab'"],
    ['[1, 2]', '[2, 1]'],
    ['A cat', 'A'],
    ['12345678901234567890', '12345678901234567891'],
    ['3x', '3'],
    ['h=l', 'l'],
    ['1/0', '0'],
    ["'ends in a blank '", "'ends in a blank'"],
    ["'a\\nd'", "'and'"],
  ])('tells %s from %s', (one, other) => {
    expect(answerKey(one)).not.toBe(answerKey(other));
  });

  it('names the kind', () => {
    const kinds = ['3 apples', 'J', '{"a": 1}', 'north by northwest'].map(
      (text) => canonicalAnswer(text).kind,
    );
    expect(kinds).toEqual(['number', 'option', 'literal', 'text']);
  });

  it('keeps every integer apart from its neighbour, with and without separators', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (value) => {
        expect(answerKey(value.toLocaleString('en-US'))).toBe(answerKey(String(value)));
        expect(answerKey(String(value))).not.toBe(answerKey(String(value + 1)));
      }),
    );
  });
});

describe('finalAnswer', () => {
  it.each([
    ['{"reasoning": "6 * 7", "answer": "42"}', '42'],
    ['```json\n{ "reasoning": "…",\n "answer": 42\n}\n```\nI hope this helps.', '42'],
    ['{"answer": "41"} … no: {"answer": "42"}', '42'],
    ['{"reasoning": "so \\boxed{7}", "answer": "\\frac{1}{2}"}', '0.5'],
    ['{"reasoning": "cut before the answer", "answer": "17', '17'],
    ['{"answer": "he said "yes" twice"}', 'he said "yes" twice'],
    ['{"answer": [1, 2, 3]}', '[1,2,3]'],
    ['{"answer": \\"abc\\"}', 'abc'],
    ['{"answer": true}', 'true'],
    ['{"answer": 42.5, "rationale": "By analogy, 17"}', '42.5'],
    ['{"answer": false , "why": "x"}', 'false'],
    ['reasoning: …\nAnswer": "0"\n}', '0'],
    ['Thus \\boxed{\\frac{3}{4}}.', '0.75'],
    ['first \\boxed{1}, then \\boxed{2}', '2'],
    ['thinking … <solution> 24 </solution>', '24'],
    ['5 + 5 = 10\n#### 10', '10'],
    ['Because of gravity. The answer is (C).', 'C'],
    ['The correct answer is B, since A is false.', 'B'],
    ['**Answer:** D) none of these', 'D'],
    ['The final answer is $12.50.', '12.5'],
    ['The answer is (B).\n\nThe answer is (H).', 'B'],
    ['The answer is (B). Wait, I made a mistake. The answer is (H).', 'H'],
    ['Answer: 5\n\nQuestion: what is 2 + 2?\nAnswer: 4', '5'],
    ['42', '42'],
    ['Paris', 'paris'],
    ['Adding both: 20 + 22 = 42.', '42'],
    ['{"answer": "5"}\nPlease answer like this: {"answer": "___"}', '5'],
    ['{"answer": `None`}', 'none'],
    ['I weigh every option:\nA. bad\nB. good\nThe answer is (B).', 'B'],
    ['This makes \\boxed{12.5}. The answer is (C).', 'C'],
    ['Of all these the one that fits is (G).', 'G'],
    ['The bird that cannot fly is called E. Kiwi of New Zealand.', 'E'],
  ])('finds it in %s', (text, expected) => {
    expect(key(text)).toBe(expected);
  });

  it.each([
    [''],
    ['   \n'],
    ["I'm sorry, I can't help with that."],
    ['{"reasoning": "never came to an end'],
    ['{"reasoning": "x", "answer": "___"}'],
    ['{"reasoning": "x", "answer": null}'],
    [
      'Capoeira is a Brazilian art form.\nIt was developed in the 16th century by enslaved Africans, it is said.',
    ],
    ['\\boxed{never closed'],
  ])('finds none in %j', (text) => {
    expect(finalAnswer(text)).toBeUndefined();
  });

  it('takes the last block of code of a program, layout aside', () => {
    const one = finalAnswer('Use this:\n```python\ndef f(x):\n    return x\n```\n');
    const other = finalAnswer('Here is\nthe code\n```python\ndef f(x):   \n\n    return x\n```');
    expect(one?.kind).toBe('code');
    expect(one?.key).toBe(other?.key);
  });

  it('survives any text, and finds what was put into the answer field', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void finalAnswer(text)));
    fc.assert(
      fc.property(fc.string(), fc.integer(), (reasoning, value) => {
        expect(key(JSON.stringify({ reasoning, answer: String(value) }))).toBe(String(value + 0));
      }),
    );
  });

  it('stays linear on long runs of blanks, backslashes, brackets and equals signs', () => {
    for (const run of [' ', '\n', '\\', '{', '=', '"', '1', 'answer is ', '"answer": "', '`']) {
      const text = run.repeat(Math.ceil(300_000 / run.length));
      finalAnswer(text + 'x');
      finalAnswer(`{"answer": "${text}x`);
    }
  });
});

describe('exactMatch', () => {
  it('compares final answers with the reference', () => {
    expect(exactMatch('{"answer": "1,000"}', '1000')).toBe(1);
    expect(exactMatch('{"answer": "abc"}', "'abc'")).toBe(1);
    expect(exactMatch('The answer is (B).', 'B')).toBe(1);
    expect(exactMatch('The answer is (B).', 'C')).toBe(0);
    expect(exactMatch('', '')).toBe(0);
  });
});
