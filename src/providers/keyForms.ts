/** A key as servers repeat it: as it is, escaped for JSON, addresses or HTML, encoded, or cut off at its end. */

/** Shorter values are not secrets but words such as `none`, and taking them out would spoil the text. */
export const leastKeyLength = 6;

/** Longer than any key, so that what is made of one stays small. */
const longestKey = 8_192;

/** Share of a key that is as good as the whole of it. */
const tellingShare = 0.6;

/** Characters at both ends together that are told of no word but the key. */
const leastEnds = 6;

/** Takes one key out of texts. */
export class KeyForms {
  /** Literal forms, the longest first. */
  readonly literals: readonly string[];
  private readonly key: string;
  private readonly escaped: RegExp;

  constructor(key: string) {
    const known = key.slice(0, longestKey);
    this.key = known;
    const characters = [...known];
    const telling = Math.max(leastKeyLength, Math.ceil(characters.length * tellingShare));
    const whole = characters.map(anyEscape);
    // Servers that cut what they quote leave the beginning, and perhaps some more of it.
    const rest = whole.slice(telling);
    const cut = String.raw`[\w%+/=-]{0,${rest.length}}`;
    this.escaped = new RegExp(`${whole.slice(0, telling).join('')}(?:${rest.join('')}|${cut})`, 'g');
    this.literals = [...new Set([known, ...encodings(known), escapedOnce(known)])].sort(
      (a, b) => b.length - a.length,
    );
  }

  /** The text with the mark in place of the key, in whatever form. */
  redacted(text: string, mark: string): string {
    return this.withoutLiterals(text, mark).replace(this.escaped, () => mark);
  }

  /** Whether this is the key with its middle left out: its beginning, its end, or both. */
  hasEnds(start: string, end: string): boolean {
    return start.length + end.length >= leastEnds && this.key.startsWith(start) && this.key.endsWith(end);
  }

  /** As `redacted`, of a text that goes on; `open` characters at its end may belong to a key of which more comes. */
  redactedSoFar(text: string, mark: string): { readonly text: string; readonly open: number } {
    const plain = this.withoutLiterals(text, mark);
    let open = openEnd(plain, this.literals);
    const safe = plain.replace(this.escaped, (found: string, at: number) => {
      const end = at + found.length;
      if (end < plain.length && end <= plain.length - open) return mark;
      open = Math.max(open, plain.length - at);
      return found;
    });
    return { text: safe, open };
  }

  private withoutLiterals(text: string, mark: string): string {
    return this.literals.reduce((rest, form) => rest.replaceAll(form, mark), text);
  }
}

/** Length of the longest end of the text that begins one of the forms. */
function openEnd(text: string, forms: readonly string[]): number {
  let longest = 0;
  for (const form of forms) {
    const from = Math.max(0, text.length - form.length + 1);
    const first = form[0]!;
    for (let at = text.indexOf(first, from); at >= 0; at = text.indexOf(first, at + 1)) {
      if (text.length - at <= longest) break;
      if (form.startsWith(text.slice(at))) longest = text.length - at;
    }
  }
  return longest;
}

/** One character as it is, or in any of the escapes of JSON, addresses and HTML. */
function anyEscape(character: string): string {
  const code = character.codePointAt(0)!;
  const hex = code.toString(16);
  const literal = /\w/.test(character) ? character : `\\u${hex.padStart(4, '0')}`;
  // A key that fits a header is ASCII; of another one its own letters are enough.
  if (code > 0x7f)
    return character.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const [two, four] = [anyCase(hex.padStart(2, '0')), anyCase(hex.padStart(4, '0'))];
  return (
    `(?:\\\\{0,4}${literal}|%(?:25)?${two}|\\\\{1,4}u${four}` +
    `|&#0{0,4}${code};|&#[xX]0{0,4}${anyCase(hex)};)`
  );
}

function anyCase(digits: string): string {
  return digits.replace(/[a-f]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
}

/** Empty for half a character, which no address holds. */
function addressEscaped(key: string): string {
  try {
    return encodeURIComponent(key);
  } catch {
    return '';
  }
}

function escapedOnce(key: string): string {
  return JSON.stringify(key).slice(1, -1);
}

/** Base64 of a text that holds the key anywhere, hexadecimal, and the escapes of addresses. */
function encodings(key: string): string[] {
  const bytes = Buffer.from(key);
  const hex = bytes.toString('hex');
  const inBase64 = [0, 1, 2].flatMap((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/={1,2}$/, '');
    // Signs at both ends depend on what stands beside the key.
    const from = before === 0 ? 0 : before + 1;
    const to = Math.floor(((before + bytes.length) * 8) / 6);
    const certain = encoded.slice(from, to);
    return [certain, certain.replaceAll('+', '-').replaceAll('/', '_')];
  });
  const forms = [...inBase64, hex, hex.toUpperCase(), addressEscaped(key)];
  return forms.filter((form) => form.length >= leastKeyLength);
}
