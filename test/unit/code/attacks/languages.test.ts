/** Answers for files of many languages, and of other indentation. */
import { describe, expect, it } from 'vitest';
import { cart, css, json, py, vue, yaml } from '../everyday/files';
import { cs, kt, php } from '../everyday/moreFiles';
import { at, check, fence, orAsks, R, type Case } from '../everyday/playAnswer';
import { ruby, shell, sql, lua, toml, docker, make, svelte, rust } from './languageFiles';

const remove = 'remove(sku: string): void {\n  this.items = [];\n}\n';
const removed = R(cart, 'this.items.filter((item) => item.sku !== sku)', '[]');

/** What must still be there, line by line, where nobody is asked. */
const keeps =
  (was: string, ...but: string[]): Case[3] =>
  (text, notes) => {
    if (notes.length > 0) return;
    for (const line of was.split('\n'))
      if (!but.some((one) => line.includes(one))) expect(text).toContain(line);
  };

const cases: Case[] = [
  [
    'a method of Ruby of two classes',
    fence('ruby cart.rb', 'def total\n  @items.sum(&:cents) * 2\nend\n'),
    at('cart.rb', ruby),
    'asks',
  ],
  [
    'a method of Ruby in its class',
    fence(
      'ruby cart.rb',
      'module Shop\n  class Cart\n    # ... existing code ...\n\n    def total\n      @items.sum(&:cents) * 2\n    end\n  end\nend\n',
    ),
    at('cart.rb', ruby),
    orAsks(R(ruby, '(&:cents)', '(&:cents) * 2')),
  ],
  [
    'a class of Ruby alone',
    fence(
      'ruby cart.rb',
      'class Cart\n  def initialize\n    @items = {}\n  end\n\n  def total\n    @items.sum(&:cents)\n  end\nend\n',
    ),
    at('cart.rb', ruby),
    orAsks(R(ruby, '[]', '{}')),
  ],
  [
    'a function of a shell',
    fence('bash run.sh', 'build() {\n  npm ci\n  npm run build\n}\n'),
    at('run.sh', shell),
    orAsks(R(shell, '  npm run', '  npm ci\n  npm run')),
  ],
  [
    'a function of a shell by its word',
    fence('bash run.sh', 'function deploy {\n  build\n  rsync -a dist "$1"\n}\n'),
    at('run.sh', shell),
    orAsks(R(shell, 'scp -r', 'rsync -a')),
  ],
  ['a command of a shell', fence('bash run.sh', 'chmod +x run.sh\n'), at('run.sh', shell), 'asks'],
  [
    'a table of SQL',
    fence('sql a.sql', 'CREATE TABLE users (\n  id INT PRIMARY KEY,\n  name TEXT NOT NULL\n);\n'),
    at('a.sql', sql),
    orAsks(R(sql, 'name TEXT', 'name TEXT NOT NULL')),
  ],
  [
    'a function of SQL',
    fence(
      'sql a.sql',
      'CREATE OR REPLACE FUNCTION total(user_id INT) RETURNS INT AS $$\nBEGIN\n  RETURN 2;\nEND;\n$$ LANGUAGE plpgsql;\n',
    ),
    at('a.sql', sql),
    orAsks(R(sql, 'RETURN 1', 'RETURN 2')),
  ],
  [
    'a table of SQL with the rest left out',
    fence(
      'sql a.sql',
      'CREATE TABLE users (\n  id INT PRIMARY KEY,\n  name TEXT NOT NULL\n);\n\n-- ... rest unchanged ...\n',
    ),
    at('a.sql', sql),
    orAsks(R(sql, 'name TEXT', 'name TEXT NOT NULL')),
  ],
  [
    'a function of Lua',
    fence('lua a.lua', 'local function sub(a, b)\n  return b - a\nend\n'),
    at('a.lua', lua),
    orAsks(R(lua, 'a - b', 'b - a')),
  ],
  [
    'a table of TOML',
    fence('toml Cargo.toml', '[dependencies]\nserde = "1"\ntokio = "1"\n'),
    at('Cargo.toml', toml),
    orAsks(R(toml, 'serde = "1"\n', 'serde = "1"\ntokio = "1"\n')),
  ],
  [
    'a line of a Dockerfile',
    fence('dockerfile Dockerfile', 'FROM node:22\n'),
    at('Dockerfile', docker),
    keeps(docker, 'FROM'),
  ],
  [
    'a Dockerfile with the rest left out',
    fence('dockerfile Dockerfile', 'FROM node:22\n# ... rest unchanged\n'),
    at('Dockerfile', docker),
    orAsks(R(docker, ':20', ':22')),
  ],
  [
    'a target of a Makefile',
    fence('makefile Makefile', 'clean:\n\trm -rf main build\n'),
    at('Makefile', make),
    orAsks(R(make, 'rm -f main', 'rm -rf main build')),
  ],
  [
    'a key of JSON alone',
    fence('json package.json', '"scripts": {\n  "build": "tsc -b",\n  "test": "vitest run"\n}\n'),
    at('package.json', json),
    orAsks(R(json, '"tsc"', '"tsc -b"')),
  ],
  [
    'JSON with one key of several',
    fence('json package.json', '{\n  "dependencies": {\n    "express": "^5.0.0"\n  }\n}\n'),
    at('package.json', json),
    orAsks(R(json, '^4.18.0', '^5.0.0')),
  ],
  [
    'JSON with most of its keys',
    fence(
      'json package.json',
      '{\n  "name": "shop",\n  "version": "1.1.0",\n  "scripts": {\n    "build": "tsc",\n    "test": "vitest run"\n  }\n}\n',
    ),
    at('package.json', json),
    (text, notes) => {
      if (notes.length === 0) expect(text).toContain('express');
    },
  ],
  [
    'a key of YAML with one below',
    fence('yaml c.yaml', 'services:\n  db:\n    image: postgres:16\n'),
    at('c.yaml', yaml),
    orAsks(R(yaml, 'image: postgres', 'image: postgres:16')),
  ],
  [
    'a key of YAML of which there are two',
    fence('yaml c.yaml', 'image: postgres:16\n'),
    at('c.yaml', yaml),
    'asks',
  ],
  [
    'a list of YAML',
    fence('yaml c.yaml', 'ports:\n  - "8080:80"\n'),
    at('c.yaml', yaml),
    orAsks(R(yaml, '80:80', '8080:80')),
  ],
  [
    'a rule of CSS of two',
    fence('css a.css', '.button {\n  color: green;\n  padding: 0;\n}\n'),
    at('a.css', `${css}\n.button {\n  color: black;\n}\n`),
    'asks',
  ],
  [
    'a rule of CSS in its query',
    fence('css a.css', '@media (max-width: 600px) {\n  .button {\n    padding: 4px;\n  }\n}\n'),
    at('a.css', css),
    R(css, 'padding: 2px', 'padding: 4px'),
  ],
  [
    'a script of Vue',
    fence(
      'vue C.vue',
      '<script setup lang="ts">\nimport { ref } from \'vue\';\n\nconst count = ref(5);\nfunction increment() {\n  count.value++;\n}\n</script>\n',
    ),
    at('C.vue', vue),
    orAsks(R(vue, 'ref(0)', 'ref(5)')),
  ],
  [
    'a template of Vue',
    fence('vue C.vue', '<template>\n  <b @click="increment">{{ count }}</b>\n</template>\n'),
    at('C.vue', vue),
    orAsks(R(vue, /<button(.*)button>/, '<b @click="increment">{{ count }}</b>')),
  ],
  [
    'a style of Vue',
    fence('css C.vue', 'button {\n  color: blue;\n}\n'),
    at('C.vue', vue),
    orAsks(R(vue, 'red', 'blue')),
  ],
  [
    'a function of Svelte',
    fence('ts C.svelte', 'function increment() {\n  count += 2;\n}\n'),
    at('C.svelte', svelte),
    orAsks(R(svelte, '+= 1', '+= 2')),
  ],
  [
    'a script of Svelte',
    fence(
      'svelte C.svelte',
      '<script lang="ts">\n  let count = 0;\n\n  function increment() {\n    count += 2;\n  }\n</script>\n',
    ),
    at('C.svelte', svelte),
    orAsks(R(svelte, '+= 1', '+= 2')),
  ],
  [
    'markup of Svelte',
    fence('svelte C.svelte', '<button on:click={increment}>{count} times</button>\n'),
    at('C.svelte', svelte),
    orAsks(R(svelte, '{count}<', '{count} times<')),
  ],
  [
    'one of two implementations of Rust',
    fence('rust a.rs', 'impl Cart {\n    pub fn total(&self) -> u32 {\n        2\n    }\n}\n'),
    at('a.rs', rust),
    orAsks(R(rust, 'self.items.iter().map(|i| i.cents).sum()', '2')),
  ],
  [
    'a function of Rust in one of two implementations',
    fence('rust a.rs', 'pub fn total(&self) -> u32 {\n    2\n}\n'),
    at('a.rs', rust),
    orAsks(R(rust, 'self.items.iter().map(|i| i.cents).sum()', '2')),
  ],
  [
    'a new function of Rust',
    fence('rust a.rs', 'pub fn len(&self) -> usize {\n    self.items.len()\n}\n'),
    at('a.rs', rust),
    keeps(rust),
  ],
  [
    'a method of PHP with static',
    fence('php Cart.php', 'public static function make(): static\n{\n    return new static();\n}\n'),
    at('Cart.php', php),
    keeps(php),
  ],
  [
    'a property of C# with a body',
    fence('csharp Cart.cs', 'public int Count\n{\n    get { return _items.Count; }\n}\n'),
    at('Cart.cs', cs),
    orAsks(
      R(
        cs,
        'public int Count => _items.Count;',
        'public int Count\n    {\n        get { return _items.Count; }\n    }',
      ),
    ),
  ],
  [
    'a function of Kotlin',
    fence('kotlin Cart.kt', 'fun total(): Int {\n    return items.sumOf { it.cents }\n}\n'),
    at('Cart.kt', kt),
    orAsks(
      R(
        kt,
        'fun total(): Int = items.sumOf { it.cents }',
        'fun total(): Int {\n        return items.sumOf { it.cents }\n    }',
      ),
    ),
  ],
  [
    'Python less deep than in the file',
    fence(
      'python o.py',
      'def save(self):\n  with open(self.path, "w") as f:\n    json.dump(self.orders, f)\n    f.flush()\n',
    ),
    at('o.py', py),
    (text, notes) => {
      if (notes.length === 0)
        expect(text).toMatch(
          / {4}def save\(self\):\n( {6}| {8})with open\(self.path, "w"\) as f:\n( {8}| {12})json.dump\(self.orders, f\)\n\2f.flush\(\)\n/,
        );
    },
  ],
  [
    'Python deeper than in the file',
    fence(
      'python o.py',
      '        def save(self):\n            with open(self.path, "w") as f:\n                json.dump(self.orders, f)\n                f.flush()\n',
    ),
    at('o.py', py),
    R(py, 'json.dump(self.orders, f)\n', 'json.dump(self.orders, f)\n            f.flush()\n'),
  ],
  [
    'Python with tabs for blanks',
    fence(
      'python o.py',
      'def save(self):\n\twith open(self.path, "w") as f:\n\t\tjson.dump(self.orders, f)\n\t\tf.flush()\n',
    ),
    at('o.py', py),
    R(py, 'json.dump(self.orders, f)\n', 'json.dump(self.orders, f)\n            f.flush()\n'),
  ],
  [
    'Python with a text of several lines that is not indented',
    fence('python o.py', 'def save(self):\n    text = """\nfirst\n  second\n"""\n    print(text)\n'),
    at('o.py', py),
    R(
      py,
      'with open(self.path, "w") as f:\n            json.dump(self.orders, f)',
      'text = """\nfirst\n  second\n"""\n        print(text)',
    ),
  ],
  [
    'a template of several lines that is not indented',
    fence('ts src/cart.ts', 'get size(): number {\n  return parse(`\nfirst\n  second\n`);\n}\n'),
    at('src/cart.ts', cart),
    R(cart, 'return this.items.length;', 'return parse(`\nfirst\n  second\n`);'),
  ],
  [
    'imports above a method, the first with a license',
    fence(
      'ts src/cart.ts',
      `// MIT\nimport { log } from './log';\nimport { sum } from './sum';\n\n${remove}`,
    ),
    at('src/cart.ts', cart),
    orAsks(R(removed, "'./log';\n", "'./log';\nimport { sum } from './sum';\n")),
  ],
  [
    'an import of a kind that the file has otherwise',
    fence('ts src/cart.ts', `import type { Discount } from './discount';\n\n${remove}`),
    at('src/cart.ts', cart),
    (text, notes) => {
      if (notes.length === 0) expect(text).toContain('this.items = []');
    },
  ],
];

describe('code goes into files of every language:', () => {
  it.each(cases)('%s', (_, answer, desk, expected) => check(answer, desk, expected));
});
