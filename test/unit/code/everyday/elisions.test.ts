/** Many ways of saying that code was left out, and of naming the file. */
import { describe, expect, it } from 'vitest';
import { c, over, reducer, shopGo } from './moreFiles';
import { at, check, fence, R, type Case } from './playAnswer';

const cases: Case[] = [
  [
    'go with package line and one func, named',
    fence('go cart.go', 'package shop\n\nfunc (c *Cart) String() string {\n\treturn "cart"\n}\n'),
    at('cart.go', shopGo),
    R(shopGo, 'fmt.Sprint(c.items)', '"cart"'),
  ],
  [
    'go existing code',
    fence(
      'go',
      'package shop\n\nimport (\n\t"fmt"\n\t"strings"\n)\n\n// ... existing code ...\n\nfunc (c *Cart) String() string {\n\treturn strings.Join(c.items, fmt.Sprint(","))\n}\n',
    ),
    at('cart.go', shopGo),
    (t, n) => {
      if (n.length) return;
      expect(t).toContain('const Max');
      expect(t).toContain('"strings"');
      expect(t.match(/package/g)!.length).toBe(1);
      expect(t.match(/"fmt"/g)!.length).toBe(1);
    },
  ],
  ...[
    '// ... keep existing code',
    '// [...]',
    '// ... (rest of the file remains the same)',
    '// Existing code remains unchanged',
    '// rest of code stays the same',
    '// <existing code>',
    '// --- existing code ---',
    '// unchanged code above',
    '// … bestehender Code …',
    '// ... restlicher Code ...',
    '// same as before',
    '// other methods...',
    '// ...rest',
    '/* existing code here */',
    '// (unchanged)',
    '// Rest of your code',
    '// The rest of the code is unchanged.',
    '// Existing methods',
    '// keep the rest as is',
    '// previous code...',
    '// ... snip ...',
    '// omitted for brevity',
    '// code omitted',
    '// ... more code ...',
    '// 其余代码不变',
    '// ... reste du code ...',
  ].map((comment): Case => [
    `elision ${comment}`,
    fence(
      'ts',
      `export default class Store {\n  ${comment}\n\n  clear(): void {\n    this.#state = initial;\n  }\n}\n`,
    ),
    at('r.ts', reducer),
    (t, n) => {
      if (n.length) return;
      expect(t).toContain('async load');
      expect(t).toContain('private helper');
      expect(t).toContain('clear(): void');
      expect(t).not.toContain(comment);
    },
  ]),
  [
    'existing code in a function at the front',
    fence(
      'ts',
      `// ... imports stay the same ...\n\nexport function reducer(state: number, action: Action): number {\n  // ... unchanged ...\n  return state + 1;\n}\n`,
    ),
    at('r.ts', reducer),
    (t, n) => {
      if (n.length) return;
      expect(t).toContain("case 'add'");
    },
  ],
  [
    'whole file with blank comment header',
    fence('ts', `// r.ts\n\n${reducer.replace('return 0', 'return -1')}`),
    at('r.ts', reducer),
    R(reducer, 'return 0', 'return -1'),
  ],
  [
    'whole file w/o export words beside selection',
    fence('ts', reducer.replace('state + 1', 'state + 2')),
    at('r.ts', reducer, { selected: [6, 14] }),
    R(reducer, 'state + 1', 'state + 2'),
  ],
  [
    'imports of several lines',
    fence(
      'ts',
      "import {\n  c,\n  d,\n} from './y';\nimport { b } from './x';\n\nexport function f() {\n  return b + c + d;\n}\n",
    ),
    at(
      'm.ts',
      "import {\n  a,\n} from './x';\n\nexport function f() {\n  return a;\n}\n\nexport function g() {}\n\nexport function h() {}\n",
    ),
    "import {\n  a,\n  b,\n} from './x';\nimport {\n  c,\n  d,\n} from './y';\n\nexport function f() {\n  return b + c + d;\n}\n\nexport function g() {}\n\nexport function h() {}\n",
  ],
  [
    'python imports in brackets',
    fence('python', 'from x import (\n    b,\n    c,\n)\n\ndef f():\n    return b\n'),
    at(
      'm.py',
      'from x import a\n\n\ndef f():\n    return a\n\n\ndef g():\n    return 1\n\n\ndef h():\n    return 1\n',
    ),
    'from x import a, b, c\n\n\ndef f():\n    return b\n\n\ndef g():\n    return 1\n\n\ndef h():\n    return 1\n',
  ],
  [
    'go block into block',
    fence('go', 'import (\n\t"fmt"\n\t"strings"\n)\n\nfunc F() { fmt.Println(strings.ToUpper("a")) }\n'),
    at(
      'm.go',
      'package m\n\nimport (\n\t"fmt"\n\t"os"\n)\n\nfunc F() { fmt.Println(os.Args) }\n\nfunc G() {}\n\nfunc H() {}\n',
    ),
    'package m\n\nimport (\n\t"fmt"\n\t"os"\n\t"strings"\n)\n\nfunc F() { fmt.Println(strings.ToUpper("a")) }\n\nfunc G() {}\n\nfunc H() {}\n',
  ],
  [
    'c static of another name',
    fence('c', 'static int other = 5;\n'),
    at('a.c', c),
    (t, n) => {
      if (n.length) return;
      expect(t).toContain('static int count = 0;');
    },
  ],
  [
    'java field',
    fence('java', 'private final Map<String, Item> items = new HashMap<>();\n'),
    at(
      'C.java',
      'class C {\n    private final List<Item> items = new ArrayList<>();\n\n    int size() {\n        return items.size();\n    }\n}\n',
    ),
    (t, n) => {
      if (n.length) return;
      expect(t).toContain('    private final Map<String, Item> items = new HashMap<>();\n\n    int size()');
      expect(t).not.toContain('ArrayList');
    },
  ],
  [
    'answer in german lead',
    'Ändere `src/r.ts`:\n\n' + fence('ts', 'type Action = never;\n'),
    { files: { 'src/r.ts': reducer, 'o.ts': over }, active: 'o.ts' },
    R(reducer, "{ type: 'add' } | { type: 'clear' }", 'never'),
  ],
  [
    'lead names a tested file',
    'Tests for `src/r.ts`:\n\n' + fence('ts', "import { it } from 'vitest';\nit('x', () => {});\n"),
    { files: { 'src/r.ts': reducer } },
    reducer,
  ],
  [
    'two files in lead',
    'Move it from `a.ts` to `src/r.ts`:\n\n' + fence('ts', 'type Action = never;\n'),
    { files: { 'src/r.ts': reducer } },
    reducer,
  ],
  [
    'shell block below a file',
    'Edit `src/r.ts`:\n\n' + fence('bash', 'npm test\n'),
    { files: { 'src/r.ts': reducer } },
    reducer,
  ],
  [
    'nested list fence with path',
    '- `src/r.ts`\n\n  ' + fence('ts', 'type Action = never;\n').replace(/\n(?=.)/g, '\n  '),
    { files: { 'src/r.ts': reducer } },
    R(reducer, "{ type: 'add' } | { type: 'clear' }", 'never'),
  ],
];

describe('what an answer left out goes where it belongs, or asks:', () => {
  it.each(cases)('%s', (_, answer, desk, expected) => check(answer, desk, expected));
});
