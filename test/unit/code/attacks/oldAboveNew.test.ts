/** Changes that show the old lines above the new ones. */
import { describe, expect, it } from 'vitest';
import { cart } from '../everyday/files';
import { at, check, fence, orAsks, R, type Case } from '../everyday/playAnswer';

const limit = R(cart, 'LIMIT = 100', 'LIMIT = 5');

const cases: Case[] = [
  [
    'old above new for a path of Windows',
    fence(
      'ts',
      'src\\cart.ts\n<<<<<<< SEARCH\nconst LIMIT = 100;\n=======\nconst LIMIT = 5;\n>>>>>>> REPLACE\n',
    ),
    { files: { 'src/cart.ts': cart, 'src/other.ts': 'const LIMIT = 100;\n' }, active: 'src/other.ts' },
    { 'src/cart.ts': limit, 'src/other.ts': 'const LIMIT = 100;\n' },
  ],
  [
    'old above new for a path with blanks',
    fence(
      'ts',
      'my shop/cart.ts\n<<<<<<< SEARCH\nconst LIMIT = 100;\n=======\nconst LIMIT = 5;\n>>>>>>> REPLACE\n',
    ),
    { files: { 'my shop/cart.ts': cart, 'src/other.ts': 'const LIMIT = 100;\n' }, active: 'src/other.ts' },
    { 'my shop/cart.ts': limit, 'src/other.ts': 'const LIMIT = 100;\n' },
  ],
  [
    'old above new for a file without an ending',
    fence('', 'docker/Dockerfile\n<<<<<<< SEARCH\nFROM node:20\n=======\nFROM node:22\n>>>>>>> REPLACE\n'),
    {
      files: { 'docker/Dockerfile': 'FROM node:20\n', 'src/other.ts': 'FROM node:20\n' },
      active: 'src/other.ts',
    },
    { 'docker/Dockerfile': 'FROM node:22\n', 'src/other.ts': 'FROM node:20\n' },
  ],
  [
    'old above new with the path as a comment and in marks',
    fence(
      'ts',
      '// `src/cart.ts`\n<<<<<<< SEARCH\nconst LIMIT = 100;\n=======\nconst LIMIT = 5;\n>>>>>>> REPLACE\n',
    ),
    { files: { 'src/cart.ts': cart, 'src/other.ts': 'const LIMIT = 100;\n' }, active: 'src/other.ts' },
    { 'src/cart.ts': limit, 'src/other.ts': 'const LIMIT = 100;\n' },
  ],
  [
    'old above new in two files of one block',
    fence(
      '',
      'src/cart.ts\n<<<<<<< SEARCH\nconst LIMIT = 100;\n=======\nconst LIMIT = 5;\n>>>>>>> REPLACE\n\nsrc/other.ts\n<<<<<<< SEARCH\nconst LIMIT = 100;\n=======\nconst LIMIT = 7;\n>>>>>>> REPLACE\n',
    ),
    { files: { 'src/cart.ts': cart, 'src/other.ts': 'const LIMIT = 100;\n' } },
    { 'src/cart.ts': limit, 'src/other.ts': 'const LIMIT = 7;\n' },
  ],
  [
    'old above new where nothing is new',
    fence(
      'ts src/cart.ts',
      '<<<<<<< SEARCH\n  remove(sku: string): void {\n    this.items = this.items.filter((item) => item.sku !== sku);\n  }\n\n=======\n>>>>>>> REPLACE\n',
    ),
    at('src/cart.ts', cart),
    R(cart, /  remove[^}]*}\n\n/, ''),
  ],
  [
    'old above new with places left out',
    fence(
      'ts src/cart.ts',
      '<<<<<<< SEARCH\n  totalCents(): number {\n    let total = 0; // cents\n...\n    return total;\n=======\n  totalCents(): number {\n    let total = 0;\n...\n    return Math.round(total);\n>>>>>>> REPLACE\n',
    ),
    at('src/cart.ts', cart),
    orAsks(R(R(cart, ' // cents', ''), 'return total;', 'return Math.round(total);')),
  ],
  [
    'old above new without indentation',
    fence(
      'ts src/cart.ts',
      '<<<<<<< SEARCH\nget size(): number {\n  return this.items.length;\n}\n=======\nget size(): number {\n  if (!this.items) return 0;\n  return this.items.length;\n}\n>>>>>>> REPLACE\n',
    ),
    at('src/cart.ts', cart),
    R(cart, '    return this.items.length;', '    if (!this.items) return 0;\n    return this.items.length;'),
  ],
  [
    'old above new whose marks are never closed',
    fence('ts src/cart.ts', '<<<<<<< SEARCH\nconst LIMIT = 100;\n=======\nconst LIMIT = 5;\n'),
    at('src/cart.ts', cart),
    (text) => expect([cart, limit]).toContain(text),
  ],
  [
    'old above new, and the next begins before the first is closed',
    fence(
      'ts src/cart.ts',
      '<<<<<<< SEARCH\nconst LIMIT = 100;\n=======\nconst LIMIT = 5;\n\n<<<<<<< SEARCH\n  return new Cart();\n=======\n  return new Cart(5);\n>>>>>>> REPLACE\n',
    ),
    at('src/cart.ts', cart),
    orAsks(R(limit, 'return new Cart()', 'return new Cart(5)')),
  ],
  [
    'a conflict of git',
    fence('ts src/cart.ts', '<<<<<<< HEAD\nconst LIMIT = 100;\n=======\nconst LIMIT = 5;\n>>>>>>> main\n'),
    at('src/cart.ts', cart),
    (text) => expect(text).toBe(cart),
  ],
];

describe('old lines above new ones are a change, or refused:', () => {
  it.each(cases)('%s', (_, answer, desk, expected) => check(answer, desk, expected));
});
