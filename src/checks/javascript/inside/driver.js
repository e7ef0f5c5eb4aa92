/**
 * Runs inside the engine, before the program: makes its world, and does the probes for the host, which alone holds what
 * is exported here.
 */
import { described } from './describe.js';
import { failed } from './failures.js';
import { give } from './input.js';
import { require } from './modules.js';
import { flooded, forget, printed } from './output.js';
import { PromiseOf, getOwnPropertyDescriptor, ownKeys, sourceOf, stringify } from './primordials.js';
import { ProcessExit, failures } from './process.js';
import { runNextTimer } from './timers.js';
import { Encoder } from './values.js';
import { module } from './world.js';

export { failed, forget };

let result = '';
const settled = (value) => {
  if (flooded) result = '{"cannot":"It printed more than 64 KB."}';
  else {
    const encoded = new Encoder().encode(value);
    result = `{"value":${encoded}${printed === '' ? '' : `,"stdout":${stringify(printed)}`}}`;
  }
};
const rejectedBy = (error) => (result = flooded ? '{"cannot":"It printed more than 64 KB."}' : failed(error));
const isThenable = (value) =>
  ((typeof value === 'object' && value !== null) || typeof value === 'function') &&
  typeof value.then === 'function';

const isExported = () =>
  typeof module.exports === 'function' ||
  (typeof module.exports === 'object' &&
    module.exports !== null &&
    ownKeys(module.exports).some((key) => key !== '__esModule'));

/** Prepares a run as a script: this is its input, and it is the main module. */
export function asScript(text) {
  give(text);
  require.main = module;
}

/** Calls, and notes what comes of it. */
export function attempt(call) {
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
}

/** After all jobs are done: the outcome, or '' while there is more to wait for. */
export function poll() {
  if (result === '' && failures.length > 0) rejectedBy(failures.shift());
  if (result !== '') return result;
  try {
    if (!runNextTimer()) return '{"cannot":"It waits for something that never happens."}';
  } catch (error) {
    rejectedBy(error);
  }
  return result;
}

/** Goes on with a script: '' while there is more to do, else its outcome. `error`: what nobody caught. */
export function pollScript(hasError, error) {
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
}

/** @param names at the top of the program, with their values */
export function exported(names, values) {
  const list = [];
  if (isExported()) {
    const all = module.exports;
    if (typeof all === 'function')
      list.push(described(names.find((_, at) => values[at] === all) ?? 'default', all));
    for (const key of ownKeys(all)) {
      if (typeof key !== 'string' || key === '__esModule' || !getOwnPropertyDescriptor(all, key).enumerable)
        continue;
      list.push(described(key, all[key]));
    }
  } else names.forEach((name, at) => list.push(described(name, values[at])));
  return stringify(list.slice(0, 200));
}

/** How a target is written in the program's scope. */
export const isExport = (name) =>
  isExported() &&
  (typeof module.exports === 'object' || typeof module.exports === 'function') &&
  Object.hasOwn(module.exports, name);

export const isDefaultExport = (name) => name === 'default' && typeof module.exports === 'function';
export const isClass = (value) => typeof value === 'function' && /^class\b/.test(sourceOf(value));
