/** Whole answers, checked in the real sandbox: right programs agree, wrong ones are told apart. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../scripts/setup.mjs';
import { check } from '../../src/checks/check';
import { createSandbox } from '../../src/checks/processSandbox';
import type { Sandbox } from '../../src/checks/sandbox';

/** Function expressions of which it is known that they are right or wrong. */
interface Task {
  readonly question: string;
  readonly right: readonly string[];
  readonly wrong: readonly string[];
}

const tasks = readFileSync(new URL('data/tasks.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Task);

/** Every fifth; all of them with `DER_TASKS=all`. */
const tried = process.env['DER_TASKS'] === 'all' ? tasks : tasks.filter((_, at) => at % 5 === 0);

const fence = '```';
let sandbox: Sandbox;

beforeAll(async () => {
  await ensureBuilt(['sandbox']);
  sandbox = createSandbox({ folder: fileURLToPath(new URL('../../dist/sandbox', import.meta.url)) });
});
afterAll(() => sandbox.dispose());

const checked = (question: string | null, answers: readonly string[]) =>
  check(question, answers, { sandbox, signal: new AbortController().signal, budgetMs: 120_000 });

/** The same function as models give it: exported, under another name, as the default. */
function answerOf(name: string, program: string, form: number): string {
  if (form % 3 === 0) return `Here it is:\n\n${fence}js\nexport const ${name} = ${program};\n${fence}\n`;
  if (form % 3 === 1) {
    return `${fence}javascript src/solution.js\nconst solution = ${program};\n\nmodule.exports = { solution };\n${fence}`;
  }
  return `${fence}js\nconst ${name} = ${program};\nexport default ${name};\n${fence}\n\nIt runs in linear time.`;
}

describe('check', () => {
  it('finds right programs of many tasks alike, and tells wrong ones from them', async () => {
    expect(tasks.length).toBeGreaterThanOrEqual(80);
    const counts = { agreeing: 0, right: 0, apart: 0, wrong: 0 };
    for (const { question, right, wrong } of tried) {
      const name = /^\w+/.exec(question)![0];
      const answers = [...right, ...wrong].map((program, form) => answerOf(name, program, form));
      const { kind, alike } = await checked(`Write a JavaScript function ${question}.`, answers);
      expect(kind).toBe('program');
      right.forEach((_, at) => {
        right.slice(at + 1).forEach((__, other) => {
          counts.right += 1;
          counts.agreeing += Number(alike[at]![at + 1 + other] === 1);
        });
        wrong.forEach((__, other) => {
          counts.wrong += 1;
          counts.apart += Number(alike[at]![right.length + other]! < 1);
        });
      });
    }
    // Of a fifth of the tasks one pair is more than three in a hundred.
    expect(counts.right - counts.agreeing).toBeLessThanOrEqual(Math.max(1, 0.03 * counts.right));
    expect(counts.apart / counts.wrong).toBeGreaterThanOrEqual(0.92);
  });

  it('finds that four ways to reverse a string behave the same', async () => {
    const programs = [
      `${fence}ts src/reverse.ts\nexport function reverseString(s: string): string {\n  return s.split('').reverse().join('');\n}\n${fence}`,
      `${fence}typescript\nconst reverse = (str: string): string => [...str].reverse().join('');\nconsole.log(reverse('abc')); // "cba"\n${fence}`,
      `${fence}ts\nfunction rev(input: string): string {\n  let out = '';\n  for (const c of input) out = c + out;\n  return out;\n}\nexport default rev;\n${fence}`,
      `~~~ts\nexport function reverseString(s: string): string {\n  return s === '' ? '' : reverseString(s.slice(1)) + s[0];\n}\n~~~`,
    ];
    const { kind, alike, answers } = await checked(
      'Write a TypeScript function that reverses a string',
      programs,
    );
    expect(kind).toBe('program');
    expect(alike).toEqual(programs.map(() => programs.map(() => 1)));
    expect(answers[0]!.findings).toContainEqual({ type: 'tests', from: 1, passed: 1, failed: [] });
  });

  it('compares classes by what their methods give, and says what cannot be run', async () => {
    const stack = (pop: string) =>
      `${fence}js\nexport class Stack {\n  constructor() { this.items = []; }\n  push(item) { this.items.push(item); }\n  pop() { return ${pop}; }\n  size() { return this.items.length; }\n}\n${fence}`;
    const { alike } = await checked('Write a JavaScript class `Stack` with push, pop and size.', [
      stack('this.items.pop()'),
      stack('this.items.splice(-1)[0]'),
      stack('this.items.shift()'),
    ]);
    expect(alike[0]![1]).toBe(1);
    expect(alike[0]![2]).toBeLessThan(1);
    const go = await checked('Write a Go function.', [
      `${fence}go\npackage main\nfunc f() int { return 1 }\n${fence}`,
    ]);
    expect(go.answers[0]!.findings).toEqual([
      { type: 'cannot', what: 'run', reason: 'Programs in go are not run.' },
    ]);
  });

  it('fills what holds few things, and takes a property for the method of that name', async () => {
    const cache = (touch: string) =>
      `${fence}py\nclass LRUCache:\n    def __init__(self, capacity):\n        self.capacity = capacity\n        self.d = {}\n    def get(self, key):\n        if key not in self.d: return -1\n        ${touch}\n        return self.d[key]\n    def put(self, key, value):\n        self.d.pop(key, None)\n        self.d[key] = value\n        if len(self.d) > self.capacity: del self.d[next(iter(self.d))]\n${fence}`;
    const asked = 'Write a class LRUCache in Python with get(key) and put(key, value); -1 for a missing key.';
    const caches = await checked(asked, [cache('self.d[key] = self.d.pop(key)'), cache('pass')]);
    expect(caches.alike[0]![1]).toBeLessThan(1);
    const stack = (size: string) =>
      `${fence}js\nclass Stack {\n  items = [];\n  push(x) { this.items.push(x); }\n  ${size} { return this.items.length; }\n}\n${fence}`;
    const { alike } = await checked('Write a JavaScript class `Stack` with push and size.', [
      stack('get size()'),
      stack('size()'),
    ]);
    expect(alike[0]![1]).toBe(1);
  });

  it('calls what is another’s function under the name that was asked for', async () => {
    const { answers, alike } = await checked(
      'Write a Python function is_leap(year). 1900 → False, 2024 → True',
      [
        `${fence}python\nfrom calendar import isleap as is_leap\n${fence}`,
        `${fence}python\nimport calendar\nis_leap = calendar.isleap\n${fence}`,
      ],
    );
    for (const { findings } of answers)
      expect(findings).toContainEqual({ type: 'examples', passed: 2, failed: [] });
    expect(alike[0]![1]).toBe(1);
  });

  it('holds nothing against what nobody gave its arguments, or what is not there', async () => {
    const command = await checked('Write a Python CLI that prints a file. Use argparse.', [
      `${fence}python\nimport argparse\np = argparse.ArgumentParser()\np.add_argument("file")\nprint(open(p.parse_args().file).read())\n${fence}`,
    ]);
    expect(command.answers[0]!.findings.filter(({ type }) => type !== 'runs')).toEqual([
      { type: 'cannot', what: 'run', reason: 'It needs arguments of a command line.' },
    ]);
    const absent = await checked('Write a JavaScript function `parse(query)`. parse("a=1") → "a=1"', [
      `${fence}js\nfunction parse(query) { return new URLSearchParams(query).toString(); }\n${fence}`,
    ]);
    expect(absent.answers[0]!.findings.map(({ type }) => type)).toEqual(['runs', 'cannot']);
  });

  it('reads no final answer into an explanation, and compares short answers as values', async () => {
    const open = await checked('Explain who closes the connection.', [
      'In short, the answer: it depends on the caller.',
    ]);
    expect(open.answers[0]).toEqual({ kind: 'open', findings: [] });
    const short = await checked(null, ['{"answer": "19.4833"}', 'The answer is 19.48.', '\\boxed{21}']);
    expect(short.kind).toBe('short');
    expect(short.alike).toEqual([
      [1, 1, 0],
      [1, 1, 0],
      [0, 0, 1],
    ]);
  });
});
