/** Standard input, whole or by lines. */
import { ignore } from './output.js';
import { setTimer } from './timers.js';
import { EventEmitter } from './events.js';

export let input = '';

export function give(text) {
  input = text;
}

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
export const stdin = new Input();

export class Lines extends EventEmitter {
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
  // What a script asks a person for is said to nobody here, and is no part of what it answers.
  question(_, options, then = options) {
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
