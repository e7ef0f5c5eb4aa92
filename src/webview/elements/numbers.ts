/** Numbers as people read them, in the language of the panel. */
import { t } from '@vscode/l10n';
import { dollars as dollarsIn } from '../../der/core/dollars';
import { language } from '../../language';

/** Parameters, from billions: `135M`, `3.2B`, `70B`. */
export function size(billions: number): string {
  if (billions < 1) return t('{0}M', Math.round(billions * 1000));
  return t('{0}B', billions < 10 ? trimmed(billions, 1) : Math.round(billions));
}

/** A duration from milliseconds: `0.4 ms`, `40 ms`, `1.4 s`, `2 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 995) return `${trimmed(ms, ms < 10 ? 1 : 0)} ms`;
  if (ms < 59_950) return `${trimmed(ms / 1000, 1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

export function percent(share: number): string {
  const value = share * 100;
  return value > 0 && value < 1 ? '< 1 %' : `${Math.round(value)} %`;
}

/** A quality in [0, 1]; rounded down, so that it never seems to reach a mark that it misses. */
export function quality(value: number): string {
  return fixed(Math.floor(value * 100 + 1e-9) / 100, 2);
}

/** A reward term with its sign; small costs keep a digit that counts. */
export function signed(value: number): string {
  const digits = value !== 0 && Math.abs(value) < 0.01 ? 4 : 2;
  return `${value < 0 ? '−' : '+'}${fixed(Math.abs(value), digits)}`;
}

export function count(value: number): string {
  return value.toLocaleString(language);
}

/** All digits of a number, short where it is small: `0.75`, `2.5e-5`. */
export function exact(value: number): string {
  const digits = value > 0 && value < 0.001 ? value.toExponential().replace('e-0', 'e-') : String(value);
  return digits.replace('.', (0.5).toLocaleString(language).charAt(1));
}

export function fixed(value: number, digits: number): string {
  return formatted(value, digits, digits);
}

export function dollars(usd: number): string {
  return dollarsIn(usd, language);
}

const nouns = {
  answer: ['{0} answer', '{0} answers'],
  character: ['{0} character', '{0} characters'],
  'earlier turn': ['{0} earlier turn', '{0} earlier turns'],
  expert: ['{0} expert', '{0} experts'],
  problem: ['{0} problem', '{0} problems'],
  question: ['{0} question', '{0} questions'],
  suggestion: ['{0} suggestion', '{0} suggestions'],
  token: ['{0} token', '{0} tokens'],
  word: ['{0} word', '{0} words'],
} as const;

/** `1 answer`, `2 answers`. */
export function counted(value: number, noun: keyof typeof nouns): string {
  const [one, many] = nouns[noun];
  return t(value === 1 ? one : many, count(value));
}

function trimmed(value: number, digits: number): string {
  return formatted(value, 0, digits);
}

/** By language and digits: a format takes far longer to make than to use, and a panel shows thousands of numbers. */
const formats = new Map<string, Intl.NumberFormat>();

function formatted(value: number, minimumFractionDigits: number, maximumFractionDigits: number): string {
  const key = `${language} ${minimumFractionDigits} ${maximumFractionDigits}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(language, { minimumFractionDigits, maximumFractionDigits });
    formats.set(key, format);
  }
  return format.format(value);
}
