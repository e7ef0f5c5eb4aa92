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
  return withoutKeys(rest).replace(/\/\/[^/\s@]{1,500}@/g, '//‹credentials›@');
}
