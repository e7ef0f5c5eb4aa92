/** What the program prints. */
import { slice, ErrorOf, MapOf } from './primordials.js';
import { format, inspect } from './inspect.js';

const mostOutput = 65536;
export let printed = '';
export let flooded = false;

export class Halt extends ErrorOf {}

export function print(text) {
  if (printed.length + text.length > mostOutput) {
    flooded = true;
    throw new Halt('It printed more than 64 KB.');
  }
  printed += text;
}
/** What was printed so far is no part of what comes. */
export function forget() {
  printed = '';
}

let indentation = '';
const line = (...args) => print(`${format(...args).replace(/^/gm, indentation)}\n`);
export const ignore = () => {};
const counts = new MapOf();
export const console = {
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
