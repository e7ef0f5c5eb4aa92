/** Whole numbers in English words, and fractions that are one sign, in digits. */
import { NotArithmetic } from './notArithmetic';

const small =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen';
const units = new Map(small.split(' ').map((word, value) => [word, value]));
const tens = new Map(
  'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ').map((word, at) => [word, 20 + 10 * at]),
);
/** No billion: it is a thousand times as much to some. */
const large: readonly (readonly [word: string, value: number])[] = [
  ['million', 1_000_000],
  ['thousand', 1_000],
];

const word = [...units.keys(), ...tens.keys(), 'hundred', ...large.map(([name]) => name)].join('|');
const run = new RegExp(String.raw`\b(?:${word})(?:(?:-| and | )(?:${word}))*\b`, 'gi');
/** "ten-four", "20-five", "two/three", "5 million", "a hundred", "three point five": more than a number, or less. */
const beside = new RegExp(
  String.raw`[\d.,/:-](?:${word})\b|\b(?:${word})[\d.,/:-](?![, ])|\d (?:${word})\b|\b(?:${word}) (?:\d|and\b|point\b|half\b)|\ban? (?:${word})\b`,
  'i',
);
/** What parts its numbers by "and", as hundreds part what is behind them. */
const lists = /\b(?:sum|product|difference|average|mean|between|add|subtract)\b/i;

/**
 * The text with its written numbers in digits.
 * @throws NotArithmetic where words of numbers stand together that are not one: "nineteen eighty", "ten-four"
 */
export function writtenInDigits(text: string): string {
  const digits = text.replace(run, (said) => {
    if (/ and /i.test(said)) {
      if (!lists.test(text)) return String(valueOf(said));
      return said
        .split(/ and /i)
        .map((part) => {
          if (/hundred$|thousand$|million$/i.test(part)) throw new NotArithmetic();
          return valueOf(part);
        })
        .join(' and ');
    }
    return String(valueOf(said));
  });
  if (digits !== text && beside.test(withoutRuns(text))) throw new NotArithmetic();
  return digits;
}

/** With a word for each of its numbers, whose neighbours can be looked at. */
function withoutRuns(text: string): string {
  return text.replace(run, (said) => (/ and /i.test(said) && lists.test(text) ? 'one; one' : 'one'));
}

/** @throws NotArithmetic where it is none */
function valueOf(said: string): number {
  const words = said.toLowerCase().split(/[- ]/);
  if (/-/.test(said.replace(/(?<=ty)-(?=(?:one|two|three|four|five|six|seven|eight|nine)\b)/gi, ' ')))
    throw new NotArithmetic();
  let value = 0;
  let rest = words;
  for (const [name, size] of large) {
    const at = rest.indexOf(name);
    if (at < 0) continue;
    value += hundredsOf(rest.slice(0, at)) * size;
    rest = rest.slice(at + 1);
    if (rest.length === 0) return value;
    // "and" parts what is below a hundred alone.
    if (rest[0] === 'and' && (rest.includes('hundred') || rest.includes('thousand')))
      throw new NotArithmetic();
    if (rest[0] === 'and') rest = rest.slice(1);
  }
  return value + hundredsOf(rest);
}

/** A number below a thousand. @throws NotArithmetic */
function hundredsOf(words: readonly string[]): number {
  const at = words.indexOf('hundred');
  if (at < 0) return belowHundred(words);
  const count = units.get(words[0] ?? '');
  if (at !== 1 || count === undefined || count < 1 || count > 9) throw new NotArithmetic();
  const rest = words.slice(words[2] === 'and' ? 3 : 2);
  if (rest.length === 0 && words.length > 2) throw new NotArithmetic();
  return count * 100 + (rest.length > 0 ? positive(belowHundred(rest)) : 0);
}

function belowHundred([first = '', second, ...more]: readonly string[]): number {
  const ten = tens.get(first);
  if (more.length > 0 || (second !== undefined && ten === undefined)) throw new NotArithmetic();
  if (ten === undefined) return known(units.get(first));
  const one = second === undefined ? 0 : known(units.get(second));
  if (one > 9 || (second !== undefined && one === 0)) throw new NotArithmetic();
  return ten + one;
}

function positive(value: number): number {
  if (value === 0) throw new NotArithmetic();
  return value;
}

function known(value: number | undefined): number {
  if (value === undefined) throw new NotArithmetic();
  return value;
}

/** Those that end as decimals. */
const fractions: Readonly<Record<string, string>> = {
  ...{ '½': '5', '¼': '25', '¾': '75', '⅕': '2', '⅖': '4', '⅗': '6', '⅘': '8' },
  ...{ '⅛': '125', '⅜': '375', '⅝': '625', '⅞': '875' },
};

/**
 * "3½" as 3.5, "½ of" as 50% of; after numbers were read, whose points are decimal ones.
 * @throws NotArithmetic where it is not clear what they belong to: "1/2½", "½5", "2 × 3 ½"
 */
export function fractionsInDigits(text: string): string {
  return text.replace(
    /([\d.,]{0,60})( ?)([½¼¾⅕⅖⅗⅘⅛⅜⅝⅞])( of )?/g,
    (all, whole: string, blank: string, sign: string, of: string | undefined, at: number) => {
      const before = text.slice(0, at).trimEnd();
      const behind = text.slice(at + all.length);
      const share = `${fractions[sign]!}00`.slice(0, 3);
      if (of !== undefined) {
        if (whole !== '' || before !== '') throw new NotArithmetic();
        return `${Number(share) / 10}% of `;
      }
      if (/^[\d½¼¾⅐-⅞.,(^²³!]/.test(behind) || /[)\w½¼¾⅐-⅞%]$/.test(before)) throw new NotArithmetic();
      if (whole === '') return `${blank}0.${fractions[sign]!}`;
      const isApart = blank !== '' && !/[+(−-]$|^$/.test(before);
      if (!/^\d+$/.test(whole) || isApart || /[/^÷:√]$/.test(before)) throw new NotArithmetic();
      return `${whole}.${fractions[sign]!}`;
    },
  );
}
