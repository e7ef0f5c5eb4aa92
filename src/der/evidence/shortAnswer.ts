/** Short answers compared as values: numbers within the rounding that they show, shares, amounts, dates, lists, yes and no. */
import { dateOf } from './dates';
import { withoutEnds } from './ends';
import type { FinalAnswer } from './finalAnswer';
import { optionsNamed } from './options';
import { sameMeasure, sameShown } from './sameNumber';
import { shownNumber, type ShownNumber } from './shownNumber';
import { truthOf } from './truth';
import { bareText, patternOf, rangeOf, typed, versionOf, wordsOf } from './wordsCompared';

type Short =
  | { readonly type: 'number'; readonly number: ShownNumber }
  | { readonly type: 'truth'; readonly value: boolean }
  | { readonly type: 'date'; readonly iso: string }
  | { readonly type: 'list'; readonly items: readonly string[]; readonly brackets: string }
  | { readonly type: 'text'; readonly key: string };

/** Longer texts are compared as they stand. */
const longest = 300;

/**
 * Whether two final answers say the same; placeholders say nothing and are like nothing. Symmetric, but not
 * transitive: 0.5 is 0.52 rounded and 0.48 rounded, which are not the same.
 */
export function sameShortAnswer(a: FinalAnswer, b: FinalAnswer): boolean {
  if (isPlaceholder(a.text) || isPlaceholder(b.text)) return false;
  if (a.kind === 'option' && b.kind === 'option') return sameOptions(a, b);
  if (isCaret(a.text) !== isCaret(b.text)) return false;
  // Keys leave units out, and what backslashes mean outside of formulas.
  if (a.key === b.key)
    return a.text === b.text || (!otherUnits(a, b) && !otherPatterns(a, b) && !otherQuoted(a.text, b.text));
  if (otherLong(a, b)) return false;
  if (a.kind === 'option' || b.kind === 'option') return false;
  if (isPattern(a) || isPattern(b)) return !otherPatterns(a, b);
  if (otherQuoted(a.text, b.text)) return false;
  const [left, right] = [shortOf(a), shortOf(b)];
  if (left.type === 'number' && right.type === 'number') return sameShown(left.number, right.number);
  if (left.type === 'truth' || right.type === 'truth') return sameTruth(left, right);
  if (left.type !== right.type) return sameListed(a, b) || sameVersion(a.text, b.text);
  if (left.type === 'list' && right.type === 'list') return sameList(left, right);
  return keyOf(left) === keyOf(right) || sameFormula(a, b) || sameVersion(a.text, b.text);
}

/** `~1.2.0` and `^1.2.0` are ranges of versions, and no version. */
function isCaret(text: string): boolean {
  return /^[`"']?[~^]\d+(?:\.\d+)+/.test(text.trim());
}

/** Whole numbers of so many digits that a number cannot hold them all. */
function otherLong(a: FinalAnswer, b: FinalAnswer): boolean {
  return [a, b].every(({ key }) => /^-?\d{16,}$/.test(key)) && a.key !== b.key;
}

/** Between quotes on both sides, case counts. */
function otherQuoted(a: string, b: string): boolean {
  const inside = (text: string) => /^`?(["'])([^"']*)\1`?$/.exec(text.trim())?.[2];
  const [x, y] = [inside(a), inside(b)];
  return x !== undefined && y !== undefined && x !== y && x.toLowerCase() === y.toLowerCase();
}

/** Where several are chosen, their keys are the first one's. */
function sameOptions(a: FinalAnswer, b: FinalAnswer): boolean {
  const [x, y] = [a, b].map(({ text, key }) => optionsNamed(text)?.split(', ').toSorted().join() ?? key);
  return x === y;
}

function keyOf(short: Short): string | undefined {
  return short.type === 'date' ? short.iso : short.type === 'text' ? short.key : undefined;
}

/** Formulas of LaTeX and typed ones have keys that differ in a few signs. */
function sameFormula(a: FinalAnswer, b: FinalAnswer): boolean {
  return a.key.length <= longest && b.key.length <= longest && typed(a.key) === typed(b.key);
}

/** What may be one number or two is a list beside a list. */
function sameListed(a: FinalAnswer, b: FinalAnswer): boolean {
  const [x, y] = [listOf(plainOf(a.text)), listOf(plainOf(b.text))];
  return x !== undefined && y !== undefined && sameList(x, y);
}

function sameVersion(a: string, b: string): boolean {
  const [x, y] = [plainOf(a), plainOf(b)];
  const [one, other] = [versionOf(x), versionOf(y)];
  return (one !== undefined || other !== undefined) && (one ?? x) === (other ?? y);
}

function otherUnits(a: FinalAnswer, b: FinalAnswer): boolean {
  if (a.kind !== 'number') return false;
  const [left, right] = [plainOf(a.text), plainOf(b.text)];
  const [one, other] = [dateOf(left), dateOf(right)];
  if (one !== undefined && other !== undefined) return one !== other;
  const [x, y] = [shownNumber(left), shownNumber(right)];
  if (x === undefined || y === undefined) return false;
  // The key drops what is written in another base.
  const isOtherBase =
    x.isWhole &&
    y.isWhole &&
    x.factor === 1 &&
    y.factor === 1 &&
    !x.percent &&
    !y.percent &&
    x.value !== y.value;
  return isOtherBase || (!sameMeasure(x, y) && !sameShown(x, y));
}

/** One of them is a pattern, and not the other's. */
function otherPatterns(a: FinalAnswer, b: FinalAnswer): boolean {
  if (!isPattern(a) && !isPattern(b)) return false;
  const [x, y] = [a, b].map(({ text }) => patternOf(text) ?? bareText(text));
  return x !== y;
}

function isPattern({ text }: FinalAnswer): boolean {
  return text.length <= longest && patternOf(text) !== undefined;
}

function plainOf(text: string): string {
  return text.length <= longest ? typed(bareText(text)) : '';
}

/** A template that was not filled in: `X`, `<number>`, `[your answer]`, `…`, `nan`. */
export function isPlaceholder(text: string): boolean {
  // Between ticks or quotes it is a value of a language.
  if (/^(?:`(?:null|undefined|NaN)`|`?["'](?:null|undefined)["']`?)$/.test(text.trim())) return false;
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
  const plain = plainOf(text);
  const truth = truthOf(plain);
  if (truth !== undefined) return { type: 'truth', value: truth };
  const iso = dateOf(plain);
  if (iso !== undefined) return { type: 'date', iso };
  const number = shownNumber(plain) ?? shownNumber(key);
  if (number) return { type: 'number', number };
  if (plain === '') return { type: 'text', key: text.length > longest ? key : text };
  const range = rangeOf(plain);
  if (range !== undefined) return { type: 'text', key: range };
  return listOf(plain) ?? { type: 'text', key: wordsOf(plain) };
}

/** One and nought are how true and false are told where numbers are asked for. */
function sameTruth(a: Short, b: Short): boolean {
  const value = (short: Short): boolean | undefined => {
    if (short.type === 'truth') return short.value;
    if (short.type !== 'number' || short.number.unit || short.number.label !== '') return undefined;
    return short.number.value === 1 ? true : short.number.value === 0 ? false : undefined;
  };
  const [x, y] = [value(a), value(b)];
  return x !== undefined && x === y;
}

/** Several items between commas, semicolons or "and"; brackets say that their order counts. */
function listOf(text: string): Extract<Short, { type: 'list' }> | undefined {
  const brackets = /^[[(].*[\])]$/s.test(text) ? text.charAt(0) + text.charAt(text.length - 1) : '';
  const inner = text.replace(/^[[({]|[\])}]$/g, '');
  if (/[[\](){}]/.test(inner)) return undefined;
  const items = inner
    .split(/[,;](?!\d{3}\b)|\band\b|\n/)
    .map((item) => itemOf(item.trim()))
    .filter((item) => item !== '');
  return items.length > 1 && items.length <= 40 ? { type: 'list', items, brackets } : undefined;
}

/** A number between quotes is a text. */
function itemOf(item: string): string {
  return /^["'][-\d.]+["']$/.test(item) ? `'${wordsOf(item)}'` : wordsOf(item);
}

function sameList(a: Extract<Short, { type: 'list' }>, b: Extract<Short, { type: 'list' }>): boolean {
  if (a.items.length !== b.items.length) return false;
  // Two numbers between brackets may be the ends of a range, which belong to it or not.
  const mayBeRange = a.items.length === 2 && a.items.every((item) => /\d|infinity/.test(item));
  if (mayBeRange && a.brackets !== '' && b.brackets !== '' && a.brackets !== b.brackets) return false;
  const inOrder = a.brackets !== '' || b.brackets !== '';
  const [x, y] = inOrder ? [a.items, b.items] : [a.items.toSorted(), b.items.toSorted()];
  return x.every((item, at) => item === y[at]);
}
