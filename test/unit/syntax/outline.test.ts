/** The symbols of files, with the lines that one must replace. */
import { expect, test } from 'vitest';
import { outline, type OutlineSymbol } from '../../../src/checks/syntax/outline';
import { grammars } from './grammarFolder';

/** One line for each symbol: indented by depth, `kind name first-last`. */
async function outlined(language: string, text: string): Promise<string[]> {
  const lines = (symbols: readonly OutlineSymbol[], depth: string): string[] =>
    symbols.flatMap(({ kind, name, startLine, endLine, children }) => [
      `${depth}${kind} ${name} ${startLine}-${endLine}`,
      ...lines(children, `${depth}  `),
    ]);
  return lines((await outline(language, text, { grammars, timeoutMs: 20_000 })) ?? [], '');
}

test('TypeScript', async () => {
  const text = `@sealed
export default class Cart<T> extends Base {
  private items: T[] = [];
  constructor(readonly name: string) {
    super();
  }
  get size(): number { return 1; }
  add = (item: T) => {
    const local = 1;
    this.items.push(item);
  };
}
interface Item { price: number; total(): number }
export type Id = string | number;
enum Level { Low = 1, High }
export const format = async (value: number) => {
  function inner() {}
  return value;
};
const a = 1, b = 2;
namespace N {
  export function f() {}
}`;
  expect(await outlined('ts', text)).toEqual([
    'class Cart 1-12',
    '  property items 3-3',
    '  constructor constructor 4-6',
    '  method size 7-7',
    '  method add 8-11',
    'interface Item 13-13',
    '  property price 13-13',
    '  method total 13-13',
    'type Id 14-14',
    'enum Level 15-15',
    '  enumMember Low 15-15',
    '  enumMember High 15-15',
    'function format 16-19',
    '  function inner 17-17',
    'constant a 20-20',
    'constant b 20-20',
    'namespace N 21-23',
    '  function f 22-22',
  ]);
});

test('JavaScript', async () => {
  const text = `class A {
  #x = 1;
  static async *m() {}
}
function f() {
  let local = 1;
  return () => local;
}
const handlers = {
  open() {},
  'close': () => {
    f();
  },
  count: 1,
};
module.exports = { A };`;
  expect(await outlined('js', text)).toEqual([
    'class A 1-4',
    '  property #x 2-2',
    '  method m 3-3',
    'function f 5-8',
    'constant handlers 9-15',
    '  method open 10-10',
    '  method close 11-13',
  ]);
});

test('Python', async () => {
  const text = `import os

LIMIT: int = 3

@dataclass
class Shop(Base):
    name: str = "x"

    def __init__(self):
        self.name = 1

    @property
    async def total(self):
        def inner():
            pass
        return inner

double = lambda x: 2 * x
a, b = 1, 2
`;
  expect(await outlined('py', text)).toEqual([
    'variable LIMIT 3-3',
    'class Shop 5-16',
    '  field name 7-7',
    '  method __init__ 9-10',
    '  method total 12-16',
    '    function inner 14-15',
    'function double 18-18',
  ]);
});

test('Go', async () => {
  const text = `package shop

const (
	A = iota
	B
)

var x, y = 1, 2

type Cart[T any] struct {
	Items []T
}

type Shape interface {
	Area() float64
}

type ID = string

func (c *Cart[T]) Add(item T) {
	z := 1
	_ = z
}

func New() *Cart[int] {
	return nil
}
`;
  expect(await outlined('go', text)).toEqual([
    'constant A 4-4',
    'constant B 5-5',
    'variable x 8-8',
    'variable y 8-8',
    'struct Cart 10-12',
    '  field Items 11-11',
    'interface Shape 14-16',
    '  method Area 15-15',
    'type ID 18-18',
    'method (*Cart).Add 20-23',
    'function New 25-27',
  ]);
});

test('Java', async () => {
  const text = `package shop;

public class Cart {
    private int a, b;

    public Cart() {
    }

    @Override
    public String toString() {
        int local = 1;
        return "";
    }

    enum Level { LOW, HIGH }

    record Point(int x) {}
}

interface Shape {
    double area();
}`;
  expect(await outlined('java', text)).toEqual([
    'class Cart 3-18',
    '  field a 4-4',
    '  field b 4-4',
    '  constructor Cart 6-7',
    '  method toString 9-13',
    '  enum Level 15-15',
    '    enumMember LOW 15-15',
    '    enumMember HIGH 15-15',
    '  class Point 17-17',
    'interface Shape 20-22',
    '  method area 21-21',
  ]);
});

test('C#', async () => {
  const text = `namespace Shop
{
    public class Cart
    {
        private int a, b;
        public event Action Changed;
        public int Count { get; set; }

        public Cart() { }

        [Obsolete]
        public int Total()
        {
            var local = 1;
            int Inner() => local;
            return Inner();
        }
    }

    enum Level { Low, High }
    struct Point { }
    interface IShape { double Area(); }
    record Item(string Name);
}`;
  expect(await outlined('cs', text)).toEqual([
    'namespace Shop 1-24',
    '  class Cart 3-18',
    '    field a 5-5',
    '    field b 5-5',
    '    event Changed 6-6',
    '    property Count 7-7',
    '    constructor Cart 9-9',
    '    method Total 11-17',
    '      function Inner 15-15',
    '  enum Level 20-20',
    '    enumMember Low 20-20',
    '    enumMember High 20-20',
    '  struct Point 21-21',
    '  interface IShape 22-22',
    '    method Area 22-22',
    '  class Item 23-23',
  ]);
});

test('a file with an error still has its symbols', async () => {
  expect(await outlined('ts', 'function a() {\n  return (1;\n}\n\nfunction b() {}\n')).toEqual(
    expect.arrayContaining(['function b 5-5']),
  );
});

test('a language without symbols has none, and deep nesting does no harm', async () => {
  expect(await outline('css', 'a {}', { grammars })).toBeUndefined();
  const nested = 'function f() {\n'.repeat(5000) + '}'.repeat(5000);
  const symbols = await outline('js', nested, { grammars, timeoutMs: 60_000 });
  expect(symbols).toHaveLength(1);
});
