/** Answers that show something of which a file has several under one name. */
import { describe, it } from 'vitest';
import { at, check, fence, orAsks, R, type Case } from '../everyday/playAnswer';
import {
  formatter,
  status,
  temperature,
  platform,
  api,
  component,
  controller,
  prototypes,
  ifdef,
  vector,
  bag,
  rooms,
} from './namesakeFiles';

const cases: Case[] = [
  [
    'the implementation of an overloaded method',
    fence('ts src/f.ts', 'format(value: number | Date): string {\n  return `${value}`;\n}\n'),
    at('src/f.ts', formatter),
    R(formatter, 'String(value)', '`${value}`'),
  ],
  [
    'an overloaded method with one more signature',
    fence(
      'ts src/f.ts',
      'export class Formatter {\n  // ...\n  format(value: number): string;\n  format(value: Date): string;\n  format(value: bigint): string;\n  format(value: number | Date | bigint): string {\n    return `${value}`;\n  }\n  // ...\n}\n',
    ),
    at('src/f.ts', formatter),
    orAsks(
      R(
        formatter,
        'format(value: number | Date): string {\n    return String(value);',
        'format(value: bigint): string;\n  format(value: number | Date | bigint): string {\n    return `${value}`;',
      ),
    ),
  ],
  [
    'a setter alone',
    fence('ts src/f.ts', 'set digits(value: number) {\n  this._digits = Math.max(0, value);\n}\n'),
    at('src/f.ts', formatter),
    R(formatter, 'this._digits = value', 'this._digits = Math.max(0, value)'),
  ],
  [
    'a getter alone',
    fence('ts src/f.ts', 'get digits(): number {\n  return this._digits ?? 2;\n}\n'),
    at('src/f.ts', formatter),
    R(formatter, 'return this._digits;', 'return this._digits ?? 2;'),
  ],
  [
    'a getter in its class',
    fence(
      'ts src/f.ts',
      'class Formatter {\n  get digits(): number {\n    return this._digits ?? 2;\n  }\n}\n',
    ),
    at('src/f.ts', formatter),
    R(formatter, 'return this._digits;', 'return this._digits ?? 2;'),
  ],
  [
    'a static method beside one of the instance',
    fence('ts src/f.ts', 'static from(text: string): Formatter {\n  return parse(text);\n}\n'),
    at('src/f.ts', formatter),
    orAsks(R(formatter, 'return new Formatter()', 'return parse(text)')),
  ],
  [
    'a constant beside its type',
    fence(
      'ts src/status.ts',
      "export const Status = {\n  open: 'open',\n  closed: 'closed',\n  lost: 'lost',\n} as const;\n",
    ),
    at('src/status.ts', status),
    R(status, "closed: 'closed',\n", "closed: 'closed',\n  lost: 'lost',\n"),
  ],
  [
    'a type beside its constant',
    fence('ts src/status.ts', 'export type Status = keyof typeof Status;\n'),
    at('src/status.ts', status),
    R(status, '(typeof Status)[keyof typeof Status]', 'keyof typeof Status'),
  ],
  [
    'a constant and its type',
    fence(
      'ts src/status.ts',
      "export const Status = {\n  open: 'o',\n  closed: 'c',\n} as const;\n\nexport type Status = keyof typeof Status;\n",
    ),
    at('src/status.ts', status),
    R(
      R(R(status, "'open'", "'o'"), "'closed'", "'c'"),
      '(typeof Status)[keyof typeof Status]',
      'keyof typeof Status',
    ),
  ],
  [
    'a class merged with an interface',
    fence('ts a.ts', 'class Cart {\n  total() {\n    return 2;\n  }\n}\n'),
    at(
      'a.ts',
      'import a from "a";\n\ninterface Cart {\n  id: number;\n}\n\nclass Cart {\n  total() {\n    return 1;\n  }\n}\n',
    ),
    'import a from "a";\n\ninterface Cart {\n  id: number;\n}\n\nclass Cart {\n  total() {\n    return 2;\n  }\n}\n',
  ],
  [
    'the setter of a property',
    fence('python t.py', '@target.setter\ndef target(self, value):\n    self._target = max(5, value)\n'),
    at('t.py', temperature),
    R(temperature, 'self._target = value', 'self._target = max(5, value)'),
  ],
  [
    'a property without its setter',
    fence(
      'python t.py',
      '@property\ndef target(self):\n    """Degrees."""\n    return round(self._target)\n',
    ),
    at('t.py', temperature),
    R(temperature, 'return self._target', 'return round(self._target)'),
  ],
  [
    'the setter of a property in its class',
    fence(
      'python t.py',
      'class Thermostat:\n    # ... existing code ...\n\n    @target.setter\n    def target(self, value):\n        self._target = max(5, value)\n',
    ),
    at('t.py', temperature),
    R(temperature, 'self._target = value', 'self._target = max(5, value)'),
  ],
  [
    'a function with overloads in the way of Python',
    fence('python t.py', 'def read(self, room):\n    return 2.0\n'),
    at('t.py', temperature),
    R(temperature, 'return 1.0', 'return 2.0'),
  ],
  [
    'one of several registered functions',
    fence('python t.py', '@show.register\ndef _(value: list):\n    return "; ".join(value)\n'),
    at('t.py', temperature),
    R(temperature, '", ".join', '"; ".join'),
  ],
  [
    'a function that is defined under conditions',
    fence('python p.py', 'def clear():\n    print("\\033c")\n'),
    at('p.py', platform),
    'asks',
  ],
  [
    'a function that is defined under conditions, with its conditions',
    fence(
      'python p.py',
      'if sys.platform == "win32":\n    def clear():\n        os.system("cls")\nelse:\n    def clear():\n        print("\\033c")\n',
    ),
    at('p.py', platform),
    orAsks(R(platform, 'os.system("clear")', 'print("\\033c")')),
  ],
  [
    'one of two routes of a name',
    fence('python api.py', '@app.post("/items")\nasync def items(item: dict):\n    return {"item": item}\n'),
    at('api.py', api),
    R(api, 'return item\n', 'return {"item": item}\n'),
  ],
  [
    'one of two routes of a name, told by its decorator alone',
    fence(
      'python api.py',
      '@app.post("/items")\nasync def items(body: Item, user: User):\n    return body\n',
    ),
    at('api.py', api),
    orAsks(
      R(
        api,
        'async def items(item: dict):\n    return item\n',
        'async def items(body: Item, user: User):\n    return body\n',
      ),
    ),
  ],
  [
    'a route with a decorator of several lines, without it',
    fence('python api.py', 'async def remove(item_id: int):\n    del store[item_id]\n'),
    at('api.py', api),
    R(api, 'return None', 'del store[item_id]'),
  ],
  [
    'a route with a decorator of several lines, with it',
    fence(
      'python api.py',
      '@app.delete(\n    "/items/{item_id}",\n    status_code=204,\n)\nasync def remove(item_id: int):\n    del store[item_id]\n',
    ),
    at('api.py', api),
    R(
      R(api, 'return None', 'del store[item_id]'),
      '    "/items",\n    status',
      '    "/items/{item_id}",\n    status',
    ),
  ],
  [
    'a component without its decorator',
    fence(
      'ts c.ts',
      'export class CartComponent {\n  total = 0;\n\n  reset(): void {\n    this.total = 1;\n  }\n}\n',
    ),
    at('c.ts', component),
    R(component, 'this.total = 0', 'this.total = 1'),
  ],
  [
    'a component with its decorator',
    fence(
      'ts c.ts',
      "@Component({\n  selector: 'app-cart',\n  template: '<b></b>',\n})\nexport class CartComponent {\n  total = 0;\n\n  reset(): void {\n    this.total = 1;\n  }\n}\n",
    ),
    at('c.ts', component),
    R(R(component, 'this.total = 0', 'this.total = 1'), '<p></p>', '<b></b>'),
  ],
  [
    'a function that is exported by assignment',
    fence(
      'js c.js',
      'exports.create = async (req, res) => {\n  res.status(201).json(await db.add(req.body));\n};\n',
    ),
    at('c.js', controller),
    R(controller, 'res.json(await db.add', 'res.status(201).json(await db.add'),
  ],
  [
    'a method of a prototype',
    fence('js c.js', 'Cart.prototype.total = function () {\n  return this.items.length;\n};\n'),
    at('c.js', controller),
    R(controller, 'return 0', 'return this.items.length'),
  ],
  [
    'a new function that is exported by assignment',
    fence('js c.js', 'exports.remove = async (req, res) => {\n  res.end();\n};\n'),
    at('c.js', controller),
    (text, notes) => {
      if (notes.length > 0) return;
      for (const line of controller.split('\n')) if (!text.includes(line)) throw new Error(`lost: ${line}`);
    },
  ],
  [
    'a function of C beside its prototype',
    fence('c a.c', 'int add(int a, int b)\n{\n    return b + a;\n}\n'),
    at('a.c', prototypes),
    R(prototypes, 'return a + b', 'return b + a'),
  ],
  [
    'a prototype of C beside its function',
    fence('c a.c', 'static void show(long value);\n'),
    at('a.c', prototypes),
    orAsks(R(prototypes, 'show(int value);', 'show(long value);')),
  ],
  [
    'a function of C in both arms of a condition',
    fence('c a.c', 'void clear(void)\n{\n    puts("");\n}\n'),
    at('a.c', ifdef),
    'asks',
  ],
  [
    'a method of C++ that is const beside one that is not',
    fence('cpp a.cpp', 'const int& at(int i) const {\n  return cells.at(i);\n}\n'),
    at('a.cpp', vector),
    orAsks(
      R(vector, 'at(int i) const {\n    return cells[i];', 'at(int i) const {\n    return cells.at(i);'),
    ),
  ],
  [
    'a method of C++ beside its declaration',
    fence('cpp a.cpp', 'int Row::sum() const {\n  return 1;\n}\n'),
    at('a.cpp', vector),
    R(vector, 'return 0', 'return 1'),
  ],
  [
    'a constructor of two',
    fence('csharp Bag.cs', 'public Bag(IEnumerable<T> items)\n{\n    _items = new(items);\n}\n'),
    at('Bag.cs', bag),
    R(bag, '_items.AddRange(items)', '_items = new(items)'),
  ],
  [
    'a method beside the one of an interface',
    fence(
      'csharp Bag.cs',
      'public IEnumerator<T> GetEnumerator()\n{\n    foreach (var item in _items) yield return item;\n}\n',
    ),
    at('Bag.cs', bag),
    orAsks(R(bag, 'return _items.GetEnumerator();', 'foreach (var item in _items) yield return item;')),
  ],
  [
    'an inner function of two outer ones',
    fence('ts rooms.ts', "const handle = () => {\n  open('attic');\n};\n"),
    at('rooms.ts', rooms),
    'asks',
  ],
  [
    'an inner function of two outer ones, shown in one',
    fence(
      'ts rooms.ts',
      "export function Cellar() {\n  const handle = () => {\n    open('attic');\n  };\n  // ...\n}\n",
    ),
    at('rooms.ts', rooms),
    R(rooms, "open('cellar')", "open('attic')"),
  ],
  [
    'a function with a new comment above',
    fence(
      'ts a.ts',
      '/**\n * Adds.\n * @returns the sum\n */\nexport function add(a: number, b: number) {\n  return b + a;\n}\n',
    ),
    at(
      'a.ts',
      'import x from "x";\n\n/** Adds two. */\nexport function add(a: number, b: number) {\n  return a + b;\n}\n\n/** Other. */\nexport function other() {}\n',
    ),
    'import x from "x";\n\n/**\n * Adds.\n * @returns the sum\n */\nexport function add(a: number, b: number) {\n  return b + a;\n}\n\n/** Other. */\nexport function other() {}\n',
  ],
];

describe('what has namesakes goes where it belongs, or asks:', () => {
  it.each(cases)('%s', (_, answer, desk, expected) => check(answer, desk, expected));
});
