/** A key as servers repeat it: as it is, escaped for JSON, addresses or HTML, encoded, or cut off at its end. */
import { FarForms } from './farForms';
import { partOfEscape, unescaped, type Unescaped } from './unescaped';

/** Shorter values are not secrets but words such as `none`, and taking them out would spoil the text. */
export const leastKeyLength = 6;

/** Longer than any key, so that what is made of one stays small. */
const longestKey = 8_192;

/** Share of a key that is as good as the whole of it. */
const tellingShare = 0.6;

/** Keys of services are longer; the end of a shorter one is a word that a text may hold. */
const longKey = 20;

/** Characters at both ends together that are told of no word but the key. */
const leastEnds = 6;

/** Where one of the forms stands in a text. */
interface Place {
  readonly start: number;
  readonly end: number;
}

/** Takes one key out of texts. */
export class KeyForms {
  /** Literal forms, the longest first. */
  readonly literals: readonly string[];
  private readonly key: string;
  /** The beginning that is as good as the whole. */
  private readonly telling: string;
  /** What to look for where nothing is escaped any more, beside the key itself. */
  private readonly encoded: readonly string[];
  private readonly far: FarForms;

  constructor(key: string) {
    this.key = key.slice(0, longestKey);
    const { length } = this.key;
    this.telling = this.key.slice(0, Math.max(leastKeyLength, Math.ceil(length * tellingShare)));
    // Of a long key its end tells as much as its beginning.
    const end = length >= longKey ? [this.key.slice(-this.telling.length)] : [];
    this.encoded = [...encodings(this.key), ...end];
    // Servers write in one case what they log or compare.
    const written = [this.key, ...escapings(this.key)];
    const inOneCase = written.flatMap((form) => [form.toLowerCase(), form.toUpperCase()]);
    const literals = [...written, ...this.encoded, ...(length >= longKey ? inOneCase : [])];
    this.literals = [...new Set(literals)].sort((a, b) => b.length - a.length);
    this.far = new FarForms(this.key, encodings);
  }

  /** Characters of a form that are waited for: what stands between its signs, letters that nobody sees, may go on for ever. */
  get longestForm(): number {
    return 1000 + 16 * this.key.length;
  }

  /** The text with the mark in place of the key, in whatever form. */
  redacted(text: string, mark: string): string {
    const plain = this.withoutLiterals(text, mark);
    return this.far.redacted(withoutPlaces(plain, this.placesIn(unescaped(plain)), mark), mark);
  }

  /** Whether this is the key with its middle left out: its beginning, its end, or both. */
  hasEnds(start: string, end: string): boolean {
    return start.length + end.length >= leastEnds && this.key.startsWith(start) && this.key.endsWith(end);
  }

  /** As `redacted`, of a text that goes on; `open` characters at its end may belong to a key of which more comes. */
  redactedSoFar(text: string, mark: string): { readonly text: string; readonly open: number } {
    const plain = this.withoutLiterals(text, mark);
    const whole = plain.length - partOfEscape(plain);
    const read = unescaped(plain.slice(0, whole));
    const begun = openEnd(read.text, [this.key, ...this.encoded]);
    const openHere = plain.length - (begun === 0 ? whole : read.startOf(read.text.length - begun));
    let open = Math.max(openEnd(plain, this.literals), openHere);
    const settled = this.placesIn(read).filter(({ start, end }) => {
      if (end < plain.length && end <= plain.length - open) return true;
      open = Math.max(open, plain.length - start);
      return false;
    });
    return { text: withoutPlaces(plain, settled, mark), open };
  }

  private withoutLiterals(text: string, mark: string): string {
    return this.literals.reduce((rest, form) => rest.replaceAll(form, mark), text);
  }

  /** Where the key stands, or its telling beginning and what is left of the rest; in order. */
  private placesIn(read: Unescaped): Place[] {
    const { text } = read;
    const places: Place[] = [];
    for (const form of [this.telling, ...this.encoded]) {
      for (let at = text.indexOf(form), end = 0; at >= 0; at = text.indexOf(form, end)) {
        end = at + form.length;
        if (form === this.telling) end = this.endOf(read, at);
        places.push({ start: read.startOf(at), end: read.endOf(end - 1) });
      }
    }
    places.push(...this.middlesIn(read));
    return places.sort((a, b) => a.start - b.start);
  }

  /** Where most of the key stands without its beginning and its end, as logs quote what is around a fault. */
  private middlesIn(read: Unescaped): Place[] {
    const { text } = read;
    const { key } = this;
    const [from, to] = [Math.floor(key.length * (1 - tellingShare)), Math.ceil(key.length * tellingShare)];
    if (to - from < leastKeyLength) return [];
    const core = key.slice(from, to);
    const places: Place[] = [];
    for (let at = text.indexOf(core); at >= 0; at = text.indexOf(core, at + core.length)) {
      let [before, behind] = [0, 0];
      while (before < from && text[at - before - 1] === key[from - before - 1]) before++;
      while (to + behind < key.length && text[at + core.length + behind] === key[to + behind]) behind++;
      const [start, end] = [at - before, at + core.length + behind];
      if (end - start >= this.telling.length)
        places.push({ start: read.startOf(start), end: read.endOf(end - 1) });
    }
    return places;
  }

  /** Servers that cut what they quote leave the beginning, and perhaps some more of it. */
  private endOf(read: Unescaped, at: number): number {
    const { text } = read;
    if (text.startsWith(this.key, at)) return at + this.key.length;
    let end = at + this.telling.length;
    const isNext = (place: number) => read.startOf(place) === read.endOf(place - 1);
    while (end < at + this.key.length && /[\w%+/=-]/.test(text.charAt(end)) && isNext(end)) end++;
    return end;
  }
}

/** The text with the mark in place of each of the places, which are in order. */
function withoutPlaces(text: string, places: readonly Place[], mark: string): string {
  const kept: string[] = [];
  let from = 0;
  for (const { start, end } of places) {
    if (start < from) continue;
    kept.push(text.slice(from, start), mark);
    from = end;
  }
  return kept.join('') + text.slice(from);
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

/** Escapes that a key may hold by chance, so that reading them would lose it. */
function escapings(key: string): string[] {
  return [JSON.stringify(key).slice(1, -1), addressEscaped(key)].filter(
    (form) => form.length >= leastKeyLength,
  );
}

/** Empty for half a character, which no address holds. */
function addressEscaped(key: string): string {
  try {
    return encodeURIComponent(key);
  } catch {
    return '';
  }
}

/** Base64 of a text that holds the key anywhere, and hexadecimal. */
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
  const forms = [...inBase64, hex, hex.toUpperCase()];
  return [...new Set(forms.filter((form) => form.length >= leastKeyLength))];
}
