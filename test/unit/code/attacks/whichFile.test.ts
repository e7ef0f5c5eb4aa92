/** Answers that say in many ways which file they are for, and how much of it they show. */
import { describe, expect, it } from 'vitest';
import { cart } from '../everyday/files';
import { at, check, F, fence, orAsks, R, type Case, type Desk } from '../everyday/playAnswer';

const remove = 'remove(sku: string): void {\n  this.items = [];\n}\n';
const removed = R(cart, 'this.items.filter((item) => item.sku !== sku)', '[]');
const other = R(cart, 'export function emptyCart', 'export function fullCart');
/** The file that is meant, and one that is open and would take the code as well. */
const desk = (path = 'src/cart.ts'): Desk => ({
  files: { [path]: cart, 'src/other.ts': other },
  active: 'src/other.ts',
});
const goesTo = (path = 'src/cart.ts') => ({ [path]: removed, 'src/other.ts': other });

const infos: Case[] = [
  'ts:src/cart.ts',
  'ts src/cart.ts',
  'src/cart.ts',
  'ts {1,3} title="src/cart.ts"',
  'ts title=src/cart.ts showLineNumbers',
  'ts // src/cart.ts',
  'typescript [src/cart.ts]',
  'ts (src/cart.ts)',
  '22:24:src/cart.ts',
  'ts src\\cart.ts',
  'ts ./src/cart.ts',
  'ts path=src/cart.ts lines=22-24',
  'ts src/cart.ts#L22-L24',
  'ts src/cart.ts:22',
  "ts file='src/cart.ts'",
  'ts {"path":"src/cart.ts"}',
].map((info) => [`the fence says ${info}`, fence(info, remove), desk(), goesTo()]);

const firstLines: Case[] = [
  '// src/cart.ts',
  '// File: src/cart.ts',
  '// file: `src/cart.ts`',
  '/* src/cart.ts */',
  '// src/cart.ts (updated)',
  '// === src/cart.ts ===',
  '// ----- src/cart.ts -----',
  '// path: ./src/cart.ts',
  '// In src/cart.ts:',
  '// src\\cart.ts',
  '/** @file src/cart.ts */',
  '// cart.ts',
  '\n// src/cart.ts',
].map((line) => [`its first line is ${line}`, fence('ts', `${line}\n${remove}`), desk(), goesTo()]);

const leads: Case[] = [
  '### src/cart.ts',
  '### 1. `src/cart.ts` (changed)',
  '#### File: `src/cart.ts`',
  "Here's the updated `src/cart.ts`:",
  'And `src/cart.ts` becomes:',
  '**`src/cart.ts`** — the method',
  'Update `src/cart.ts` to empty it:',
  'The `remove` method in `src/cart.ts` should be:',
  'Change the method in `src/cart.ts` as follows:',
  '`src\\cart.ts`',
  '**File: src/cart.ts**',
  '- `src/cart.ts`:',
  '[src/cart.ts](src/cart.ts)',
  '`src/cart.ts` (lines 22–24):',
  'First, open `src/cart.ts` and replace the method with this:',
  'In der Datei `src/cart.ts`:',
  '<summary>src/cart.ts</summary>',
  '2) src/cart.ts —',
].map((lead) => [`the line above is ${lead}`, `${lead}\n\n${fence('ts', remove)}`, desk(), goesTo()]);

/** These name a file that is not the one that the code is for. */
const misleading: Case[] = [
  'Unlike `src/cart.ts`, this one keeps nothing:',
  'Tests for `src/cart.ts`:',
  'This is called from `src/cart.ts`:',
  'Compare with `src/cart.ts`:',
  'Do not change `src/cart.ts`:',
  'It was like this in `src/cart.ts` before:',
].map((lead) => [
  `the line above speaks of another file: ${lead}`,
  `${lead}\n\n${fence('ts', remove)}`,
  desk(),
  { 'src/cart.ts': cart },
]);

const cases: Case[] = [
  [
    'a path with blanks in quotes',
    fence('ts title="my shop/the cart.ts"', remove),
    desk('my shop/the cart.ts'),
    goesTo('my shop/the cart.ts'),
  ],
  [
    'a path with blanks in a comment',
    fence('ts', `// my shop/the cart.ts\n${remove}`),
    desk('my shop/the cart.ts'),
    goesTo('my shop/the cart.ts'),
  ],
  [
    'a path with blanks above',
    `**\`my shop/the cart.ts\`**\n\n${fence('ts', remove)}`,
    desk('my shop/the cart.ts'),
    goesTo('my shop/the cart.ts'),
  ],
  ['a path that leads out', fence('ts ../../etc/cart.ts', remove), desk(), 'refused'],
  ['a path that leads out of Windows', fence('ts title="C:\\Users\\cart.ts"', remove), desk(), 'refused'],
  ['a path that leads out in a comment', fence('ts', `// ../cart.ts\n${remove}`), desk(), 'refused'],
  [
    'a path from the root',
    fence('ts', `// /src/cart.ts\n${remove}`),
    desk(),
    (text, notes, files) => {
      expect(files.get('src/other.ts')).toBe(other);
      expect(text).toBe(notes.length > 0 ? cart : removed);
    },
  ],
  [
    'the comment behind the line that runs a script',
    fence('python', '#!/usr/bin/env python3\n# tools/run.py\nimport sys\n\n\ndef main():\n    return 2\n'),
    {
      files: {
        'tools/run.py': '#!/usr/bin/env python3\nimport sys\n\n\ndef main():\n    return 1\n',
        'a.py': 'import sys\n\n\ndef main():\n    return 0\n',
      },
      active: 'a.py',
    },
    {
      'tools/run.py': '#!/usr/bin/env python3\n# tools/run.py\nimport sys\n\n\ndef main():\n    return 2\n',
      'a.py': 'import sys\n\n\ndef main():\n    return 0\n',
    },
  ],
  [
    'the comment behind the start of PHP',
    fence(
      'php',
      '<?php\n// src/Cart.php\n\nclass Cart\n{\n    public function total(): int\n    {\n        return 2;\n    }\n}\n',
    ),
    {
      files: {
        'src/Cart.php':
          '<?php\n\nclass Cart\n{\n    public function total(): int\n    {\n        return 1;\n    }\n}\n',
        'a.php': '<?php\n\nclass Cart\n{\n}\n',
      },
      active: 'a.php',
    },
    (text, _, files) => {
      expect(text).toContain('return 2;');
      expect(files.get('a.php')).toBe('<?php\n\nclass Cart\n{\n}\n');
    },
  ],
  [
    'before and after, each below its word',
    `In \`src/cart.ts\`:\n\nBefore:\n\n${fence('ts src/cart.ts', '  remove(sku: string): void {\n    this.items = this.items.filter((item) => item.sku !== sku);\n  }\n')}\nAfter:\n\n${fence('ts src/cart.ts', remove)}`,
    at('src/cart.ts', cart),
    removed,
  ],
  [
    'before and after, and only the first names the file',
    `Before (\`src/cart.ts\`):\n\n${fence('ts', '  remove(sku: string): void {\n    this.items = this.items.filter((item) => item.sku !== sku);\n  }\n')}\nAfter:\n\n${fence('ts', remove)}`,
    desk(),
    (text, _, files) => {
      expect([cart, removed]).toContain(text);
      expect(files.get('src/other.ts')).toBe(other);
    },
  ],
  [
    'before and after with another name',
    `**src/cart.ts**, before:\n\n${fence('ts src/cart.ts', 'get size(): number {\n  return this.items.length;\n}\n')}\nAfter:\n\n${fence('ts src/cart.ts', 'get count(): number {\n  return this.items.length;\n}\n')}`,
    at('src/cart.ts', cart),
    orAsks(R(cart, 'get size()', 'get count()')),
  ],
  [
    'after, then before',
    `After:\n\n${fence('ts src/cart.ts', remove)}\nBefore, it was:\n\n${fence('ts src/cart.ts', '  remove(sku: string): void {\n    this.items = this.items.filter((item) => item.sku !== sku);\n  }\n')}`,
    at('src/cart.ts', cart),
    removed,
  ],
  [
    'old and new in one block',
    fence(
      'ts src/cart.ts',
      `// Before\nremove(sku: string): void {\n  this.items = this.items.filter((item) => item.sku !== sku);\n}\n\n// After\n${remove}`,
    ),
    at('src/cart.ts', cart),
    orAsks(removed),
  ],
  [
    'old and new in one block with other names',
    fence(
      'ts src/cart.ts',
      '// Before\nget size(): number {\n  return this.items.length;\n}\n\n// After\nget count(): number {\n  return this.items.length;\n}\n',
    ),
    at('src/cart.ts', cart),
    orAsks(R(cart, 'get size()', 'get count()')),
  ],
  [
    'a file in two blocks',
    `${fence('ts src/cart.ts', `${cart.slice(0, cart.indexOf('/** Keeps'))}`)}\nand the class:\n\n${fence('ts src/cart.ts', removed.slice(removed.indexOf('/** Keeps')))}`,
    at('src/cart.ts', cart),
    removed,
  ],
  [
    'a new file in two blocks',
    `${fence('ts src/new.ts', 'export function a(): void {\n  one();\n}\n')}\nand below it:\n\n${fence('ts src/new.ts', 'export function b(): void {\n  two();\n}\n')}`,
    at('src/cart.ts', cart),
    (_, notes, files) => {
      if (notes.length === 0)
        expect(files.get('src/new.ts')).toBe(
          'export function a(): void {\n  one();\n}\n\nexport function b(): void {\n  two();\n}\n',
        );
    },
  ],
  [
    'the whole file, then how it is used',
    `${fence('ts src/cart.ts', removed)}\nUse it like this:\n\n${fence('ts', "const cart = emptyCart();\ncart.remove('a');\n")}`,
    at('src/cart.ts', cart),
    removed,
  ],
  [
    'a file, and its test that defines the same helper',
    `${fence('ts src/cart.ts', cart.slice(0, cart.indexOf('export function emptyCart')).trimEnd() + '\n')}\n${fence('ts test/cart.test.ts', "import { Cart } from '../src/cart';\n\nfunction emptyCart() {\n  return new Cart(1);\n}\n\nit('is empty', () => expect(emptyCart().size).toBe(0));\n")}`,
    at('src/cart.ts', cart),
    (text, notes) => {
      if (notes.length === 0) expect(text).toContain('emptyCart');
    },
  ],
  [
    'a Markdown file with fences in it',
    `${F}\`markdown README.md\n# Shop\n\n## Install\n\n${F}bash\nnpm ci\n${F}\n\n## Licence\n\nMIT\n${F}\`\n`,
    at('README.md', '# Shop\n\n## Install\n\nRun it.\n\n## Licence\n\nMIT\n'),
    `# Shop\n\n## Install\n\n${F}bash\nnpm ci\n${F}\n\n## Licence\n\nMIT\n`,
  ],
  [
    'a Markdown file with fences in it as long as its own',
    `${F}markdown README.md\n# Shop\n\n## Install\n\n${F}bash\nnpm ci\n${F}\n\n## Licence\n\nMIT\n${F}\n`,
    at('README.md', '# Shop\n\n## Install\n\nRun it.\n\n## Licence\n\nMIT\n'),
    orAsks(`# Shop\n\n## Install\n\n${F}bash\nnpm ci\n${F}\n\n## Licence\n\nMIT\n`),
  ],
  [
    'a file with a fence in a template',
    `${F}${F}ts src/prompt.ts\nexport const prompt = \`\n${F}\ncode\n${F}\n\`;\n${F}${F}\n`,
    at('src/prompt.ts', 'export const prompt = `code`;\n'),
    `export const prompt = \`\n${F}\ncode\n${F}\n\`;\n`,
  ],
  [
    'an answer that breaks off in its block',
    `${F}ts src/cart.ts\n${removed.slice(0, removed.indexOf('totalCents') + 40)}`,
    at('src/cart.ts', cart),
    (text, notes) => {
      if (notes.length === 0) expect(text).toContain('export function emptyCart');
    },
  ],
];

describe('the file that is meant is changed, and no other:', () => {
  it.each([...cases, ...infos, ...firstLines, ...leads, ...misleading])('%s', (_, answer, place, expected) =>
    check(answer, place, expected),
  );
});
