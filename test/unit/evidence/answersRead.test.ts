import { describe, expect, it } from 'vitest';
import { compared } from '../../../src/der/evidence/behaviour';
import { planOf } from '../../../src/der/evidence/plan';
import { statedText } from '../../../src/der/evidence/stated';

const block = (tag: string, text: string) => `\`\`\`${tag}\n${text}\n\`\`\``;
const read = (question: string, answer: string) => planOf(question, [answer]).answers[0]!.read;
const source = (question: string, answer: string) =>
  planOf(question, [answer]).answers[0]!.written.program?.source ?? '';
const examples = (question: string) =>
  planOf(question, []).examples.map((one) => {
    const expected = one.kind === 'stdin' ? one.expected : 'literal' in one.expected ? one.expected.text : '';
    return `${statedText(one)} => ${expected}`;
  });

describe('the program of an answer', () => {
  const task = 'Write a Python function `fizz(n)` that returns a list.';
  const constants = block('python', 'LABELS = {3: "Fizz"}\nLIMIT: int = 9');
  const fizz = block('python', 'def fizz(n):\n    return [LABELS.get(i, i) for i in range(n)]');

  it('has the constants that another block holds', () => {
    expect(source(task, `${constants}\n\nThen:\n\n${fizz}`)).toContain('LABELS = {');
  });

  it('has no values of a demonstration, and none that it sets itself', () => {
    expect(source(task, `${fizz}\n\n${block('python', 'n = 5\nout = fizz(n)')}`)).not.toContain('out');
    const own = block('python', 'def fizz(n):\n    LABELS = {}\n    return [LABELS.get(n)]');
    expect(source(task, `${constants}\n\n${own}`)).not.toContain('LIMIT');
  });

  it('has the values of a file that another one imports', () => {
    const files = `${block('ts src/tax.ts', 'export const rate = 0.1;')}\n${block('ts src/cart.ts', "import { rate } from './tax';\nexport function total(xs: number[]) { return rate * xs.length; }")}`;
    expect(source('Write a TypeScript function `total(xs)`.', files)).toContain('rate = 0.1');
  });

  it('has what its files export as a whole or by names, whichever way another one takes it', () => {
    const run = (first: string, second: string) =>
      source('Write `add(a, b)`.', `${block('js util.js', first)}\n${block('js index.js', second)}`);
    const add = (sum: string) => `export function add(a, b) { return ${sum}; }`;
    const forms = [
      run('module.exports = { N: 1 };', `const { N } = require('./util');\n${add('a + b * N')}`),
      run('export default { n: 1 };', `import config from './util.js';\n${add('a + b * config.n')}`),
      run('export const N = 1;', `import * as util from './util';\n${add('a + b * util.N')}`),
      run(
        'export default function (a, b) { return a + b; }',
        `import sum from './util';\n${add('sum(a, b)')}`,
      ),
      run(
        'export default function plus(a, b) { return a + b; }',
        `import sum from './util';\n${add('sum(a, b)')}`,
      ),
      run(
        'const plus = (a, b) => a + b;\nmodule.exports = { plus };',
        `const { plus } = require('./util');\n${add('plus(a, b)')}`,
      ),
    ];
    for (const joined of forms) {
      const made = new Function(
        `${joined.replace(/^export (?:default )?/gm, '')}\nreturn add(1, 2);`,
      ) as () => number;
      expect(made()).toBe(3);
    }
  });

  it('is run where it is called TSX and has no element in it', () => {
    const language = (text: string) =>
      planOf('Write `f(n)`.', [block('tsx', text)]).answers[0]!.written.program?.language;
    expect(language('export const f = <T,>(n: T): T => n;')).toBe('typescript');
    expect(language('export const f = (n: number) => <b>{n}</b>;')).toBeUndefined();
  });

  it('does not have what shows how it is used', () => {
    const retry = block('python', 'def retry(times):\n    return lambda fn: fn');
    const usage = block('python', '@retry(3)\ndef flaky():\n    raise ValueError("x")\nflaky()');
    const asked = 'Write a Python decorator `retry(times)`.';
    expect(source(asked, `${retry}\n\nUsage:\n\n${usage}`)).not.toContain('flaky');
    const helped = block('python', 'def retry(times):\n    return helper(times)');
    const helper = block('python', 'def helper(n):\n    return retry if n else n');
    expect(source(asked, `${helped}\n\nIt is used with this helper:\n\n${helper}`)).toContain('def helper');
  });
});

describe('a short answer', () => {
  const prints = 'What does this print?\n\n```js\nconsole.log([1].map(parseInt));\n```';

  it.each([
    ['It prints:\n\n```\n[ 1 ]\n```', '[ 1 ]'],
    ['It prints `[1]`.', '`[1]`'],
    ['The type is **int**.', '**int**'],
    ['```\nFalse\n```', 'False'],
    ['It returns "null".', '"null"'],
  ])('of %j is %j', (answer, final) => {
    expect(read(prints, answer)).toMatchObject({ kind: 'short', final: { text: final } });
  });

  it('is a command that stands in a block alone', () => {
    const asked = 'In git, which command undoes the last commit?';
    expect(read(asked, block('bash', 'git reset HEAD~1')).final?.text).toBe('git reset HEAD~1');
    expect(read(asked, block('makefile', 'build:\n\tgo build')).final).toBeUndefined();
    expect(read(asked, 'It is not that simple.').final).toBeUndefined();
  });

  it('is the option with which a text begins that gives its reasons below', () => {
    const asked = 'Which is valid?\n\nA) 2x\nB) x-2\nC) _x2';
    expect(read(asked, 'C) _x2\n\nIt may begin so.').final?.key).toBe('C');
    expect(read(asked, '**C**: names may begin with an underscore.').final?.key).toBe('C');
    expect(read(asked, 'A) 2x\nB) x-2\nC) _x2\n\nLet us see.').final).toBeUndefined();
  });
});

describe('what is asked', () => {
  it.each([
    ['Write a script in Python that reads n and then n numbers and prints their sum.', 'script'],
    ['Write a script that reads the lines of a file and prints the longest.', 'function'],
    ['Write a function `sum(xs)` for a program that reads numbers and prints them.', 'function'],
  ])('by %j is a %s', (question, kind) => {
    expect(planOf(question, []).asked.kind).toBe(kind);
  });

  it('is no program where a status code is to be named', () => {
    expect(planOf('What HTTP status code should a REST API return for that?', []).asked.program).toBe(false);
  });
});

describe('rows of a table whose columns blanks part', () => {
  const task = 'Write a Python function `power(base, exp)`.\n\n';

  it('keep their columns where a cell is empty', () => {
    expect(
      examples(`${task}base   exp    result\n2      3      8\n5             25\n3      0      1`),
    ).toEqual(['2, 3 => 8', '5 => 25', '3, 0 => 1']);
    expect(examples(`${task}result   base   exp\n8        2      3\n         5      2`)).toEqual([
      '2, 3 => 8',
    ]);
    expect(
      examples(`${task}input   expected   note\n1       2          easy\n5                  error case`),
    ).toEqual(['1 => 2']);
  });

  it('say nothing where a cell stands under no column', () => {
    expect(examples(`${task}base   exp    result\n2      3      8\n    5       25`)).toEqual(['2, 3 => 8']);
  });
});

describe('what could not be found out', () => {
  it('is no behaviour', () => {
    const { keys } = compared({
      ran: [true, true],
      inputs: 2,
      returns: (answer) => answer === 0,
      same: (a, b) => (a === 1 || b === 1 ? undefined : true),
    });
    expect(keys).toEqual(['b1', undefined]);
  });
});
