/** What the program sees around it. */
import { clone } from './clone.js';
import { performance, require } from './modules.js';
import { console } from './output.js';
import { defineProperty, ownKeys } from './primordials.js';
import { Process, queue } from './process.js';
import { addTimer, removeTimer, setTimer } from './timers.js';

export const module = { exports: {}, id: 'program', filename: 'program.js', children: [], paths: [] };
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

// Tests that answers state assert without their imports.
defineProperty(globalThis, 'assert', {
  get: () => require('assert'),
  set: (value) => defineProperty(globalThis, 'assert', { value, writable: true }),
  configurable: true,
});
