/** Examples that a question states: what goes in, and what must come out. Bounded in time by the lines it reads. */
import type { Asked } from './asked';
import { codeExamples } from './codeExamples';
import { designExamples } from './designExamples';
import { doctests } from './doctests';
import { callsThatGive, wordsMark } from './inline';
import { labelledExamples } from './labelledExamples';
import { wholeLiteral } from './literals';
import { withoutNodes } from './nodes';
import { reportsFault } from './observed';
import { pairsIn } from './sentences';
import { stdinExamples } from './stdinExamples';
import { isBuiltIn, statedKey, type Stated } from './stated';

/** Characters and lines of a question that are read, characters of a line, and examples that are kept. */
const readCharacters = 60_000;
const readLines = 4_000;
const longestLine = 2_000;
const mostExamples = 40;

/** Every example that the question states, each once, in the order in which they stand. */
export function examplesIn(question: string, asked: Asked): Stated[] {
  const read = question.slice(0, readCharacters).split(/\r?\n/, readLines);
  const text = read.join('\n');
  const lines = read.map((line) => line.slice(0, longestLine));
  const isReport = reportsFault(text);
  const found = [
    ...doctests(lines),
    ...codeExamples(text, isReport),
    ...designExamples(lines),
    ...(asked.kind === 'script' ? stdinExamples(lines, text) : []),
    ...labelledExamples(lines, asked),
    ...lines.flatMap((line) => (isHeader(line) ? [] : inLine(line, isReport))),
  ];
  const seen = new Set<string>();
  // Chance and clocks give something else each time.
  const isFree = /\b(?:random(?:ly)?|uuid|guid|current (?:date|time)|timestamp)\b/i.test(text);
  const once = found.filter((stated) => {
    if (isFree && stated.kind === 'call' && stated.args.length === 0) return false;
    const key = statedKey(stated);
    return seen.has(key) ? false : seen.add(key);
  });
  return withoutNodes(ofOneShape(about(once, asked, text), text), text).slice(0, mostExamples);
}

/** Where a list is asked for, an equation such as `f(1) = 3` is part of a definition and no example. */
function ofOneShape(stated: readonly Stated[], text: string): Stated[] {
  const isList = (one: Stated) =>
    one.kind !== 'stdin' && 'literal' in one.expected && one.expected.literal.type === 'list';
  if (!stated.some(isList) || !/\breturns?\b[^.\n]{0,40}\b(?:list|array)\b/i.test(text)) return [...stated];
  const isNumber = (one: Stated) =>
    one.kind !== 'stdin' && 'literal' in one.expected && one.expected.literal.type === 'number';
  return stated.filter((one) => !isNumber(one));
}

/** A question that shows how other things behave does not state examples of these; one name may be a slip for another. */
function about(stated: readonly Stated[], asked: Asked, text: string): Stated[] {
  const named = (one: Stated) => (one.kind === 'stdin' ? undefined : one.target);
  const own = stated.filter((one) => named(one) === undefined || sameName(named(one)!, asked.name));
  const others = new Set(stated.flatMap((one) => named(one) ?? []));
  if (asked.name === undefined || own.length > 0 || others.size > 1 || [...others].some(isBuiltIn)) {
    return asked.name === undefined ? [...stated] : own;
  }
  // What is spoken of with its parameters is something else that is asked for.
  const isSpoken = (name: string) =>
    new RegExp(String.raw`(?<![\w$.])${name.replaceAll('$', String.raw`\$`)}\([A-Za-z_]\w{0,40}[,):]`).test(
      text,
    );
  if ([...others].every(isSpoken)) return [...stated];
  return stated.map((one) => (one.kind === 'call' ? { ...one, target: asked.name } : one));
}

function sameName(name: string, asked: string | undefined): boolean {
  const last = name.split('.').at(-1);
  return name === asked || last === asked || name.split('.')[0] === asked;
}

function isHeader(line: string): boolean {
  return /^\s*(?:export\s+)?(?:default\s+)?(?:async\s+)?(?:def|function|class|interface|type)\b/.test(line);
}

function inLine(line: string, isReport: boolean): Stated[] {
  // Code inside of a sentence stands between backticks, which are no part of it.
  const plain = line.replaceAll('`', '');
  const found = callsThatGive(withWordsMarked(line), isReport);
  return found.length > 0 ? found : pairsIn(plain, isReport);
}

/** Backticks alone go; words that something gives keep a mark around them: `slug('A b')` gives `a-b`. */
function withWordsMarked(line: string): string {
  return line.replace(/`([^`]*)`?/g, (_, inner: string, at: number) =>
    /^[A-Za-z][\w -]*$/.test(inner) &&
    wholeLiteral(inner) === undefined &&
    /\b(?:gives?|returns?|yields?|produces?|becomes?|outputs?|prints?)\s{1,3}$|[=-]>\s{0,3}$|[→⇒]\s{0,3}$/.test(
      line.slice(Math.max(0, at - 16), at),
    )
      ? `${wordsMark}${inner}${wordsMark}`
      : inner,
  );
}
