/** Members, overloads, decorators and imports. */
import { describe, expect, it } from 'vitest';
import { ci, over, pyf, reducer, shopGo, sql } from './moreFiles';
import { at, check, fence, R, type Case } from './playAnswer';

const cases: Case[] = [
  [
    'ci whole',
    fence('yaml .github/workflows/ci.yml', ci.replace('npm test', 'npm run test')),
    at('.github/workflows/ci.yml', ci),
    R(ci, 'npm test', 'npm run test'),
  ],
  [
    'sql view',
    fence('sql', 'create or replace view active as select id from users;\n'),
    at('a.sql', sql),
    'asks',
  ],
  [
    'switch case fragment with selection',
    fence('ts', "case 'clear':\n  return -1;\n"),
    at('r.ts', reducer, { selected: [9, 10] }),
    R(reducer, 'return 0;\n    default', 'return -1;\n    default'),
  ],
  [
    'function with elided switch',
    fence(
      'ts',
      "export function reducer(state: number, action: Action): number {\n  switch (action.type) {\n    // ... existing cases ...\n    case 'clear':\n      return -1;\n    default:\n      return state;\n  }\n}\n",
    ),
    at('r.ts', reducer),
    R(reducer, 'return 0;\n    default', 'return -1;\n    default'),
  ],
  [
    'function with new case amid',
    fence(
      'ts',
      "export function reducer(state: number, action: Action): number {\n  switch (action.type) {\n    case 'add':\n      return state + 1;\n    // ... existing cases ...\n    case 'double':\n      return state * 2;\n    default:\n      return state;\n  }\n}\n",
    ),
    at('r.ts', reducer),
    R(reducer, '    default:', "    case 'double':\n      return state * 2;\n    default:"),
  ],
  [
    'object member method',
    fence('ts', 'onAdd() {\n  return 2;\n},\n'),
    at('r.ts', reducer),
    (t, n) => {
      if (n.length) return;
      expect(t).toBe(R(reducer, 'return 1;', 'return 2;'));
    },
  ],
  [
    'object elided',
    fence('ts', 'export const handlers = {\n  // ...existing handlers\n  onReset: () => -1,\n};\n'),
    at('r.ts', reducer),
    R(reducer, '  onClear: () => 0,\n', '  onClear: () => 0,\n  onReset: () => -1,\n'),
  ],
  [
    'private arrow field',
    fence('ts', 'private helper = () => {\n  return 5;\n};\n'),
    at('r.ts', reducer),
    R(reducer, 'return this.#state;', 'return 5;'),
  ],
  [
    'async method with try',
    fence(
      'ts',
      'async load(url: string): Promise<void> {\n  try {\n    const response = await fetch(url);\n    this.#state = await response.json();\n  } catch {\n    // ignored\n  }\n}\n',
    ),
    at('r.ts', reducer),
    (t, n) => {
      expect(n).toEqual([]);
      expect(t).toContain('  async load(url: string): Promise<void> {\n    try {\n      const response');
      expect(t).toContain('private helper');
    },
  ],
  [
    'type alias',
    fence('ts', "type Action = { type: 'add' } | { type: 'clear' } | { type: 'double' };\n"),
    at('r.ts', reducer),
    R(reducer, "{ type: 'clear' };", "{ type: 'clear' } | { type: 'double' };"),
  ],
  [
    'private field',
    fence('ts', '#state = initial ?? 0;\n'),
    at('r.ts', reducer),
    (t, n) => {
      if (n.length) return;
      expect(t).toBe(R(reducer, '#state = initial;', '#state = initial ?? 0;'));
    },
  ],
  [
    'export default class partial',
    fence(
      'ts',
      'export default class Store {\n  // ... existing code ...\n\n  clear(): void {\n    this.#state = initial;\n  }\n}\n',
    ),
    at('r.ts', reducer),
    (t, n) => {
      expect(n).toEqual([]);
      expect(t).toContain('export default class Store {\n  static instance');
      expect(t).toContain('  };\n\n  clear(): void {\n    this.#state = initial;\n  }\n}\n');
    },
  ],
  [
    'overload implementation only',
    fence(
      'ts',
      'export function parse(text: string, radix = 10): number {\n  return Number.parseInt(text, radix);\n}\n',
    ),
    at('o.ts', over),
    R(over, 'return parseInt', 'return Number.parseInt'),
  ],
  [
    'all overloads',
    fence(
      'ts',
      'export function parse(text: string): number;\nexport function parse(text: string, radix: number): number;\nexport function parse(text: string, radix = 10): number {\n  return Number.parseInt(text, radix);\n}\n',
    ),
    at('o.ts', over),
    R(over, 'return parseInt', 'return Number.parseInt'),
  ],
  [
    'route function with decorator',
    fence('python', '@app.route("/items")\ndef items():\n    return jsonify([1])\n'),
    at('app.py', pyf),
    R(pyf, 'jsonify([])', 'jsonify([1])'),
  ],
  [
    'route function with other decorator',
    fence('python', '@app.route("/items", methods=["GET"])\ndef items():\n    return jsonify([1])\n'),
    at('app.py', pyf),
    R(R(pyf, 'jsonify([])', 'jsonify([1])'), '"/items")', '"/items", methods=["GET"])'),
  ],
  [
    'new route with the same imports',
    fence(
      'python',
      'from flask import Flask, jsonify, request\n\n@app.route("/echo", methods=["POST"])\ndef echo():\n    return request.data\n',
    ),
    at('app.py', pyf),
    (t, n) => {
      if (n.length) return;
      expect(t).toContain('import Flask, jsonify, request');
      expect(t).toContain('def health');
    },
  ],
  [
    'dict',
    fence('python', 'CONFIG = {\n    "debug": False,\n    "port": 5000,\n}\n'),
    at('app.py', pyf),
    R(pyf, 'True', 'False'),
  ],
  [
    'run in two classes, caret in second',
    fence('python', 'def run(self):\n    return 20\n'),
    at('app.py', pyf, { line: 31 }),
    R(pyf, 'return 2\n', 'return 20\n'),
  ],
  [
    'run in two classes, no caret',
    fence('python', 'def run(self):\n    return 20\n'),
    at('app.py', pyf, { line: 1 }),
    'asks',
  ],
  [
    'derived class given with one',
    fence(
      'python',
      'class Derived(Base):\n    def run(self):\n        return 20\n\n    # ... other methods unchanged\n',
    ),
    at('app.py', pyf),
    R(pyf, 'return 2\n', 'return 20\n'),
  ],
  [
    'async method with docstring',
    fence('python', '    async def later(self):\n        """Waits long."""\n        return 30\n'),
    at('app.py', pyf),
    R(pyf, /"""Waits\.[\s\S]*?return 3/, '"""Waits long."""\n        return 30'),
  ],
  [
    'python tabs answer into blanks file',
    fence('python', 'def health():\n\tif app:\n\t\treturn "ok"\n\treturn "no"\n'),
    at('app.py', pyf),
    R(pyf, '    return "ok"', '    if app:\n        return "ok"\n    return "no"'),
  ],
  [
    'python pass elision with Ellipsis body',
    fence(
      'python',
      'class Base:\n    def run(self):\n        ...\n\n    def stop(self):\n        return 0\n',
    ),
    at('app.py', pyf),
    (t, n) => {
      if (n.length) return;
      expect(t).toContain('        return 1');
      expect(t).toContain('def stop');
    },
  ],
  [
    'go one-line func',
    fence('go', 'func New() *Cart { return &Cart{items: nil} }\n'),
    at('cart.go', shopGo),
    R(shopGo, '&Cart{}', '&Cart{items: nil}'),
  ],
  ['go const', fence('go', 'const Max = 20\n'), at('cart.go', shopGo), R(shopGo, 'Max = 10', 'Max = 20')],
];

describe('a member goes where it belongs, or asks:', () => {
  it.each(cases)('%s', (_, answer, desk, expected) => check(answer, desk, expected));
});
