/** Snippets as models write them, for a file that is open or named. */
import { describe, expect, it } from 'vitest';
import { cart, go, py, rs, tsx } from './files';
import { at, check, F, R, type Case } from './playAnswer';

const cases: Case[] = [
  [
    'method no path',
    `Here:\n${F}ts\nremove(sku: string): boolean {\n  return true;\n}\n${F}`,
    at('src/cart.ts', cart),
    {
      'src/cart.ts': R(
        cart,
        'remove(sku: string): void {\n    this.items = this.items.filter((item) => item.sku !== sku);\n  }',
        'remove(sku: string): boolean {\n    return true;\n  }',
      ),
    },
  ],
  [
    'constructor alone',
    `${F}ts\nconstructor(private readonly limit = LIMIT, private readonly name = 'x') {}\n${F}`,
    at('src/cart.ts', cart),
    {
      'src/cart.ts': R(
        cart,
        'constructor(private readonly limit = LIMIT) {}',
        "constructor(private readonly limit = LIMIT, private readonly name = 'x') {}",
      ),
    },
  ],
  [
    'getter',
    `${F}ts\nget size(): number {\n  return this.items.reduce((n, i) => n + i.quantity, 0);\n}\n${F}`,
    at('src/cart.ts', cart),
    {
      'src/cart.ts': R(
        cart,
        'return this.items.length;',
        'return this.items.reduce((n, i) => n + i.quantity, 0);',
      ),
    },
  ],
  [
    'const',
    `${F}ts\nconst LIMIT = 500;\n${F}`,
    at('src/cart.ts', cart),
    { 'src/cart.ts': R(cart, 'LIMIT = 100', 'LIMIT = 500') },
  ],
  [
    'python method with decorator',
    `${F}python\n    @property\n    def size(self) -> int:\n        """Lines."""\n        return len(self.lines)\n${F}`,
    at('orders.py', py),
    {
      'orders.py': R(
        py,
        '        return len(self.lines)',
        '        """Lines."""\n        return len(self.lines)',
      ),
    },
  ],
  [
    'python method dedented in class with elision',
    `${F}python\nclass Order:\n    # ... existing code ...\n\n    def total(self, prices):\n        return sum(prices[line] for line in self.lines)\n${F}`,
    at('orders.py', py),
    {
      'orders.py': R(
        py,
        /        result = 0[\s\S]*?return result/,
        '        return sum(prices[line] for line in self.lines)',
      ),
    },
  ],
  [
    'python new method with self',
    `${F}python\n# orders.py\nclass Store:\n    ...\n\n    def clear(self):\n        self.orders = []\n${F}`,
    at('orders.py', py),
    {
      'orders.py': R(
        py,
        '            json.dump(self.orders, f)\n',
        '            json.dump(self.orders, f)\n\n    def clear(self):\n        self.orders = []\n',
      ),
    },
  ],
  [
    'python main replaced with imports',
    `${F}python\nimport sys\n\ndef main():\n    store = Store(sys.argv[1])\n    store.load()\n    print(len(store.orders))\n${F}`,
    at('orders.py', py),
    (t) => {
      expect(t).toContain('import json');
      expect(t).toContain('import sys');
      expect(t).toContain('Store(sys.argv[1])');
      expect(t).toContain('__name__');
      expect(t.startsWith('"""Orders."""\nfrom __future__')).toBe(true);
    },
  ],
  [
    'go method with receiver chosen among two',
    `${F}go\nfunc (s *Store) Get(key string) (int, bool) {\n\tv, ok := s.items[key]\n\treturn v, ok\n}\n${F}`,
    at('main.go', go),
    {
      'main.go': R(
        go,
        'func (s *Store) Get(key string) int {\n\treturn s.items[key]\n}',
        'func (s *Store) Get(key string) (int, bool) {\n\tv, ok := s.items[key]\n\treturn v, ok\n}',
      ),
    },
  ],
  [
    'go new method + import',
    `${F}go\nimport "sync"\n\nfunc (s *Store) Delete(key string) {\n    delete(s.items, key)\n}\n${F}`,
    at('main.go', go),
    (t, notes) => {
      if (notes.length) return;
      expect(t).toContain('\tdelete(s.items, key)');
      expect(t).toContain('func (s *Store) Put');
      expect(t.match(/package main/g)!.length).toBe(1);
      expect(t).toMatch(/import \(\n\t"encoding\/json"[^)]*\)|import "sync"/);
    },
  ],
  [
    'go struct with field',
    `${F}go\ntype Store struct {\n\tmu    sync.Mutex\n\titems map[string]int\n}\n${F}`,
    at('main.go', go),
    { 'main.go': R(go, 'type Store struct {\n', 'type Store struct {\n\tmu    sync.Mutex\n') },
  ],
  [
    'rust fn in impl',
    `${F}rust\npub fn add(&mut self, word: &str) {\n    *self.counts.entry(word.to_lowercase()).or_default() += 1;\n}\n${F}`,
    at('lib.rs', rs),
    {
      'lib.rs': R(
        rs,
        '*self.counts.entry(word.to_string()).or_insert(0) += 1;',
        '*self.counts.entry(word.to_lowercase()).or_default() += 1;',
      ),
    },
  ],
  [
    'rust impl partial',
    `${F}rust\nimpl Counter {\n    // ... existing methods ...\n\n    pub fn get(&self, word: &str) -> u32 {\n        self.counts.get(word).copied().unwrap_or(0)\n    }\n}\n${F}`,
    at('lib.rs', rs),
    {
      'lib.rs': R(
        rs,
        'or_insert(0) += 1;\n    }\n',
        'or_insert(0) += 1;\n    }\n\n    pub fn get(&self, word: &str) -> u32 {\n        self.counts.get(word).copied().unwrap_or(0)\n    }\n',
      ),
    },
  ],
  [
    'rust impl of another trait is new',
    `${F}rust\nimpl std::fmt::Display for Counter {\n    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {\n        write!(f, "{}", self.counts.len())\n    }\n}\n${F}`,
    at('lib.rs', rs),
    (t, notes) => {
      if (notes.length) return;
      expect(t).toContain('impl Counter {');
      expect(t).toContain('impl Default for Counter');
      expect(t).toContain('fn default() -> Self');
      expect(t).toMatch(/impl std::fmt::Display for Counter \{\n {4}fn fmt/);
      expect(t).toContain('pub fn new() -> Self');
    },
  ],
  [
    'rust test added in mod',
    `${F}rust\n#[test]\nfn adds_twice() {\n    assert!(true);\n}\n${F}`,
    at('lib.rs', rs),
    (t, notes) => {
      if (notes.length) return;
      expect(t).toContain('mod tests {');
      expect(t).toContain('fn adds()');
    },
  ],
  [
    'jsx component replaced',
    `${F}tsx\nexport const Counter: React.FC<Props> = ({ start }) => {\n  const [count, setCount] = useState(start);\n\n  return <button onClick={() => setCount((c) => c + 1)}>{count}</button>;\n};\n${F}`,
    at('src/Counter.tsx', tsx),
    {
      'src/Counter.tsx': R(
        tsx,
        /  const increment[\s\S]*?\);\n};/,
        '\n  return <button onClick={() => setCount((c) => c + 1)}>{count}</button>;\n};',
      ),
    },
  ],
  [
    'jsx fragment with selection',
    `${F}tsx\n<button onClick={increment} aria-label="more">+</button>\n${F}`,
    at('src/Counter.tsx', tsx, { selected: [15, 15] }),
    {
      'src/Counter.tsx': R(
        tsx,
        '<button onClick={increment}>+</button>',
        '<button onClick={increment} aria-label="more">+</button>',
      ),
    },
  ],
  [
    'jsx fragment without selection',
    `${F}tsx\n<button onClick={increment} aria-label="more">+</button>\n${F}`,
    at('src/Counter.tsx', tsx),
    'asks',
  ],
];

describe('a snippet goes where it belongs, or asks:', () => {
  it.each(cases)('%s', (_, answer, desk, expected) => check(answer, desk, expected));
});
