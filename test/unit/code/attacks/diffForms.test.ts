/** Changes in the forms that models give them when they remember a form half. */
import { describe, expect, it } from 'vitest';
import { cart, py } from '../everyday/files';
import { at, check, fence, orAsks, R, type Case } from '../everyday/playAnswer';

const limit = R(cart, 'LIMIT = 100', 'LIMIT = 5');
const twins = `export function first(): number {
  const all = list();
  return all[0];
}

export function last(): number {
  const all = list();
  return all[0];
}
`;
const lastOfTwins = R(
  twins,
  /(last\(\): number \{\n  const all = list\(\);\n  return all)\[0\]/,
  'last(): number {\n  const all = list();\n  return all.at(-1)',
);

const patch = (lines: string) => fence('', `*** Begin Patch\n${lines}*** End Patch\n`);

const cases: Case[] = [
  [
    'a prefix on one side only',
    fence(
      'diff',
      '--- src/cart.ts\n+++ b/src/cart.ts\n@@ -10 +10 @@\n-const LIMIT = 100;\n+const LIMIT = 5;\n',
    ),
    at('src/cart.ts', cart),
    limit,
  ],
  [
    'paths of Windows',
    fence(
      'diff',
      '--- a\\src\\cart.ts\n+++ b\\src\\cart.ts\n@@ -10 +10 @@\n-const LIMIT = 100;\n+const LIMIT = 5;\n',
    ),
    at('src/cart.ts', cart),
    limit,
  ],
  [
    'paths with blanks',
    fence(
      'diff',
      '--- a/my shop/the cart.ts\n+++ b/my shop/the cart.ts\n@@ -10 +10 @@\n-const LIMIT = 100;\n+const LIMIT = 5;\n',
    ),
    at('my shop/the cart.ts', cart),
    limit,
  ],
  [
    'a time behind the path, set off by blanks',
    fence(
      'diff',
      '--- src/cart.ts 2024-05-01 10:00:00\n+++ src/cart.ts 2024-05-01 10:05:00.000000000 +0200\n@@ -10 +10 @@\n-const LIMIT = 100;\n+const LIMIT = 5;\n',
    ),
    at('src/cart.ts', cart),
    limit,
  ],
  [
    'a remark behind the path',
    fence(
      'diff',
      '--- src/cart.ts (old)\n+++ src/cart.ts (new)\n@@ -10 +10 @@\n-const LIMIT = 100;\n+const LIMIT = 5;\n',
    ),
    at('src/cart.ts', cart),
    limit,
  ],
  [
    'original and modified for a file',
    `In \`src/cart.ts\`:\n\n${fence('diff', '--- original\n+++ modified\n@@ -10 +10 @@\n-const LIMIT = 100;\n+const LIMIT = 5;\n')}`,
    at('src/cart.ts', cart),
    limit,
  ],
  [
    'a new file whose lines have no signs',
    fence('diff', '--- /dev/null\n+++ b/src/new.ts\n@@ -0,0 +1,2 @@\nexport const a = {\n  b: 2,\n};\n'),
    at('src/cart.ts', cart),
    (_, notes, files) => {
      if (notes.length === 0) expect(files.get('src/new.ts')).toBe('export const a = {\n  b: 2,\n};\n');
    },
  ],
  [
    'a copy',
    fence(
      'diff',
      'diff --git a/src/cart.ts b/src/basket.ts\nsimilarity index 90%\ncopy from src/cart.ts\ncopy to src/basket.ts\n--- a/src/cart.ts\n+++ b/src/basket.ts\n@@ -10 +10 @@\n-const LIMIT = 100;\n+const LIMIT = 5;\n',
    ),
    at('src/cart.ts', cart),
    (text, notes, files) => {
      expect(text).toBe(cart);
      if (notes.length === 0) expect(files.get('src/basket.ts')).toBe(limit);
    },
  ],
  [
    'a copy as it is',
    fence(
      'diff',
      'diff --git a/src/cart.ts b/src/basket.ts\nsimilarity index 100%\ncopy from src/cart.ts\ncopy to src/basket.ts\n',
    ),
    at('src/cart.ts', cart),
    (text, notes, files) => {
      expect(text).toBe(cart);
      if (notes.length === 0) expect(files.get('src/basket.ts')).toBe(cart);
    },
  ],
  [
    'other names of old and new, of which only the old is there',
    fence(
      'diff',
      '--- a/src/cart.ts\n+++ b/src/cart.new.ts\n@@ -10 +10 @@\n-const LIMIT = 100;\n+const LIMIT = 5;\n',
    ),
    at('src/cart.ts', cart),
    (text, notes, files) => {
      if (notes.length > 0) return;
      expect(files.get('src/cart.new.ts') ?? text).toBe(limit);
    },
  ],
  [
    'one file twice in a diff',
    fence(
      'diff',
      '--- a/src/cart.ts\n+++ b/src/cart.ts\n@@ -10 +10 @@\n-const LIMIT = 100;\n+const LIMIT = 5;\n--- a/src/cart.ts\n+++ b/src/cart.ts\n@@ -44,3 +44,3 @@\n export function emptyCart(): Cart {\n-  return new Cart();\n+  return new Cart(5);\n }\n',
    ),
    at('src/cart.ts', cart),
    R(limit, 'return new Cart()', 'return new Cart(5)'),
  ],
  [
    'trimmed lines of context and blank lines left out',
    fence(
      'diff',
      '--- a/o.py\n+++ b/o.py\n@@ -28,8 +28,9 @@\n def __init__(self, path):\n     self.path = path\n     self.orders = []\n+    self.loaded = False\n def load(self):\n     with open(self.path) as f:\n',
    ),
    at('o.py', py),
    orAsks(R(py, '        self.orders = []\n', '        self.orders = []\n        self.loaded = False\n')),
  ],
  [
    'a place that only the header tells',
    fence(
      'diff',
      '--- a/t.ts\n+++ b/t.ts\n@@ -1,4 +1,4 @@ export function last(): number {\n   const all = list();\n-  return all[0];\n+  return all.at(-1);\n }\n',
    ),
    at('t.ts', twins),
    orAsks(lastOfTwins),
  ],
  [
    'a place that only the header without numbers tells',
    fence(
      'diff',
      '--- a/t.ts\n+++ b/t.ts\n@@ function last @@\n   const all = list();\n-  return all[0];\n+  return all.at(-1);\n }\n',
    ),
    at('t.ts', twins),
    orAsks(lastOfTwins),
  ],
  [
    'a patch whose place is told by its anchor',
    patch(
      '*** Update File: t.ts\n@@ export function last(): number {\n   const all = list();\n-  return all[0];\n+  return all.at(-1);\n }\n',
    ),
    at('t.ts', twins),
    lastOfTwins,
  ],
  [
    'a patch whose place is told by two anchors',
    patch(
      '*** Update File: o.py\n@@ class Store:\n@@     def load(self):\n         with open(self.path) as f:\n-            self.orders = json.load(f)\n+            self.orders = json.load(f) or []\n',
    ),
    at('o.py', py),
    R(py, 'json.load(f)', 'json.load(f) or []'),
  ],
  [
    'a patch with several hunks, a new file and one that goes',
    patch(
      '*** Update File: src/cart.ts\n@@\n-const LIMIT = 100;\n+const LIMIT = 5;\n@@\n export function emptyCart(): Cart {\n-  return new Cart();\n+  return new Cart(5);\n }\n*** Add File: src/new.ts\n+export const a = 1;\n+\n+export const b = 2;\n*** Delete File: src/old.ts\n',
    ),
    { files: { 'src/cart.ts': cart, 'src/old.ts': 'x\n' } },
    {
      'src/cart.ts': R(limit, 'return new Cart()', 'return new Cart(5)'),
      'src/new.ts': 'export const a = 1;\n\nexport const b = 2;\n',
      'src/old.ts': null,
    },
  ],
  [
    'a patch that moves a file',
    patch(
      '*** Update File: src/cart.ts\n*** Move to: src/basket.ts\n@@\n-const LIMIT = 100;\n+const LIMIT = 5;\n',
    ),
    at('src/cart.ts', cart),
    { 'src/cart.ts': null, 'src/basket.ts': limit },
  ],
  [
    'a patch at the end of a file',
    patch(
      '*** Update File: t.ts\n@@\n   const all = list();\n-  return all[0];\n+  return all.at(-1);\n }\n*** End of File\n',
    ),
    at('t.ts', twins),
    lastOfTwins,
  ],
  [
    'a patch without its begin, its context without signs',
    fence(
      '',
      '*** Update File: src/cart.ts\n@@\nexport function emptyCart(): Cart {\n-  return new Cart();\n+  return new Cart(5);\n}\n',
    ),
    at('src/cart.ts', cart),
    R(cart, 'return new Cart()', 'return new Cart(5)'),
  ],
  [
    'a patch in a command',
    fence(
      'bash',
      "apply_patch <<'EOF'\n*** Begin Patch\n*** Update File: src/cart.ts\n@@\n-const LIMIT = 100;\n+const LIMIT = 5;\n*** End Patch\nEOF\n",
    ),
    at('src/cart.ts', cart),
    orAsks(limit),
  ],
  [
    'the end of a file gets its newline',
    fence(
      'diff',
      '--- a/a.txt\n+++ b/a.txt\n@@ -1,2 +1,2 @@\n one\n-two\n\\ No newline at end of file\n+two\n',
    ),
    at('a.txt', 'one\ntwo'),
    'one\ntwo\n',
  ],
  [
    'the end of a file loses its newline',
    fence(
      'diff',
      '--- a/a.txt\n+++ b/a.txt\n@@ -1,2 +1,2 @@\n one\n-two\n+two\n\\ No newline at end of file\n',
    ),
    at('a.txt', 'one\ntwo\n'),
    'one\ntwo',
  ],
  [
    'lines added behind a file without a newline at its end',
    fence('diff', '--- a/a.txt\n+++ b/a.txt\n@@ -1,2 +1,3 @@\n one\n two\n+three\n'),
    at('a.txt', 'one\ntwo'),
    (text) => expect(['one\ntwo\nthree', 'one\ntwo\nthree\n']).toContain(text),
  ],
  [
    'a file that is not text',
    fence(
      'diff',
      'diff --git a/logo.png b/logo.png\nnew file mode 100644\nindex 000..111\nBinary files /dev/null and b/logo.png differ\n',
    ),
    at('src/cart.ts', cart),
    (text, notes, files) => {
      expect(text).toBe(cart);
      if (notes.length === 0) expect(files.get('logo.png')).toBeUndefined();
    },
  ],
  [
    'a diff of which a part is missing behind dots',
    fence(
      'diff',
      '--- a/src/cart.ts\n+++ b/src/cart.ts\n@@ -8,6 +8,6 @@\n-const LIMIT = 100;\n+const LIMIT = 5;\n...\n@@ -44,3 +44,3 @@\n export function emptyCart(): Cart {\n-  return new Cart();\n+  return new Cart(5);\n }\n',
    ),
    at('src/cart.ts', cart),
    orAsks(R(limit, 'return new Cart()', 'return new Cart(5)')),
  ],
  [
    'the numbers of lines stand before them',
    fence(
      'diff',
      '--- a/src/cart.ts\n+++ b/src/cart.ts\n@@ -10,1 +10,1 @@\n-10 | const LIMIT = 100;\n+10 | const LIMIT = 5;\n',
    ),
    at('src/cart.ts', cart),
    orAsks(limit),
  ],
  [
    'all of a file as added lines',
    fence('diff src/cart.ts', limit.replace(/^/gm, '+').replace(/\+$/, '')),
    at('src/cart.ts', cart),
    orAsks(limit),
  ],
  [
    'all of a file with the old lines amid',
    fence(
      'diff src/cart.ts',
      cart.replace(/^(?=.)/gm, ' ').replace(' const LIMIT = 100;', '-const LIMIT = 100;\n+const LIMIT = 5;'),
    ),
    at('src/cart.ts', cart),
    limit,
  ],
  [
    'signs followed by a blank that belongs to the form',
    fence(
      'diff',
      '--- a/src/cart.ts\n+++ b/src/cart.ts\n@@ -9,3 +9,3 @@\n  \n- const LIMIT = 100;\n+ const LIMIT = 5;\n  \n',
    ),
    at('src/cart.ts', cart),
    orAsks(limit),
  ],
  [
    'a path out of the workspace',
    fence('diff', '--- a/../../etc/passwd\n+++ b/../../etc/passwd\n@@ -1 +1 @@\n-a\n+b\n'),
    at('src/cart.ts', cart),
    'refused',
  ],
];

describe('a change is read in the form that it has, or refused:', () => {
  it.each(cases)('%s', (_, answer, desk, expected) => check(answer, desk, expected));
});
