/** Timers, in a time that passes only when there is nothing else to do. */
import { max, MapOf } from './primordials.js';

export let now = 0;
let lastTimer = 0;
const timers = new MapOf();
export const addTimer =
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
export const removeTimer = (timer) =>
  void timers.delete(typeof timer === 'object' && timer !== null ? timer.id : timer);
export function runNextTimer() {
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
export const setTimer = addTimer(false);
