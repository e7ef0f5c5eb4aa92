/** Node's assertions. */
import {
  ErrorOf,
  DateOf,
  RegExpOf,
  SetOf,
  MapOf,
  StringOf,
  is,
  isArray,
  tagOf,
  dateTime,
  sourceOf,
  getPrototypeOf,
} from './primordials.js';
import { inspect } from './inspect.js';

class AssertionError extends ErrorOf {
  constructor({ message = 'The assertion does not hold.', actual, expected, operator } = {}) {
    super(message);
    this.name = 'AssertionError';
    this.code = 'ERR_ASSERTION';
    Object.assign(this, { actual, expected, operator });
  }
}

export function equalDeeply(left, right, strict, seen = []) {
  if (strict ? is(left, right) : left == right || (left !== left && right !== right)) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (strict && getPrototypeOf(left) !== getPrototypeOf(right)) return false;
  if (isArray(left) !== isArray(right) || tagOf(left) !== tagOf(right)) return false;
  if (seen.some(([one, other]) => one === left && other === right)) return true;
  const within = [...seen, [left, right]];
  const same = (one, other) => equalDeeply(one, other, strict, within);
  if (left instanceof DateOf) return dateTime(left) === dateTime(right);
  if (left instanceof RegExpOf) return `${left}` === `${right}`;
  if (left instanceof ErrorOf && (left.message !== right.message || left.name !== right.name)) return false;
  if (left instanceof SetOf)
    return (
      left.size === right.size &&
      [...left].every((item) => right.has(item) || [...right].some((other) => same(item, other)))
    );
  if (left instanceof MapOf)
    return (
      left.size === right.size &&
      [...left].every(([key, item]) =>
        right.has(key)
          ? same(item, right.get(key))
          : [...right].some(([other, value]) => same(key, other) && same(item, value)),
      )
    );
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && same(left[key], right[key]))
  );
}

export function makeAssert(strict) {
  const check = (holds, message, actual, expected, operator) => {
    if (holds) return;
    if (message instanceof ErrorOf) throw message;
    throw new AssertionError({
      message: message ?? `${inspect(actual)} ${operator} ${inspect(expected)}`,
      actual,
      expected,
      operator,
    });
  };
  const assert = (value, message) => check(value, message, value, true, '==');
  const matches = (error, expected) => {
    if (expected === undefined || typeof expected === 'string') return true;
    if (expected instanceof RegExpOf) return expected.test(StringOf(error));
    if (typeof expected === 'function')
      return (
        ErrorOf.prototype.isPrototypeOf.call(expected.prototype ?? {}, error) ||
        error instanceof expected ||
        expected === error?.constructor ||
        (!/^class\b/.test(sourceOf(expected)) && !expected.prototype?.name && expected(error) === true)
      );
    return Object.keys(expected).every((key) =>
      expected[key] instanceof RegExpOf
        ? expected[key].test(error[key])
        : equalDeeply(error[key], expected[key], true),
    );
  };
  const thrown = (run) => {
    try {
      run();
    } catch (error) {
      return { error };
    }
    return undefined;
  };
  const rejected = async (run) => {
    try {
      await (typeof run === 'function' ? run() : run);
    } catch (error) {
      return { error };
    }
    return undefined;
  };
  const mustThrow = (got, expected, message) => {
    check(
      got !== undefined,
      message ?? (typeof expected === 'string' ? expected : 'Missing expected exception.'),
    );
    if (!matches(got.error, expected)) throw got.error;
  };
  const equal = (a, b, m) => check(strict ? is(a, b) : a == b || (a !== a && b !== b), m, a, b, '==');
  const notEqual = (a, b, m) => check(!(strict ? is(a, b) : a == b), m, a, b, '!=');
  const deepEqual = (a, b, m) => check(equalDeeply(a, b, strict), m, a, b, 'deepEqual');
  const notDeepEqual = (a, b, m) => check(!equalDeeply(a, b, strict), m, a, b, 'notDeepEqual');
  return Object.assign(assert, {
    ok: assert,
    equal,
    notEqual,
    deepEqual,
    notDeepEqual,
    strictEqual: (a, b, m) => check(is(a, b), m, a, b, '==='),
    notStrictEqual: (a, b, m) => check(!is(a, b), m, a, b, '!=='),
    deepStrictEqual: (a, b, m) => check(equalDeeply(a, b, true), m, a, b, 'deepStrictEqual'),
    notDeepStrictEqual: (a, b, m) => check(!equalDeeply(a, b, true), m, a, b, 'notDeepStrictEqual'),
    throws: (run, expected, message) => mustThrow(thrown(run), expected, message),
    doesNotThrow: (run) => void run(),
    rejects: async (run, expected, message) => mustThrow(await rejected(run), expected, message),
    doesNotReject: async (run) => void (await (typeof run === 'function' ? run() : run)),
    match: (text, pattern, m) => check(pattern.test(text), m, text, pattern, 'match'),
    doesNotMatch: (text, pattern, m) => check(!pattern.test(text), m, text, pattern, 'doesNotMatch'),
    fail: (message) => check(false, message ?? 'Failed'),
    ifError: (value) => {
      if (value !== null && value !== undefined) throw value;
    },
    AssertionError,
  });
}
