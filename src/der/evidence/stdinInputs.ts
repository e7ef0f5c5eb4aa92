/** What scripts are given on their standard input: stated examples, and these with other numbers. */
import { seededBy } from './seeded';
import type { Stated } from './stated';

const mostInputs = 12;

/** At least one input: a script that reads nothing is compared by what it prints. */
export function stdinInputs(examples: readonly Stated[], question: string): string[] {
  const stated = examples.flatMap((one) => (one.kind === 'stdin' ? [one.input] : []));
  const begun = stated.length > 0 ? stated : described(question);
  if (begun.length === 0) return [''];
  const chance = seededBy(question);
  const inputs = new Set(begun);
  for (let tries = 0; tries < mostInputs * 4 && inputs.size < mostInputs; tries++) {
    inputs.add(otherNumbers(chance.pick(begun), (bound) => chance.integer(bound)));
  }
  return [...inputs].slice(0, mostInputs);
}

const numbersEach =
  /\b(?:numbers?|integers?|values?|floats?)\b[^.\n]{0,40}\b(?:one (?:per|on each|on a) line|each on (?:a|its own)|per line|line by line)\b/i;
const numbersBeside =
  /\b(?:numbers?|integers?|values?|floats?)\b[^.\n]{0,40}\b(?:space[- ]separated|separated by (?:a )?(?:spaces?|blanks?|whitespace)|on (?:one|a single|the same|a) line)\b|\bspace[- ]separated (?:numbers?|integers?|values?|floats?)\b/i;
const textRead =
  /\breads? (?:in )?(?:(?:all|some|the|a|an|of|any|each|every) ){0,3}(?:text|lines?|words?|sentences?)\b/i;

/** Inputs of a form that the question tells in words; none where it leaves the form open. */
function described(question: string): string[] {
  if (numbersEach.test(question)) return ['3\n5\n10\n', '7\n', '2\n2\n9\n4\n'];
  if (numbersBeside.test(question)) return ['3 5 10\n', '7\n', '2 2 9 4\n'];
  return textRead.test(question) ? ['hello world\n', 'one two two\nthree one\n', 'a\n'] : [];
}

/**
 * Numbers of the last line changed, their sign kept: earlier lines say how many there are, and so does the first
 * number of a line that is followed by as many.
 */
function otherNumbers(input: string, integer: (bound: number) => number): string {
  const lines = input.trimEnd().split('\n');
  const last = lines.at(-1)!;
  const tokens = last.split(/(\s+)/);
  const numbers = tokens.filter((token) => /^-?\d+$/.test(token));
  const counts = lines.length === 1 && numbers.length > 1 && Number(numbers[0]) === numbers.length - 1;
  let seen = 0;
  const changed = tokens.map((token) => {
    if (!/^-?\d{1,15}$/.test(token)) return token;
    seen += 1;
    if ((counts && seen === 1) || integer(3) === 0) return token;
    const value = Math.abs(Number(token));
    const next = 1 + integer(Math.max(10, value * 2));
    return `${token.startsWith('-') ? '-' : ''}${next}`;
  });
  return `${[...lines.slice(0, -1), changed.join('')].join('\n')}\n`;
}
