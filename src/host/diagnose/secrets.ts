/** Takes out of a text whatever nobody else should read: keys, and where the person's files are. */
import { KeyForms, leastKeyLength } from '../../providers/keyForms';
import { keyMark, redacted } from '../../providers/knownKeys';

/** @param secrets values of keys, whatever their length and wherever they came from. */
export function withoutSecrets(text: string, secrets: Iterable<string | undefined>, home: string): string {
  const known = [...secrets].flatMap((secret) => secret?.trim() ?? []);
  // The longest first: a key may begin with another.
  const values = known.filter(({ length }) => length >= leastKeyLength).sort((a, b) => b.length - a.length);
  const hidden = values.reduce((rest, secret) => new KeyForms(secret).redacted(rest, keyMark), text);
  const keyless = redacted(hidden);
  return home.length > 1 ? keyless.replaceAll(home, '~') : keyless;
}
