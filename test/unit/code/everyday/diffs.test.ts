/** Diffs as models write them. */
import { describe, it } from 'vitest';
import { cart, go } from './files';
import { at, check, F, R, type Case } from './playAnswer';

const cases: Case[] = [
  [
    'off numbers',
    `${F}diff\n--- a/src/cart.ts\n+++ b/src/cart.ts\n@@ -120,7 +120,7 @@ class Cart {\n   remove(sku: string): void {\n-    this.items = this.items.filter((item) => item.sku !== sku);\n+    this.items = this.items.filter((one) => one.sku !== sku);\n   }\n${F}`,
    at('src/cart.ts', cart),
    { 'src/cart.ts': R(cart, '(item) => item.sku !== sku', '(one) => one.sku !== sku') },
  ],
  [
    'no context, wrong number',
    `${F}diff\n--- a/src/cart.ts\n+++ b/src/cart.ts\n@@ -3 +3 @@\n-    let total = 0; // cents\n+    let total = 0;\n${F}`,
    at('src/cart.ts', cart),
    { 'src/cart.ts': R(cart, ' // cents', '') },
  ],
  [
    'pure insertion without context in the middle with number',
    `${F}diff\n--- a/src/cart.ts\n+++ b/src/cart.ts\n@@ -2,0 +3,1 @@\n+import { x } from './x';\n${F}`,
    at('src/cart.ts', cart),
    {
      'src/cart.ts': R(
        cart,
        "import { log } from './log';\n",
        "import { log } from './log';\nimport { x } from './x';\n",
      ),
    },
  ],
  [
    'two files',
    `${F}diff\ndiff --git a/src/cart.ts b/src/cart.ts\nindex 123..456 100644\n--- a/src/cart.ts\n+++ b/src/cart.ts\n@@ -10,3 +10,3 @@\n \n-const LIMIT = 100;\n+const LIMIT = 200;\n \ndiff --git a/src/new.ts b/src/new.ts\nnew file mode 100644\nindex 000..111\n--- /dev/null\n+++ b/src/new.ts\n@@ -0,0 +1,2 @@\n+export const a = 1;\n+export const b = 2;\n${F}`,
    at('src/cart.ts', cart),
    {
      'src/cart.ts': R(cart, 'LIMIT = 100', 'LIMIT = 200'),
      'src/new.ts': 'export const a = 1;\nexport const b = 2;\n',
    },
  ],
  [
    'rename with change',
    `${F}diff\ndiff --git a/src/cart.ts b/src/basket.ts\nsimilarity index 95%\nrename from src/cart.ts\nrename to src/basket.ts\n--- a/src/cart.ts\n+++ b/src/basket.ts\n@@ -12,2 +12,2 @@\n /** Keeps what a customer wants. */\n-export class Cart {\n+export class Basket {\n${F}`,
    at('src/cart.ts', cart),
    { 'src/cart.ts': null, 'src/basket.ts': R(cart, 'export class Cart', 'export class Basket') },
  ],
  [
    'deletion',
    `${F}diff\ndiff --git a/src/old.ts b/src/old.ts\ndeleted file mode 100644\n--- a/src/old.ts\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-export const a = 1;\n-export const b = 2;\n${F}`,
    { files: { 'src/old.ts': 'export const a = 1;\nexport const b = 2;\n' } },
    { 'src/old.ts': null },
  ],
  [
    'in list',
    `1. Change this:\n\n   ${F}diff\n   --- a/src/cart.ts\n   +++ b/src/cart.ts\n   @@ -10,1 +10,1 @@\n   -const LIMIT = 100;\n   +const LIMIT = 300;\n   ${F}\n2. Done`,
    at('src/cart.ts', cart),
    { 'src/cart.ts': R(cart, 'LIMIT = 100', 'LIMIT = 300') },
  ],
  [
    'crlf file',
    `${F}diff\n--- a/src/cart.ts\n+++ b/src/cart.ts\n@@ -10,3 +10,4 @@\n \n-const LIMIT = 100;\n+const LIMIT = 300;\n+const MORE = 1;\n \n${F}`,
    at('src/cart.ts', cart.replaceAll('\n', '\r\n')),
    { 'src/cart.ts': R(cart, 'LIMIT = 100;', 'LIMIT = 300;\nconst MORE = 1;').replaceAll('\n', '\r\n') },
  ],
  [
    'tabs lost in diff',
    `${F}diff\n--- a/main.go\n+++ b/main.go\n@@ -25,3 +25,4 @@\n func (s *Store) Put(key string, value int) {\n+    s.check(key)\n     s.items[key] = value\n }\n${F}`,
    at('main.go', go),
    { 'main.go': R(go, '\ts.items[key] = value', '\ts.check(key)\n\ts.items[key] = value') },
  ],
  [
    'fence without diff language, no header lines git',
    `${F}\n--- src/cart.ts\n+++ src/cart.ts\n@@ ... @@\n-const LIMIT = 100;\n+const LIMIT = 5;\n${F}`,
    at('src/cart.ts', cart),
    { 'src/cart.ts': R(cart, 'LIMIT = 100', 'LIMIT = 5') },
  ],
  [
    'diff marked as ts',
    `${F}ts\n--- a/src/cart.ts\n+++ b/src/cart.ts\n@@ -10,1 +10,1 @@\n-const LIMIT = 100;\n+const LIMIT = 5;\n${F}`,
    at('src/cart.ts', cart),
    { 'src/cart.ts': R(cart, 'LIMIT = 100', 'LIMIT = 5') },
  ],
  [
    'signs without headers in a ts fence',
    `Change in \`src/cart.ts\`:\n\n${F}ts\n-const LIMIT = 100;\n+const LIMIT = 5;\n${F}`,
    at('src/cart.ts', cart),
    { 'src/cart.ts': R(cart, 'LIMIT = 100', 'LIMIT = 5') },
  ],
  [
    'bare diff, path in prose above',
    `**src/cart.ts**\n\n${F}diff\n-const LIMIT = 100;\n+const LIMIT = 5;\n${F}`,
    { files: { 'src/cart.ts': cart, 'src/other.ts': 'const LIMIT = 100;\n' }, active: 'src/other.ts' },
    { 'src/cart.ts': R(cart, 'LIMIT = 100', 'LIMIT = 5'), 'src/other.ts': 'const LIMIT = 100;\n' },
  ],
  [
    'context line changed by the model',
    `${F}diff\n--- a/src/cart.ts\n+++ b/src/cart.ts\n@@ -30,6 +30,6 @@\n   /** Sum in cents. */\n   totalCents(): number {\n-    let total = 0; // cents\n+    let total = 0;\n     for (const item of this.items) {\n${F}`,
    at('src/cart.ts', cart),
    { 'src/cart.ts': R(cart, ' // cents', '') },
  ],
  [
    'elided context in hunk',
    `${F}diff\n--- a/src/cart.ts\n+++ b/src/cart.ts\n@@ -12,20 +12,20 @@\n export class Cart {\n-  private items: CartItem[] = [];\n+  private readonly items: CartItem[] = [];\n   // ... existing code ...\n   totalCents(): number {\n-    let total = 0; // cents\n+    let total = 0;\n${F}`,
    at('src/cart.ts', cart),
    { 'src/cart.ts': R(R(cart, ' // cents', ''), 'private items', 'private readonly items') },
  ],
  [
    'hunk matches nowhere',
    `${F}diff\n--- a/src/cart.ts\n+++ b/src/cart.ts\n@@ -1,2 +1,2 @@\n-const NOTHING = 1;\n+const SOMETHING = 1;\n${F}`,
    at('src/cart.ts', cart),
    'refused',
  ],
  [
    'twins, ambiguous',
    `${F}diff\n--- a/a.ts\n+++ b/a.ts\n@@\n-  return 1;\n+  return 2;\n${F}`,
    at('a.ts', 'function a() {\n  return 1;\n}\nfunction b() {\n  return 1;\n}\n'),
    'refused',
  ],
  [
    'no newline at end',
    `${F}diff\n--- a/a.txt\n+++ b/a.txt\n@@ -1,2 +1,2 @@\n one\n-two\n\\ No newline at end of file\n+three\n\\ No newline at end of file\n${F}`,
    at('a.txt', 'one\ntwo'),
    { 'a.txt': 'one\nthree' },
  ],
  [
    'append at the end of file without newline marker',
    `${F}diff\n--- a/a.txt\n+++ b/a.txt\n@@ -1,2 +1,3 @@\n one\n two\n+three\n${F}`,
    at('a.txt', 'one\ntwo\n'),
    { 'a.txt': 'one\ntwo\nthree\n' },
  ],
  [
    'removed line that looks like header',
    `${F}diff\n--- a/q.sql\n+++ b/q.sql\n@@ -1,3 +1,3 @@\n select 1;\n--- old comment\n+-- new comment\n select 2;\n${F}`,
    at('q.sql', 'select 1;\n-- old comment\nselect 2;\n'),
    { 'q.sql': 'select 1;\n-- new comment\nselect 2;\n' },
  ],
  [
    'removed comment and added comment look like header',
    `${F}diff\n--- a/q.sql\n+++ b/q.sql\n@@ -1,3 +1,3 @@\n select 1;\n--- old\n+++ i;\n select 2;\n${F}`,
    at('q.sql', 'select 1;\n-- old\nselect 2;\n'),
    { 'q.sql': 'select 1;\n++ i;\nselect 2;\n' },
  ],
  [
    'markdown list removed',
    `${F}diff\n--- a/README.md\n+++ b/README.md\n@@ -1,4 +1,4 @@\n # A\n \n-- one\n+- two\n - three\n${F}`,
    at('README.md', '# A\n\n- one\n- three\n'),
    { 'README.md': '# A\n\n- two\n- three\n' },
  ],
  [
    'Begin Patch',
    `${F}\n*** Begin Patch\n*** Update File: src/cart.ts\n@@ class Cart\n   get size(): number {\n-    return this.items.length;\n+    return this.items.length + 0;\n   }\n*** End Patch\n${F}`,
    at('src/cart.ts', cart),
    { 'src/cart.ts': R(cart, 'this.items.length;', 'this.items.length + 0;') },
  ],
  [
    'search replace blocks',
    `src/cart.ts\n${F}ts\n<<<<<<< SEARCH\nconst LIMIT = 100;\n=======\nconst LIMIT = 5;\n>>>>>>> REPLACE\n${F}`,
    at('src/cart.ts', cart),
    { 'src/cart.ts': R(cart, 'LIMIT = 100', 'LIMIT = 5') },
  ],
  [
    'counts wrong',
    `${F}diff\n--- a/src/cart.ts\n+++ b/src/cart.ts\n@@ -10,9 +10,2 @@\n-const LIMIT = 100;\n+const LIMIT = 5;\n@@ -44,3 +44,9 @@\n export function emptyCart(): Cart {\n-  return new Cart();\n+  return new Cart(5);\n }\n${F}`,
    at('src/cart.ts', cart),
    { 'src/cart.ts': R(R(cart, 'LIMIT = 100', 'LIMIT = 5'), 'return new Cart()', 'return new Cart(5)') },
  ],
  [
    'all lines without leading space in context',
    `${F}diff\n--- a/src/cart.ts\n+++ b/src/cart.ts\n@@ -44,3 +44,3 @@\nexport function emptyCart(): Cart {\n-  return new Cart();\n+  return new Cart(5);\n}\n${F}`,
    at('src/cart.ts', cart),
    { 'src/cart.ts': R(cart, 'return new Cart()', 'return new Cart(5)') },
  ],
  [
    'path shortened in diff',
    `${F}diff\n--- a/cart.ts\n+++ b/cart.ts\n@@ -44,3 +44,3 @@\n export function emptyCart(): Cart {\n-  return new Cart();\n+  return new Cart(5);\n }\n${F}`,
    at('src/cart.ts', cart),
    { 'src/cart.ts': R(cart, 'return new Cart()', 'return new Cart(5)') },
  ],
  [
    'new file diff without mode, one block per file',
    `First:\n${F}diff\n--- /dev/null\n+++ b/src/a.ts\n@@ -0,0 +1 @@\n+export const a = 1;\n${F}\nThen:\n${F}diff\n--- a/src/cart.ts\n+++ b/src/cart.ts\n@@ -2 +2,2 @@\n import { log } from './log';\n+import { a } from './a';\n${F}`,
    at('src/cart.ts', cart),
    {
      'src/a.ts': 'export const a = 1;\n',
      'src/cart.ts': R(
        cart,
        "import { log } from './log';\n",
        "import { log } from './log';\nimport { a } from './a';\n",
      ),
    },
  ],
  [
    'pure rename',
    `${F}diff\ndiff --git a/src/cart.ts b/src/basket.ts\nsimilarity index 100%\nrename from src/cart.ts\nrename to src/basket.ts\n${F}`,
    at('src/cart.ts', cart),
    { 'src/cart.ts': null, 'src/basket.ts': cart },
  ],
  [
    'trailing whitespace in context differs',
    `${F}diff\n--- a/a.py\n+++ b/a.py\n@@ -1,4 +1,4 @@\n def f():\n     a = 1\n \n-    return a\n+    return a + 1\n${F}`,
    at('a.py', 'def f():\n    a = 1\n    \n    return a\n'),
    { 'a.py': 'def f():\n    a = 1\n    \n    return a + 1\n' },
  ],
  [
    'mode change only + change',
    `${F}diff\ndiff --git a/run.sh b/run.sh\nold mode 100644\nnew mode 100755\nindex 1..2\n--- a/run.sh\n+++ b/run.sh\n@@ -1,2 +1,2 @@\n #!/bin/sh\n-echo a\n+echo b\n${F}`,
    at('run.sh', '#!/bin/sh\necho a\n'),
    { 'run.sh': '#!/bin/sh\necho b\n' },
  ],
  ['insertion without number or context', `${F}diff\n+import x\n${F}`, at('a.py', 'import y\n'), 'refused'],
  [
    'diff in quote',
    `> ${F}diff\n> --- a/a.py\n> +++ b/a.py\n> @@ -1 +1 @@\n> -import y\n> +import x\n> ${F}`,
    at('a.py', 'import y\n'),
    { 'a.py': 'import x\n' },
  ],
  [
    'two hunks out of order',
    `${F}diff\n--- a/src/cart.ts\n+++ b/src/cart.ts\n@@ -44,3 +44,3 @@\n export function emptyCart(): Cart {\n-  return new Cart();\n+  return new Cart(5);\n }\n@@ -10 +10 @@\n-const LIMIT = 100;\n+const LIMIT = 5;\n${F}`,
    at('src/cart.ts', cart),
    { 'src/cart.ts': R(R(cart, 'LIMIT = 100', 'LIMIT = 5'), 'return new Cart()', 'return new Cart(5)') },
  ],
  [
    'second hunk touches what the first changed',
    `${F}diff\n--- a/a.ts\n+++ b/a.ts\n@@ -1,2 +1,3 @@\n a();\n+b();\n c();\n@@ -2,2 +3,3 @@\n c();\n+d();\n e();\n${F}`,
    at('a.ts', 'a();\nc();\ne();\n'),
    { 'a.ts': 'a();\nb();\nc();\nd();\ne();\n' },
  ],
];

describe('a diff goes where it belongs, or asks:', () => {
  it.each(cases)('%s', (_, answer, desk, expected) => check(answer, desk, expected));
});
