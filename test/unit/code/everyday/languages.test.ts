/** Snippets of more languages. */
import { describe, expect, it } from 'vitest';
import { c, ci, cpp, cs, html, js, kt, php, rb, test } from './moreFiles';
import { at, check, fence, R, type Case } from './playAnswer';

const cases: Case[] = [
  [
    'cpp method out of class',
    fence('cpp', 'void Cart::add(Item item) {\n  items_.push_back(std::move(item));\n}\n'),
    at('cart.cpp', cpp),
    R(cpp, 'push_back(item)', 'push_back(std::move(item))'),
  ],
  [
    'cpp wrapped in namespace with elision',
    fence(
      'cpp',
      'namespace shop {\n\n// ... existing code ...\n\nvoid Cart::add(Item item) {\n  items_.push_back(std::move(item));\n}\n\n}  // namespace shop\n',
    ),
    at('cart.cpp', cpp),
    R(cpp, 'push_back(item)', 'push_back(std::move(item))'),
  ],
  [
    'c function with brace below',
    fence('c', 'int add(int a, int b)\n{\n    return b + a;\n}\n'),
    at('a.c', c),
    R(c, 'a + b;', 'b + a;'),
  ],
  [
    'c define',
    fence('c', '#define MAX 20\n'),
    at('a.c', c),
    (t, n) => {
      if (n.length) return;
      expect(t).toBe(R(c, 'MAX 10', 'MAX 20'));
    },
  ],
  ['c static', fence('c', 'static int count = 5;\n'), at('a.c', c), R(c, 'count = 0', 'count = 5')],
  [
    'cs method',
    fence(
      'csharp',
      'public void Add(Item item)\n{\n    ArgumentNullException.ThrowIfNull(item);\n    _items.Add(item);\n}\n',
    ),
    at('Cart.cs', cs),
    R(
      cs,
      '        _items.Add(item);',
      '        ArgumentNullException.ThrowIfNull(item);\n        _items.Add(item);',
    ),
  ],
  [
    'cs property',
    fence('csharp', 'public int Count => _items.Count + 1;\n'),
    at('Cart.cs', cs),
    R(cs, '_items.Count;', '_items.Count + 1;'),
  ],
  [
    'cs auto property',
    fence('csharp', 'public decimal Total { get; set; }\n'),
    at('Cart.cs', cs),
    R(cs, 'private set', 'set'),
  ],
  [
    'cs class elided',
    fence(
      'csharp',
      'public class Cart\n{\n    // ... existing members ...\n\n    public void Clear() => _items.Clear();\n}\n',
    ),
    at('Cart.cs', cs),
    (t, n) => {
      expect(n).toEqual([]);
      expect(t).toContain('public void Clear() => _items.Clear();\n');
      expect(t).toContain('Total { get; private set; }');
    },
  ],
  [
    'kt expression fun',
    fence('kotlin', 'fun total(): Int = items.sumOf { it.cents * 2 }\n'),
    at('Cart.kt', kt),
    R(kt, 'it.cents }', 'it.cents * 2 }'),
  ],
  [
    'kt data class',
    fence('kotlin', 'data class Item(val sku: String, val cents: Int, val name: String = "")\n'),
    at('Cart.kt', kt),
    R(kt, 'val cents: Int)', 'val cents: Int, val name: String = "")'),
  ],
  [
    'php method',
    fence('php', 'public function total(): int\n{\n    return 0;\n}\n'),
    at('Cart.php', php),
    R(php, /return array_sum.*;/, 'return 0;'),
  ],
  [
    'php method with open tag',
    fence('php', '<?php\n\npublic function total(): int\n{\n    return 0;\n}\n'),
    at('Cart.php', php),
    (t, n) => {
      if (n.length) return;
      expect(t).toBe(R(php, /return array_sum.*;/, 'return 0;'));
    },
  ],
  [
    'php new method',
    fence('php', '// Cart.php\npublic function clear(): void\n{\n    $this->items = [];\n}\n'),
    at('Cart.php', php),
    (t, n) => {
      if (n.length) return;
      expect(t).toMatch(
        / {4}public function clear\(\): void\n {4}\{\n {8}\$this->items = \[\];\n {4}\}\n\}\n$/,
      );
    },
  ],
  [
    'ruby method',
    fence('ruby', 'def total\n  @items.sum(&:cents) * 2\nend\n'),
    at('cart.rb', rb),
    (t, n) => {
      if (n.length) return;
      expect(t).toBe(R(rb, '(&:cents)', '(&:cents) * 2'));
    },
  ],
  [
    'ruby whole class',
    fence('ruby', rb.replace('(&:cents)', '(&:cents) * 2')),
    at('cart.rb', rb),
    R(rb, '(&:cents)', '(&:cents) * 2'),
  ],
  [
    'ruby class with elision',
    fence(
      'ruby',
      'class Cart\n  # ... existing code ...\n\n  def total\n    @items.sum(&:cents) * 2\n  end\nend\n',
    ),
    at('cart.rb', rb),
    (t, n) => {
      if (n.length) return;
      expect(t).toBe(R(rb, '(&:cents)', '(&:cents) * 2'));
    },
  ],
  [
    'ruby class with elision after',
    fence(
      'ruby',
      'class Cart\n  def initialize\n    @items = {}\n  end\n\n  # ... rest of the class ...\nend\n',
    ),
    at('cart.rb', rb),
    (t, n) => {
      if (n.length) return;
      expect(t).toBe(R(rb, '[]', '{}'));
    },
  ],
  [
    'html fragment elided',
    fence(
      'html',
      '<body>\n  <!-- ... existing content ... -->\n  <h1>Shop of mine</h1>\n  <!-- ... -->\n</body>\n',
    ),
    at('index.html', html),
    (t, n) => {
      if (n.length) return;
      expect(t).toContain('<!doctype');
      expect(t).toContain('a.js');
      expect(t).toContain('Shop of mine');
      expect(t).not.toContain('<h1>Shop</h1>');
    },
  ],
  [
    'html whole',
    fence('html', html.replace('<h1>Shop', '<h1>My shop')),
    at('index.html', html, { selected: [7, 7] }),
    R(html, '<h1>Shop', '<h1>My shop'),
  ],
  [
    'express handler',
    fence('js', "app.get('/items', (req, res) => {\n  res.json([1]);\n});\n"),
    at('app.js', js),
    (t, n) => {
      if (n.length) return;
      expect(t).toBe(R(js, 'json([])', 'json([1])'));
    },
  ],
  [
    'express handler with elisions around',
    fence(
      'js',
      "// ... existing code ...\n\napp.get('/items', (req, res) => {\n  res.json([1]);\n});\n\n// ... existing code ...\n",
    ),
    at('app.js', js),
    R(js, 'json([])', 'json([1])'),
  ],
  [
    'express new handler between',
    fence(
      'js',
      "const express = require('express');\nconst app = express();\n\n// ... existing middleware ...\n\napp.delete('/items/:id', (req, res) => {\n  res.status(204).end();\n});\n\napp.listen(3000);\n\nmodule.exports = app;\n",
    ),
    at('app.js', js),
    (t, n) => {
      if (n.length) return;
      expect(t).toContain("app.post('/items'");
      expect(t).toContain('app.delete');
      expect(t.indexOf('app.delete')).toBeLessThan(t.indexOf('app.listen'));
      expect(t.match(/app\.listen/g)!.length).toBe(1);
    },
  ],
  [
    'it alone',
    fence('ts', "it('adds twice', () => {\n  expect(1).toBe(1);\n});\n"),
    at('cart.test.ts', test),
    'asks',
  ],
  [
    'describe with elision',
    fence(
      'ts',
      "describe('Cart', () => {\n  // ... existing tests ...\n\n  it('adds twice', () => {\n    expect(1).toBe(1);\n  });\n});\n",
    ),
    at('cart.test.ts', test),
    (t, n) => {
      if (n.length) return;
      expect(t).toBe(
        R(
          test,
          'toBe(0);\n  });\n',
          "toBe(0);\n  });\n\n  it('adds twice', () => {\n    expect(1).toBe(1);\n  });\n",
        ),
      );
    },
  ],
  [
    'describe with one test changed, elisions',
    fence(
      'ts',
      "import { describe, it, expect } from 'vitest';\nimport { Cart } from './cart';\n\ndescribe('Cart', () => {\n  // ...\n  it('removes', () => {\n    const cart = new Cart();\n    expect(cart.remove('a')).toBe(false);\n  });\n});\n",
    ),
    at('cart.test.ts', test),
    (t, n) => {
      if (n.length) return;
      expect(t).toContain("it('adds'");
      expect(t.match(/it\('removes'/g)!.length).toBe(1);
      expect(t).toContain("expect(cart.remove('a')).toBe(false)");
      expect(t.match(/\n\}\);/g)!.length).toBe(1);
    },
  ],
  [
    'ci job added',
    fence(
      'yaml',
      'jobs:\n  # ... existing jobs ...\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - run: npm run build\n',
    ),
    at('.github/workflows/ci.yml', ci),
    ci + '  build:\n    runs-on: ubuntu-latest\n    steps:\n      - run: npm run build\n',
  ],
  [
    'ci step list alone',
    fence('yaml', '- name: Cache\n  uses: actions/cache@v4\n'),
    at('.github/workflows/ci.yml', ci),
    'asks',
  ],
  [
    'ci job replaced',
    fence('yaml', 'lint:\n  runs-on: ubuntu-latest\n  steps:\n    - run: npm ci\n    - run: npm run lint\n'),
    at('.github/workflows/ci.yml', ci),
    R(ci, '      - run: npm run lint', '      - run: npm ci\n      - run: npm run lint'),
  ],
];

describe('a snippet goes where it belongs, or asks:', () => {
  it.each(cases)('%s', (_, answer, desk, expected) => check(answer, desk, expected));
});
