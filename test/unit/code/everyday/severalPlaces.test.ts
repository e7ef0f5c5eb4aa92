/** Components, configurations and changes of several places, tried last. */
import { describe, expect, it } from 'vitest';
import { cart, py, tsx } from './files';
import { reducer, pyf, js } from './moreFiles';
import { at, check, F, fence, R, type Case } from './playAnswer';
const swift = `import Foundation

struct Item {
    let name: String
    var cents: Int
}

class Cart {
    private var items: [Item] = []

    var total: Int {
        items.reduce(0) { $0 + $1.cents }
    }

    func add(_ item: Item) {
        items.append(item)
    }

    init() {}
}

extension Cart: CustomStringConvertible {
    var description: String { "Cart" }
}
`;
const scss = `.card {
  color: red;

  &:hover {
    color: blue;
  }

  .title {
    font-weight: bold;
  }
}
`;
const cfg = `import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [],
  server: {
    port: 3000,
  },
});
`;
const cases: Case[] = [
  [
    'swift property',
    fence('swift', 'var total: Int {\n    items.map(\\.cents).reduce(0, +)\n}\n'),
    at('C.swift', swift),
    (t, n) => {
      if (n.length) return;
      expect(t).toBe(R(swift, 'items.reduce(0) { $0 + $1.cents }', 'items.map(\\.cents).reduce(0, +)'));
    },
  ],
  [
    'swift extension with elision',
    fence(
      'swift',
      'extension Cart: CustomStringConvertible {\n    // ... existing code ...\n    var debugDescription: String { "Debug" }\n}\n',
    ),
    at('C.swift', swift),
    (t, n) => {
      if (n.length) return;
      expect(t).toContain('private var items');
      expect(t).toContain('var description: String { "Cart" }\n    var debug');
    },
  ],
  [
    'swift class elided',
    fence(
      'swift',
      'class Cart {\n    // ... existing code ...\n\n    func clear() {\n        items = []\n    }\n}\n',
    ),
    at('C.swift', swift),
    (t, n) => {
      if (n.length) return;
      expect(t).toContain('init() {}');
      expect(t).toContain('func clear()');
      expect(t).toContain('extension Cart');
    },
  ],
  [
    'scss nested shown alone',
    fence('scss', '.card {\n  color: green;\n}\n'),
    at('a.scss', scss),
    (t, n) => {
      if (n.length) return;
      expect(t).toContain('.title');
    },
  ],
  [
    'scss nested with hover',
    fence('scss', '.card {\n  // ...\n  &:hover {\n    color: green;\n  }\n}\n'),
    at('a.scss', scss),
    (t, n) => {
      if (n.length) return;
      expect(t).toBe(R(scss, 'blue', 'green'));
    },
  ],
  [
    'vite config elided',
    fence(
      'ts',
      "import { defineConfig } from 'vite';\nimport vue from '@vitejs/plugin-vue';\n\nexport default defineConfig({\n  plugins: [vue()],\n  // ... rest of your config\n});\n",
    ),
    at('vite.config.ts', cfg),
    (t, n) => {
      if (n.length) return;
      expect(t).toContain('port: 3000');
      expect(t).toContain('plugins: [vue()]');
      expect(t).toContain('plugin-vue');
      expect(t.match(/plugins:/g)!.length).toBe(1);
    },
  ],
  [
    'vite config part',
    fence('ts', "server: {\n  port: 3000,\n  proxy: { '/api': 'http://localhost:8080' },\n},\n"),
    at('vite.config.ts', cfg),
    (t, n) => {
      if (n.length) return;
      expect(t).toContain('defineConfig({');
      expect(t).toContain('plugins: []');
    },
  ],
  [
    'hook in component only',
    fence('tsx', 'const [count, setCount] = useState(() => start);\n'),
    at('C.tsx', tsx),
    (t, n) => {
      if (n.length) return;
      expect(t).toContain('useState(() => start)');
      expect(t).not.toContain('useState(start)');
    },
  ],
  [
    'inner function of component',
    fence('tsx', 'const increment = () => setCount((c) => c + 1);\n'),
    at('C.tsx', tsx),
    (t, n) => {
      if (n.length) return;
      expect(t).toBe(R(tsx, 'setCount(count + 1)', 'setCount((c) => c + 1)'));
    },
  ],
  [
    'default page',
    fence('tsx', 'export default function Page() {\n  return <Counter start={1} />;\n}\n'),
    at('C.tsx', tsx),
    (t, n) => {
      expect(n).toEqual([]);
      expect(t).toContain('start={1}');
      expect(t).toContain('export const Counter');
    },
  ],
  [
    'python main guard',
    fence('python', 'if __name__ == "__main__":\n    import sys\n    main()\n'),
    at('o.py', py),
    (t, n) => {
      expect(n.join()).toMatch('asks');
      expect(t).toBe(py);
    },
  ],
  [
    'python dataclass field',
    fence(
      'python',
      '@dataclass\nclass Order:\n    id: int\n    lines: list[str]\n    note: str = ""\n\n    # ... existing methods ...\n',
    ),
    at('o.py', py),
    (t, n) => {
      if (n.length) return;
      expect(t).toContain('note: str = ""');
      expect(t).toContain('def total');
      expect(t).toContain('@property\n    def size');
      expect(t.match(/@dataclass/g)!.length).toBe(1);
      expect(t.match(/id: int/g)!.length).toBe(1);
    },
  ],
  [
    'python module function moved',
    `In \`util.py\`:\n\n${fence('python', 'def helper():\n    return 1\n')}\nand in \`o.py\`:\n\n${fence('python', 'from util import helper\n\n\ndef main():\n    print(helper())\n')}`,
    at('o.py', py),
    (t, n, files) => {
      expect(files.get('util.py')).toBe('def helper():\n    return 1\n');
      if (n.length) return;
      expect(t).toContain('from util import helper');
      expect(t).toContain('class Store');
    },
  ],
  [
    'answer with whole python file minus one def',
    fence('python o.py', py.replace(/\n\ndef main\(\):[\s\S]*?\n\n\nif/, '\n\nif')),
    at('o.py', py),
    (_, n) => {
      expect(n.join()).not.toBe('refused');
    },
  ],
  [
    'diff with tabs shown as blanks and moved',
    fence(
      'diff',
      '--- a/app.js\n+++ b/app.js\n@@ -99,4 +99,8 @@\n app.post("/items", (req, res) => {\n   res.status(201).end();\n });\n+\n+app.delete("/items", (req, res) => {\n+  res.end();\n+});\n',
    ),
    at('app.js', js),
    (t, n) => {
      if (n.length) return;
      expect(t).toContain('app.delete');
      expect(t.indexOf('app.delete')).toBeGreaterThan(t.indexOf('res.status(201)'));
    },
  ],
  [
    'search replace twice',
    `${F}\nsrc/cart.ts\n<<<<<<< SEARCH\nconst LIMIT = 100;\n=======\nconst LIMIT = 5;\n>>>>>>> REPLACE\n<<<<<<< SEARCH\n  add(item: CartItem): void {\n    this.items.push(item);\n=======\n  add(item: CartItem): void {\n    if (this.size >= LIMIT) return;\n    this.items.push(item);\n>>>>>>> REPLACE\n${F}`,
    at('src/cart.ts', cart),
    R(
      R(cart, 'LIMIT = 100', 'LIMIT = 5'),
      '    this.items.push(item);',
      '    if (this.size >= LIMIT) return;\n    this.items.push(item);',
    ),
  ],
  [
    'search replace that matches nowhere',
    `${F}\nsrc/cart.ts\n<<<<<<< SEARCH\nconst NONE = 100;\n=======\nconst LIMIT = 5;\n>>>>>>> REPLACE\n${F}`,
    at('src/cart.ts', cart),
    'refused',
  ],
  [
    'search replace new file',
    `${F}\nsrc/new.ts\n<<<<<<< SEARCH\n=======\nexport const a = 1;\n>>>>>>> REPLACE\n${F}`,
    at('src/cart.ts', cart),
    (_, __, files) => expect(files.get('src/new.ts')).toBe('export const a = 1;\n'),
  ],
  [
    'route fn of two',
    fence(
      'python',
      '@app.route("/health")\ndef health():\n    return "fine"\n\n\n@app.route("/items")\ndef items():\n    return jsonify([2])\n',
    ),
    at('app.py', pyf),
    R(R(pyf, '"ok"', '"fine"'), 'jsonify([])', 'jsonify([2])'),
  ],
  [
    'class to function',
    fence('ts', 'export default function Store() {\n  return initial;\n}\n'),
    at('r.ts', reducer),
    (t, n) => {
      expect(n.join()).toMatch('asks');
      expect(t).toBe(reducer);
    },
  ],
  [
    'elided middle of a method with changed end',
    fence(
      'ts',
      'async load(url: string): Promise<void> {\n  const response = await fetch(url);\n  // ...\n  await this.save();\n}\n',
    ),
    at('r.ts', reducer),
    (t, n) => {
      if (n.length) return;
      expect(t).toContain('this.#state = await response.json();\n    await this.save();');
    },
  ],
];
describe('what a change of several places leaves alone stays, or it asks:', () => {
  it.each(cases)('%s', (_, answer, desk, expected) => check(answer, desk, expected));
});
