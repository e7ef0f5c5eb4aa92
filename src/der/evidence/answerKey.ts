/** Canonical form of a short answer: two texts that mean the same answer get the same key. */

/** What an answer turned out to be. */
export type KeyKind = 'number' | 'option' | 'literal' | 'text';

/** A short answer in its canonical form. */
export interface CanonicalAnswer {
  readonly kind: KeyKind;
  /** Equal exactly when the answers are taken as equal. */
  readonly key: string;
}

/** Commands that tell LaTeX from text with backslashes in it, and powers. */
const latex =
  /\\(?:[dt]?frac|sqrt|pi|text|cdot|times|left|right|infty|circ|theta|alpha|beta|gamma|pm|leq?|geq?|math\w+|log|ln|sin|cos|tan|cup|cap|[(),;!$%])|\^/;

/** Characters; what is longer is no short answer and is compared as it stands. */
const longest = 2000;

/**
 * Canonical form of an answer as it was written: `$1,000` and `1000.00`, `\frac{1}{2}` and `0.5`, `(B)` and
 * `B. Paris`, `["a", 1]` and `['a',1]` agree. A unit after a number is dropped, percent signs too: `50%` is 50.
 * Case counts, as it does in code, except in plain words that are wholly lower or title case; so do blanks at the
 * ends of a text, which whoever extracted it has removed where they mean nothing.
 */
export function canonicalAnswer(written: string): CanonicalAnswer {
  if (written.length > longest) return { kind: 'text', key: written.trim() };
  const quoted = unquote(written.trim());
  if (quoted !== undefined) return numberOr(quoted, 'literal', wordsKey(quoted));
  const text = stripDecoration(written);
  const option = optionLetter(text);
  if (option !== undefined) return { kind: 'option', key: option };
  const inner = unquote(text);
  if (inner !== undefined) return numberOr(inner, 'literal', wordsKey(inner));
  const number = numberKey(text);
  if (number !== undefined) return { kind: 'number', key: number };
  if (/^[[({]/.test(text) && /[\])}]$/.test(text)) return { kind: 'literal', key: literalKey(text) };
  if (latex.test(text)) return numberOr(plainMath(text), 'text', plainMath(text));
  return numberOr(onlyNumber(text) ?? '', 'text', wordsKey(text === written.trim() ? written : text));
}

/** The key alone. */
export function answerKey(written: string): string {
  return canonicalAnswer(written).key;
}

function numberOr(text: string, kind: KeyKind, key: string): CanonicalAnswer {
  const number = numberKey(text);
  return number === undefined ? { kind, key } : { kind: 'number', key: number };
}

/** Layers of decoration, and of braces in mathematics, that are taken off: no answer has more. */
const mostLayers = 32;

/** Applies a step again and again while it changes something. */
function layerByLayer(written: string, step: (text: string) => string): string {
  let text = written;
  for (let layer = 0; layer < mostLayers; layer++) {
    const inner = step(text);
    if (inner === text) break;
    text = inner;
  }
  return text;
}

/** Removes what surrounds an answer without being part of it: emphasis, math delimiters, `x =`, a full stop. */
function stripDecoration(written: string): string {
  return layerByLayer(written.trim(), (text) =>
    withoutMarks(text)
      .replace(/^\\\(([^]*)\\\)$|^\\\[([^]*)\\\]$|^\$\$?([^$]*)\$\$?$/, '$1$2$3')
      .replace(/^\\(?:boxed|fbox|text|textbf|mathrm|mathbf)\s*\{([^{}]*)\}$/, '$1')
      .replace(/^(?:option|choice|answer)(?:\s*:)?\s+(?=\(?[A-Ja-j]\b)/i, '')
      .replace(/^(?:approximately|about|around|roughly)\s+(?=[-$\d.])|^(?:≈\s*|~\s*(?=[-$€£\d.\\]))/i, '')
      .replace(/^[a-zA-Z](?:\([a-z]\))?\s*=\s*(?=[-\\\d($.])/, '')
      .replace(/(?<=[\w)\]}'"%])[.;,]$/, '')
      .trim(),
  );
}

/** Without bold or code marks around the whole of it. */
function withoutMarks(text: string): string {
  // A name of Python's is no word in bold.
  if (/^__[a-z]+__$/.test(text)) return text;
  for (const mark of ['**', '__']) {
    if (text.length >= 4 && text.startsWith(mark) && text.endsWith(mark)) return text.slice(2, -2);
  }
  const most = text.length / 2;
  let ticks = 0;
  while (ticks + 1 <= most && text[ticks] === '`' && text.at(-1 - ticks) === '`') ticks++;
  return text.slice(ticks, text.length - ticks);
}

/** `B`, `(b)`, `B)`, `B. text`, `(B) text`, `B: text`: the letter; undefined for anything else. */
function optionLetter(text: string): string | undefined {
  const match =
    /^(?:\(([A-Ja-j])\)|\[([A-J])\]|([A-J])(?:$|[.):]\s*$|[.):]\s+\S|\s+[-–—]\s)|([a-j])\)$|\*\*\(?([A-J])[.):]?\*\*(?:$|\s?[.):–—-]))/.exec(
      text,
    );
  const letter = match?.[1] ?? match?.[2] ?? match?.[3] ?? match?.[4] ?? match?.[5];
  return letter?.toUpperCase();
}

/** Content of a quoted string with one pair of quotes around it, `b'…'` and `r"…"` among them. */
function unquote(text: string): string | undefined {
  const match = /^[bru]?(['"])((?:(?!\1)[^\\]|\\[^])*)\1$/.exec(text);
  return match?.[2];
}

const units =
  'mm|cm|m|km|mg|g|kg|lbs?|oz|ml|l|L|s|ms|min|h|hrs?|ft|in|yd|mi|mph|kmh|kph|Hz|kHz|MHz|GHz|kW|kJ|Pa|kPa|[KMG]B';
const number = String.raw`[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:[eE][-+]?\d+)?`;
const signedNumber = new RegExp(String.raw`^${number}$`);
const numberWithUnit = new RegExp(
  String.raw`^(${number})(?:(?:${units})\b|(?=\s)((?:\s+(?:[A-Za-z]{2,}|${units})[.²³]?(?:\/[A-Za-z]+)?){1,4}))$`,
);
const magnitudes: ReadonlyMap<string, number> = new Map(
  Object.entries({
    thousand: 1e3,
    million: 1e6,
    billion: 1e9,
    trillion: 1e12,
  }),
);

/** Canonical decimal of a number, a fraction, a mixed number or a power of ten, with or without a unit. */
function numberKey(written: string): string | undefined {
  if (written.length > 80 || !/\d/.test(written)) return undefined;
  const text = plainMath(written)
    .replace(/^([-+]?)(?:US)?[$€£¥]\s*/, '$1')
    .replace(/(?:%|°[CF]?|degrees?|percent|dollars|USD)$/, '')
    .trim();
  const unit = numberWithUnit.exec(text);
  const words = unit?.[2]?.trim().split(/\s+/) ?? [];
  if (words.some((word) => /^(?:[ap]m|dozen|hundred|or|and|to)$/i.test(word))) return undefined;
  const factor = magnitudes.get(words[0]?.toLowerCase() ?? '') ?? 1;
  return decimalKey(unit?.[1] ?? text, factor);
}

function decimalKey(text: string, factor: number): string | undefined {
  if (signedNumber.test(text) && /\d/.test(text)) return digitsKey(text.replaceAll(',', ''), factor);
  const power = /^([-+]?\d[\d,]*(?:\.\d+)?)\s*[*x×]\s*10\^\(?([-+]?\d+)\)?$/.exec(text);
  if (power) return digitsKey(`${power[1]?.replaceAll(',', '')}e${power[2]}`, factor);
  const ratio =
    /^([-+]?)(?:(\d+)\s+)?\(?([-+]?\d[\d,]*(?:\.\d+)?)\)?\s*\/\s*\(?(\d[\d,]*(?:\.\d+)?)\)?$/.exec(text);
  if (!ratio) return undefined;
  const [, sign, whole, above, below] = ratio;
  const plain = (digits: string | undefined) => Number(digits?.replaceAll(',', '') ?? 0);
  if (plain(below) === 0) return undefined;
  const value = (plain(whole) + plain(above) / plain(below)) * (sign === '-' ? -1 : 1) * factor;
  return String(Number(value.toPrecision(10)));
}

/** Long integers keep every digit; everything else is compared to ten significant digits. */
function digitsKey(digits: string, factor: number): string | undefined {
  const [, sign, whole = ''] = /^([-+]?)(\d+)(?:\.0*)?$/.exec(digits) ?? [];
  if (whole.length >= 16 && factor === 1) {
    return (sign === '-' ? '-' : '') + whole.replace(/^0+(?=\d{16})/, '');
  }
  const value = Number(digits) * factor;
  if (!Number.isFinite(value)) return undefined;
  return String(Number(value.toPrecision(10)) + 0);
}

/** LaTeX written as plain text: `\frac{1}{2}` as `1/2`, `2\sqrt{3}` as `2sqrt(3)`, spacing and text commands gone. */
function plainMath(written: string): string {
  if (!/[\\^{}−–]/.test(written)) return written;
  const plain = written
    .replaceAll('\\\\', '\\')
    .replace(/[−–]/g, '-')
    .replace(/\\(?:left|right|displaystyle|[,;:! ])|\{,\}(?=\d{3})|~/g, '')
    .replace(/\\(?:text|textbf|mathrm|mathbf|mbox|operatorname)\s*\{([^{}]*)\}/g, ' $1')
    .replace(/\^\s*(?:\{\s*)?\\circ\s*\}?/g, '')
    .replace(/\\([$%#&_{}])/g, '$1')
    .replace(/\\(?:cdot|times)\s*/g, '*')
    .replace(/\\[dt]?frac\s*(\d)\s*(\d)(?!\d)/g, '$1/$2');
  const flat = layerByLayer(plain, (text) =>
    text
      .replace(
        /\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g,
        (_, a: string, b: string) => `${atom(a)}/${atom(b)}`,
      )
      .replace(/\\sqrt\s*\{([^{}]*)\}/g, 'sqrt($1)')
      .replace(/([\^_])\{([^{}]*)\}/g, (_, sign: string, a: string) => sign + atom(a)),
  );
  return withoutBlanksAtSigns(flat.replace(/\\([a-zA-Z]+)/g, '$1')).trim();
}

const signs = new Set('-+*/=^(),');

function withoutBlanksAtSigns(text: string): string {
  return text.replace(/\s+/g, (blanks, at: number) =>
    signs.has(text.charAt(at - 1)) || signs.has(text.charAt(at + blanks.length)) ? '' : blanks,
  );
}

function atom(expression: string): string {
  const trimmed = expression.trim();
  return /^-?[\w.,]+$/.test(trimmed) ? trimmed : `(${trimmed})`;
}

/** A list, tuple, dictionary or set with one kind of quotes and no blanks outside of them. */
function literalKey(text: string): string {
  let key = '';
  /** A quote of this kind is never closed, so none after it is either. */
  const open = new Set<string>();
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    const end = `'"`.includes(char) && !open.has(char) ? endOfString(text, at) : undefined;
    if (end !== undefined) {
      key += `'${escapeBreaks(text.slice(at + 1, end))}'`;
      at = end;
      continue;
    }
    open.add(char);
    if (char.trim() !== '') key += char;
  }
  return key;
}

/** Where the quote at `start` is closed. */
function endOfString(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === text[start]) return at;
  }
  return undefined;
}

/** The number of a sentence that holds exactly one: "She will earn $64 in a week." */
function onlyNumber(text: string): string | undefined {
  if (!/^[A-Z][a-z]*(?: +[^ ]+){3,}$/.test(text)) return undefined;
  const numbers = text.match(/(?<![\w.])-?[$€£]?\d[\d,]*(?:\.\d+)?(?![\w]|[./]\d)/g);
  return numbers?.length === 1 && text.match(/\d+/g)?.every((digits) => numbers[0]?.includes(digits))
    ? numbers[0]
    : undefined;
}

const breaks: Readonly<Record<string, string>> = { '\n': '\\n', '\t': '\\t', '\r': '\\r', '\f': '\\f' };

/** Line breaks and their kin as code writes them; quotes as they are. */
function escapeBreaks(text: string): string {
  return text.replace(/[\n\t\r\f]/g, (character) => breaks[character]!).replace(/\\(['"])/g, '$1');
}

/** Commas between the items of a list, and dollar signs around math, do not count. */
function wordsKey(text: string): string {
  const folded = escapeBreaks(text)
    .replace(/, *| +,?/g, (gap) => (gap.includes(',') ? ' ' : gap))
    .replace(/\$([^$]*)\$/g, '$1');
  return /^[A-Z]?[a-z]*(?: [A-Z]?[a-z]+)*$/.test(folded) || /^(?:TRUE|FALSE|YES|NO)$/.test(folded)
    ? folded.toLowerCase()
    : folded;
}
