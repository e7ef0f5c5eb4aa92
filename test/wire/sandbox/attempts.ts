/** Attempts to get out of the sandbox, or to bring it down. FILE, PLACE and PORT stand for what must not be reached. */

/** Expressions, tried one after the other in one program each. */
export const javascriptReaches: string[] = [
  ...[
    'process.env',
    'process.binding("fs")',
    'process.mainModule.require("fs").readFileSync("FILE", "utf8")',
  ],
  ...[
    'process.cwd()',
    'process.argv',
    'process.execPath',
    'process.kill(process.ppid)',
    'process.dlopen({}, "FILE")',
  ],
  ...['require("fs").readFileSync("FILE", "utf8")', 'require("node:fs").writeFileSync("PLACE/new", "x")'],
  ...['require("fs").readFileSync({ valueOf: () => 0, toString: () => "FILE" }, "utf8")'],
  ...[
    'require("fs/promises")',
    'require("child_process").execSync("cat FILE").toString()',
    'require("os").hostname()',
  ],
  ...['require("net").connect(PORT, "127.0.0.1")', 'require("http").get("http://127.0.0.1:PORT/")'],
  ...['require("vm").runInThisContext("process.env")', 'require("worker_threads")', 'require("module")'],
  ...['require("constructor")', 'require("__proto__")', 'require("../../../../FILE")', 'require("FILE")'],
  ...['import("fs")', 'import("node:child_process")', 'import("std")', 'import("os")', 'import("FILE")'],
  ...['import("http://127.0.0.1:PORT/x.js")', 'import("data:text/javascript,export default 1")'],
  ...[
    'std.loadFile("FILE")',
    'std.getenv("DER_CANARY")',
    'os.exec(["cat", "FILE"])',
    'scriptArgs',
    'load("FILE")',
  ],
  ...['fetch("http://127.0.0.1:PORT/")', 'new WebSocket("ws://127.0.0.1:PORT/")', 'new XMLHttpRequest()'],
  ...['new EventSource("http://127.0.0.1:PORT/")', 'navigator.sendBeacon("http://127.0.0.1:PORT/", "x")'],
  ...['Function("return process")().env', '(() => {}).constructor("return process.env")()'],
  ...[
    '(async () => {}).constructor("return process.env")()',
    '(function* () {}).constructor("yield process.env")().next()',
  ],
  ...[
    'console.log.constructor("return process")().mainModule',
    'require.constructor("return this")().process.env',
  ],
  ...[
    'setTimeout.constructor("return globalThis")().Deno',
    'module.constructor._load("fs")',
    'module.parent',
    'module.children',
  ],
  ...[
    'require.cache',
    'require.main',
    'require.extensions',
    'require.resolve("FILE")',
    'globalThis.constructor.constructor("return process.env")()',
  ],
  ...[
    '(() => { Error.prepareStackTrace = (e, frames) => frames.map((f) => f.getThis()); return new Error().stack })()',
  ],
  ...['(() => { try { null.x } catch (e) { return e.constructor.constructor("return process.env")() } })()'],
  ...['(function f() { return f.caller })()', '(function () { return arguments.callee.caller })()'],
  ...[
    'new Proxy({}, { get: (t, k, r) => r.constructor }).x',
    'Reflect.construct(Function, ["return process.env"])()',
  ],
  ...[
    'Object.getPrototypeOf(async function () {}).constructor("return import(\'fs\')")()',
    'eval("process.env")',
    '(0, eval)("this").process.env',
  ],
  ...[
    'new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))',
    'new Worker("FILE")',
    'new SharedArrayBuffer(8)',
  ],
  ...[
    'Symbol.for("nodejs.util.inspect.custom")',
    'globalThis.__proto__.__proto__',
    'Object.getOwnPropertyNames(globalThis)',
  ],
  ...[
    'structuredClone(new Proxy({}, { ownKeys: () => { throw process } }))',
    'new FinalizationRegistry(() => {}).constructor.constructor("return process.env")()',
  ],
  ...[
    'driver',
    '_driver',
    'globalThis.driver',
    'host_call',
    'Intl',
    'new Error().stack',
    'Deno.readTextFileSync("FILE")',
    'Bun.file("FILE")',
  ],
];

export const pythonReaches: string[] = [
  ...[
    'open("FILE").read()',
    'open("PLACE/new", "w").write("x")',
    'open(3).read()',
    'open("/proc/self/environ").read()',
  ],
  ...[
    '__import__("os").environ.copy()',
    '__import__("os").listdir("/")',
    '__import__("os").listdir("PLACE")',
    '__import__("os").getcwd()',
  ],
  ...[
    '__import__("os").system("cat FILE")',
    '__import__("os").popen("cat FILE").read()',
    '__import__("os").execv("/bin/cat", ["cat", "FILE"])',
  ],
  ...[
    '__import__("os").fork()',
    '__import__("os").kill(1, 9)',
    '__import__("os").open("FILE", 0)',
    '__import__("os").getpid()',
  ],
  ...[
    '__import__("os").mkdir("PLACE/new")',
    '__import__("os").remove("FILE")',
    '__import__("os").rename("FILE", "PLACE/new")',
  ],
  ...[
    '__import__("os").symlink("FILE", "link")',
    '__import__("os").read(0, 100)',
    '__import__("os").write(1, b"0 {\\"value\\":{\\"type\\":\\"null\\"}}\\n")',
  ],
  ...[
    '__import__("os").write(1, b"L{\\"ok\\":false}\\n")',
    '__import__("os").write(1, b"[" * 100000 + b"\\n")',
    '__import__("os").write(7, b"x")',
    '__import__("os").close(1)',
  ],
  ...[
    '__import__("posix").open("/", 0)',
    '__import__("pathlib").Path("FILE").read_text()',
    '__import__("pathlib").Path("..").resolve()',
  ],
  ...[
    '__import__("subprocess").run(["cat", "FILE"])',
    '__import__("shutil").copy("FILE", "PLACE/new")',
    '__import__("glob").glob("PLACE/*")',
  ],
  ...[
    '__import__("socket").create_connection(("127.0.0.1", PORT))',
    '__import__("socket").socket()',
    '__import__("_socket").socket().connect(("127.0.0.1", PORT))',
  ],
  ...[
    '__import__("urllib.request").request.urlopen("http://127.0.0.1:PORT/").read()',
    '__import__("http.client").client.HTTPConnection("127.0.0.1", PORT).request("GET", "/")',
  ],
  ...[
    '__import__("ctypes").CDLL(None)',
    '__import__("js").process',
    '__import__("jsffi")',
    '__import__("pyodide_js")',
    '__import__("pyodide").code',
    '__import__("uctypes")',
  ],
  ...[
    '__import__("micropython")',
    '__import__("machine")',
    '__import__("multiprocessing").Process(target=print).start()',
    '__import__("threading").Thread(target=print).start()',
  ],
  ...[
    '__import__("sqlite3").connect("PLACE/new").execute("create table t(a)")',
    '__import__("dbm").open("PLACE/new", "c")',
    '__import__("tempfile").mkdtemp()',
  ],
  ...[
    '__import__("sys")._getframe().f_back.f_locals',
    '__import__("sys")._getframe(1).f_globals',
    '[f for f in __import__("gc").get_objects() if type(f).__name__ == "Program"]',
  ],
  ...[
    '__import__("sys").modules["__main__"].__dict__',
    '__import__("sys").argv',
    '__import__("sys").executable',
    '__import__("sys").orig_argv',
    '__import__("platform").node()',
  ],
  ...[
    '().__class__.__base__.__subclasses__()',
    '[c for c in object.__subclasses__() if "wrap_close" in c.__name__][0].__init__.__globals__["system"]("cat FILE")',
  ],
  ...[
    '(lambda: 0).__globals__["__builtins__"]',
    '__builtins__',
    'print.__self__',
    '__loader__',
    '__spec__',
    '__import__("importlib").machinery.SourceFileLoader("x", "FILE").load_module()',
  ],
  ...[
    '__import__("time").time() > 1.8e9',
    '__import__("datetime").datetime.now().year > 2023',
    '__import__("inspect").stack()[0].frame.f_back.f_code.co_consts',
  ],
  ...[
    '__import__("zipimport").zipimporter("FILE")',
    '__import__("marshal").load(open("FILE", "rb"))',
    '__import__("getpass").getuser()',
    '__import__("pwd")',
    '__import__("mmap")',
    '__import__("fcntl")',
  ],
];

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
