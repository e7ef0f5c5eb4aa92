/**
 * The keys that were sent anywhere since the program began. Whatever a server says, in an answer, a refusal or an
 * error, none of them is shown, logged or kept.
 */
import { KeyForms, leastKeyLength } from './keyForms';
import { withoutKeys } from './keyShape';

export const keyMark = '‹key›';

/** More keys than anybody has; the ones used last count. */
const mostKeys = 100;

const known = new Map<string, KeyForms>();

/** From now on it is taken out of what servers say. */
export function rememberKey(key: string): void {
  if (key.length < leastKeyLength) return;
  const forms = known.get(key) ?? new KeyForms(key);
  known.delete(key);
  known.set(key, forms);
  if (known.size > mostKeys) known.delete(known.keys().next().value!);
}

/** Those that are taken out of answers as well: a word that any answer may hold is no key there. */
export function keysOfAnswers(): readonly KeyForms[] {
  return [...known].flatMap(([key, forms]) => (/^[a-z]{0,15}$/i.test(key) ? [] : [forms]));
}

/** The text without the keys that were sent, whatever looks like one, and credentials in addresses. */
export function redacted(text: string, mark = keyMark): string {
  let rest = text;
  for (const forms of known.values()) rest = forms.redacted(rest, mark);
  rest = withoutMasked(rest, mark);
  return withoutKeys(rest).replace(/\/\/[^/\s@]{1,500}@/g, '//‹credentials›@');
}

/** Stars, dots, an ellipsis or a word in place of what was left out, in brackets or not. */
const maskSigns =
  /[[(<]?(?:\*{2,}|•{2,}|…|\.{2,}|_{3,}|#{2,}|-{3,}|x{3,}|\d{1,4} (?:more|chars|characters|hidden)|redacted|hidden|masked|truncated|snip)[\])>]?/gi;
/** Longest part of a key that stands on either side of them. */
const longestEnd = 64;

/** Servers tell a key by its beginning and end, `sk-live-9f***c2d1`: that is more than anybody need read. */
function withoutMasked(text: string, mark: string): string {
  if (known.size === 0) return text;
  const kept: string[] = [];
  let from = 0;
  for (const { 0: signs, index } of text.matchAll(maskSigns)) {
    if (index < from) continue;
    // A blank may stand on either side of them.
    const before = text[index - 1] === ' ' ? index - 1 : index;
    const behind = index + signs.length;
    const after = text[behind] === ' ' ? behind + 1 : behind;
    let [first, last] = [before, after];
    while (first > from && before - first < longestEnd && isOfKey(text.charCodeAt(first - 1))) first--;
    while (last < text.length && last - after < longestEnd && isOfKey(text.charCodeAt(last))) last++;
    const [start, end] = [text.slice(first, before), text.slice(after, last)];
    if (start === '') first = index;
    if (end === '') last = behind;
    if (![...known.values()].some((forms) => forms.hasEnds(start, end))) continue;
    kept.push(text.slice(from, first), mark);
    from = last;
  }
  return kept.join('') + text.slice(from);
}

/** Letters, digits, and the signs `_-+/=~`. */
function isOfKey(code: number): boolean {
  const letter = code | 0x20;
  const isWord = (letter >= 0x61 && letter <= 0x7a) || (code >= 0x30 && code <= 0x39);
  return isWord || signsOfKeys.has(code);
}

const signsOfKeys: ReadonlySet<number> = new Set([...'_-+/=~'].map((sign) => sign.charCodeAt(0)));
