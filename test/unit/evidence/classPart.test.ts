/** A part of a class is no program: it says nothing against an answer that it does not run by itself. */
import { expect, it } from 'vitest';
import { isClassPart } from '../../../src/der/evidence/classPart';

const parts: readonly (readonly [language: string, text: string])[] = [
  ['javascript', '  /** The sum. */\n  totalCents() {\n    let total = 0;\n    return total;\n  }'],
  ['javascript', 'constructor(items) {\n  this.items = items;\n}'],
  ['javascript', '#count = 0;\n\nadd() {\n  this.#count += 1;\n}'],
  ['javascript', 'get size() {\n  return this.items.length;\n}'],
  ['javascript', 'static of(...items) { return new Cart(items); }'],
  ['javascript', 'async *pages(from = 0) {\n  yield from;\n}'],
  ['javascript', 'items = [];\n\nadd(name) {\n  this.items.push(name);\n}'],
  ['typescript', 'private readonly items: Item[] = [];'],
  ['typescript', 'public async load(id: string): Promise<Map<string, number>> {\n  return get(id);\n}'],
  ['typescript', 'map<T>(how: (item: Item) => T): T[] {\n  return this.items.map(how);\n}'],
  [
    'typescript',
    'add(\n  name: string,\n  cents: number,\n): void {\n  this.items.push({ name, cents });\n}',
  ],
  ['typescript', '@log()\nhandle(event: Event): void {\n  this.seen.add(event);\n}'],
  ['python', '    def total(self) -> int:\n        return sum(self.items)'],
  ['python', '@classmethod\ndef of(cls, *items):\n    return cls(items)'],
];

const programs: readonly (readonly [language: string, text: string])[] = [
  ['javascript', 'function total(items) {\n  return items.length;\n}'],
  ['javascript', 'class Cart {\n  total() {\n    return 1;\n  }\n}'],
  ['javascript', 'if (ready) {\n  start();\n}\nfor (const a of b) {\n  use(a);\n}\nwhile (x) {\n  y();\n}'],
  ['javascript', 'describe("cart", () => {\n  it("adds", () => {});\n});'],
  ['javascript', 'const make = (a) => {\n  return a;\n};\nlabel: for (;;) {\n  break label;\n}'],
  ['javascript', 'try {\n  read();\n} catch (error) {\n  tell(error);\n}'],
  ['javascript', 'switch (kind) {\n  case 1: break;\n}\nrun(\n  1,\n);'],
  ['javascript', 'async function load() {\n}\nfunction* pages() {\n}\nexport default function (a) {\n}'],
  ['javascript', 'function add(\n  a,\n  b,\n) {\n  return a + b;\n}'],
  ['javascript', 'get("/items", (request) => {\n  return 1;\n});\nset(1);'],
  ['typescript', 'export const a: Record<string, () => void> = {\n  run() {\n    go();\n  },\n};'],
  [
    'typescript',
    'interface Shape {\n  area(): number;\n}\nfunction f(this: Shape): number {\n  return 1;\n}',
  ],
  ['typescript', 'declare function f(a: number): void;\nabstract class A {\n}\nreadonly;'],
  ['python', 'def total(items):\n    return sum(items)'],
  ['python', 'class Cart:\n    def total(self):\n        return 1\n\ndef make(self):\n    return Cart()'],
  ['go', 'func (c Cart) Total() int {\n\treturn 1\n}'],
];

it.each(parts)('takes this %s for a part of a class: %s', (language, text) => {
  expect(isClassPart({ language, text })).toBe(true);
});

it.each(programs)('takes this %s for a program: %s', (language, text) => {
  expect(isClassPart({ language, text })).toBe(false);
});
