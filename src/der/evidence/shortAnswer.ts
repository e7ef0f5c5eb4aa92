/** Short answers compared as values: numbers within the rounding that they show, shares, amounts, dates, lists, yes and no. */
import { withoutEnds } from './ends';
import type { FinalAnswer } from './finalAnswer';
import { shownNumber, type ShownNumber } from './shownNumber';

type Short =
  | { readonly type: 'number'; readonly number: ShownNumber }
  | { readonly type: 'truth'; readonly value: boolean }
  | { readonly type: 'date'; readonly iso: string }
  | { readonly type: 'list'; readonly items: readonly string[]; readonly inOrder: boolean }
  | { readonly type: 'text'; readonly key: string };

/** Longer texts are compared as they stand. */
const longest = 300;

/**
 * Whether two final answers say the same; placeholders say nothing and are like nothing. Symmetric, but not
 * transitive: 0.5 is 0.52 rounded and 0.48 rounded, which are not the same.
 */
export function sameShortAnswer(a: FinalAnswer, b: FinalAnswer): boolean {
  if (isPlaceholder(a.text) || isPlaceholder(b.text)) return false;
  // Keys leave units out.
  if (a.key === b.key) return !otherUnits(a, b);
  if (a.kind === 'option' || b.kind === 'option') return false;
  const [left, right] = [shortOf(a), shortOf(b)];
  if (left.type === 'number' && right.type === 'number') return sameShown(left.number, right.number);
  if (left.type === 'truth' || right.type === 'truth') return sameTruth(left, right);
  if (left.type === 'date' && right.type === 'date') return left.iso === right.iso;
  if (left.type === 'list' && right.type === 'list') return sameList(left, right);
  return left.type === 'text' && right.type === 'text' && left.key === right.key;
}

function otherUnits(a: FinalAnswer, b: FinalAnswer): boolean {
  if (a.kind !== 'number' || a.text === b.text) return false;
  const [left, right] = [shownNumber(bareText(a.text)), shownNumber(bareText(b.text))];
  return (
    left !== undefined &&
    right !== undefined &&
    left.unit !== '' &&
    right.unit !== '' &&
    left.unit !== right.unit
  );
}

/** A template that was not filled in: `X`, `<number>`, `[your answer]`, `…`, `nan`. */
export function isPlaceholder(text: string): boolean {
  const bare = withoutEnds(text.trim(), /["'`*]/, /["'`*.]/);
  // Both sides of an alternative that the prompt offered.
  if (/\b(?:true|yes)\b.{0,20}\b(?:false|no)\b/i.test(bare) && /\d|\bor\b|\//.test(bare)) return true;
  return (
    /^(?:x|xx+|\?+|_+|-+|\.{2,}|…|nan|n\/a|tbd|todo|none given|unknown|null|undefined)$/i.test(bare) ||
    /^(?:<[^<>]{0,60}>|\[[a-z][a-z _-]{0,60}\]|\{[a-z][a-z _-]{0,60}\}|\(?(?:your|the|final|insert|numeric(?:al)?|correct)[ _](?:[a-z]+[ _])?(?:answer|value|number|result|option|letter)(?: here)?\)?)$/i.test(
      bare,
    )
  );
}

function shortOf({ text, key }: FinalAnswer): Short {
  const plain = text.length <= longest ? bareText(text) : '';
  const truth = truthOf(plain);
  if (truth !== undefined) return { type: 'truth', value: truth };
  const iso = dateOf(plain);
  if (iso !== undefined) return { type: 'date', iso };
  const number = shownNumber(plain) ?? shownNumber(key);
  if (number) return { type: 'number', number };
  return listOf(plain) ?? { type: 'text', key: wordsOf(plain === '' ? key : plain) };
}

function bareText(text: string): string {
  return withoutEnds(text, /["'`*\s]/)
    .replace(/^\$([^$]*)\$$/, '$1')
    .replace(/[.!]$/, '');
}

const affirmed =
  /^(?:yes|true|correct|right|agreed?|valid|accurate|the (?:statement|claim|assertion|proposition|answer) (?:is (?:true|correct|right|valid|accurate|supported)|holds(?: true)?))\b(?!\s+not\b)/i;
const denied =
  /^(?:no|false|incorrect|wrong|untrue|invalid|inaccurate|not (?:true|correct|valid)|the (?:statement|claim|assertion|proposition|answer) (?:is (?:not (?:true|correct|right|valid|accurate|supported)|false|incorrect|wrong|untrue|invalid|inaccurate)|does not hold(?: true)?))\b/i;

/** Yes and no, however they are said; a clause behind a comma explains them. */
function truthOf(text: string): boolean | undefined {
  const head = /^[^,;:(]{0,60}/.exec(text)?.[0].trim() ?? '';
  if (head.split(/\s+/).length > 6) return undefined;
  if (denied.test(head))
    return /^(?:no|not)\s+\w/i.test(head) && !/^not (?:true|correct|valid)/i.test(head) ? undefined : false;
  return affirmed.test(head) && (/^the\b/i.test(head) || head.split(/\s+/).length <= 2) ? true : undefined;
}

/** One and nought are how true and false are told where numbers are asked for. */
function sameTruth(a: Short, b: Short): boolean {
  const value = (short: Short): boolean | undefined => {
    if (short.type === 'truth') return short.value;
    if (short.type !== 'number' || short.number.unit !== '') return undefined;
    return short.number.value === 1 ? true : short.number.value === 0 ? false : undefined;
  };
  const [x, y] = [value(a), value(b)];
  return x !== undefined && x === y;
}

/** Share of the value by which two calculations differ that round in different places. */
const roundedOnTheWay = 0.0025;
/** Share by which a whole number may differ from the fraction that it rounds. */
const roundedToWhole = 0.01;

/** Within the coarser one's last place, or within what rounding on the way makes of numbers that are not whole. */
function sameShown(a: ShownNumber, b: ShownNumber): boolean {
  if (a.unit !== '' && b.unit !== '' && a.unit !== b.unit) return false;
  return readings(a, b).some(([x, y, place, exact]) => {
    const apart = Math.abs(x - y);
    const scale = Math.max(Math.abs(x), Math.abs(y));
    if (apart <= scale * 1e-9) return true;
    if (exact) return false;
    if (a.isWhole !== b.isWhole && apart > scale * roundedToWhole) return false;
    return apart <= place * (1 + 1e-9) || apart <= scale * roundedOnTheWay;
  });
}

/** Pairs of values that both may mean: a percentage is a share too, an amount may leave its millions to the question. */
function readings(a: ShownNumber, b: ShownNumber): (readonly [number, number, number, boolean])[] {
  const pair = (x: number, y: number, fa: number, fb: number) => {
    // Whole numbers are counted, not rounded; beside a fraction they are what it rounds to.
    const exact = a.place === 1 && b.place === 1 && a.isWhole && b.isWhole;
    return [x, y, Math.max((a.place * fa) / 2, (b.place * fb) / 2), exact] as const;
  };
  const found = [pair(a.value, b.value, a.factor, b.factor)];
  if (a.percent !== b.percent) {
    const [fa, fb] = [a.percent ? 0.01 : 1, b.percent ? 0.01 : 1];
    found.push(pair(a.value * fa, b.value * fb, fa, fb));
  }
  if (a.factor !== b.factor && (a.factor === 1 || b.factor === 1)) {
    found.push(pair(a.value / a.factor, b.value / b.factor, 1, 1));
  }
  return found;
}

const months = 'january february march april may june july august september october november december'.split(
  ' ',
);

/** 2024-03-05, 5 March 2024, March 5th, 2024; not 3/5/2024, which is read in two ways. */
function dateOf(text: string): string | undefined {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text);
  if (iso) return isoOf(iso[1]!, Number(iso[2]), iso[3]!);
  const dayFirst = /^(?:\w+day,? )?(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]{3,9})\.?,? (\d{4})$/i.exec(text);
  if (dayFirst) return isoOf(dayFirst[3]!, monthOf(dayFirst[2]!), dayFirst[1]!);
  const monthFirst = /^(?:\w+day,? )?([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/i.exec(text);
  return monthFirst ? isoOf(monthFirst[3]!, monthOf(monthFirst[1]!), monthFirst[2]!) : undefined;
}

function monthOf(word: string): number {
  return months.findIndex((month) => month.startsWith(word.toLowerCase())) + 1;
}

function isoOf(year: string, month: number, day: string): string | undefined {
  if (month < 1 || month > 12 || Number(day) < 1 || Number(day) > 31) return undefined;
  return `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** Several items between commas, semicolons or "and"; brackets say that their order counts. */
function listOf(text: string): Extract<Short, { type: 'list' }> | undefined {
  const inOrder = /^[[(].*[\])]$/s.test(text);
  const inner = text.replace(/^[[({]|[\])}]$/g, '');
  if (/[[\](){}]/.test(inner)) return undefined;
  const items = inner
    .split(/[,;](?!\d{3}\b)|\band\b|\n/)
    .map((item) => wordsOf(item.trim()))
    .filter((item) => item !== '');
  return items.length > 1 && items.length <= 40 ? { type: 'list', items, inOrder } : undefined;
}

function sameList(a: Extract<Short, { type: 'list' }>, b: Extract<Short, { type: 'list' }>): boolean {
  if (a.items.length !== b.items.length) return false;
  const [x, y] = a.inOrder || b.inOrder ? [a.items, b.items] : [a.items.toSorted(), b.items.toSorted()];
  return x.every((item, at) => item === y[at]);
}

function wordsOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/^(?:an?|the)\s+/, '')
    .replace(/["'`*$]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
