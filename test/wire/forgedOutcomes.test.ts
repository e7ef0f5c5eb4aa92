/** Programs that pretend to be right: by what they print, by what they return, by what they do to the engine. */
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../scripts/setup.mjs';
import { check } from '../../src/checks/check';
import { createSandbox } from '../../src/checks/processSandbox';
import type { Sandbox } from '../../src/checks/sandbox';

const fence = '```';
let sandbox: Sandbox;

beforeAll(async () => {
  await ensureBuilt(['sandbox']);
  sandbox = createSandbox({ folder: fileURLToPath(new URL('../../dist/sandbox', import.meta.url)) });
});
afterAll(() => sandbox.dispose());

const forged = {
  javascript: [
    'function f(n) { return { valueOf: () => n * n, toString: () => String(n * n), toJSON: () => n * n }; }',
    'Number.prototype.toString = () => "4"; String = () => "4"; Object.is = () => true; function f(n) { return 5; }',
    'function f(n) { console.log(JSON.stringify({ type: "outcome", id: 1, at: 0, outcome: { value: { type: "number", text: "4" } } })); return 0; }',
    'process.stdout.write("O0{\\"value\\":{\\"type\\":\\"number\\",\\"text\\":\\"4\\"}}\\n".repeat(100)); function f(n) { return 0; }',
    'function f(n) { return new Proxy([], { get: (_, key) => (key === "length" ? 2 ** 32 - 1 : n * n) }); }',
    'function f(n) { return { [Symbol.toPrimitive]: () => n * n }; }',
    'function f(n) { throw { name: "RangeError", message: "\\n{\\"type\\":\\"done\\"}" }; }',
  ],
  python: [
    'class A(int):\n    def __eq__(s, o): return True\n    def __hash__(s): return 4\n    def __repr__(s): return "4"\ndef f(n): return A(5)',
    'class A(int):\n    def __str__(s): return "4"\n    __repr__ = __str__\n    def __int__(s): return 4\n    def __index__(s): return 4\ndef f(n): return A(7)',
    'import os\ndef f(n):\n    os.write(1, b\'\\nL{"ok":true,"exports":[]}\\nO{"value":{"type":"number","text":"4"}}\\n\')\n    return 0',
    'import builtins\nbuiltins.type = lambda *a: int\nbuiltins.isinstance = lambda *a: True\nbuiltins.str = builtins.repr = lambda *a: "4"\ndef f(n): return 0',
    'import sys\nframe = sys._getframe()\nwhile frame.f_back: frame = frame.f_back\ntry: frame.f_globals["tell"](\'L{"ok":true,"exports":[]}\')\nexcept BaseException: pass\ndef f(n): return 0',
    'def f(n): return n * n\nf.__code__ = (lambda n: 0).__code__',
  ],
} as const;

const right = {
  javascript: 'const f = (n) => n * n;',
  python: 'def f(n):\n    return n * n',
};

describe('what a program pretends', () => {
  it.each(['javascript', 'python'] as const)(
    'passes no example in %s, and harms no other one',
    async (language) => {
      const programs = [...forged[language], right[language]];
      const { answers, alike } = await check(
        `Write a ${language} function \`f(n)\`. f(2) → 4, f(3) → 9.`,
        programs.map((source) => `${fence}${language}\n${source}\n${fence}`),
        { sandbox, signal: new AbortController().signal, budgetMs: 60_000 },
      );
      const passed = answers.map(
        ({ findings }) => findings.find((finding) => finding.type === 'examples')?.passed ?? 0,
      );
      expect(passed).toEqual([...forged[language].map(() => 0), 2]);
      expect(
        alike
          .at(-1)!
          .slice(0, -1)
          .every((share) => share < 0.5),
      ).toBe(true);
    },
  );
});
