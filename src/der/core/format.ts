/**
 * Numbers as people read them, the same on every surface: panel, chat, terminal and exports. What is rounded never
 * seems to reach a mark that it misses.
 */

/** By language and digits: a format takes far longer to make than to use, and a panel shows thousands of numbers. */
const formats = new Map<string, Intl.NumberFormat>();

/**
 * A number by the rules of a language.
 * @param language as a BCP 47 tag
 */
export function number(value: number, options: Intl.NumberFormatOptions = {}, language = 'en'): string {
  const key = `${language} ${JSON.stringify(options)}`;
  const format = formats.get(key) ?? new Intl.NumberFormat(language, options);
  formats.set(key, format);
  return format.format(value);
}

/** A number with exactly this many decimals. */
export function fixed(value: number, digits: number, language = 'en'): string {
  return number(value, { minimumFractionDigits: digits, maximumFractionDigits: digits }, language);
}

/** A number with at most this many decimals. */
function trimmed(value: number, digits: number, language = 'en'): string {
  return number(value, { maximumFractionDigits: digits }, language);
}

/** A quality in [0, 1] with two decimals; rounded down, so that 0.7499 does not seem to reach 0.75. */
export function quality(value: number, language = 'en'): string {
  // 0.57 * 100 is a little less than 57.
  return fixed(Math.floor(value * 100 + 1e-9) / 100, 2, language);
}

/** A chance in [0, 1] as a percentage; what is small but not nothing is not called nothing. */
export function percent(share: number, language = 'en'): string {
  const value = share * 100;
  if (value > 0 && value < 1) return '< 1 %';
  return `${number(value > 99 && value < 100 ? 99 : Math.round(value), {}, language)} %`;
}

/** A term of the reward, its sign always shown; small costs keep a digit that counts. */
export function signed(value: number, language = 'en'): string {
  const digits = value !== 0 && Math.abs(value) < 0.01 ? 4 : 2;
  return `${value < 0 ? '−' : '+'}${fixed(Math.abs(value), digits, language)}`;
}

/** Milliseconds as `0.4 ms`, `40 ms`, `1.4 s`, `2 min 5 s`. */
export function duration(ms: number, language = 'en'): string {
  if (ms < 995) return `${trimmed(ms, ms < 10 ? 1 : 0, language)} ms`;
  if (ms < 59_950) return `${trimmed(ms / 1000, 1, language)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** Parameters in millions or billions, as a number and its unit, for who translates the unit. */
export function sizeIn(
  billions: number,
  language = 'en',
): { readonly amount: string; readonly unit: 'M' | 'B' } {
  const millions = Math.round(billions * 1000);
  if (millions > 0 && millions < 1000) return { amount: number(millions, {}, language), unit: 'M' };
  return { amount: trimmed(billions, billions < 10 ? 1 : 0, language), unit: 'B' };
}

/** Parameters, from billions: `135M`, `3.2B`, `70B`. */
export function size(billions: number): string {
  const { amount, unit } = sizeIn(billions);
  return `${amount}${unit}`;
}

/** All digits of a knob's value, short where it is small: `0.75`, `2.5e-5`. */
export function exact(value: number, language = 'en'): string {
  const digits = value > 0 && value < 0.001 ? value.toExponential().replace('e-0', 'e-') : String(value);
  return digits.replace('.', number(0.5, {}, language).charAt(1));
}

/** US dollars with as many digits as small amounts need: `$0`, `$0.0000008`, `$0.0012`, `$123.40`. */
export function dollars(usd: number, language = 'en-US'): string {
  const digits =
    usd === 0
      ? { maximumFractionDigits: 0 }
      : usd >= 0.1
        ? { minimumFractionDigits: 2, maximumFractionDigits: 2 }
        : { maximumSignificantDigits: 2 };
  return number(usd, { style: 'currency', currency: 'USD', ...digits }, language);
}
