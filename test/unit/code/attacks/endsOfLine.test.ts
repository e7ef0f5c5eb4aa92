/** Answers for files with other ends of line, a mark at their start, or no newline at their end. */
import { describe, expect, it } from 'vitest';
import { cart } from '../everyday/files';
import { at, check, fence, R, type Case } from '../everyday/playAnswer';

const remove = 'remove(sku: string): void {\n  this.items = [];\n}\n';
const removed = R(cart, 'this.items.filter((item) => item.sku !== sku)', '[]');
const windows = (text: string) => text.replaceAll('\n', '\r\n');

const cases: Case[] = [
  [
    'a file of Windows, a method',
    fence('ts src/cart.ts', remove),
    at('src/cart.ts', windows(cart)),
    windows(removed),
  ],
  [
    'a file of Windows, all of it',
    fence('ts src/cart.ts', removed),
    at('src/cart.ts', windows(cart)),
    windows(removed),
  ],
  [
    'a file of Windows, a part of a class',
    fence(
      'ts src/cart.ts',
      `export class Cart {\n  // ... existing code ...\n${remove.replace(/^(?=.)/gm, '  ')}  // ... existing code ...\n}\n`,
    ),
    at('src/cart.ts', windows(cart)),
    windows(removed),
  ],
  [
    'a file of Windows, old above new',
    fence(
      'ts src/cart.ts',
      '<<<<<<< SEARCH\nconst LIMIT = 100;\n\n=======\nconst LIMIT = 5;\nconst MORE = 6;\n\n>>>>>>> REPLACE\n',
    ),
    at('src/cart.ts', windows(cart)),
    windows(R(cart, 'LIMIT = 100;', 'LIMIT = 5;\nconst MORE = 6;')),
  ],
  [
    'a file with one end of Windows amid others, a method',
    fence('ts src/cart.ts', remove),
    at('src/cart.ts', R(cart, 'LIMIT = 100;\n', 'LIMIT = 100;\r\n')),
    (text) => {
      expect(text.split('\r\n').length).toBeLessThanOrEqual(2);
      expect(text.replaceAll('\r', '')).toBe(removed);
    },
  ],
  [
    'a mark at the start, a method',
    fence('ts src/cart.ts', remove),
    at('src/cart.ts', `\ufeff${cart}`),
    `\ufeff${removed}`,
  ],
  [
    'no newline at the end, the last function',
    fence('ts src/cart.ts', 'export function emptyCart(): Cart {\n  return new Cart(1);\n}\n'),
    at('src/cart.ts', cart.trimEnd()),
    R(cart, 'return new Cart()', 'return new Cart(1)').trimEnd(),
  ],
  [
    'no newline at the end, a new function',
    fence('ts src/cart.ts', 'export function fullCart(): Cart {\n  return new Cart(1);\n}\n'),
    at('src/cart.ts', cart.trimEnd()),
    (text) =>
      expect(text.trimEnd()).toBe(`${cart}\nexport function fullCart(): Cart {\n  return new Cart(1);\n}`),
  ],
];

describe('a file keeps its ends of line and what it begins with:', () => {
  it.each(cases)('%s', (_, answer, desk, expected) => check(answer, desk, expected));
});
