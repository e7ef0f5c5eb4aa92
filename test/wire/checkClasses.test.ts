/** Classes that the question gives no name, under whatever name and export they are written. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { check } from '../../src/checks/check';
import type { Sandbox } from '../../src/checks/sandbox';
import { askedOf } from '../../src/der/evidence/asked';
import { builtSandbox } from './sandbox/support';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await builtSandbox();
});
afterAll(() => sandbox.dispose());

const body = (get: string) => `{
  constructor(capacity) { this.capacity = capacity; this.items = new Map(); }
  get(key) {
    ${get}
  }
  put(key, value) {
    this.items.delete(key);
    this.items.set(key, value);
    if (this.items.size > this.capacity) this.items.delete(this.items.keys().next().value);
  }
}`;
const right = body(
  'if (!this.items.has(key)) return -1; const value = this.items.get(key); this.items.delete(key); this.items.set(key, value); return value;',
);
const wrong = body('return this.items.has(key) ? this.items.get(key) : -1;');
const answers = [
  `class LRUCache ${right}`,
  `export default class LRU ${right}`,
  `export default class ${right}`,
  `class Cache ${right}\n\nmodule.exports = Cache;`,
  `class LRUCache ${wrong}`,
].map((code) => `Here it is:\n\n\`\`\`js\n${code}\n\`\`\`\n`);

it.each([
  ['Write a function that toggles a class in JavaScript', 'function'],
  ['Create a helper that adds a class', 'function'],
  ['Write a method of a class', 'function'],
  ['Implement a bounded priority queue class', 'class'],
  ['I need a TypeScript event emitter class with on and off', 'class'],
])('%s: asks for a %s', (question, kind) => {
  expect(askedOf(question).kind).toBe(kind);
});

it('tells right ones from wrong ones', async () => {
  const { alike } = await check(
    'Implement an LRU cache class in JavaScript with get(key) and put(key, value); get of a key that is not there gives -1.',
    answers,
    { sandbox, signal: new AbortController().signal, budgetMs: 60_000 },
  );
  expect(alike.slice(0, 4).map((row) => row.slice(0, 4))).toEqual(
    Array.from({ length: 4 }, () => [1, 1, 1, 1]),
  );
  for (const row of alike.slice(0, 4)) expect(row[4]).toBeLessThan(1);
});
