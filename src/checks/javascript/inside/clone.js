/** What structuredClone does. */
import {
  isArray,
  mapEach,
  setEach,
  dateTime,
  MapOf,
  SetOf,
  DateOf,
  RegExpOf,
  ErrorOf,
  TypedArray,
} from './primordials.js';

export function clone(value, seen = new MapOf()) {
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
  if (value instanceof ErrorOf) return keep(Object.assign(new ErrorOf(value.message), { name: value.name }));
  const copy = keep(isArray(value) ? new Array(value.length) : {});
  for (const key of Object.keys(value)) copy[key] = clone(value[key], seen);
  return copy;
}
