/**
 * Text without the escapes of JSON, programs, addresses and HTML, without line breaks and signs that nobody sees, each
 * sign with the place where it stood.
 */

export interface Unescaped {
  readonly text: string;
  /** Where the sign begins in the original, and where it ends. */
  startOf(at: number): number;
  endOf(at: number): number;
}

/** Signs that stand in the original as they are, or one that is escaped there. */
interface Part {
  readonly text: string;
  /** Where it begins in the text that is made. */
  readonly made: number;
  readonly start: number;
  readonly end: number;
}

/** Also escaped twice and more often: backslashes of JSON in JSON, `%25` for `%`, `&amp;` for `&`. */
const escape = new RegExp(
  [
    String.raw`\\{1,8}(?:u([\da-f]{4})|u\{0{0,4}([\da-f]{1,4})\}|x([\da-f]{2})|([0-3][0-7]{2})|(?=[^\\]))`,
    String.raw`%(?:25){0,4}(?:u([\da-f]{4})|([\da-f]{2}))`,
    String.raw`&(?:amp;)?(?:#x0{0,4}([\da-f]{1,4})(?![\da-f]);?|#0{0,4}(\d{1,5})(?!\d);?|([a-z]{2,6});)`,
    String.raw`[\p{Cc}\p{Cf}\p{DI}]`,
  ].join('|'),
  'giu',
);
/** What may become an escape, or another one, with more text behind it. */
const begun = new RegExp(
  [
    String.raw`\\{1,8}(?:u[\da-f]{0,3}|u\{[\da-f]{0,8}|x[\da-f]?|[0-3][0-7]?)?`,
    String.raw`%(?:25){0,4}(?:2|u[\da-f]{0,3}|[\da-f])?`,
    String.raw`&(?:amp;)?(?:#x[\da-f]{0,8}|#\d{0,9}|[a-z]{1,6})?`,
  ]
    .map((one) => `(?:${one})$`)
    .join('|'),
  'i',
);
/** Longer than any beginning of an escape. */
const longestBegun = 20;

/** Signs of keys that HTML has names for. */
const named: ReadonlyMap<string, string> = new Map(
  Object.entries({
    amp: '&',
    apos: "'",
    colon: ':',
    dash: '-',
    equals: '=',
    gt: '>',
    hyphen: '-',
    lowbar: '_',
    lt: '<',
    period: '.',
    plus: '+',
    quot: '"',
    sol: '/',
  }),
);

export function unescaped(text: string): Unescaped {
  if (!/[\\%&\p{Cc}\p{Cf}\p{DI}]/u.test(text)) return { text, startOf: (at) => at, endOf: (at) => at + 1 };
  const parts: Part[] = [];
  let made = 0;
  const add = (sign: string, start: number, end: number): void => {
    if (sign === '') return;
    parts.push({ text: sign, made, start, end });
    made += sign.length;
  };
  let from = 0;
  for (const found of text.matchAll(escape)) {
    const sign = signOf(found);
    if (sign === undefined) continue;
    const end = found.index + found[0].length;
    add(text.slice(from, found.index), from, found.index);
    add(sign, found.index, end);
    from = end;
  }
  add(text.slice(from), from, text.length);
  return {
    text: parts.map((part) => part.text).join(''),
    startOf: (at) => partAt(parts, at).start + at - partAt(parts, at).made,
    endOf(at) {
      const part = partAt(parts, at);
      return part.text.length === 1 ? part.end : part.start + at - part.made + 1;
    },
  };
}

function partAt(parts: readonly Part[], at: number): Part {
  let [low, high] = [0, parts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (parts[middle]!.made <= at) low = middle;
    else high = middle - 1;
  }
  return parts[low]!;
}

/** Empty for a backslash that only stands before a sign, and for what nobody sees; undefined where it is no escape after all. */
function signOf([, ...groups]: RegExpExecArray): string | undefined {
  const [four, braced, two, octal, wide, byte, hexadecimal, decimal, name] = groups;
  if (name !== undefined) return named.get(name.toLowerCase());
  if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8));
  if (decimal !== undefined) return String.fromCharCode(Number(decimal));
  const hex = four ?? braced ?? two ?? wide ?? byte ?? hexadecimal;
  return hex === undefined ? '' : String.fromCharCode(parseInt(hex, 16));
}

/** How many signs at the end of the text may be the beginning of an escape. */
export function partOfEscape(text: string): number {
  return begun.exec(text.slice(-longestBegun))?.[0].length ?? 0;
}
