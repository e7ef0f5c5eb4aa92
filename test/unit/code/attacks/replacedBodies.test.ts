/** Answers that leave code out within what they replace. */
import { describe, it } from 'vitest';
import { cart, css, json, py, tsx, vue, yaml } from '../everyday/files';
import { at, check, fence, orAsks, R, type Case } from '../everyday/playAnswer';

const longer = `import { log } from './log';

export async function order(cart: Cart, user: User): Promise<Receipt> {
  if (cart.isEmpty()) throw new Error('empty');
  const total = cart.totalCents();
  const tax = taxOf(total, user.country);

  log('ordering', total);
  const payment = await pay(user, total + tax);
  if (!payment.ok) {
    throw new Error(payment.reason);
  }

  const receipt = receiptOf(payment);
  await mail(user, receipt);
  return receipt;
}

export function taxOf(total: number, country: string): number {
  return country === 'DE' ? total * 0.19 : 0;
}
`;

const settings = `import os

SETTINGS = {
    "debug": False,
    "port": 8000,
    "hosts": ["localhost"],
}

ROUTES = [
    ("/", "home"),
    ("/cart", "cart"),
]


def load(path):
    with open(path) as f:
        data = f.read()
    for line in data.splitlines():
        key, value = line.split("=")
        SETTINGS[key] = value
    return SETTINGS
`;

const java = `package shop;

public class Orders {
    private final Repository repository;

    public Orders(Repository repository) {
        this.repository = repository;
    }

    public Order find(long id) {
        return repository.find(id);
    }

    public void remove(long id) {
        repository.remove(id);
    }
}
`;

const order = (body: string) =>
  fence(
    'ts src/order.ts',
    `export async function order(cart: Cart, user: User): Promise<Receipt> {\n${body}}\n`,
  );
const inCart = (members: string) => fence('ts src/cart.ts', `export class Cart {\n${members}}\n`);
const size = '  get size(): number {\n    return this.items.length + 1;\n  }\n';
const withSize = R(cart, 'return this.items.length;', 'return this.items.length + 1;');

/** What stands for the bodies of the members that are not changed. */
const stubs: Case[] = [
  ['remove(sku: string): void { /* ... */ }'],
  ['remove(sku: string): void { ... }'],
  ['remove(sku: string): void { … }'],
  ['remove(sku: string): void { /* unchanged */ }'],
  ['remove(sku: string): void { // ... existing code ...\n  }'],
  ['remove(sku: string): void {\n    ...\n  }'],
  ['remove(sku: string): void {\n    // same as before\n  }'],
  ['remove(sku: string): void {\n    // (body unchanged)\n  }'],
  ['remove(sku: string): void {\n    // implementation stays the same\n  }'],
  ['remove(sku: string): void {}'],
].map(([stub = '']) => [
  `a class with the stub ${stub}`,
  inCart(`  ${stub}\n\n${size}`),
  at('src/cart.ts', cart),
  stub.endsWith('{}') ? orAsks(R(withSize, /\{\n    this\.items = .*\n  \}/, '{}')) : withSize,
]);

const comments: Case[] = [
  '// (all other methods unchanged)',
  '// everything else stays the same',
  '// [unchanged]',
  '// etc.',
  '// Remaining methods omitted',
  '// ... add() and remove() stay as they are ...',
  '// keep the other members',
  '// no changes below',
  '// (add, remove: as before)',
  '// … (weitere Methoden unverändert)',
  '// Rest bleibt gleich',
  '/* … other members … */',
  '/**\n   * ... existing code ...\n   */',
  '// ...\n  // ...',
].map((comment) => [
  `a class with the comment ${comment}`,
  inCart(`  ${comment}\n\n${size}\n  ${comment}\n`),
  at('src/cart.ts', cart),
  orAsks(withSize),
]);

const cases: Case[] = [
  [
    'the end of a function',
    order(
      '  // ... existing code ...\n  await mail(user, receipt);\n  await log("mailed");\n  return receipt;\n',
    ),
    at('src/order.ts', longer),
    R(longer, '  return receipt;', '  await log("mailed");\n  return receipt;'),
  ],
  [
    'the start of a function',
    order("  if (cart.isEmpty()) throw new Error('nothing to buy');\n  // ... rest unchanged\n"),
    at('src/order.ts', longer),
    R(longer, "'empty'", "'nothing to buy'"),
  ],
  [
    'a line amid a function',
    order('  // ...\n  const payment = await pay(user, total + tax, { retries: 3 });\n  // ...\n'),
    at('src/order.ts', longer),
    orAsks(R(longer, 'pay(user, total + tax)', 'pay(user, total + tax, { retries: 3 })')),
  ],
  [
    'two lines amid a function',
    order(
      '  // ...\n  const tax = taxOf(total, user.address.country);\n  // ...\n  const receipt = receiptOf(payment, tax);\n  // ...\n',
    ),
    at('src/order.ts', longer),
    orAsks(
      R(R(longer, 'user.country', 'user.address.country'), 'receiptOf(payment)', 'receiptOf(payment, tax)'),
    ),
  ],
  [
    'a line that is new between two that are left out',
    order('  // ... existing code ...\n  audit(user);\n  // ... existing code ...\n'),
    at('src/order.ts', longer),
    'asks',
  ],
  [
    'a block amid a function',
    order(
      '  // ...\n  if (!payment.ok) {\n    log(payment.reason);\n    throw new PaymentError(payment.reason);\n  }\n  // ...\n',
    ),
    at('src/order.ts', longer),
    R(
      longer,
      '    throw new Error(payment.reason);',
      '    log(payment.reason);\n    throw new PaymentError(payment.reason);',
    ),
  ],
  [
    'a line put in behind one that stays',
    order(
      '  // ...\n  const total = cart.totalCents();\n  if (total < 0) throw new Error("negative");\n  // ...\n',
    ),
    at('src/order.ts', longer),
    R(longer, '.totalCents();\n', '.totalCents();\n  if (total < 0) throw new Error("negative");\n'),
  ],
  [
    'a function with its body wrapped',
    order(
      '  try {\n    // ... existing code ...\n  } catch (error) {\n    log(String(error));\n    throw error;\n  }\n',
    ),
    at('src/order.ts', longer),
    (text, notes) => {
      if (notes.length === 0)
        for (const line of longer.split('\n'))
          if (!text.includes(line.trim())) throw new Error(`lost: ${line}`);
    },
  ],
  [
    'a function that left its body out and has one line of it wrongly remembered',
    order(
      '  // ... existing code ...\n  const receipt = createReceipt(payment.id);\n  await mail(user, receipt);\n  await sms(user, receipt);\n  return receipt;\n',
    ),
    at('src/order.ts', longer),
    orAsks(
      R(
        longer,
        'const receipt = receiptOf(payment);\n  await mail(user, receipt);',
        'const receipt = createReceipt(payment.id);\n  await mail(user, receipt);\n  await sms(user, receipt);',
      ),
    ),
  ],
  [
    'Python with stubs in a line',
    fence(
      'python o.py',
      'class Store:\n    def __init__(self, path): ...\n\n    def load(self): ...\n\n    def save(self):\n        with open(self.path, "w") as f:\n            json.dump(self.orders, f, indent=2)\n',
    ),
    at('o.py', py),
    orAsks(R(py, 'json.dump(self.orders, f)', 'json.dump(self.orders, f, indent=2)')),
  ],
  [
    'Python with stubs that pass',
    fence(
      'python o.py',
      'class Store:\n    def load(self):\n        pass  # unchanged\n\n    def save(self):\n        with open(self.path, "w") as f:\n            json.dump(self.orders, f, indent=2)\n',
    ),
    at('o.py', py),
    orAsks(R(py, 'json.dump(self.orders, f)', 'json.dump(self.orders, f, indent=2)')),
  ],
  [
    'Python with a comment for the body of a loop',
    fence(
      'python s.py',
      'def load(path):\n    with open(path, encoding="utf-8") as f:\n        data = f.read()\n    # ... rest unchanged\n',
    ),
    at('s.py', settings),
    R(settings, 'open(path)', 'open(path, encoding="utf-8")'),
  ],
  [
    'Python with a dictionary that goes on',
    fence('python s.py', 'SETTINGS = {\n    # ... existing settings ...\n    "timeout": 30,\n}\n'),
    at('s.py', settings),
    orAsks(R(settings, '["localhost"],\n', '["localhost"],\n    "timeout": 30,\n')),
  ],
  [
    'Python with a list that goes on in dots',
    fence('python s.py', 'ROUTES = [\n    ...,\n    ("/orders", "orders"),\n]\n'),
    at('s.py', settings),
    orAsks(R(settings, '("/cart", "cart"),\n', '("/cart", "cart"),\n    ("/orders", "orders"),\n')),
  ],
  [
    'a list in a line',
    fence('python s.py', 'ROUTES = [..., ("/orders", "orders")]\n'),
    at('s.py', settings),
    orAsks(R(settings, '("/cart", "cart"),\n', '("/cart", "cart"),\n    ("/orders", "orders"),\n')),
  ],
  [
    'Java with stubs',
    fence(
      'java Orders.java',
      'public class Orders {\n    public Order find(long id) {\n        return repository.find(id).orElseThrow();\n    }\n\n    public void remove(long id) { /* unchanged */ }\n}\n',
    ),
    at('Orders.java', java),
    R(java, 'repository.find(id);', 'repository.find(id).orElseThrow();'),
  ],
  [
    'a rule of CSS with a comment',
    fence('css a.css', '.button {\n  /* ... */\n  border: 0;\n}\n'),
    at('a.css', css),
    orAsks(R(css, '  padding: var(--gap);\n', '  padding: var(--gap);\n  border: 0;\n')),
  ],
  [
    'JSON with dots',
    fence('json package.json', '{\n  ...\n  "scripts": {\n    ...\n    "lint": "eslint ."\n  },\n  ...\n}\n'),
    at('package.json', json),
    orAsks(R(json, '"vitest run"\n', '"vitest run",\n    "lint": "eslint ."\n')),
  ],
  [
    'JSON with a key of dots',
    fence(
      'json package.json',
      '{\n  "...": "...",\n  "scripts": {\n    "build": "tsc -b",\n    "test": "vitest run"\n  }\n}\n',
    ),
    at('package.json', json),
    orAsks(R(json, '"tsc"', '"tsc -b"')),
  ],
  [
    'YAML with a comment in a key',
    fence('yaml c.yaml', 'services:\n  web:\n    # ...\n    restart: always\n'),
    at('c.yaml', yaml),
    orAsks(R(yaml, '      - "80:80"\n', '      - "80:80"\n    restart: always\n')),
  ],
  [
    'JSX with a comment',
    fence(
      'tsx C.tsx',
      'export const Counter: React.FC<Props> = ({ start }) => {\n  // ... existing state ...\n\n  return (\n    <div className="counter">\n      {/* ... */}\n      <button onClick={() => setCount(start)}>Reset</button>\n    </div>\n  );\n};\n',
    ),
    at('C.tsx', tsx),
    orAsks(
      R(tsx, '+</button>\n', '+</button>\n      <button onClick={() => setCount(start)}>Reset</button>\n'),
    ),
  ],
  [
    'a component with comments for its other parts',
    fence(
      'vue C.vue',
      '<template>\n  <!-- unchanged -->\n</template>\n\n<script setup lang="ts">\nimport { ref } from \'vue\';\n\nconst count = ref(1);\nfunction increment() {\n  count.value++;\n}\n</script>\n\n<style scoped>\n/* unchanged */\n</style>\n',
    ),
    at('C.vue', vue),
    orAsks(R(vue, 'ref(0)', 'ref(1)')),
  ],
  [
    'a page with comments',
    fence(
      'html i.html',
      '<!doctype html>\n<html>\n  <!-- ... head ... -->\n  <body>\n    <h1>Our shop</h1>\n    <!-- ... -->\n  </body>\n</html>\n',
    ),
    at(
      'i.html',
      '<!doctype html>\n<html>\n  <head>\n    <title>Shop</title>\n  </head>\n  <body>\n    <h1>Shop</h1>\n    <script src="a.js"></script>\n  </body>\n</html>\n',
    ),
    orAsks(
      '<!doctype html>\n<html>\n  <head>\n    <title>Shop</title>\n  </head>\n  <body>\n    <h1>Our shop</h1>\n    <script src="a.js"></script>\n  </body>\n</html>\n',
    ),
  ],
  [
    'a spread is no elision',
    fence('ts a.ts', 'export function merged(a: A, b: A): A {\n  return {\n    ...a,\n    ...b,\n  };\n}\n'),
    at(
      'a.ts',
      'import type { A } from "./a";\n\nexport function merged(a: A, b: A): A {\n  return Object.assign(a, b);\n}\n',
    ),
    'import type { A } from "./a";\n\nexport function merged(a: A, b: A): A {\n  return {\n    ...a,\n    ...b,\n  };\n}\n',
  ],
  [
    'a rest parameter is no elision',
    fence('ts a.ts', 'export function all(\n  ...names: string[]\n): string {\n  return names.join();\n}\n'),
    at(
      'a.ts',
      'import type { A } from "./a";\n\nexport function all(names: string[]): string {\n  return names.join(",");\n}\n',
    ),
    'import type { A } from "./a";\n\nexport function all(\n  ...names: string[]\n): string {\n  return names.join();\n}\n',
  ],
  [
    'a remark about the rest of a list is no elision',
    fence(
      'ts a.ts',
      'export function last(list: number[]): number {\n  // The rest of the list is sorted already, so the last one is the largest.\n  return list[list.length - 1];\n}\n',
    ),
    at(
      'a.ts',
      'import type { A } from "./a";\n\nexport function last(list: number[]): number {\n  const sorted = list.sort();\n  return sorted.pop();\n}\n',
    ),
    orAsks(
      'import type { A } from "./a";\n\nexport function last(list: number[]): number {\n  // The rest of the list is sorted already, so the last one is the largest.\n  return list[list.length - 1];\n}\n',
    ),
  ],
  [
    'a remark that ends in dots is no elision',
    fence(
      'ts a.ts',
      'export function wait(): void {\n  // Other code may still hold the lock, so try again...\n  retry();\n}\n',
    ),
    at('a.ts', 'import type { A } from "./a";\n\nexport function wait(): void {\n  lock();\n  retry();\n}\n'),
    orAsks(
      'import type { A } from "./a";\n\nexport function wait(): void {\n  // Other code may still hold the lock, so try again...\n  retry();\n}\n',
    ),
  ],
];

describe('what is left out is kept, or the person is asked:', () => {
  it.each([...cases, ...stubs, ...comments])('%s', (_, answer, desk, expected) =>
    check(answer, desk, expected),
  );
});
