import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeSnippet, type Target } from '../../../src/host/code/snippet';

const cart = `import { applyDiscount, type Discount } from './discount';

export interface CartItem {
  readonly sku: string;
  readonly quantity: number;
}

/** Keeps what a customer wants. */
export class Cart {
  private items: CartItem[] = [];
  private discounts: Discount[] = [];

  add(item: CartItem): void {
    this.items.push(item);
  }

  remove(sku: string): void {
    this.items = this.items.filter((item) => item.sku !== sku);
  }

  /** In cents. */
  totalCents(): number {
    let total = 0; // cents
    for (const item of this.items) {
      total += item.quantity;
    }
    return total;
  }
}
`;

const place = (code: string, target: Partial<Target> = {}) =>
  placeSnippet(code, {
    text: cart,
    language: 'typescript',
    named: false,
    path: 'src/cart.ts',
    selected: false,
    ...target,
  });

/** The text that a snippet makes without asking. */
function placed(code: string, target: Partial<Target> = {}): string {
  const placement = place(code, target);
  if (placement.kind !== 'placed') throw new Error(`it is ${placement.kind}`);
  return placement.text;
}

const method = `totalCents(): number {
  const subtotal = this.items.reduce((sum, item) => sum + item.quantity, 0);
  return Math.max(0, subtotal);
}
`;

describe('a method alone', () => {
  it.each([method, method.replace(/^/gm, '  ').trimEnd()])(
    'replaces its namesake, indented as that was',
    (code) => {
      expect(placed(code)).toBe(
        cart.replace(
          /let total = 0;[^}]*}\n {4}return total;/,
          'const subtotal = this.items.reduce((sum, item) => sum + item.quantity, 0);\n    return Math.max(0, subtotal);',
        ),
      );
    },
  );

  it('keeps the ends of line of the file', () => {
    const windows = cart.replaceAll('\n', '\r\n');
    const text = placed(method, { text: windows });
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
    expect(text).toContain('    return Math.max(0, subtotal);\r\n');
  });

  it('that is new goes to the end of the only class, where the code names the file', () => {
    expect(placed('clear(): void {\n  this.items = [];\n}\n', { named: true })).toBe(
      cart.replace(
        '    return total;\n  }\n',
        '    return total;\n  }\n\n  clear(): void {\n    this.items = [];\n  }\n',
      ),
    );
  });

  it('is not nested into a selection', () => {
    expect(place(method, { selected: true }).kind).toBe('placed');
  });
});

describe('a class that shows a part of itself', () => {
  it.each([
    '// ... existing code ...',
    '/* … */',
    '// … rest of the class unchanged',
    '// (other methods stay the same)',
    '// ...',
  ])('keeps what %s stands for', (comment) => {
    const code = `export class Cart {
  ${comment}

  remove(sku: string): boolean {
    return this.items.some((item) => item.sku === sku);
  }

  isEmpty(): boolean {
    return this.items.length === 0;
  }

  ${comment}
}
`;
    expect(placed(code)).toBe(
      cart.replace(
        '  remove(sku: string): void {\n    this.items = this.items.filter((item) => item.sku !== sku);\n  }\n',
        '  remove(sku: string): boolean {\n    return this.items.some((item) => item.sku === sku);\n  }\n\n  isEmpty(): boolean {\n    return this.items.length === 0;\n  }\n',
      ),
    );
  });

  it('keeps the members that it does not show, without such a comment too', () => {
    const text = placed(`class Cart {\n${method.replace(/^/gm, '  ').trimEnd()}\n}\n`);
    expect(text).toContain('add(item: CartItem)');
    expect(text).toContain('export class Cart {');
    expect(text).toContain('Math.max(0, subtotal)');
    expect(text).not.toContain('let total');
  });

  it('keeps what a comment stands for in the middle of a method', () => {
    const code =
      'totalCents(): number {\n  let total = 0; // cents\n  // ... existing code ...\n  return Math.round(total);\n}\n';
    expect(placed(code)).toBe(cart.replace('return total;', 'return Math.round(total);'));
  });
});

describe('definitions', () => {
  it('beside each other come beside each other, with what they import', () => {
    const code = `import { applyDiscount, roundCents } from './discount';
import { log } from './log';

// ... existing code ...

export interface CartItem {
  readonly sku: string;
}

export interface Weight {
  readonly grams: number;
}
`;
    expect(placed(code, { named: true })).toBe(
      cart
        .replace('type Discount }', 'type Discount, roundCents }')
        .replace("'./discount';\n", "'./discount';\nimport { log } from './log';\n")
        .replace(
          '  readonly quantity: number;\n}\n',
          '}\n\nexport interface Weight {\n  readonly grams: number;\n}\n',
        ),
    );
  });

  it('stay exported, and keep their comment, where the snippet has neither', () => {
    const text =
      'import a from "a";\n\n/** Says why. */\nexport function f(): number {\n  return 1;\n}\n\nexport const g = 2;\n';
    expect(placed('function f(): number {\n  return 2;\n}\n', { text })).toBe(
      text.replace('return 1', 'return 2'),
    );
  });

  it('of Python are found by their indentation, with decorators', () => {
    const text =
      'import csv\n\nclass A:\n    @property\n    def f(self):\n        return """\nx\n"""\n\n    def g(self):\n        return 1\n\ndef h():\n    return 2\n';
    const code = 'def f(self):\n    return 3\n';
    expect(placed(code, { text, language: 'python' })).toBe(text.replace('return """\nx\n"""', 'return 3'));
    expect(placed('def h():\n    return 3\n', { text, language: 'python' })).toBe(
      text.replace('return 2', 'return 3'),
    );
  });

  it.each([
    [
      'go',
      'package a\n\nfunc F() int {\n\treturn 1\n}\n\nfunc (t *T) G() int {\n\treturn 2\n}\n',
      'func (t *T) G() int {\n\treturn 3\n}\n',
    ],
    [
      'rust',
      'use a::b;\n\npub fn f() -> u8 {\n    1\n}\n\nfn g() -> u8 {\n    return 2\n}\n',
      'fn g() -> u8 {\n    return 3\n}\n',
    ],
    [
      'java',
      'package a;\n\nclass A {\n    int f() {\n        return 1;\n    }\n\n    public static int g(int a)\n    {\n        return 2;\n    }\n}\n',
      'public static int g(int a)\n{\n    return 3;\n}\n',
    ],
    [
      'c',
      '#include <a.h>\n\nint f(void) {\n  return 1;\n}\n\nstatic int g(int a) {\n  return 2;\n}\n',
      'static int g(int a) {\n  return 3;\n}\n',
    ],
  ])('of %s are found', (language, text, code) => {
    expect(placed(code, { text, language })).toBe(text.replace('return 2', 'return 3'));
  });
});

it('a rule of a style sheet takes the place of the one with its selector', () => {
  const text =
    '@import url(https://e.org/a.css);\n\n.a {\n  color: blue;\n}\n\n.a:hover,\n.b {\n  color: blue;\n}\n';
  expect(placed('.a:hover,\n.b {\n  color: red;\n}\n', { text, language: 'css' })).toBe(
    text.replace(/blue(?=;\n}\n$)/, 'red'),
  );
});

describe('a class', () => {
  it('has a getter beside its setter', () => {
    const text =
      'import a from "a";\n\nclass A {\n  get x() {\n    return 1;\n  }\n  set x(value) {\n    b();\n  }\n  f() {}\n}\n';
    const code = 'class A {\n  // ...\n  get x() {\n    return 2;\n  }\n  set x(value) {\n    c();\n  }\n}\n';
    expect(placed(code, { text })).toBe(text.replace('return 1', 'return 2').replace('b()', 'c()'));
  });

  it('keeps its tabs', () => {
    const text = 'import a from "a";\n\nclass A {\n\tf() {\n\t\treturn 1;\n\t}\n\n\tg() {}\n}\n';
    expect(placed('f() {\n  if (a) {\n    return 2;\n  }\n}\n', { text })).toBe(
      text.replace('return 1;', 'if (a) {\n\t\t\treturn 2;\n\t\t}'),
    );
  });
});

describe('the person chooses', () => {
  it('where code has nothing to do with the file', () => {
    expect(place('export class LruCache {\n  get() {}\n}\n')).toMatchObject({ kind: 'unclear' });
    expect(place('console.log(1);\n')).toMatchObject({ kind: 'unclear', placed: undefined });
  });

  it('where a file may lose a definition', () => {
    const code =
      "import type { CartItem } from './item';\n\nexport class Cart {\n  private items: CartItem[] = [];\n  add(item: CartItem) {}\n  remove(sku: string) {}\n  totalCents() {}\n}\n";
    expect(place(code, { named: true }).kind).toBe('unclear');
    expect(place(code, { named: true, elsewhere: new Set(['CartItem']) }).kind).toBe('whole');
  });

  it('where two classes have a method of that name', () => {
    const text = 'class A {\n  f() {\n    a();\n  }\n}\nclass B {\n  f() {\n    b();\n  }\n}\n';
    expect(place('f() {\n  c();\n}\n', { text }).kind).toBe('unclear');
    expect(placed('f() {\n  c();\n}\n', { text, line: 7 })).toBe(text.replace('b()', 'c()'));
  });
});

describe('a whole file', () => {
  it('is one, and does not go into a selection', () => {
    const whole = cart.replace('return total;', 'return Math.round(total);');
    for (const selected of [false, true])
      for (const named of [false, true])
        expect(place(whole, { selected, named })).toEqual({ kind: 'whole', text: whole });
  });

  it('may give all that it defines another name', () => {
    const text = 'export const turn = 12;\n';
    const code = 'export const secondsPerTurn = 12;\n';
    expect(place(code, { text, named: true })).toEqual({ kind: 'whole', text: code });
    expect(placed('export const b = 2;\n', { text: 'export const a = 1;\n', named: true })).toBe(
      'export const a = 1;\nexport const b = 2;\n',
    );
  });

  it('is everything, where there is nothing yet', () => {
    expect(place('a b c\n', { text: '\n', language: 'plaintext' }).kind).toBe('whole');
  });
});

it('statements go into the selection', () => {
  expect(place('const total = sum(this.items);\nreturn total;\n', { selected: true }).kind).toBe('selection');
});

it('a part of a file never loses what is not in it, whatever the names are', () => {
  const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), { minLength: 2 });
  fc.assert(
    fc.property(names, fc.nat(6), fc.boolean(), (all, which, named) => {
      const one = (name: string, body: string) =>
        `export function ${name}(): string {\n  return '${body}';\n}\n`;
      const text = all.map((name) => one(name, `old ${name}`)).join('\n');
      const changed = all[which % all.length]!;
      expect(placed(one(changed, 'new'), { text, named })).toBe(text.replace(`old ${changed}`, 'new'));
    }),
  );
});

it('hostile code takes time that grows with its length', { retry: 2 }, () => {
  const seconds = (part: string, count: number) => {
    const start = process.cpuUsage();
    place(part.repeat(count), { text: part.repeat(count) });
    return process.cpuUsage(start).user / 1e6;
  };
  for (const part of [
    '// ... existing code ...\n',
    'function f() {',
    'a(',
    '/*',
    "'",
    '`',
    '{\n}\n',
    'class A {\n',
    'x: number;\n',
    'a = b /c;',
    '@a(b) ',
    ' ',
  ])
    expect(seconds(part, 20_000), part).toBeLessThan(Math.max(1, 40 * seconds(part, 2000)));
});
