/** Values that programs returned, compared as values. */
import type { Literal } from './literals';
import type { Value } from './probe';

/** What values may differ in and still be equal. */
export interface Comparison {
  /** Items of lists may stand in any order. */
  readonly unordered?: boolean;
  /** The values come from different languages: tuples are lists, nothing is nothing. */
  readonly acrossLanguages?: boolean;
  /** The second one is what a text states, which writes a number of either of JavaScript's kinds without its sign. */
  readonly stated?: boolean;
}

/** Relative and absolute difference below which two numbers that are not whole count as equal. */
const relative = 1e-6;
const absolute = 1e-9;
/** Items that are matched one with another where the order is free; longer lists are sorted by their text. */
const mostMatched = 300;

/** Whether two values count as the same; undefined where they cannot be compared, as functions cannot. */
export function sameValue(a: Value, b: Value, how: Comparison = {}): boolean | undefined {
  if (a.type === 'function' && b.type === 'function') return undefined;
  if (a.type === 'cut' || b.type === 'cut') return undefined;
  return same(a, b, how);
}

function same(a: Value, b: Value, how: Comparison): boolean {
  if (isNumeric(a) && isNumeric(b)) return sameNumberKind(a, b, how) && sameNumber(a, b);
  const [left, right] = [familyOf(a, how), familyOf(b, how)];
  if (left !== right) return false;
  switch (a.type) {
    case 'undefined':
    case 'null':
      return true;
    case 'boolean':
      return b.type === 'boolean' && a.value === b.value;
    case 'string':
    case 'bytes':
      return 'value' in b && a.value === b.value && a.cut === ('cut' in b ? b.cut : undefined);
    case 'list':
    case 'tuple':
      return 'items' in b && a.cut === b.cut && sameItems(a.items, b.items, how.unordered === true, how);
    case 'set':
      return 'items' in b && a.cut === b.cut && sameItems(a.items, b.items, true, how);
    case 'map':
    case 'instance':
      return sameEntries(entriesOf(a), entriesOf(b), how);
    case 'date':
      return b.type === 'date' && a.value === b.value;
    case 'cycle':
      return b.type === 'cycle' && a.up === b.up;
    case 'number':
    case 'function':
    case 'cut':
      return false;
  }
}

/** Kinds of values that can be equal at all. */
function familyOf(value: Value, { acrossLanguages }: Comparison): string {
  if (value.type === 'instance') return 'map';
  if (!acrossLanguages) return value.type;
  if (value.type === 'undefined') return 'null';
  return value.type === 'tuple' ? 'list' : value.type;
}

/** Python's True is 1, in tests too. */
function isNumeric(value: Value): value is Extract<Value, { type: 'number' | 'boolean' }> {
  return value.type === 'number' || value.type === 'boolean';
}

/** JavaScript's two kinds of numbers are not equal, and do not go together. */
function sameNumberKind(a: Value, b: Value, { stated }: Comparison): boolean {
  if (a.type !== 'number' || b.type !== 'number') return true;
  const big = (value: typeof a) => value.of === 'bigint';
  if (a.of !== 'number' && b.of !== 'number') return true;
  return big(a) === big(b) || (stated === true && big(a));
}

function sameNumber(
  a: Extract<Value, { type: 'number' | 'boolean' }>,
  b: Extract<Value, { type: 'number' | 'boolean' }>,
): boolean {
  if (a.type === 'boolean' && b.type === 'boolean') return a.value === b.value;
  const python = (value: Value) => value.type === 'number' && value.of !== 'number' && value.of !== 'bigint';
  if (a.type !== b.type && !python(a) && !python(b)) return false;
  const [left, right] = [a, b].map((value) =>
    value.type === 'boolean' ? String(Number(value.value)) : value.text,
  );
  return sameNumberText(left!, right!);
}

function sameNumberText(a: string, b: string): boolean {
  if (a === b) return true;
  const whole = /^-?\d+$/;
  if (whole.test(a) && whole.test(b)) return /^-?0$/.test(a) && /^-?0$/.test(b);
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x === undefined || y === undefined) return false;
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.isNaN(x) && Number.isNaN(y);
  if (x === y) return true;
  return (
    Number.isFinite(x) &&
    Number.isFinite(y) &&
    Math.abs(x - y) <= Math.max(absolute, relative * Math.max(Math.abs(x), Math.abs(y)))
  );
}

function numberOf(text: string): number | undefined {
  const ratio = /^(-?\d+)\/(\d+)$/.exec(text);
  if (ratio) return Number(ratio[1]) / Number(ratio[2]);
  const value = Number(text);
  return Number.isNaN(value) && text !== 'NaN' ? undefined : value;
}

function sameItems(a: readonly Value[], b: readonly Value[], unordered: boolean, how: Comparison): boolean {
  if (a.length !== b.length) return false;
  if (!unordered) return a.every((item, at) => same(item, b[at]!, how));
  if (a.length > mostMatched) {
    const sorted = (items: readonly Value[]) => items.map(valueText).sort();
    const [left, right] = [sorted(a), sorted(b)];
    return left.every((text, at) => text === right[at]);
  }
  const free = new Set(b.keys());
  return a.every((item) => {
    for (const at of free) if (same(item, b[at]!, how)) return free.delete(at);
    return false;
  });
}

function entriesOf(value: Value): readonly (readonly [Value, Value])[] {
  if (value.type === 'map') return value.entries;
  if (value.type !== 'instance') return [];
  return value.fields.map(([name, field]) => [{ type: 'string', value: name } as const, field] as const);
}

function sameEntries(
  a: readonly (readonly [Value, Value])[],
  b: readonly (readonly [Value, Value])[],
  how: Comparison,
): boolean {
  if (a.length !== b.length) return false;
  const byKey = new Map(b.map(([key, value]) => [keyText(key), value]));
  return a.every(([key, value]) => {
    const other = byKey.get(keyText(key));
    return other !== undefined && same(value, other, how);
  });
}

/** Keys that differ in kind only, as `1` and `"1"` do across languages, are the same. */
function keyText(key: Value): string {
  if (key.type === 'string') return key.value;
  return key.type === 'number' ? String(Number(key.text)) : valueText(key);
}

/** A value as people read it, shortened; the same for the same value. */
export function valueText(value: Value, most = 400): string {
  const text = written(value, 0);
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

function written(value: Value, depth: number): string {
  if (depth > 12) return '…';
  const many = (items: readonly Value[]) => items.map((item) => written(item, depth + 1)).join(', ');
  switch (value.type) {
    case 'undefined':
    case 'null':
      return value.type;
    case 'boolean':
      return String(value.value);
    case 'number':
      return value.text;
    case 'string':
      return JSON.stringify(value.value);
    case 'bytes':
      return `bytes ${value.value}`;
    case 'list':
      return `[${many(value.items)}]`;
    case 'tuple':
      return `(${many(value.items)})`;
    case 'set':
      return `{${value.items
        .map((item) => written(item, depth + 1))
        .sort()
        .join(', ')}}`;
    case 'map':
    case 'instance':
      return `{${entriesOf(value)
        .map(([key, item]) => `${written(key, depth + 1)}: ${written(item, depth + 1)}`)
        .join(', ')}}`;
    case 'date':
      return value.value;
    case 'function':
      return `function ${value.name}`;
    case 'cycle':
    case 'cut':
      return '…';
  }
}

/** What a literal of the question stands for, to be compared with what a program returned. */
export function literalValue(literal: Literal, python: boolean): Value {
  switch (literal.type) {
    case 'number': {
      const of = !python
        ? literal.big
          ? 'bigint'
          : 'number'
        : /[.eENI]/.test(literal.text)
          ? 'float'
          : 'int';
      return { type: 'number', of, text: literal.text };
    }
    case 'string':
    case 'boolean':
      return literal;
    case 'none':
      return { type: 'null' };
    case 'undefined':
      return { type: 'undefined' };
    case 'list':
    case 'tuple':
    case 'set':
      return { type: literal.type, items: literal.items.map((item) => literalValue(item, python)) };
    case 'map':
      return {
        type: 'map',
        entries: literal.entries.map(([key, value]) => [
          literalValue(key, python),
          literalValue(value, python),
        ]),
      };
    case 'code':
      return { type: 'cut' };
  }
}
