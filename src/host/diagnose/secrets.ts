/** Takes out of a text whatever nobody else should read: keys, and where the person's files are. */
import { withoutKeys } from '../../providers/keyShape';

/** Shorter values are not secrets but words such as `none`, and taking them out would spoil the text. */
const leastLength = 6;

/** @param secrets values of keys, whatever their length and wherever they came from. */
export function withoutSecrets(text: string, secrets: Iterable<string | undefined>, home: string): string {
  const known = [...secrets].flatMap((secret) => secret?.trim() ?? []);
  // The longest first: a key may begin with another.
  const values = known.filter(({ length }) => length >= leastLength).sort((a, b) => b.length - a.length);
  const hidden = values.reduce((rest, secret) => rest.replaceAll(secret, '‹key›'), text);
  const keyless = withoutKeys(hidden).replace(/\/\/[^/\s@]+@/g, '//‹credentials›@');
  return home.length > 1 ? keyless.replaceAll(home, '~') : keyless;
}
