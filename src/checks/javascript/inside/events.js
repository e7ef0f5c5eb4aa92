/** Node's emitter of events. */
import { MapOf } from './primordials.js';

export class EventEmitter {
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
