/** Numbers as they are shown: what they are worth, to which place they are rounded, and in which unit. */

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
  /** Currency and unit in one form; empty where there is none. */
  readonly unit: string;
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

const currencies: ReadonlyMap<string, string> = new Map(
  Object.entries({
    $: 'usd',
    us$: 'usd',
    usd: 'usd',
    dollar: 'usd',
    dollars: 'usd',
    '€': 'eur',
    eur: 'eur',
    euro: 'eur',
    euros: 'eur',
    '£': 'gbp',
    gbp: 'gbp',
    pound: 'gbp',
    pounds: 'gbp',
    '¥': 'jpy',
    jpy: 'jpy',
    yen: 'jpy',
    chf: 'chf',
    cad: 'cad',
    aud: 'aud',
    '₹': 'inr',
    inr: 'inr',
    rupees: 'inr',
  }),
);

const units: ReadonlyMap<string, string> = new Map(
  Object.entries({
    meter: 'm',
    meters: 'm',
    metre: 'm',
    metres: 'm',
    centimeter: 'cm',
    centimeters: 'cm',
    centimetres: 'cm',
    cm: 'cm',
    kilometer: 'km',
    kilometers: 'km',
    kilometres: 'km',
    km: 'km',
    mm: 'mm',
    millimeters: 'mm',
    gram: 'g',
    grams: 'g',
    g: 'g',
    kilogram: 'kg',
    kilograms: 'kg',
    kg: 'kg',
    second: 's',
    seconds: 's',
    s: 's',
    minute: 'min',
    minutes: 'min',
    min: 'min',
    hour: 'h',
    hours: 'h',
    h: 'h',
    hr: 'h',
    hrs: 'h',
    day: 'd',
    days: 'd',
    month: 'month',
    months: 'month',
    year: 'y',
    years: 'y',
    yr: 'y',
    yrs: 'y',
    mile: 'mi',
    miles: 'mi',
    foot: 'ft',
    feet: 'ft',
    ft: 'ft',
    inch: 'in',
    inches: 'in',
    liter: 'l',
    liters: 'l',
    litres: 'l',
    degree: 'deg',
    degrees: 'deg',
  }),
);

const form =
  /^(?:(?:approximately|approx\.?|about|around|roughly|nearly|[≈~])\s{0,3})?(-|−|\()?\s{0,3}(us\$|usd|eur|gbp|[$€£¥₹])?\s{0,3}(-|−)?\s{0,3}(\d{1,3}(?:,\d{3})+|\d{1,25})?(\.\d{0,25})?(?:e([-+]?\d{1,3}))?\s{0,3}(%|percent\b|percentage points?\b|[a-z€£$¥₹]{1,12}\b|°)?(?:\s{1,3}([a-z€£$]{1,12}))?(?:\s{1,3}(?:per|each|of|in|a|for)\s[a-z ]{1,40}|\s{0,2}\/\s{0,2}[a-z]{1,10})?\)?$/i;

/** The number that a text is, unit included; undefined where it is more or less than that. */
export function shownNumber(text: string): ShownNumber | undefined {
  if (text.length > 120 || !/\d/.test(text)) return undefined;
  const match = form.exec(text.replace(/\\(?=[%$])/g, '').trim());
  if (!match) return undefined;
  const [, before, sign, inner, whole = '', decimals = '', exponent, first = '', second = ''] = match;
  const digits = `${whole.replaceAll(',', '')}${decimals === '.' ? '' : decimals}`;
  if (!/\d/.test(digits)) return undefined;
  const words = [first, second].map((word) => word.toLowerCase()).filter((word) => word !== '');
  const percent = /^(?:%|percent|percentage)/.test(words[0] ?? '');
  // A capital B or M behind an amount counts; a small m is a metre.
  const named = /^m$/.test(first) ? undefined : factors.get(words[0] ?? '');
  const factor = named ?? 1;
  const rest = named === undefined && !percent ? words : words.slice(1);
  const unit = rest
    .map((word) => currencies.get(word) ?? units.get(word) ?? (word === 'm' ? 'm' : ''))
    .find((one) => one !== '');
  const power = 10 ** Number(exponent ?? 0);
  const negative = before !== undefined || inner !== undefined;
  const shown = decimals.length > 1 ? decimals.length - 1 : 0;
  return {
    value: (negative ? -1 : 1) * Number(digits) * power * factor,
    place: 10 ** -shown * power,
    isWhole: shown === 0 && power >= 1,
    factor,
    percent,
    unit: unit ?? currencies.get(sign?.toLowerCase() ?? '') ?? '',
  };
}
