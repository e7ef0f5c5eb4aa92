/** Literals of JavaScript, TypeScript and Python: read from one language, written in another. */
import type { Language } from './probe';

/** A literal of any of these languages, in one form for all of them. */
export type Literal =
  /** `big`: a whole number of JavaScript's other kind, `10n`. */
  | { readonly type: 'number'; readonly text: string; readonly big?: true }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'none' | 'undefined' }
  | { readonly type: 'list' | 'tuple' | 'set'; readonly items: readonly Literal[] }
  | { readonly type: 'map'; readonly entries: readonly (readonly [Literal, Literal])[] }
  /** What has no literal, a function for instance, as source of each family of languages. */
  | { readonly type: 'code'; readonly python: string; readonly javascript: string };

/** A literal and where the text goes on behind it. */
export interface ParsedLiteral {
  readonly literal: Literal;
  /** Index behind it. */
  readonly end: number;
}

/** Deeper nesting and longer texts are no example that a person states. */
const deepest = 24;
const longest = 20_000;

const words: Readonly<Record<string, Literal>> = {
  true: { type: 'boolean', value: true },
  True: { type: 'boolean', value: true },
  false: { type: 'boolean', value: false },
  False: { type: 'boolean', value: false },
  null: { type: 'none' },
  None: { type: 'none' },
  nil: { type: 'none' },
  undefined: { type: 'undefined' },
  NaN: { type: 'number', text: 'NaN' },
  Infinity: { type: 'number', text: 'Infinity' },
};

/** The literal that starts at `from`, blanks before it allowed; undefined where there is none. */
export function readLiteral(text: string, from: number): ParsedLiteral | undefined {
  return new Reader(text, Math.min(text.length, from + longest)).read(from, 0);
}

/** The literal that a text is, and nothing else. */
export function wholeLiteral(text: string): Literal | undefined {
  if (text.length > longest) return undefined;
  const read = readLiteral(text, 0);
  return read && text.slice(read.end).trim() === '' ? read.literal : undefined;
}

const numberForm =
  /[-+]?(?:0[xX][\da-fA-F_]{1,32}|(?:\d[\d_]{0,400}(?:\.\d[\d_]{0,400}|\.(?=[,)\]}]))?|\.\d[\d_]{0,400})(?:[eE][-+]?\d{1,4})?)n?/y;
const wordForm = /-?[A-Za-z_]\w{0,80}/y;

class Reader {
  constructor(
    private readonly text: string,
    private readonly limit: number,
  ) {}

  read(from: number, depth: number): ParsedLiteral | undefined {
    const at = this.skip(from);
    if (at >= this.limit || depth > deepest) return undefined;
    const char = this.text.charAt(at);
    if (char === '"' || char === "'" || char === '`') return this.string(at);
    if (char === '[') return this.sequence(at, ']', 'list', depth);
    if (char === '(') return this.sequence(at, ')', 'tuple', depth);
    if (char === '{') return this.braces(at, depth);
    numberForm.lastIndex = at;
    const number = numberForm.exec(this.text)?.[0];
    if (number !== undefined) return this.number(number, at);
    wordForm.lastIndex = at;
    const word = wordForm.exec(this.text)?.[0];
    return word === undefined ? undefined : this.word(word, at, depth);
  }

  private number(written: string, at: number): ParsedLiteral | undefined {
    const end = at + written.length;
    if (/[\w$]/.test(this.text.charAt(end))) return undefined;
    const digits = written.replace(/[_n]/g, '').replace(/^\+/, '');
    if (written.endsWith('n') && /^-?\d+$/.test(digits))
      return { literal: { type: 'number', text: digits, big: true }, end };
    if (/^-?0x/i.test(digits)) return { literal: { type: 'number', text: String(Number(digits)) }, end };
    return { literal: { type: 'number', text: digits.replace(/^(-?)\./, '$10.').replace(/\.$/, '.0') }, end };
  }

  private word(word: string, at: number, depth: number): ParsedLiteral | undefined {
    const end = at + word.length;
    if (word === '-Infinity') return { literal: { type: 'number', text: word }, end };
    if (Object.hasOwn(words, word)) return { literal: words[word]!, end };
    const next = this.text.charAt(end);
    if (/^[bru]{1,2}$/i.test(word) && (next === '"' || next === "'")) return this.string(end);
    if (word === 'set' && this.text.startsWith('()', end)) {
      return { literal: { type: 'set', items: [] }, end: end + 2 };
    }
    const displayed = /^(?:Set|Map)$/.test(word) ? this.displayed(end, depth) : undefined;
    if (displayed) return displayed;
    const wrapped = /^(?:set|frozenset|new)$/.test(word) ? this.wrapped(word, end, depth) : undefined;
    if (wrapped) return wrapped;
    const infinite = /^float\((['"])([+-]?(?:inf|nan))\1\)/i.exec(this.text.slice(at, at + 24));
    if (!infinite) return undefined;
    const value = infinite[2]!.toLowerCase();
    const text = value.endsWith('nan') ? 'NaN' : value.startsWith('-') ? '-Infinity' : 'Infinity';
    return { literal: { type: 'number', text }, end: at + infinite[0].length };
  }

  /** `Map(2) { 'a' => 1, 'b' => 2 }` and `Set(1) { 'a' }`, as Node shows them. */
  private displayed(end: number, depth: number): ParsedLiteral | undefined {
    const size = /^\(\d{1,9}\) {0,3}(?=\{)/.exec(this.text.slice(end, end + 20));
    return size
      ? this.braces(end + size[0].length, depth, this.text.slice(end - 3, end) === 'Set')
      : undefined;
  }

  /** `set([1, 2])`, `new Set([1, 2])`, `new Map([['a', 1]])`. */
  private wrapped(word: string, end: number, depth: number): ParsedLiteral | undefined {
    const opening = word === 'new' ? /^[ ]{1,3}(Set|Map)\(/.exec(this.text.slice(end, end + 10)) : undefined;
    const open = opening ? end + opening[0].length : this.text[end] === '(' ? end + 1 : -1;
    if (open < 0) return undefined;
    const kind = opening?.[1] ?? 'Set';
    if (this.text[open] === ')') {
      const empty: Literal = kind === 'Map' ? { type: 'map', entries: [] } : { type: 'set', items: [] };
      return { literal: empty, end: open + 1 };
    }
    const inner = this.read(open, depth + 1);
    const close = inner ? this.skip(inner.end) : -1;
    if (!inner || this.text[close] !== ')' || !('items' in inner.literal)) return undefined;
    if (kind === 'Set') return { literal: { type: 'set', items: inner.literal.items }, end: close + 1 };
    const entries = inner.literal.items.flatMap((item) =>
      'items' in item && item.items.length === 2 ? [[item.items[0]!, item.items[1]!] as const] : [],
    );
    return { literal: { type: 'map', entries }, end: close + 1 };
  }

  private string(at: number): ParsedLiteral | undefined {
    const quote = this.text.charAt(at);
    const triple = this.text.startsWith(quote.repeat(3), at) && quote !== '`';
    const mark = triple ? quote.repeat(3) : quote;
    let value = '';
    for (let next = at + mark.length; next < this.limit; next++) {
      const char = this.text.charAt(next);
      if (this.text.startsWith(mark, next)) {
        return { literal: { type: 'string', value }, end: next + mark.length };
      }
      if (char === '\n' && !triple && quote !== '`') return undefined;
      if (char === '$' && quote === '`' && this.text[next + 1] === '{') return undefined;
      if (char !== '\\') {
        value += char;
        continue;
      }
      const [written, length] = this.escape(next + 1);
      value += written;
      next += length;
    }
    return undefined;
  }

  /** What an escape stands for and its length behind the backslash. */
  private escape(at: number): [string, number] {
    const char = this.text.charAt(at);
    const code = /^(?:u\{([\da-fA-F]{1,6})\}|u([\da-fA-F]{4})|x([\da-fA-F]{2}))/.exec(
      this.text.slice(at, at + 10),
    );
    if (code) {
      const point = parseInt(code[1] ?? code[2] ?? code[3]!, 16);
      return [point > 0x10ffff ? '' : String.fromCodePoint(point), code[0].length];
    }
    const plain: Readonly<Record<string, string>> = {
      n: '\n',
      t: '\t',
      r: '\r',
      b: '\b',
      f: '\f',
      '0': '\0',
    };
    return [Object.hasOwn(plain, char) ? plain[char]! : char === '\n' ? '' : char, 1];
  }

  private sequence(
    at: number,
    close: string,
    type: 'list' | 'tuple',
    depth: number,
  ): ParsedLiteral | undefined {
    const found = this.items(at + 1, close, depth);
    if (!found) return undefined;
    const { items, end, comma } = found;
    if (type === 'tuple' && items.length === 1 && !comma) return { literal: items[0]!, end };
    return { literal: { type, items }, end };
  }

  private items(from: number, close: string, depth: number) {
    const items: Literal[] = [];
    let comma = false;
    for (let at = this.skip(from); at < this.limit;) {
      if (this.text[at] === close) return { items, end: at + 1, comma };
      const item = this.read(at, depth + 1);
      if (!item) return undefined;
      items.push(item.literal);
      at = this.skip(item.end);
      comma = this.text[at] === ',';
      if (comma) at = this.skip(at + 1);
      else if (this.text[at] !== close) return undefined;
    }
    return undefined;
  }

  private braces(at: number, depth: number, isSet = false): ParsedLiteral | undefined {
    const entries: (readonly [Literal, Literal])[] = [];
    const items: Literal[] = [];
    for (let next = this.skip(at + 1); next < this.limit;) {
      if (this.text[next] === '}') {
        if (items.length > 0 && entries.length > 0) return undefined;
        const literal: Literal =
          items.length > 0 || isSet ? { type: 'set', items } : { type: 'map', entries };
        return { literal, end: next + 1 };
      }
      const key = this.key(next, depth);
      if (!key) return undefined;
      next = this.skip(key.end);
      const mark = this.text[next] === ':' ? 1 : this.text.startsWith('=>', next) ? 2 : 0;
      if (mark > 0) {
        const value = this.read(next + mark, depth + 1);
        if (!value) return undefined;
        entries.push([key.literal, value.literal]);
        next = this.skip(value.end);
      } else {
        items.push(key.literal);
      }
      if (this.text[next] === ',') next = this.skip(next + 1);
      else if (this.text[next] !== '}') return undefined;
    }
    return undefined;
  }

  /** A bare name before a colon is a string, as in JavaScript. */
  private key(at: number, depth: number): ParsedLiteral | undefined {
    const bare = /^[A-Za-z_$][\w$]{0,80}(?=\s{0,8}:)/.exec(this.text.slice(at, at + 96));
    if (bare) return { literal: { type: 'string', value: bare[0] }, end: at + bare[0].length };
    return this.read(at, depth + 1);
  }

  private skip(from: number): number {
    let at = from;
    while (at < this.limit && /\s/.test(this.text.charAt(at))) at += 1;
    return at;
  }
}

/** A literal as source text of a language; a whole number that was written with a point keeps it in Python. */
export function writeLiteral(literal: Literal, language: Language): string {
  const python = language === 'python';
  const many = (items: readonly Literal[]) => items.map((item) => writeLiteral(item, language)).join(', ');
  switch (literal.type) {
    case 'number':
      return `${writeNumber(literal.text, python)}${literal.big && !python ? 'n' : ''}`;
    case 'string':
      return quoted(literal.value);
    case 'boolean':
      return python ? (literal.value ? 'True' : 'False') : String(literal.value);
    case 'none':
      return python ? 'None' : 'null';
    case 'undefined':
      return python ? 'None' : 'undefined';
    case 'list':
      return `[${many(literal.items)}]`;
    case 'tuple':
      if (!python) return `[${many(literal.items)}]`;
      return literal.items.length === 1 ? `(${many(literal.items)},)` : `(${many(literal.items)})`;
    case 'set':
      if (!python) return `new Set([${many(literal.items)}])`;
      return literal.items.length === 0 ? 'set()' : `{${many(literal.items)}}`;
    case 'map':
      return `{${literal.entries.map((entry) => writeEntry(entry, language)).join(', ')}}`;
    case 'code':
      return python ? literal.python : literal.javascript;
  }
}

function writeNumber(text: string, python: boolean): string {
  if (text === 'NaN') return python ? "float('nan')" : text;
  if (text.endsWith('Infinity')) return python ? `float('${text.startsWith('-') ? '-' : ''}inf')` : text;
  return text;
}

function writeEntry([key, value]: readonly [Literal, Literal], language: Language): string {
  const name = writeLiteral(key, language);
  // `__proto__: …` would set what it names, and a negative number is no name.
  const plain = key.type === 'string' ? key.value !== '__proto__' : key.type === 'number' && name[0] !== '-';
  const own = language === 'python' || plain;
  return `${own ? name : `[${name}]`}: ${writeLiteral(value, language)}`;
}

/** JSON's strings mean the same in all of these languages, once what lies beyond ASCII's plain part is escaped. */
function quoted(value: string): string {
  return JSON.stringify(value).replace(/[\u007f-\u009f\u2028\u2029]/g, (char) => `\\u${hex(char)}`);
}

function hex(char: string): string {
  return char.charCodeAt(0).toString(16).padStart(4, '0');
}
