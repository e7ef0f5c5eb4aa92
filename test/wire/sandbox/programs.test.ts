import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Language, Probe, Sandbox } from '../../../src/checks/sandbox';
import { builtSandbox, call, expression, options, plain, stdin } from './support';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await builtSandbox();
});
afterAll(() => sandbox.dispose());

async function run(language: Language, source: string, probes: Probe[], seed = 1) {
  const result = await sandbox.run({ language, source }, probes, options(seed));
  return { ...result, plain: result.outcomes.map(plain) };
}

describe('JavaScript and TypeScript', () => {
  it('strips types, enums, parameter properties and casts', async () => {
    const source = `enum Kind { Even = 'even', Odd = 'odd' }
interface Sized { readonly size: number }
abstract class Base { constructor(protected readonly start: number) {} abstract next(): number }
class Counter extends Base implements Sized { size = 0; next(): number { this.size++; return this.start + this.size; } }
const kind = <T extends number>(n: T): Kind => (n % 2 === 0 ? Kind.Even : (Kind['Odd'] as Kind));
type Pair<T> = [T, T];
function swap<T>([a, b]: Pair<T>, ...rest: T[]): T[] { return [b!, a, ...rest]; }`;
    const { loaded, plain } = await run('typescript', source, [
      ...[call('kind', '3'), call('swap', '[1, 2]', '3'), expression('new Counter(5).next()')],
    ]);
    expect(loaded.exports).toEqual([
      { name: 'Kind', kind: 'value' },
      { name: 'Base', kind: 'class', arity: 1, params: ['start'], methods: [] },
      { name: 'Counter', kind: 'class', arity: 0, params: [], methods: ['next'] },
      { name: 'kind', kind: 'function', arity: 1, params: ['n'] },
      { name: 'swap', kind: 'function', arity: 1, params: ['{0}', '...rest'] },
    ]);
    expect(plain).toEqual(['odd', [2, 1, 3], 6]);
  });

  it.each([
    [
      'ES modules',
      'export const f = (n) => n + 1; export default class A {}; const hidden = 1;',
      ['f', 'default'],
    ],
    ['CommonJS', 'const f = (n) => n + 1; const hidden = 1; module.exports = { f };', ['f']],
    ['exports', 'exports.f = (n) => n + 1; const hidden = 1;', ['f']],
    ['a function as the module', 'function f(n) { return n + 1 } module.exports = f;', ['f']],
    ['a script', 'var f = function (n) { return n + 1 }; let g = 1; { function inner() {} }', ['f', 'g']],
  ])('finds what %s export', async (_, source, names) => {
    const { loaded, plain } = await run('javascript', source, [call('f', '1')]);
    expect(loaded.exports.map(({ name }) => name)).toEqual(names);
    expect(plain).toEqual([2]);
  });

  it('does each probe on its own', async () => {
    const source =
      'let count = 0; const seen = []; function f(list) { list.push(++count); seen.push(count); return list }';
    const { plain } = await run('javascript', source, [
      call('f', '[]'),
      call('f', '[]'),
      expression('seen.length'),
    ]);
    expect(plain).toEqual([[1], [1], 0]);
  });

  it('waits for promises and timers, whose time passes at once', async () => {
    const source = `const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
async function f(n) { await sleep(1e9); return n } const g = () => sleep(1).then(() => { throw new RangeError('no') });
const never = () => new Promise(() => {});`;
    const { outcomes, plain } = await run('javascript', source, [
      ...[call('f', '1'), call('g'), call('never'), expression('await f(2)')],
    ]);
    expect(plain[0]).toBe(1);
    expect(outcomes[1]).toEqual({ threw: 'RangeError', message: 'no' });
    expect(outcomes[2]).toEqual({ cannot: 'It waits for something that never happens.' });
    expect(plain[3]).toBe(2);
  });

  it('encodes values without loss', async () => {
    const source = `class P { constructor() { this.x = 1 } }
const all = () => [-0, NaN, -Infinity, 10n, undefined, new Map([[[1], 'a']]), new Set(['b']), new Date(0), new P(), function g() {}, /x/g, new Uint8Array(2)];
const cycle = () => { const a = { b: [] }; a.b.push(a); return a };`;
    const { outcomes } = await run('javascript', source, [
      call('all'),
      call('cycle'),
      expression('[1, 2].values()'),
    ]);
    const number = (text: string) => ({ type: 'number', of: 'number', text });
    expect(outcomes[0]).toEqual({
      value: {
        type: 'list',
        items: [
          ...[number('-0'), number('NaN'), number('-Infinity'), { type: 'number', of: 'bigint', text: '10' }],
          { type: 'undefined' },
          {
            type: 'map',
            entries: [
              [
                { type: 'list', items: [number('1')] },
                { type: 'string', value: 'a' },
              ],
            ],
          },
          { type: 'set', items: [{ type: 'string', value: 'b' }] },
          { type: 'date', value: '1970-01-01T00:00:00.000Z' },
          { type: 'instance', class: 'P', fields: [['x', number('1')]] },
          { type: 'function', name: 'g' },
          { type: 'instance', class: 'RegExp', fields: [['source', { type: 'string', value: '/x/g' }]] },
          { type: 'list', items: [number('0'), number('0')] },
        ],
      },
    });
    const cycle = { type: 'list', items: [{ type: 'cycle', up: 2 }] };
    expect(outcomes[1]).toEqual({
      value: { type: 'map', entries: [[{ type: 'string', value: 'b' }, cycle]] },
    });
    expect(plain(outcomes[2])).toEqual([1, 2]);
  });

  it.each([
    [
      "const t = require('fs').readFileSync(0, 'utf8'); console.log(t.trim().split(/\\s+/).map(Number).reduce((a, b) => a + b))",
      '6\n',
    ],
    ["let t = ''; process.stdin.on('data', (d) => (t += d)).on('end', () => console.log(t.length))", '6\n'],
    [
      "const rl = require('readline').createInterface({ input: process.stdin }); let s = 0; rl.on('line', (l) => (s += +l)).on('close', () => console.log(s))",
      '6\n',
    ],
    [
      "import * as readline from 'node:readline'; (async () => { for await (const l of readline.createInterface({ input: process.stdin })) console.log(l) })()",
      '1\n2\n3\n',
    ],
    [
      "const rl = require('readline').createInterface(process.stdin, process.stdout); rl.question('n? ', (n) => { console.log(n * 2); rl.close() })",
      '2\n',
    ],
    [
      "console.log('%s is %d', 'x', 3, [1, { a: 'b' }], new Map([['k', 1]])); process.exit(0); console.log('no')",
      "x is 3 [ 1, { a: 'b' } ] Map(1) { 'k' => 1 }\n",
    ],
    ["if (require.main === module) process.stdout.write('main')", 'main'],
  ])('runs as a script: %s', async (source, printed) => {
    const { plain } = await run('typescript', source, [stdin('1\n2\n3\n')]);
    expect(plain).toEqual([printed]);
  });

  it('asserts as Node does', async () => {
    const source = "import assert from 'node:assert'; export const f = (n: number) => [n];";
    const { outcomes } = await run('typescript', source, [
      ...[
        'assert.deepStrictEqual(f(1), [1])',
        'assert.deepStrictEqual(f(1), ["1"])',
        'assert.throws(() => null.x, TypeError)',
      ].map(expression),
    ]);
    expect(outcomes[0]).toEqual({ value: { type: 'undefined' } });
    expect(outcomes[1]).toMatchObject({ threw: 'AssertionError' });
    expect(outcomes[2]).toEqual({ value: { type: 'undefined' } });
  });

  it.each([
    ["const _ = require('lodash'); const f = () => 1", 'The module "lodash" is not there.'],
    [
      "import express from 'express'; const app = express(); const f = () => 1",
      'The module "express" is not there.',
    ],
  ])('cannot run %s', async (source, reason) => {
    const { loaded, outcomes } = await run('javascript', source, [call('f')]);
    expect(loaded).toEqual({ ok: false, cannot: reason, exports: [] });
    expect(outcomes).toEqual([{ cannot: reason }]);
  });

  it('has what a program defines above a statement that needs something which is not there', async () => {
    const source = "document.title = 'x'; function f() { return 1 } const g = 2";
    const { loaded, plain } = await run('javascript', source, [call('f'), expression('g')]);
    expect(loaded).toMatchObject({ ok: true, lacks: 'document', exports: [{ name: 'f' }] });
    expect(plain[0]).toBe(1);
    expect(plain[1]).toMatchObject({ threw: 'ReferenceError' });
    const alone = await run('javascript', 'document.write(1)', [call('f')]);
    const reason = 'It needs "document", which is not there.';
    expect(alone.loaded).toEqual({ ok: false, cannot: reason, lacks: 'document', exports: [] });
    expect((await run('javascript', 'function f() { return g() }\nf()', [])).loaded).toMatchObject({
      ok: false,
      message: 'ReferenceError: g is not defined',
    });
  });

  it('says why a program does not load', async () => {
    const { loaded } = await run('typescript', 'const f = 1;\nfunction g( {', []);
    expect(loaded).toMatchObject({ ok: false, message: expect.stringMatching(/^SyntaxError: .*\(2:/) });
    expect((await run('javascript', 'throw new TypeError("no")', [])).loaded.message).toBe('TypeError: no');
  });
});

describe('Python', () => {
  it('has the standard library that programs use', async () => {
    const modules =
      'typing dataclasses bisect collections functools itertools math cmath re heapq string copy operator statistics ' +
      'fractions decimal datetime random json sys enum abc contextlib io textwrap types numbers array struct hashlib ' +
      'base64 unittest doctest time calendar queue inspect pprint csv difflib ast uuid warnings traceback logging';
    const source = modules
      .split(' ')
      .map((name) => `import ${name}`)
      .join('\n');
    expect((await run('python', source, [])).loaded).toEqual({ ok: true, exports: [] });
  });

  it('describes functions and classes', async () => {
    const source = `from typing import List
from dataclasses import dataclass
LIMIT = 3
def f(a: int, b: List[int] = [], *rest, key, other=1, **more): return a
@dataclass
class Point:
    x: int
    y: int = 0
    def norm(self): return self.x + self.y
    def _hidden(self): pass`;
    const { loaded, outcomes } = await run('python', source, [
      expression('Point(1, 2)'),
      call('f', '1', 'key=2'),
    ]);
    expect(loaded.exports).toEqual([
      { name: 'LIMIT', kind: 'value' },
      { name: 'f', kind: 'function', arity: 2, params: ['a', 'b', '*rest', 'key', 'other', '**more'] },
      { name: 'Point', kind: 'class', arity: 1, params: ['x', 'y'], methods: ['norm'] },
    ]);
    const int = (text: string) => ({ type: 'number', of: 'int', text });
    expect(outcomes).toEqual([
      {
        value: {
          type: 'instance',
          class: 'Point',
          fields: [
            ['x', int('1')],
            ['y', int('2')],
          ],
        },
      },
      { value: int('1') },
    ]);
  });

  it('does each probe on its own, and prints beside the value', async () => {
    const source =
      'seen = []\ndef f(a, b=[]):\n    seen.append(a)\n    b.append(a)\n    print("called")\n    return b';
    const { plain, outcomes } = await run('python', source, [
      call('f', '1'),
      call('f', '2'),
      expression('len(seen)'),
    ]);
    expect(plain).toEqual([[1], [2], 0]);
    expect(outcomes[0]).toHaveProperty('stdout', 'called\n');
  });

  it.each([
    ['n = int(input())\nprint(n + sum(int(input()) for _ in range(2)))', '6\n'],
    ['import sys\nprint(sum(map(int, sys.stdin.read().split())))', '6\n'],
    ['import sys\nfor line in sys.stdin: print(line.strip(), end=";")', '1;2;3;'],
    ['print(open(0).read().count("\\n"))', '3\n'],
    ['def main():\n    print(input("? "))\nif __name__ == "__main__":\n    main()', '1\n'],
    ['import sys\nprint("a")\nsys.exit(0)\nprint("b")', 'a\n'],
    [
      'import asyncio\nasync def main():\n    await asyncio.sleep(1000)\n    print("done")\nasyncio.run(main())',
      'done\n',
    ],
  ])('runs as a script: %s', async (source, printed) => {
    expect((await run('python', source, [stdin('1\n2\n3\n')])).plain).toEqual([printed]);
  });

  it('tells kinds of exceptions, and what cannot be run', async () => {
    const source =
      'class Own(ValueError): pass\ndef f(n):\n    if n: raise Own("no")\n    import numpy\ndef g(): return g()';
    const { outcomes } = await run('python', source, [
      ...[call('f', '1'), call('f', '0'), call('g'), expression('assert f is g'), expression('missing')],
    ]);
    expect(outcomes).toMatchObject([
      ...[
        { threw: 'Own', message: 'no' },
        { cannot: 'The module "numpy" is not there.' },
        { threw: 'RecursionError' },
      ],
      ...[{ threw: 'AssertionError' }, { threw: 'NameError' }],
    ]);
  });
});

describe('both', () => {
  it.each([
    [
      'python',
      'import random, time, os\ndef f(): return [random.random(), hash("a"), list({"a", "b", "c"}), time.time(), os.urandom(3)]',
    ],
    ['javascript', 'const f = () => [Math.random(), Date.now(), new Date().getHours(), performance.now()]'],
  ] as const)('%s is the same each time, and another with another seed', async (language, source) => {
    const [first, again, other] = [
      await run(language, source, [call('f')], 1),
      await run(language, source, [call('f')], 1),
      await run(language, source, [call('f')], 2),
    ];
    expect(again).toEqual(first);
    expect(other.outcomes[0]).toHaveProperty('value');
    expect(other).not.toEqual(first);
  });

  it('one probe without end does not take the others with it', async () => {
    const probes = [call('f', '0'), call('f', '1'), call('f', '0')];
    for (const [language, source] of [
      ['python', 'def f(n):\n    while n: pass\n    return 7'],
      ['javascript', 'function f(n) { while (n); return 7 }'],
    ] as const)
      expect((await run(language, source, probes)).plain).toEqual([
        7,
        { cannot: 'It did not end in time.' },
        7,
      ]);
  });

  it('a program that is too long or asks too much is not run', async () => {
    const { loaded } = await run('python', '#'.repeat(500_000), []);
    expect(loaded.cannot).toBe('The program is too long to be run.');
    const many = await run(
      'python',
      '',
      Array.from({ length: 501 }, () => expression('1')),
    );
    expect(many.outcomes).toHaveLength(501);
  });
});
