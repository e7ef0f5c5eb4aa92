/** Programs that try to bring the sandbox down. */

interface Assault {
  readonly language: 'javascript' | 'python';
  readonly source: string;
}

const f = (body: string): Assault => ({ language: 'javascript', source: `function f() { ${body} }` });
const p = (body: string): Assault => ({
  language: 'python',
  source: `def f():\n    ${body.replaceAll('\n', '\n    ')}`,
});

/** Programs whose `f()` never ends. */
export const endless: Assault[] = [
  f('while (true);'),
  f('const g = () => Promise.resolve().then(g); g(); return new Promise(() => {})'),
  f('setInterval(() => {}, 1); return new Promise(() => {})'),
  f('return /^(a+)+$/.test("a".repeat(40) + "b")'),
  f('return { get a() { for (;;); } }'),
  p('while True: pass'),
  p('import re\nre.match("(a+)+$", "a" * 40 + "b")'),
  p('return 9 ** 9 ** 9 ** 9'),
  { language: 'javascript', source: 'for (;;);' },
  { language: 'python', source: 'import itertools\nfor _ in itertools.count(): pass' },
  {
    language: 'python',
    source:
      'class A:\n  @property\n  def __class__(self):\n    while True: pass\ndef f():\n  while True:\n    try:\n      while True: pass\n    except BaseException: pass',
  },
];

/** Programs that want more than there is, or that break the engine or what drives it. */
export const floods: Assault[] = [
  f('const a = []; for (;;) a.push("x".repeat(1e6) + a.length)'),
  f('return new ArrayBuffer(2 ** 31)'),
  f('let s = "x"; for (;;) s += s'),
  f('return "x".repeat(2 ** 29)'),
  f('return 10n ** (10n ** 7n)'),
  f('for (;;) console.log("flood")'),
  f('for (;;) process.stdout.write("x".repeat(1e5))'),
  f('return Array.from({ length: 1e6 }, (_, i) => i)'),
  f('const a = []; a.length = 2 ** 32 - 1; return a'),
  f('let a = []; for (let i = 0; i < 1e5; i++) a = [a]; return a'),
  f('const a = {}; a.a = a; return a'),
  f('const g = () => g(); return g()'),
  f('return eval("(".repeat(1e5))'),
  f('return new RegExp("(".repeat(1e5) + ")".repeat(1e5))'),
  f('return JSON.parse("[".repeat(1e5) + "]".repeat(1e5))'),
  f('return new Proxy({}, { ownKeys() { throw 1 }, getPrototypeOf() { throw 2 } })'),
  f('return { toJSON() { throw 1 }, get then() { throw 2 } }'),
  f('throw { get message() { throw 1 }, get name() { throw 2 } }'),
  f('throw null'),
  f('throw undefined'),
  f('throw Symbol("x")'),
  f(
    'Object.prototype.value = 1; Array.prototype.push = () => { throw 1 }; JSON.stringify = () => "{}"; return [1]',
  ),
  f(
    'Promise.prototype.then = () => {}; Function.prototype.call = null; Map.prototype.get = null; return new Map([[1, 2]])',
  ),
  f('String.prototype.slice = () => { throw 1 }; RegExp.prototype.exec = null; return "x"'),
  f('globalThis.console = null; globalThis.process = null; globalThis.require = null; return 1'),
  f('process.exit(3)'),
  f('return new Promise(() => {})'),
  f('return { then(done) { done({ then() {} }) } }'),
  f('return (async function g() { for (;;) await 1 })'),
  { language: 'javascript', source: 'throw { get message() { return this.message } }' },
  { language: 'javascript', source: `const f = ${'['.repeat(20_000)}` },
  { language: 'javascript', source: '\0\u2028<!-- --> \uD800' },
  p('x = []\nwhile True: x.append("x" * 10**6)'),
  p('return "x" * 2**31'),
  p('return bytearray(10**9)'),
  p('return 10 ** 10**6'),
  p('while True: print("flood")'),
  p('import sys\nwhile True: sys.stdout.buffer.write(b"x" * 10**5)'),
  p('return list(range(10**6))'),
  p('import itertools\nreturn itertools.count()'),
  p('a = []\nfor _ in range(10**5): a = [a]\nreturn a'),
  p('a = []\na.append(a)\nreturn a'),
  p('import sys\nsys.setrecursionlimit(10**9)\ng = lambda: g()\nreturn g()'),
  p(
    'import sys\nsys.setrecursionlimit(10**9)\nclass A:\n  def __repr__(self): return repr(self)\nreturn repr(A())',
  ),
  p('return eval("(" * 10**5)'),
  p('return eval("-" * 10**5 + "1")'),
  p('import os\nos._exit(0)'),
  p('import os\nos.abort()'),
  p('import faulthandler\nfaulthandler._sigsegv()'),
  p('import sys\nsys.exit(1)'),
  p('raise KeyboardInterrupt'),
  p('raise BaseException'),
  p(
    'import builtins\nbuiltins.compile = builtins.eval = builtins.print = builtins.isinstance = None\nreturn 1',
  ),
  p('import sys, io\nsys.stdout = sys.stdin = None\nsys.modules.clear()\nreturn 1'),
  p('import posix\nposix.write = posix.read = None\nreturn 1'),
  p('f.__code__ = f.__code__.replace(co_code=b"\\xff" * 100)\nreturn f()'),
  p('import marshal\nreturn marshal.loads(b"\\xe3" + b"\\xff" * 200)'),
  p('import sys\nsys.settrace(lambda *a: 1/0)\nreturn 1'),
  p('import gc\nfor o in gc.get_objects():\n  if isinstance(o, dict): o.clear()'),
  p('import asyncio\nasync def g(): await asyncio.Future()\nreturn g()'),
  p(
    'class A:\n  def __getattribute__(self, n): raise BaseException\n  def __repr__(self): raise SystemExit\nreturn A()',
  ),
  p('class A(Exception):\n  def __str__(self): raise SystemExit\nraise A()'),
  p('class A(dict):\n  def items(self): raise SystemExit\n  def __len__(self): return -1\nreturn A(a=1)'),
  p('class M(type):\n  __name__ = property(lambda s: 1/0)\nclass A(metaclass=M): pass\nreturn A()'),
  p('def g():\n  while True: yield 1\nreturn g()'),
  p('import time\ntime.sleep(10**6)\nreturn 1'),
  { language: 'python', source: 'x = ' + '('.repeat(20_000) },
  { language: 'python', source: '\0' },
  { language: 'python', source: 'raise SystemExit' },
];
