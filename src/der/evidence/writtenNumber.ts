/** Numbers in the many forms in which they are written, as digits with a point. */
import { unitNamed } from './units';

/** Words for whole numbers, and a half; what is counted may stand behind them. */
const ones =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const ordinals =
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth'.split(' ');

/** With a number's word as its digits: the word alone, or with a unit behind it. */
export function inDigits(text: string): string {
  if (/^[-+]?\d{1,3}(?:_\d{3})+$/.test(text)) return text.replaceAll('_', '');
  const [, word = '', rest = ''] = /^([a-z]{2,9}(?:-[a-z]{3,5})?)(\s[a-z]{1,14})?$/i.exec(text) ?? [];
  if (word === '') return text;
  const value = wordValue(word.toLowerCase());
  if (value === undefined || (rest !== '' && !unitNamed(rest.trim()))) return text;
  return `${value}${rest}`;
}

function wordValue(word: string): string | undefined {
  if (word === 'half') return '0.5';
  if (word === 'dozen') return '12';
  const [first, second] = word.split('-');
  const ten = tens.indexOf(first!);
  if (ten >= 0) {
    const one = second === undefined ? 0 : ones.indexOf(second);
    return second !== undefined && (one < 1 || one > 9) ? undefined : String((ten + 2) * 10 + one);
  }
  const at = Math.max(ones.indexOf(word), ordinals.indexOf(word));
  return at < 0 ? undefined : String(at);
}

/** Whole numbers in other forms: in other bases, as code has them, in Roman numerals, and as powers. */
export function wholeOf(text: string): number | undefined {
  if (/^(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3})$/.test(text)) {
    const worth = { I: 1, V: 5, X: 10 };
    const digits = [...text].map((digit) => worth[digit as 'I']);
    return digits.reduce((sum, one, at) => sum + (one < (digits[at + 1] ?? 0) ? -one : one), 0);
  }
  if (/^0(?:x[\da-f]{1,13}|b[01]{1,52}|o[0-7]{1,17})$/i.test(text)) return Number(text);
  const based = inBase(text);
  if (based !== undefined) return based;
  // A number of a language's older octal form, or a code: no decimal either way.
  if (/^0[0-7]{3,11}$/.test(text)) return parseInt(text, 8);
  const power = /^(\d{1,9})(?:\^|\*\*)\(?(\d{1,3})\)?(?: ?([-+]) ?(\d{1,9}))?$/.exec(text);
  if (!power) return undefined;
  const more = Number(`${power[3] ?? ''}${power[4] ?? 0}`);
  const value = Number(power[1]) ** Number(power[2]) + more;
  return Number.isSafeInteger(value) || power[1] === '10' ? value : undefined;
}

/** "1f hex", "10 in binary", "FF (hex)", "777 octal", "1010 in base 2". */
function inBase(text: string): number | undefined {
  const [, digits = '', word = '', base] =
    /^([\da-f]{1,40})\s?(?:\(|in |as )?\s?(hex(?:adecimal)?|binary|octal|base[ -]?(\d{1,2}))\)?$/i.exec(
      text,
    ) ?? [];
  if (digits === '') return undefined;
  const radix = /^h/i.test(word) ? 16 : /^bi/i.test(word) ? 2 : /^o/i.test(word) ? 8 : Number(base);
  if (radix < 2 || radix > 16) return undefined;
  const isWritten = [...digits].every((digit) => parseInt(digit, 16) < radix);
  const value = parseInt(digits, radix);
  return isWritten && Number.isSafeInteger(value) ? value : undefined;
}

/** `3,14` and `1.234,56` as much of the world writes them; what may be thousands stays thousands. */
export function decimalPoint(text: string): string {
  const [, sign = '', whole, decimals, rest = ''] =
    /^([-−]?(?:[$€£¥]\s?)?)(\d{1,3}(?:\.\d{3})+|\d{1,15}),(\d{1,15})(\s{0,3}[^\d\s,.][^,]{0,20})?$/.exec(
      text,
    ) ?? [];
  if (whole === undefined || decimals === undefined) return text;
  if (!whole.includes('.') && decimals.length === 3 && !/^0/.test(whole)) return text;
  return `${sign}${whole.replaceAll('.', '')}.${decimals}${rest}`;
}

/** `1.5 × 10^-3` as `1.5e-3`. */
export function powerOfTen(text: string): string {
  return text.replace(
    /^([-−]?[\d.,]{1,30})\s{0,3}[*x×·]\s{0,3}10\^\(?([-−+]?\d{1,3})\)?/,
    (_, digits, power) => `${digits}e${String(power).replace('−', '-')}`,
  );
}
