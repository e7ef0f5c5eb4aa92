/** Numbers as they are shown: what they are worth, to which place they are rounded, and in which unit. */
import { raisedTo, speedNamed, unitNamed, type Unit } from './units';
import { decimalPoint, inDigits, powerOfTen, wholeOf } from './writtenNumber';

/** A number as an answer shows it. */
export interface ShownNumber {
  /** With thousands and millions worked in. */
  readonly value: number;
  /** What the last shown digit counts before `factor` is worked in: 0.01 for two decimals. */
  readonly place: number;
  /** No digit behind a point is shown. */
  readonly isWhole: boolean;
  /** Of the word behind it: a million is 1e6. */
  readonly factor: number;
  readonly percent: boolean;
  /** A kind of coin counts as a unit; undefined where there is none that is known. */
  readonly unit: Unit | undefined;
  /** What it is told for each of: a second, a litre. */
  readonly rate: Unit | undefined;
  /** What is numbered: a port, a line, a status. */
  readonly label: string;
}

const factors: ReadonlyMap<string, number> = new Map(
  Object.entries({
    hundred: 1e2,
    thousand: 1e3,
    k: 1e3,
    million: 1e6,
    millions: 1e6,
    mn: 1e6,
    mm: 1e6,
    m: 1e6,
    billion: 1e9,
    billions: 1e9,
    bn: 1e9,
    b: 1e9,
    trillion: 1e12,
    tn: 1e12,
  }),
);

const form =
  /^(?:(?:approximately|approx\.?|about|around|roughly|nearly|[≈~])\s{0,3})?(-|−|\()?\s{0,3}(us\$|usd|eur|gbp|[$€£¥₹₩])?\s{0,3}(-|−)?\s{0,3}(\d{1,3}(?:,\d{3})+|\d{1,25})?(\.\d{0,25})?(?:e([-+]?\d{1,3}))?\s{0,3}(%|percent\b|percentage points?\b|°[cfk]?|[a-zµμωΩ€£$¥₹₩]{1,14}(?:\^?[23²³])?)?(?:\s{1,3}([a-z€£$]{1,12}))?(?:\s{1,3}(?:per|each|of|in|a|for)\s([a-z ]{1,40})|\s{0,2}\/\s{0,2}([a-zµμ]{1,11}[23²³]?))?\)?$/i;

/** The number that a text is, unit included; undefined where it is more or less than that. */
export function shownNumber(text: string): ShownNumber | undefined {
  if (text.length > 120) return undefined;
  const { label, rest } = labelled(text.replace(/\\(?=[%$])/g, '').trim());
  const written = inDigits(rest);
  const whole = wholeOf(written);
  if (whole !== undefined) {
    const bare = { place: 1, isWhole: true, factor: 1, percent: false, unit: undefined, rate: undefined };
    return { value: whole, ...bare, label };
  }
  if (!/\d/.test(written)) return undefined;
  const match = form.exec(powerOfTen(decimalPoint(written)));
  return match ? readForm(match, label) : undefined;
}

function readForm(match: RegExpExecArray, label: string): ShownNumber | undefined {
  const [, before, sign = '', inner, whole = '', decimals = '', exponent, first = '', second = ''] = match;
  const isAttached = /\d[a-z]\)?$/i.test(match[0]);
  const digits = `${whole.replaceAll(',', '')}${decimals === '.' ? '' : decimals}`;
  if (!/\d/.test(digits)) return undefined;
  const words = [first, second].filter((word) => word !== '');
  const percent = /^(?:%|percent|percentage)/i.test(words[0] ?? '');
  const named = factorOf(first, sign);
  const rest = named === undefined && !percent ? words : words.slice(1);
  // A letter at the digits that is no unit is a name: `2n`, `5i`, `3x`.
  if (named === undefined && /^[a-z]$/i.test(first) && second === '' && !unitNamed(first) && isAttached)
    return undefined;
  const factor = named ?? 1;
  const power = 10 ** Number(exponent ?? 0);
  const negative = before !== undefined || inner !== undefined;
  const shown = decimals.length > 1 ? decimals.length - 1 : 0;
  return {
    value: (negative ? -1 : 1) * Number(digits) * power * factor,
    place: 10 ** -shown * power,
    isWhole: shown === 0 && power >= 1,
    factor,
    percent,
    ...measured(rest, sign, (match[9] ?? match[10])?.trim()),
    label,
  };
}

/** Of a million and its kin. A small m is a metre and two are a millimetre, unless money stands before them. */
function factorOf(word: string, currency: string): number | undefined {
  return currency === '' && /^mm?$/.test(word) ? undefined : factors.get(word.toLowerCase());
}

function measured(
  words: readonly string[],
  currency: string,
  per: string | undefined,
): Pick<ShownNumber, 'unit' | 'rate'> {
  const [first = '', second = ''] = words;
  if (second !== '' && /^(?:per|each|an?)$/.test(first))
    return { unit: unitNamed(currency), rate: unitNamed(second) };
  const rate = per === undefined ? undefined : unitNamed(per);
  const speed = speedNamed(first);
  if (speed) return speed;
  const raised = /^(?:square|sq)$/i.test(first) ? 2 : /^cubic$/i.test(first) ? 3 : undefined;
  const base = raised && unitNamed(second);
  if (base) return { unit: raisedTo(base, raised), rate };
  // Degrees of an angle, unless a temperature follows.
  const warm = /^(?:degrees?|°)$/i.test(first) ? (unitNamed(second) ?? unitNamed(`°${second}`)) : undefined;
  return { unit: warm ?? unitNamed(first) ?? unitNamed(second) ?? unitNamed(currency), rate };
}

/** What numbers are given to. */
function labelled(text: string): { label: string; rest: string } {
  const match =
    /^(?:https?\s)?(status(?: code)?|http|port|exit code|code|error(?: code)?|line|row|column|page|step|chapter)\s{1,3}(?=\d|[IVX]{2})/i.exec(
      text,
    );
  if (!match) return { label: '', rest: text };
  const label = match[1]!.toLowerCase().replace(/^(?:http|status)\b.*/, 'status');
  return { label, rest: text.slice(match[0].length) };
}
