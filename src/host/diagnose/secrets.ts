/** Takes out of a text whatever nobody else should read: keys, and where the person's files are. */

/** Shorter values are not secrets but words such as `none`, and taking them out would spoil the text. */
const leastLength = 6;

/** @param secrets values of keys, whatever their length and wherever they came from. */
export function withoutSecrets(text: string, secrets: Iterable<string | undefined>, home: string): string {
  const known = [...secrets].flatMap((secret) => secret?.trim() ?? []);
  // The longest first: a key may begin with another.
  const values = known.filter(({ length }) => length >= leastLength).sort((a, b) => b.length - a.length);
  const hidden = values.reduce((rest, secret) => rest.replaceAll(secret, '‹key›'), text);
  const keyless = hidden.replace(keyShape, '‹key›').replace(/\/\/[^/\s@]+@/g, '//‹credentials›@');
  return home.length > 1 ? keyless.replaceAll(home, '~') : keyless;
}

/** Keys of well-known services, and bearer headers, should one turn up that nobody stored. */
const keyShape = /\b(Bearer\s+\S{8,}|(sk|gsk|xai|pplx|hf|nvapi|r8|ghp|glpat)[-_][-_A-Za-z0-9.]{16,})/g;
