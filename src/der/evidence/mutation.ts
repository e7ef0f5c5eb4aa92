/**
 * Inputs made from inputs that are stated. They keep what stated ones have in common: type, sign, whether they are
 * whole, the characters of texts, whether lists are sorted or of one length; unless the question names the edge.
 */
import type { Asked } from './asked';
import type { Literal } from './literals';
import type { Seeded } from './seeded';

/** What the stated values of one place have in common. */
interface Habit {
  readonly numbers: readonly number[];
  readonly negative: boolean;
  readonly zero: boolean;
  /** Ends that the question sets to numbers: `1..3999`. */
  readonly range: readonly [number, number] | undefined;
  readonly strings: readonly string[];
  /** Characters that may stand in a text. */
  readonly alphabet: readonly string[];
  readonly emptyText: boolean;
  readonly emptyList: boolean;
  readonly items: readonly Literal[];
  /** Length that all lists share, where there are several. */
  readonly length: number | undefined;
  readonly sorted: boolean;
  /** Texts in a form of their own, as `1h30m` is: only their digits change. */
  readonly formatted: boolean;
  /** Texts of a kind that no others belong to, as Roman numerals are. */
  readonly fixed: boolean;
  /** Sentences with signs at the ends of words: whole words change. */
  readonly punctuated: boolean;
  /** All lists of lists have as many rows as columns. */
  readonly square: boolean;
}

/** Habits of one parameter, from all values that are stated for it. */
export function habitOf(values: readonly Literal[], asked: Asked, question: string): Habit {
  const numbers: number[] = [];
  const strings: string[] = [];
  const items: Literal[] = [];
  const lists: (readonly Literal[])[] = [];
  const visit = (value: Literal): void => {
    if (value.type === 'number') numbers.push(Number(value.text));
    else if (value.type === 'string') strings.push(value.value);
    else if ('items' in value) {
      lists.push(value.items);
      items.push(...value.items);
      value.items.forEach(visit);
    } else if ('entries' in value) value.entries.forEach(([, item]) => visit(item));
  };
  values.forEach(visit);
  const outer = values.flatMap((value) => ('items' in value ? [value.items] : []));
  const [first] = outer;
  return {
    numbers,
    negative: numbers.some((value) => value < 0) || (numbers.length > 0 && asked.edges.negative),
    range: rangeIn(question),
    zero: numbers.some((value) => value === 0) || asked.edges.zero,
    strings,
    alphabet: [...new Set(strings.join('').slice(0, 400))],
    emptyText: strings.includes('') || (asked.edges.empty && strings.length > 0),
    emptyList: lists.some((list) => list.length === 0) || (asked.edges.empty && lists.length > 0),
    items,
    length:
      first && outer.length >= 3 && outer.every((list) => list.length === first.length)
        ? first.length
        : undefined,
    sorted:
      /\bsorted\b/i.test(question) &&
      outer.filter((list) => list.length > 2).length > 0 &&
      outer.every(isSorted),
    formatted: !decides.test(question) && strings.length > 0 && strings.every(isFormatted),
    fixed: /\broman\b/i.test(question) && strings.length > 0,
    punctuated:
      !decides.test(question) && strings.some((text) => /[.,!?;:@#/]/.test(text) && text.includes(' ')),
    square:
      isSquare.test(question) &&
      outer.some(({ length }) => length > 1) &&
      outer.every((list) => list.every((row) => 'items' in row && row.items.length === list.length)),
  };
}

/** "1..3999", "from 1 to 3999", "between 1 and 3999", `1 <= n <= 3999`. */
function rangeIn(question: string): readonly [number, number] | undefined {
  const [, from, to] =
    /\b(\d{1,9})\s?(?:\.{2,3}|–)\s?(\d{1,9})\b/.exec(question) ??
    /\b(?:from|between) (\d{1,9}) (?:to|and) (\d{1,9})\b/i.exec(question) ??
    /\b(\d{1,9})\s?(?:<=|≤)\s?[A-Za-z]\w{0,20}\s?(?:<=|≤)\s?(\d{1,9})\b/.exec(question) ??
    [];
  const range = [Number(from), Number(to)] as const;
  return from !== undefined && range[0] < range[1] ? range : undefined;
}

/** What tells whether a text is in its form is given others too. */
const decides = /\b(?:valid\w*|whether|checks?|determines?|true|false|bool(?:ean)?)\b/i;
/** Of a matrix with as many rows as columns. */
export const isSquare = /\b(?:square|n ?[x×*] ?n|rotat\w+|diagonals?|determinant)\b/i;

/** Digits between letters or signs, without a word or a sentence around them. */
function isFormatted(text: string): boolean {
  return text === '' || (/\d/.test(text) && /[^\d\s]/.test(text) && !/[a-z]{4}/i.test(text));
}

function isSorted(items: readonly Literal[]): boolean {
  return items.every((item, at) => at === 0 || orderOf(items[at - 1]!, item) <= 0);
}

function orderOf(a: Literal, b: Literal): number {
  if (a.type === 'number' && b.type === 'number') return Number(a.text) - Number(b.text);
  if (a.type === 'string' && b.type === 'string') return a.value < b.value ? -1 : Number(a.value > b.value);
  return 0;
}

/** Deepest place that is changed. */
const deepest = 6;

/** Another value of the same kind. */
export function mutated(value: Literal, habit: Habit, chance: Seeded, depth = 0): Literal {
  if (depth > deepest) return value;
  switch (value.type) {
    case 'number':
      return { ...mutatedNumber(value.text, habit, chance), ...(value.big && { big: true }) };
    case 'string':
      if (habit.formatted) return { type: 'string', value: otherDigits(value.value, chance) };
      if (habit.fixed) return { type: 'string', value: chance.pick(habit.strings) };
      if (habit.punctuated) return { type: 'string', value: otherWords(value.value, habit, chance) };
      return { type: 'string', value: mutatedText(value.value, habit, chance) };
    case 'boolean':
      return { type: 'boolean', value: !value.value };
    case 'none':
    case 'undefined':
    case 'code':
      return value;
    case 'list':
      return { type: 'list', items: mutatedList(value.items, habit, chance, depth) };
    case 'set':
      return {
        type: 'set',
        items: distinct(mutatedList(value.items, { ...habit, length: undefined }, chance, depth)),
      };
    case 'tuple': {
      // A tuple's length is part of its type.
      return { type: 'tuple', items: oneMutated(value.items, habit, chance, depth) };
    }
    case 'map':
      return { type: 'map', entries: mutatedEntries(value.entries, habit, chance, depth) };
  }
}

function mutatedNumber(text: string, habit: Habit, chance: Seeded): Extract<Literal, { type: 'number' }> {
  const value = Number(text);
  if (!Number.isFinite(value)) return { type: 'number', text };
  const decimals = /\.(\d+)/.exec(text)?.[1]?.length;
  const most = Math.max(1, ...habit.numbers.map(Math.abs).filter(Number.isFinite));
  const steps = [
    () => value + 1,
    () => value - 1,
    () => value + chance.integer(5) + 2,
    () => Math.trunc(value / 2),
    () => value * 2,
    () => chance.integer(Math.min(1e9, Math.ceil(most)) + 1),
    () => (habit.numbers.length > 0 ? chance.pick(habit.numbers) : value + 3),
    ...(habit.negative ? [() => -value] : []),
  ];
  let next = chance.pick(steps)();
  if (decimals !== undefined)
    next += chance.integer(10 ** Math.min(decimals, 3)) / 10 ** Math.min(decimals, 3);
  if (next < 0 && !habit.negative) next = Math.abs(next);
  if (next === 0 && !habit.zero) next = decimals === undefined ? 1 : 0.5;
  if (Math.abs(next) > Math.max(1000, most * 4)) next = value;
  const { range } = habit;
  if (range && value >= range[0] && value <= range[1] && (next < range[0] || next > range[1])) next = value;
  return {
    type: 'number',
    text: decimals === undefined ? String(Math.trunc(next)) : withPoint(next, decimals),
  };
}

function withPoint(value: number, decimals: number): string {
  const text = value.toFixed(Math.min(decimals, 15));
  return text.includes('.') ? text : `${text}.0`;
}

/** Numbers changed, within what their first digit and their length allow of them: a month stays one, an hour too. */
function otherDigits(text: string, chance: Seeded): string {
  return text.replace(/\d{1,15}/g, (digits) => {
    if (chance.integer(3) === 0) return digits;
    const other = [...digits].map((digit, at) =>
      digits.length > 1 && at === 0 ? digit : String(at === 0 ? 1 + chance.integer(9) : chance.integer(10)),
    );
    if (/^[013]\d$/.test(digits)) return digits[0] === '3' ? '30' : `${digits[0]}${1 + chance.integer(2)}`;
    return other.join('');
  });
}

/** Words dropped, repeated and put elsewhere, each with the signs at its ends. */
function otherWords(text: string, habit: Habit, chance: Seeded): string {
  const words = text.split(' ');
  const at = () => chance.integer(words.length);
  const steps = [
    () => words.toSpliced(at(), 1),
    () => words.toSpliced(at(), 0, words[at()]!),
    () => swapped(words, at(), at()),
    () => [...words, ...chance.pick(habit.strings).split(' ').slice(0, 4)],
  ];
  const next = chance.pick(steps)().slice(0, 40).join(' ');
  return next === '' && !habit.emptyText ? text : next;
}

function mutatedText(text: string, habit: Habit, chance: Seeded): string {
  const chars = [...text];
  const at = () => chance.integer(Math.max(1, chars.length));
  const steps = [
    () => chars.toSpliced(at(), 1),
    () => {
      const from = at();
      return chars.toSpliced(from, 0, chars[from] ?? '');
    },
    () => chars.toReversed(),
    () => swapped(chars, at(), at()),
    () => {
      const from = at();
      return chars.with(from, likeness(chars[from]!, habit, chance));
    },
    () => {
      const from = at();
      return chars.with(from, likeness(chars[from]!, habit, chance));
    },
    () => chars.slice(0, Math.max(1, at())),
    () => [
      ...chars,
      ...(habit.strings.length > 1 ? [...chance.pick(habit.strings)].slice(0, 6) : chars.slice(0, 3)),
    ],
  ];
  if (chars.length === 0) return habit.alphabet.length > 0 ? chance.pick(habit.alphabet) : 'a';
  const next = chance.pick(steps)().slice(0, 200).join('');
  return next === '' && !habit.emptyText ? text : next;
}

/** A character of the same class: a digit for a digit, a letter for a letter of the same case. */
function likeness(char: string, habit: Habit, chance: Seeded): string {
  const classes = [/^\d$/, /^[a-z]$/, /^[A-Z]$/, /^\p{L}$/u, /^\s$/];
  const own = classes.find((pattern) => pattern.test(char));
  const same = habit.alphabet.filter((other) =>
    own ? own.test(other) : !classes.some((pattern) => pattern.test(other)),
  );
  if (same.length > 1) return chance.pick(same);
  if (own === classes[0]) return String(chance.integer(10));
  if (own === classes[1]) return String.fromCharCode(97 + chance.integer(26));
  return own === classes[2] ? String.fromCharCode(65 + chance.integer(26)) : char;
}

function swapped<T>(items: readonly T[], a: number, b: number): T[] {
  return items.length < 2 ? [...items] : items.with(a, items[b]!).with(b, items[a]!);
}

function mutatedList(items: readonly Literal[], habit: Habit, chance: Seeded, depth: number): Literal[] {
  const fixed = depth > 0 ? sharedLength(habit.items) : habit.square ? items.length : habit.length;
  const at = () => chance.integer(Math.max(1, items.length));
  const item = () => (habit.items.length > 0 ? chance.pick(kindred(habit.items, items[0])) : items[at()]);
  const grown = () => {
    const more = item();
    return more ? items.toSpliced(at(), 0, mutated(more, habit, chance, depth + 1)) : [...items];
  };
  const steps: (() => Literal[])[] = [
    () => oneMutated(items, habit, chance, depth),
    () => oneMutated(items, habit, chance, depth),
    () => swapped(items, at(), at()),
    () => items.toReversed(),
  ];
  if (fixed === undefined) {
    steps.push(
      grown,
      grown,
      () => items.toSpliced(at(), 1),
      () => items.slice(0, at() + 1),
    );
    steps.push(() => {
      const from = at();
      return items[from] ? items.toSpliced(from, 0, items[from]) : [...items];
    });
  }
  const next = chance.pick(steps)().slice(0, 60);
  const kept = next.length === 0 && !habit.emptyList ? [...items] : next;
  return habit.sorted && depth === 0 ? kept.toSorted(orderOf) : kept;
}

/** Items that may stand beside `like`: of its type. */
function kindred(items: readonly Literal[], like: Literal | undefined): readonly Literal[] {
  const same = like ? items.filter(({ type }) => type === like.type) : items;
  return same.length > 0 ? same : items;
}

/** Length that lists inside of a list share, as the rows of a table do. */
function sharedLength(items: readonly Literal[]): number | undefined {
  const lengths = items.flatMap((item) => ('items' in item ? [item.items.length] : []));
  return lengths.length > 1 && lengths.every((length) => length === lengths[0]) ? lengths[0] : undefined;
}

function oneMutated(items: readonly Literal[], habit: Habit, chance: Seeded, depth: number): Literal[] {
  if (items.length === 0) return [];
  const at = chance.integer(items.length);
  return items.with(at, mutated(items[at]!, habit, chance, depth + 1));
}

function mutatedEntries(
  entries: readonly (readonly [Literal, Literal])[],
  habit: Habit,
  chance: Seeded,
  depth: number,
): (readonly [Literal, Literal])[] {
  if (entries.length === 0) return [];
  const at = chance.integer(entries.length);
  if (entries.length > 2 && chance.integer(4) === 0) return entries.toSpliced(at, 1);
  const [key, value] = entries[at]!;
  return entries.with(at, [key, mutated(value, habit, chance, depth + 1)]);
}

function distinct(items: readonly Literal[]): Literal[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
