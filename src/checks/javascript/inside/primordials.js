/** What the driver needs of the language, taken before the program runs, which may change every object it can reach. */

export const { stringify } = JSON;
const { apply } = Reflect;
export const { ownKeys, getPrototypeOf, getOwnPropertyDescriptor } = Reflect;
export const { isArray } = Array;
export const { is, defineProperty, setPrototypeOf } = Object;
const uncurried =
  (method) =>
  (self, ...args) =>
    apply(method, self, args);
export const tagOf = uncurried(Object.prototype.toString);
export const slice = uncurried(String.prototype.slice);
export const mapEach = uncurried(Map.prototype.forEach);
export const setEach = uncurried(Set.prototype.forEach);
export const dateTime = uncurried(Date.prototype.getTime);
export const dateText = uncurried(Date.prototype.toISOString);
export const then = uncurried(Promise.prototype.then);
export const sourceOf = uncurried(Function.prototype.toString);
export const [MapOf, SetOf, DateOf, ErrorOf, PromiseOf, RegExpOf, StringOf, ObjectPrototype] = [
  Map,
  Set,
  Date,
  Error,
  Promise,
  RegExp,
  String,
  Object.prototype,
];
export const TypedArray = getPrototypeOf(Int8Array);
export const { min, max, floor } = Math;
