/** Modules of Node that need no system. */
import { slice, isArray, setPrototypeOf, PromiseOf, MapOf, DateOf, RegExpOf } from './primordials.js';
import { equalDeeply, makeAssert } from './assert.js';
import { EventEmitter } from './events.js';
import { input, Lines, stdin } from './input.js';
import { format, inspect } from './inspect.js';
import { Halt, ignore, print } from './output.js';
import { now, removeTimer, setTimer } from './timers.js';

const promisify = (callee) =>
  function (...args) {
    return new PromiseOf((resolve, reject) =>
      callee.call(this, ...args, (error, value) => (error ? reject(error) : resolve(value))),
    );
  };
setTimer.promised = (delay, value) => new PromiseOf((resolve) => setTimer(() => resolve(value), delay));
export const performance = {
  now: () => now + (Date.now() % 1),
  timeOrigin: 0,
  mark: ignore,
  measure: ignore,
};
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
export function require(name) {
  const plain = `${name}`.replace(/^node:/, '');
  if (!Object.hasOwn(modules, plain)) throw new Halt(`The module "${slice(plain, 0, 100)}" is not there.`);
  if (!loadedModules.has(plain)) loadedModules.set(plain, modules[plain]());
  return loadedModules.get(plain);
}
require.cache = {};
require.resolve = (name) => name;
