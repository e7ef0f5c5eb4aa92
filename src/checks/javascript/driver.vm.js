// Runs inside the engine, before the program: its world (console, process, timers, a few modules), and what the host
// calls to do probes. What it needs it takes now, since a program may change every object that it can reach.
// Its value is an object that only the host holds.
(() => {
  const { stringify } = JSON;
  const { apply, ownKeys, getPrototypeOf, getOwnPropertyDescriptor } = Reflect;
  const { isArray } = Array;
  const { is, freeze, defineProperty, create, setPrototypeOf } = Object;
  const uncurried =
    (method) =>
    (self, ...args) =>
      apply(method, self, args);
  const tagOf = uncurried(Object.prototype.toString);
  const slice = uncurried(String.prototype.slice);
  const mapEach = uncurried(Map.prototype.forEach);
  const setEach = uncurried(Set.prototype.forEach);
  const dateTime = uncurried(Date.prototype.getTime);
  const dateText = uncurried(Date.prototype.toISOString);
  const then = uncurried(Promise.prototype.then);
  const sourceOf = uncurried(Function.prototype.toString);
  const arrayNext = getPrototypeOf([][Symbol.iterator]()).next;
  const [MapOf, SetOf, DateOf, ErrorOf, PromiseOf, RegExpOf, StringOf, objectOf, ObjectPrototype] = [
    Map,
    Set,
    Date,
    Error,
    Promise,
    RegExp,
    String,
    Object,
    Object.prototype,
  ];
  const TypedArray = getPrototypeOf(Int8Array);
  const { ceil, min, max, floor } = Math;
  void arrayNext;

  const deepest = 12;
  const mostNodes = 20000;
  const mostItems = 5000;
  const mostText = 65536;

  // --- values as JSON ---

  class Encoder {
    nodes = mostNodes;
    text = mostText;
    above = [];

    textOf(text) {
      const kept = slice(text, 0, max(0, this.text));
      this.text -= kept.length;
      const cut = text.length - kept.length;
      return `${stringify(kept)}${cut > 0 ? `,"cut":${cut}` : ''}`;
    }

    encode(value) {
      this.nodes--;
      if (this.nodes < 0 || this.text < 0 || this.above.length > deepest) return '{"type":"cut"}';
      switch (typeof value) {
        case 'undefined':
          return '{"type":"undefined"}';
        case 'boolean':
          return `{"type":"boolean","value":${value}}`;
        case 'number':
          return `{"type":"number","of":"number","text":"${is(value, -0) ? '-0' : value}"}`;
        case 'bigint': {
          const text = slice(`${value}`, 0, 5000);
          this.text -= text.length;
          return `{"type":"number","of":"bigint","text":"${text}"}`;
        }
        case 'string':
          return `{"type":"string","value":${this.textOf(value)}}`;
        case 'symbol':
          return `{"type":"instance","class":"Symbol","fields":[["description",${this.encode(value.description)}]]}`;
        case 'function':
          return `{"type":"function","name":${stringify(nameOf(value))}}`;
      }
      if (value === null) return '{"type":"null"}';
      for (let at = this.above.length - 1; at >= 0; at--)
        if (this.above[at] === value) return `{"type":"cycle","up":${this.above.length - at}}`;
      this.above[this.above.length] = value;
      try {
        return this.object(value);
      } catch {
        return '{"type":"cut"}';
      } finally {
        this.above.length--;
      }
    }

    items(type, length, at) {
      let out = '';
      let taken = 0;
      while (taken < length && taken < mostItems && this.nodes > 0) {
        out += (taken === 0 ? '' : ',') + this.encode(at(taken));
        taken++;
      }
      return `{"type":"${type}","items":[${out}]${taken < length ? `,"cut":${length - taken}` : ''}}`;
    }

    fields(value, keyed) {
      let out = '';
      let taken = 0;
      let cut = 0;
      const keys = ownKeys(value);
      for (let at = 0; at < keys.length; at++) {
        const key = keys[at];
        const property = getOwnPropertyDescriptor(value, key);
        if (!property?.enumerable) continue;
        if (taken >= mostItems || this.nodes <= 0) {
          cut++;
          continue;
        }
        const name = typeof key === 'symbol' ? `Symbol(${key.description ?? ''})` : key;
        const item = 'value' in property ? property.value : value[key];
        out += `${taken === 0 ? '' : ','}[${keyed ? this.encode(name) : stringify(name)},${this.encode(item)}]`;
        taken++;
      }
      return `[${out}]${cut > 0 ? `,"cut":${cut}` : ''}`;
    }

    object(value) {
      if (isArray(value)) return this.items('list', value.length, (at) => value[at]);
      if (value instanceof MapOf) {
        const pairs = [];
        mapEach(value, (item, key) => (pairs[pairs.length] = [key, item]));
        const kept = min(pairs.length, mostItems);
        let out = '';
        for (let at = 0; at < kept; at++)
          out += `${at === 0 ? '' : ','}[${this.encode(pairs[at][0])},${this.encode(pairs[at][1])}]`;
        return `{"type":"map","entries":[${out}]${kept < pairs.length ? `,"cut":${pairs.length - kept}` : ''}}`;
      }
      if (value instanceof SetOf) {
        const items = [];
        setEach(value, (item) => (items[items.length] = item));
        return this.items('set', items.length, (at) => items[at]);
      }
      if (value instanceof DateOf) {
        const time = dateTime(value);
        return `{"type":"date","value":"${time === time ? dateText(value) : 'Invalid Date'}"}`;
      }
      if (value instanceof TypedArray) return this.items('list', value.length, (at) => value[at]);
      const tag = tagOf(value);
      if (tag === '[object Number]' || tag === '[object String]' || tag === '[object Boolean]')
        if (typeof value.valueOf() !== 'object') return this.encode(value.valueOf());
      if (tag === '[object Generator]' || / Iterator\]$/.test(tag)) {
        const items = [];
        for (const item of value) {
          items[items.length] = item;
          if (items.length > mostItems) break;
        }
        return this.items('list', items.length, (at) => items[at]);
      }
      const kind = classOf(value);
      if (value instanceof ErrorOf)
        return `{"type":"instance","class":${stringify(kind || 'Error')},"fields":[["message",${this.encode(value.message)}]]}`;
      if (value instanceof RegExpOf)
        return `{"type":"instance","class":"RegExp","fields":[["source",${this.encode(`${value}`)}]]}`;
      if (kind === '' || kind === 'Object') return `{"type":"map","entries":${this.fields(value, true)}}`;
      return `{"type":"instance","class":${stringify(kind)},"fields":${this.fields(value, false)}}`;
    }
  }

  function classOf(value) {
    const prototype = getPrototypeOf(value);
    if (prototype === null || prototype === ObjectPrototype) return '';
    return nameOf(prototype.constructor) || 'Object';
  }

  function nameOf(value) {
    const name = typeof value === 'function' ? getOwnPropertyDescriptor(value, 'name')?.value : '';
    return typeof name === 'string' ? slice(name, 0, 200) : '';
  }

  // --- what is printed ---

  const mostOutput = 65536;
  let printed = '';
  let flooded = false;

  class Halt extends ErrorOf {}

  function print(text) {
    if (printed.length + text.length > mostOutput) {
      flooded = true;
      throw new Halt('It printed more than 64 KB.');
    }
    printed += text;
  }

  const quote = (text) =>
    text.includes("'") && !text.includes('"')
      ? stringify(text)
      : `'${text.replace(/[\\']/g, '\\$&').replace(/\n/g, '\\n').replace(/\t/g, '\\t')}'`;
  const keyText = (key) =>
    typeof key === 'symbol' ? `[${StringOf(key)}]` : /^[A-Za-z_$][\w$]*$/.test(key) ? key : quote(key);

  /** As Node writes values, nearly. */
  function inspect(value, depth = 0, above = []) {
    if (typeof value === 'string') return depth === 0 && above.length === 0 ? quote(value) : quote(value);
    if (typeof value === 'bigint') return `${value}n`;
    if (typeof value === 'function')
      return /^class\b/.test(sourceOf(value))
        ? `[class ${nameOf(value) || '(anonymous)'}]`
        : `[Function${nameOf(value) ? `: ${nameOf(value)}` : ' (anonymous)'}]`;
    if (is(value, -0)) return '-0';
    if (typeof value !== 'object' || value === null) return StringOf(value);
    if (above.includes(value)) return '[Circular *1]';
    const kind = classOf(value);
    if (value instanceof ErrorOf && ownKeys(value).length <= 3) return `${value.name}: ${value.message}`;
    if (value instanceof DateOf)
      return dateTime(value) === dateTime(value) ? dateText(value) : 'Invalid Date';
    if (value instanceof RegExpOf) return `${value}`;
    if (value instanceof PromiseOf) return 'Promise { <pending> }';
    const next = [...above, value];
    const inner = (item) => inspect(item, depth + 1, next);
    const listed = isArray(value) || value instanceof TypedArray;
    if (depth > 2) return listed ? '[Array]' : `[${kind || 'Object'}]`;
    const parts = [];
    let opening = '{';
    let closing = '}';
    if (listed) {
      opening = isArray(value) ? '[' : `${kind}(${value.length}) [`;
      closing = ']';
      for (let at = 0; at < min(value.length, 100); at++)
        parts.push(at in value ? inner(value[at]) : '<1 empty item>');
      if (value.length > 100)
        parts.push(`... ${value.length - 100} more item${value.length > 101 ? 's' : ''}`);
    } else if (value instanceof MapOf) {
      opening = `Map(${value.size}) {`;
      mapEach(value, (item, key) => parts.push(`${inner(key)} => ${inner(item)}`));
    } else if (value instanceof SetOf) {
      opening = `Set(${value.size}) {`;
      setEach(value, (item) => parts.push(inner(item)));
    } else if (kind !== '') opening = `${kind} {`;
    else if (getPrototypeOf(value) === null) opening = '[Object: null prototype] {';
    if (!listed || isArray(value))
      for (const key of ownKeys(value)) {
        if (listed && (key === 'length' || /^\d+$/.test(StringOf(key)))) continue;
        const property = getOwnPropertyDescriptor(value, key);
        if (!property?.enumerable) continue;
        const text =
          'value' in property
            ? inner(property.value)
            : property.set
              ? property.get
                ? '[Getter/Setter]'
                : '[Setter]'
              : '[Getter]';
        parts.push(`${keyText(key)}: ${text}`);
      }
    if (parts.length === 0) return opening + closing;
    const line = `${opening} ${parts.join(', ')} ${closing}`;
    const short = parts.reduce((sum, part) => sum + part.length + 2, 0) + depth * 2 <= 72;
    if ((short || (listed && parts.length > 6 && line.length <= 76)) && !line.includes('\n')) return line;
    const indent = '  '.repeat(depth + 1);
    if (listed && parts.length > 6 && !line.includes('\n'))
      return grouped(opening, closing, parts, value, indent);
    return `${opening}\n${indent}${parts.join(`,\n${indent}`)}\n${'  '.repeat(depth)}${closing}`;
  }

  /** Long arrays in columns, as Node does. */
  function grouped(opening, closing, parts, value, indent) {
    const widths = parts.map((part) => part.length + 2);
    const widest = max(...widths);
    if (widest > 6 + 15 * 2)
      return `${opening}\n${indent}${parts.join(`,\n${indent}`)}\n${slice(indent, 2)}${closing}`;
    const total = widths.reduce((sum, width) => sum + width, 0);
    const bias = max(widest - total / parts.length, 1);
    const columns = max(
      min(
        floor(Math.sqrt(2.5 * bias * parts.length) / bias),
        floor((80 - indent.length) / widest),
        4 * 2.5,
        15,
      ),
      1,
    );
    if (columns <= 1)
      return `${opening}\n${indent}${parts.join(`,\n${indent}`)}\n${slice(indent, 2)}${closing}`;
    const columnWidths = Array.from({ length: columns }, (_, column) => {
      let width = 0;
      for (let at = column; at < parts.length; at += columns) width = max(width, widths[at]);
      return width;
    });
    const numbers =
      isArray(value) && value.every((item) => typeof item === 'number' || typeof item === 'bigint');
    const rows = [];
    for (let from = 0; from < parts.length; from += columns) {
      const row = parts.slice(from, from + columns);
      const cells = row.map((part, at) => {
        const last = from + at === parts.length - 1;
        const text = last ? part : `${part}, `;
        if (numbers) return text.padStart(columnWidths[at] - (last ? 2 : 0));
        return at === row.length - 1 ? text.trimEnd() : text.padEnd(columnWidths[at]);
      });
      rows.push(cells.join('').trimEnd());
    }
    return `${opening}\n${indent}${rows.join(`\n${indent}`)}\n${slice(indent, 2)}${closing}`;
  }

  function format(...args) {
    if (typeof args[0] === 'string' && args.length > 1) {
      const rest = args.slice(1);
      const text = args[0].replace(/%[sdifjoOc%]/g, (mark) => {
        if (mark === '%%') return '%';
        if (rest.length === 0) return mark;
        const value = rest.shift();
        if (mark === '%d') return typeof value === 'object' ? 'NaN' : `${Number(value)}`;
        if (mark === '%i') return `${parseInt(value, 10)}`;
        if (mark === '%f') return `${parseFloat(value)}`;
        if (mark === '%j') return stringify(value);
        if (mark === '%c') return '';
        if (mark === '%s') return typeof value === 'string' ? value : inspect(value, 1);
        return inspect(value);
      });
      return [text, ...rest.map((item) => (typeof item === 'string' ? item : inspect(item)))].join(' ');
    }
    return args.map((item) => (typeof item === 'string' ? item : inspect(item))).join(' ');
  }

  let indentation = '';
  const line = (...args) => print(`${format(...args).replace(/^/gm, indentation)}\n`);
  const ignore = () => {};
  const counts = new MapOf();
  const console = {
    log: line,
    info: line,
    debug: line,
    dir: (value) => line(inspect(value)),
    table: (value) => line(value),
    error: ignore,
    warn: ignore,
    trace: ignore,
    assert: ignore,
    time: ignore,
    timeEnd: ignore,
    timeLog: ignore,
    clear: ignore,
    group: (...args) => {
      if (args.length > 0) line(...args);
      indentation += '  ';
    },
    groupEnd: () => (indentation = slice(indentation, 2)),
    count: (label = 'default') => {
      counts.set(label, (counts.get(label) ?? 0) + 1);
      line(`${label}: ${counts.get(label)}`);
    },
  };

  // --- timers, in a time that passes only when there is nothing else to do ---

  let now = 0;
  let lastTimer = 0;
  const timers = new MapOf();
  const addTimer =
    (repeats) =>
    (callback, delay = 0, ...args) => {
      if (typeof callback !== 'function') throw new TypeError('The callback is no function.');
      const every = max(1, Number(delay) || 0);
      const id = ++lastTimer;
      timers.set(id, { at: now + every, every: repeats ? every : 0, run: () => callback(...args) });
      return {
        id,
        ref: () => undefined,
        unref: () => timers.delete(id),
        hasRef: () => true,
        [Symbol.toPrimitive]: () => id,
      };
    };
  const removeTimer = (timer) =>
    void timers.delete(typeof timer === 'object' && timer !== null ? timer.id : timer);
  function runNextTimer() {
    let first;
    let firstId;
    for (const [id, timer] of timers)
      if (first === undefined || timer.at < first.at) [firstId, first] = [id, timer];
    if (first === undefined) return false;
    now = max(now, first.at);
    if (first.every > 0) first.at = now + first.every;
    else timers.delete(firstId);
    first.run();
    return true;
  }
  const setTimer = addTimer(false);

  // --- events, input, and the process ---

  class EventEmitter {
    #listeners = new MapOf();
    on(name, listener) {
      this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener]);
      return this;
    }
    addListener(name, listener) {
      return this.on(name, listener);
    }
    once(name, listener) {
      const once = (...args) => {
        this.off(name, once);
        listener.apply(this, args);
      };
      once.listener = listener;
      return this.on(name, once);
    }
    off(name, listener) {
      const all = this.#listeners.get(name) ?? [];
      const at = all.findLastIndex((one) => one === listener || one.listener === listener);
      if (at >= 0) this.#listeners.set(name, all.toSpliced(at, 1));
      return this;
    }
    removeListener(name, listener) {
      return this.off(name, listener);
    }
    removeAllListeners(name) {
      if (name === undefined) this.#listeners.clear();
      else this.#listeners.delete(name);
      return this;
    }
    emit(name, ...args) {
      const all = this.#listeners.get(name) ?? [];
      if (name === 'error' && all.length === 0) throw args[0];
      for (const listener of all) listener.apply(this, args);
      return all.length > 0;
    }
    listeners(name) {
      return [...(this.#listeners.get(name) ?? [])];
    }
    listenerCount(name) {
      return (this.#listeners.get(name) ?? []).length;
    }
    setMaxListeners() {
      return this;
    }
  }
  EventEmitter.EventEmitter = EventEmitter;

  let input = '';
  const linesOf = (text) => (text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/));
  class Input extends EventEmitter {
    #begun = false;
    fd = 0;
    on(name, listener) {
      super.on(name, listener);
      if ((name === 'data' || name === 'end' || name === 'readable') && !this.#begun) {
        this.#begun = true;
        let unread = input;
        this.read = () => {
          const text = unread;
          unread = '';
          return text === '' ? null : text;
        };
        setTimer(() => {
          if (input !== '') this.emit('data', input);
          this.emit('readable');
          this.emit('end');
          this.emit('close');
        });
      }
      return this;
    }
    setEncoding() {
      return this;
    }
    resume() {
      return this.on('end', ignore);
    }
    pause() {
      return this;
    }
    async *[Symbol.asyncIterator]() {
      if (input !== '') yield input;
    }
  }
  const stdin = new Input();

  class Lines extends EventEmitter {
    #lines = linesOf(input);
    #waiting = [];
    #begun = false;
    constructor() {
      super();
      setTimer(() => this.#give());
    }
    #give() {
      if (this.#begun) return;
      this.#begun = true;
      while (this.#lines.length > 0) {
        const text = this.#lines.shift();
        if (this.#waiting.length > 0) this.#waiting.shift()(text);
        else if (this.listenerCount('line') > 0) this.emit('line', text);
        else {
          this.#lines.unshift(text);
          break;
        }
      }
      this.#begun = false;
      if (this.#lines.length === 0) this.close();
    }
    question(text, options, then = options) {
      print(`${text}`);
      this.#waiting.push(then);
      setTimer(() => this.#give());
    }
    #closed = false;
    close() {
      if (this.#closed) return;
      this.#closed = true;
      this.emit('close');
    }
    setPrompt() {}
    prompt() {}
    write() {}
    pause() {
      return this;
    }
    resume() {
      return this;
    }
    async *[Symbol.asyncIterator]() {
      this.#begun = true;
      yield* this.#lines.splice(0);
    }
  }

  class ProcessExit extends ErrorOf {
    name = 'ProcessExit';
  }
  const nanoseconds = () => BigInt(floor(Date.now() * 1e6));
  const hrtime = () => [floor(Date.now() / 1000), 0];
  hrtime.bigint = nanoseconds;
  class Process extends EventEmitter {
    argv = ['node', 'program.js'];
    env = {};
    execArgv = [];
    pid = 1;
    platform = 'linux';
    arch = 'wasm32';
    version = 'v20.0.0';
    versions = { node: '20.0.0' };
    exitCode = undefined;
    stdin = stdin;
    stdout = {
      write: (text) => (print(`${text}`), true),
      isTTY: false,
      columns: 80,
      fd: 1,
      on: ignore,
      end: ignore,
    };
    stderr = { write: () => true, isTTY: false, fd: 2, on: ignore };
    hrtime = hrtime;
    cwd() {
      return '/';
    }
    uptime() {
      return now / 1000;
    }
    nextTick(callback, ...args) {
      queue(() => callback(...args));
    }
    memoryUsage() {
      return { rss: 0, heapTotal: 0, heapUsed: 0, external: 0 };
    }
    exit(code) {
      throw new ProcessExit(`exit ${code ?? 0}`);
    }
  }
  const resolved = PromiseOf.resolve();
  const failures = [];
  const queue = (callback) =>
    void then(resolved, () => {
      try {
        callback();
      } catch (error) {
        failures.push(error);
      }
    });

  // --- modules of Node that need no system ---

  class AssertionError extends ErrorOf {
    constructor({ message = 'The assertion does not hold.', actual, expected, operator } = {}) {
      super(message);
      this.name = 'AssertionError';
      this.code = 'ERR_ASSERTION';
      Object.assign(this, { actual, expected, operator });
    }
  }

  function equalDeeply(left, right, strict, seen = []) {
    if (strict ? is(left, right) : left == right || (left !== left && right !== right)) return true;
    if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null)
      return false;
    if (strict && getPrototypeOf(left) !== getPrototypeOf(right)) return false;
    if (isArray(left) !== isArray(right) || tagOf(left) !== tagOf(right)) return false;
    if (seen.some(([one, other]) => one === left && other === right)) return true;
    const within = [...seen, [left, right]];
    const same = (one, other) => equalDeeply(one, other, strict, within);
    if (left instanceof DateOf) return dateTime(left) === dateTime(right);
    if (left instanceof RegExpOf) return `${left}` === `${right}`;
    if (left instanceof ErrorOf && (left.message !== right.message || left.name !== right.name)) return false;
    if (left instanceof SetOf)
      return (
        left.size === right.size &&
        [...left].every((item) => right.has(item) || [...right].some((other) => same(item, other)))
      );
    if (left instanceof MapOf)
      return (
        left.size === right.size &&
        [...left].every(([key, item]) =>
          right.has(key)
            ? same(item, right.get(key))
            : [...right].some(([other, value]) => same(key, other) && same(item, value)),
        )
      );
    const keys = Object.keys(left);
    return (
      keys.length === Object.keys(right).length &&
      keys.every((key) => Object.hasOwn(right, key) && same(left[key], right[key]))
    );
  }

  function makeAssert(strict) {
    const check = (holds, message, actual, expected, operator) => {
      if (holds) return;
      if (message instanceof ErrorOf) throw message;
      throw new AssertionError({
        message: message ?? `${inspect(actual)} ${operator} ${inspect(expected)}`,
        actual,
        expected,
        operator,
      });
    };
    const assert = (value, message) => check(value, message, value, true, '==');
    const matches = (error, expected) => {
      if (expected === undefined || typeof expected === 'string') return true;
      if (expected instanceof RegExpOf) return expected.test(StringOf(error));
      if (typeof expected === 'function')
        return (
          ErrorOf.prototype.isPrototypeOf.call(expected.prototype ?? {}, error) ||
          error instanceof expected ||
          expected === error?.constructor ||
          (!/^class\b/.test(sourceOf(expected)) && !expected.prototype?.name && expected(error) === true)
        );
      return Object.keys(expected).every((key) =>
        expected[key] instanceof RegExpOf
          ? expected[key].test(error[key])
          : equalDeeply(error[key], expected[key], true),
      );
    };
    const thrown = (run) => {
      try {
        run();
      } catch (error) {
        return { error };
      }
      return undefined;
    };
    const rejected = async (run) => {
      try {
        await (typeof run === 'function' ? run() : run);
      } catch (error) {
        return { error };
      }
      return undefined;
    };
    const mustThrow = (got, expected, message) => {
      check(
        got !== undefined,
        message ?? (typeof expected === 'string' ? expected : 'Missing expected exception.'),
      );
      if (!matches(got.error, expected)) throw got.error;
    };
    const equal = (a, b, m) => check(strict ? is(a, b) : a == b || (a !== a && b !== b), m, a, b, '==');
    const notEqual = (a, b, m) => check(!(strict ? is(a, b) : a == b), m, a, b, '!=');
    const deepEqual = (a, b, m) => check(equalDeeply(a, b, strict), m, a, b, 'deepEqual');
    const notDeepEqual = (a, b, m) => check(!equalDeeply(a, b, strict), m, a, b, 'notDeepEqual');
    return Object.assign(assert, {
      ok: assert,
      equal,
      notEqual,
      deepEqual,
      notDeepEqual,
      strictEqual: (a, b, m) => check(is(a, b), m, a, b, '==='),
      notStrictEqual: (a, b, m) => check(!is(a, b), m, a, b, '!=='),
      deepStrictEqual: (a, b, m) => check(equalDeeply(a, b, true), m, a, b, 'deepStrictEqual'),
      notDeepStrictEqual: (a, b, m) => check(!equalDeeply(a, b, true), m, a, b, 'notDeepStrictEqual'),
      throws: (run, expected, message) => mustThrow(thrown(run), expected, message),
      doesNotThrow: (run) => void run(),
      rejects: async (run, expected, message) => mustThrow(await rejected(run), expected, message),
      doesNotReject: async (run) => void (await (typeof run === 'function' ? run() : run)),
      match: (text, pattern, m) => check(pattern.test(text), m, text, pattern, 'match'),
      doesNotMatch: (text, pattern, m) => check(!pattern.test(text), m, text, pattern, 'doesNotMatch'),
      fail: (message) => check(false, message ?? 'Failed'),
      ifError: (value) => {
        if (value !== null && value !== undefined) throw value;
      },
      AssertionError,
    });
  }

  const promisify = (callee) =>
    function (...args) {
      return new PromiseOf((resolve, reject) =>
        callee.call(this, ...args, (error, value) => (error ? reject(error) : resolve(value))),
      );
    };
  setTimer.promised = (delay, value) => new PromiseOf((resolve) => setTimer(() => resolve(value), delay));
  const performance = { now: () => now + (Date.now() % 1), timeOrigin: 0, mark: ignore, measure: ignore };
  const modules = {
    assert: () => Object.assign(makeAssert(false), { strict: makeAssert(true) }),
    'assert/strict': () => makeAssert(true),
    util: () => ({
      inspect: (value) => inspect(value),
      format,
      promisify: (callee) => (callee === setTimer ? setTimer.promised : promisify(callee)),
      isDeepStrictEqual: (a, b) => equalDeeply(a, b, true),
      inherits: (child, parent) => setPrototypeOf(child.prototype, parent.prototype),
      types: {
        isDate: (a) => a instanceof DateOf,
        isRegExp: (a) => a instanceof RegExpOf,
        isPromise: (a) => a instanceof PromiseOf,
      },
      isArray,
    }),
    events: () => EventEmitter,
    process: () => globalThis.process,
    readline: () => ({ createInterface: () => new Lines() }),
    'readline/promises': () => ({
      createInterface: () => {
        const lines = new Lines();
        const ask = lines.question.bind(lines);
        lines.question = (text) => new PromiseOf((resolve) => ask(text, resolve));
        return lines;
      },
    }),
    fs: () => {
      const readFileSync = (path) => {
        if (path === 0 || path === '/dev/stdin' || path === stdin.fd) return input;
        throw new Halt('It needs files.');
      };
      return {
        readFileSync,
        writeSync: (fd, text) => print(fd === 1 ? `${text}` : ''),
        writeFileSync: (path, text) => {
          if (path !== 1 && path !== '/dev/stdout') throw new Halt('It needs files.');
          print(`${text}`);
        },
        existsSync: () => false,
      };
    },
    os: () => ({ EOL: '\n' }),
    perf_hooks: () => ({ performance }),
    timers: () => ({
      setTimeout: setTimer,
      clearTimeout: removeTimer,
      setImmediate: globalThis.setImmediate,
    }),
    'timers/promises': () => ({ setTimeout: setTimer.promised }),
  };
  const loadedModules = new MapOf();
  function require(name) {
    const plain = `${name}`.replace(/^node:/, '');
    if (!Object.hasOwn(modules, plain)) throw new Halt(`The module "${slice(plain, 0, 100)}" is not there.`);
    if (!loadedModules.has(plain)) loadedModules.set(plain, modules[plain]());
    return loadedModules.get(plain);
  }
  require.cache = {};
  require.resolve = (name) => name;

  function clone(value, seen = new MapOf()) {
    if (typeof value === 'function' || typeof value === 'symbol')
      throw new TypeError('It could not be cloned.');
    if (typeof value !== 'object' || value === null) return value;
    if (seen.has(value)) return seen.get(value);
    const keep = (copy) => (seen.set(value, copy), copy);
    if (value instanceof DateOf) return keep(new DateOf(dateTime(value)));
    if (value instanceof RegExpOf) return keep(new RegExpOf(value.source, value.flags));
    if (value instanceof TypedArray) return keep(value.slice());
    if (value instanceof MapOf) {
      const copy = keep(new MapOf());
      mapEach(value, (item, key) => copy.set(clone(key, seen), clone(item, seen)));
      return copy;
    }
    if (value instanceof SetOf) {
      const copy = keep(new SetOf());
      setEach(value, (item) => copy.add(clone(item, seen)));
      return copy;
    }
    if (value instanceof ErrorOf)
      return keep(Object.assign(new ErrorOf(value.message), { name: value.name }));
    const copy = keep(isArray(value) ? new Array(value.length) : {});
    for (const key of Object.keys(value)) copy[key] = clone(value[key], seen);
    return copy;
  }

  const module = { exports: {}, id: 'program', filename: 'program.js', children: [], paths: [] };
  const setImmediate = (callback, ...args) => setTimer(callback, 0, ...args);
  const world = {
    console,
    require,
    module,
    exports: module.exports,
    process: new Process(),
    setTimeout: setTimer,
    setInterval: addTimer(true),
    setImmediate,
    clearTimeout: removeTimer,
    clearInterval: removeTimer,
    clearImmediate: removeTimer,
    queueMicrotask: queue,
    structuredClone: (value) => clone(value),
    performance,
    global: globalThis,
    __filename: 'program.js',
    __dirname: '/',
  };
  for (const name of ownKeys(world))
    defineProperty(globalThis, name, {
      value: world[name],
      writable: true,
      configurable: true,
      enumerable: false,
    });

  // --- what the host calls ---

  const absent = / is not defined$/;
  const ofTheHost = new SetOf([
    ...[
      'window',
      'document',
      'navigator',
      'localStorage',
      'sessionStorage',
      'location',
      'alert',
      'prompt',
      'confirm',
    ],
    ...[
      'fetch',
      'XMLHttpRequest',
      'WebSocket',
      'Request',
      'Response',
      'Headers',
      'FormData',
      'AbortController',
      'URL',
    ],
    ...[
      'URLSearchParams',
      'Buffer',
      'TextEncoder',
      'TextDecoder',
      'crypto',
      'Worker',
      'Blob',
      'File',
      'Deno',
      'Bun',
      'Event',
    ],
    ...[
      'EventTarget',
      'Intl',
      'WebAssembly',
      'React',
      'describe',
      'it',
      'test',
      'expect',
      'jest',
      'requestAnimationFrame',
    ],
    ...[
      'HTMLElement',
      'customElements',
      'SharedArrayBuffer',
      'Atomics',
      'btoa',
      'atob',
      'MessageChannel',
      'AbortSignal',
    ],
  ]);

  /** What an exception tells, as an outcome. */
  function failed(error) {
    try {
      if (error instanceof Halt) return `{"cannot":${stringify(error.message)}}`;
      const isError = typeof error === 'object' && error !== null && typeof error.message === 'string';
      const name = isError ? error.name : undefined;
      const message = slice(
        isError ? error.message : typeof error === 'object' ? inspect(error) : StringOf(error),
        0,
        1000,
      );
      if (message === 'out of memory') return '{"cannot":"It needs more than 128 MB of memory."}';
      if (name === 'ReferenceError' && absent.test(message)) {
        const missing = message.replace(absent, '').replace(/'/g, '');
        if (ofTheHost.has(missing))
          return `{"cannot":${stringify(`It needs "${missing}", which is not there.`)}}`;
      }
      const kind = isError
        ? typeof name === 'string' && name !== '' && name !== 'Error'
          ? name
          : classOf(error) || 'Error'
        : typeof error;
      return `{"threw":${stringify(slice(kind, 0, 200))},"message":${stringify(message)}}`;
    } catch {
      return '{"threw":"Error","message":""}';
    }
  }

  let result = '';
  const settled = (value) => {
    if (flooded) result = '{"cannot":"It printed more than 64 KB."}';
    else {
      const encoded = new Encoder().encode(value);
      result = `{"value":${encoded}${printed === '' ? '' : `,"stdout":${stringify(printed)}`}}`;
    }
  };
  const rejectedBy = (error) =>
    (result = flooded ? '{"cannot":"It printed more than 64 KB."}' : failed(error));
  const isThenable = (value) =>
    ((typeof value === 'object' && value !== null) || typeof value === 'function') &&
    typeof value.then === 'function';

  function parametersOf(callee) {
    const text = slice(sourceOf(callee), 0, 4000);
    const isClass = /^class\b/.test(text);
    const start = isClass ? text.search(/\bconstructor\s*\(/) : 0;
    if (start < 0) return [];
    const head = text.slice(start);
    const single = /^(?:async\s+)?([\w$]+)\s*=>/.exec(head);
    if (single) return [single[1]];
    const names = [];
    let depth = 0;
    let name = '';
    for (let at = head.indexOf('('); at >= 0 && at < head.length; at++) {
      const sign = head[at];
      if ('([{'.includes(sign)) {
        if (depth++ > 0) name += sign;
      } else if (')]}'.includes(sign)) {
        if (--depth === 0) break;
        name += sign;
      } else if (sign === ',' && depth === 1) {
        names.push(name);
        name = '';
      } else name += sign;
    }
    if (name.trim() !== '') names.push(name);
    return names.map((one) =>
      (/^\s*(\.{3}\s*[\w$]+|[\w$]+)/.exec(one)?.[1] ?? `{${names.indexOf(one)}}`).replace(/\s/g, ''),
    );
  }

  function described(name, value) {
    if (typeof value !== 'function') return { name, kind: 'value' };
    const about = {
      name,
      kind: /^class\b/.test(sourceOf(value)) ? 'class' : 'function',
      arity: value.length,
      params: parametersOf(value),
    };
    const own = ownKeys(value.prototype ?? {}).filter(
      (key) => typeof key === 'string' && key !== 'constructor' && !key.startsWith('_'),
    );
    const methods = own.filter(
      (key) => typeof getOwnPropertyDescriptor(value.prototype, key).value === 'function',
    );
    if (about.kind === 'function' && methods.length > 0) about.kind = 'class';
    return about.kind === 'class' ? { ...about, methods } : about;
  }

  const isExported = () =>
    typeof module.exports === 'function' ||
    (typeof module.exports === 'object' &&
      module.exports !== null &&
      ownKeys(module.exports).some((key) => key !== '__esModule'));

  return {
    /** Prepares a run as a script: this is its input, and it is the main module. */
    asScript(text) {
      input = text;
      require.main = module;
    },
    /** What was printed while loading is no part of a probe. */
    forget() {
      printed = '';
    },
    failed,
    /** Calls, and notes what comes of it. */
    attempt(call) {
      result = '';
      try {
        const value = call();
        if (isThenable(value))
          new PromiseOf((resolve) => resolve(value)).then(settled, rejectedBy).catch(rejectedBy);
        else settled(value);
      } catch (error) {
        rejectedBy(error);
      }
      return result;
    },
    /** After all jobs are done: the outcome, or '' while there is more to wait for. */
    poll() {
      if (result === '' && failures.length > 0) rejectedBy(failures.shift());
      if (result !== '') return result;
      try {
        if (!runNextTimer()) return '{"cannot":"It waits for something that never happens."}';
      } catch (error) {
        rejectedBy(error);
      }
      return result;
    },
    /** Goes on with a script: '' while there is more to do, else its outcome. `error`: what nobody caught. */
    pollScript(hasError, error) {
      const ended = () => `{"value":{"type":"string","value":${stringify(printed)}}}`;
      const stopped = (thrown) => (thrown instanceof ProcessExit ? ended() : failed(thrown));
      if (flooded) return '{"cannot":"It printed more than 64 KB."}';
      if (hasError) return stopped(error);
      if (failures.length > 0) return stopped(failures.shift());
      try {
        return runNextTimer() ? '' : ended();
      } catch (thrown) {
        return flooded ? '{"cannot":"It printed more than 64 KB."}' : stopped(thrown);
      }
    },
    /** @param defined names at the top of the program, with their values */
    exported(names, values) {
      const list = [];
      if (isExported()) {
        const all = module.exports;
        if (typeof all === 'function')
          list.push(described(names.find((_, at) => values[at] === all) ?? 'default', all));
        for (const key of ownKeys(all)) {
          if (
            typeof key !== 'string' ||
            key === '__esModule' ||
            !getOwnPropertyDescriptor(all, key).enumerable
          )
            continue;
          list.push(described(key, all[key]));
        }
      } else names.forEach((name, at) => list.push(described(name, values[at])));
      return stringify(list.slice(0, 200));
    },
    /** How a target is written in the program's scope. */
    isExport: (name) =>
      isExported() &&
      (typeof module.exports === 'object' || typeof module.exports === 'function') &&
      Object.hasOwn(module.exports, name),
    isDefaultExport: (name) => name === 'default' && typeof module.exports === 'function',
    isClass: (value) => typeof value === 'function' && /^class\b/.test(sourceOf(value)),
    ceil,
    freeze,
    create,
    objectOf,
    TypedArray,
  };
})();
