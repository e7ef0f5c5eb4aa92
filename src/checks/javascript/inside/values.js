/** Values of the program as texts of JSON, bounded in depth and size. */
import {
  stringify,
  ownKeys,
  getPrototypeOf,
  getOwnPropertyDescriptor,
  isArray,
  is,
  tagOf,
  slice,
  mapEach,
  setEach,
  dateTime,
  dateText,
  MapOf,
  SetOf,
  DateOf,
  ErrorOf,
  RegExpOf,
  ObjectPrototype,
  TypedArray,
  min,
  max,
} from './primordials.js';

const deepest = 12;
const mostNodes = 4000;
const mostItems = 1000;
const mostText = 65536;

// --- values as JSON ---

export class Encoder {
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

export function classOf(value) {
  const prototype = getPrototypeOf(value);
  if (prototype === null || prototype === ObjectPrototype) return '';
  return nameOf(prototype.constructor) || 'Object';
}

export function nameOf(value) {
  const name = typeof value === 'function' ? getOwnPropertyDescriptor(value, 'name')?.value : '';
  return typeof name === 'string' ? slice(name, 0, 200) : '';
}
