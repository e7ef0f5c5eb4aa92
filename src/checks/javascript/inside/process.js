/** The process that the program sees. */
import { floor, then, ErrorOf, PromiseOf } from './primordials.js';
import { ignore, print } from './output.js';
import { now } from './timers.js';
import { EventEmitter } from './events.js';
import { stdin } from './input.js';

export class ProcessExit extends ErrorOf {
  name = 'ProcessExit';
}
const nanoseconds = () => BigInt(floor(Date.now() * 1e6));
const hrtime = () => [floor(Date.now() / 1000), 0];
hrtime.bigint = nanoseconds;
export class Process extends EventEmitter {
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
export const failures = [];
export const queue = (callback) =>
  void then(resolved, () => {
    try {
      callback();
    } catch (error) {
      failures.push(error);
    }
  });
