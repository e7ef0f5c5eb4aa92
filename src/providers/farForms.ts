/**
 * A key in forms that come of nobody's carelessness, but still give it away in a log or a report: encoded twice,
 * backwards, its signs parted. None of them stands in a text by chance, so that nothing else is taken for one.
 */

/** Longer ones are none that anybody types. */
const longestKey = 512;
/** Letters and digits from which on a key is no phrase that a text may hold. */
const leastSigns = 20;
const leastDigits = 2;
const between = /[^a-z\d]+/gi;

export class FarForms {
  /** The longest first. */
  private readonly literals: readonly string[] = [];
  /** Its letters and digits, and its hexadecimal; empty where a text might hold them. */
  private readonly bare: string = '';
  private readonly hex: string = '';

  /** @param encodings those of a text, each long enough to be looked for */
  constructor(key: string, encodings: (text: string) => readonly string[]) {
    if (key.length > longestKey) return;
    const bare = key.replace(between, '');
    const random = bare.length >= leastSigns && bare.replace(/\D/g, '').length >= leastDigits;
    if (random) [this.bare, this.hex] = [bare, Buffer.from(key).toString('hex')];
    const escaped = everySignEscaped(everySignEscaped(key));
    const twice = [...encodings(key).flatMap(encodings), escaped, escaped.toUpperCase()];
    const backwards = random ? [[...key].reverse().join('')] : [];
    this.literals = [...new Set([...twice, ...backwards])].sort((a, b) => b.length - a.length);
  }

  /** The text with the mark in place of the key in any of these forms. */
  redacted(text: string, mark: string): string {
    const rest = this.literals.reduce((left, form) => left.replaceAll(form, mark), text);
    if (this.bare === '') return rest;
    const joined = rest.replace(between, '');
    const ends = endsOf(this.bare, joined);
    if (ends.length > 0) return this.redacted(withoutParted(rest, ends, mark), mark);
    // Bytes as programs list them: `73 6b`, `73:6B`, `=73=6B`, a line of sixteen.
    const inHex = endsOf(this.hex, joined.toLowerCase());
    return inHex.length > 0 ? withoutParted(rest, inHex, mark) : rest;
  }
}

/** Where the first and the last sign of each stand among the letters and digits. */
function endsOf(signs: string, joined: string): number[] {
  const ends: number[] = [];
  for (let at = joined.indexOf(signs); at >= 0; at = joined.indexOf(signs, at + signs.length))
    ends.push(at, at + signs.length - 1);
  return ends;
}

/** "s k - a b c", "s.k.a.b.c", a letter a line: whatever stands between its letters and digits. */
function withoutParted(text: string, ends: readonly number[], mark: string): string {
  const kept: string[] = [];
  let [from, signs, next] = [0, 0, 0];
  for (const { index, 0: run } of text.matchAll(/[a-z\d]+/gi)) {
    for (; next < ends.length && ends[next]! < signs + run.length; next++) {
      const place = index + ends[next]! - signs;
      if (next % 2 === 0) kept.push(text.slice(from, place), mark);
      else from = place + 1;
    }
    signs += run.length;
  }
  return kept.join('') + text.slice(from);
}

/** In the writing of addresses: `%73%6b`. */
function everySignEscaped(text: string): string {
  return Buffer.from(text).toString('hex').replace(/../g, '%$&');
}
