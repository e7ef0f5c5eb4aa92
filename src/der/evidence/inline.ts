/** A call and what it gives, on one line: `f(2) → 4`, `assert f(2) == 4`, `console.log(f(2)); // 4`. */
import { readLiteral, writeLiteral, type ParsedLiteral } from './literals';
import { correction, demanded } from './observed';
import { balancedEnd, firstCall } from './sourceText';
import { argumentsStated, calledIn, type Expected, type Stated } from './stated';

/** Between a call and what it gives. */
const gives =
  /^[\s;]{0,9}(?:,\s{0,3})?(?:(?:#|\/\/|--)\s{0,9})?(?:(?:it\s|which\s|then\s)?\s{0,3}(?:should|must|will|would|shall|to|still)\s{1,3}){0,2}(?:[-=]{1,2}>|=>|→|➞|⟹|⇒|➜|↦|>>|={1,3}|:|#|\/\/|(?:returns?|equals?|gives?|outputs?|yields?|produces?|prints?|evaluates?\s{1,3}to|results?\s{1,3}in|becomes?|stays?|remains?|is|be)\b)\s{0,9}(?:(?:=>|->|→|==?|:|#|\/\/)\s{0,9})?(?:(?:returns?|returned|the\s{1,3}(?:string|array|list|number|value)|equal\s{1,3}to)\s{0,9})?/;
const throws =
  /^[\s;]{0,9}(?:(?:#|\/\/|->|=>|→)\s{0,9})?(?:(?:should|must|will|would)\s{1,3})?(?:throws?|raises?)\b\s{0,9}(?:an?\s{1,3}|new\s{1,3})?([A-Z]\w{0,60}(?:Error|Exception))?/;

/**
 * All that one line states by calls.
 * @param isReport whether it stands in a report of a fault, which also says what should not be
 */
export function callsThatGive(line: string, isReport = false): Stated[] {
  const found: Stated[] = [];
  let rest = line;
  for (let turns = 0; turns < 8; turns++) {
    const read = callGives(rest, isReport);
    if (read) found.push(read.stated);
    // A call of which nothing is stated, such as the header, may stand before one of which something is.
    const end = read?.end ?? firstCall(rest)?.end;
    if (end === undefined) break;
    rest = rest.slice(end);
  }
  return found;
}

/** `f(2) → 4`, `assert f(2) == 4`, `round(f(2), 1) is 0.5`, `f(-1) throws RangeError`, `assert not f(3)`. */
function callGives(line: string, isReport: boolean): { stated: Stated; end: number } | undefined {
  const called = calledIn(line);
  if (!called) return undefined;
  const { call, outer } = called;
  const args = argumentsStated(call);
  const end = behindCalls(line, outer.end);
  const rest = line.slice(end);
  const before = line.slice(0, outer.start);
  const read = args && (expectedAfter(before, rest, isReport) ?? asserted(before, rest));
  if (!read) return undefined;
  const { expected, length } = read;
  // What stands around the call shows it and computes nothing, as console.log does, or is part of what is stated.
  const shown =
    end === outer.end &&
    (outer === call || /^(?:print|console\.log|console\.assert|assert|expect)$/.test(outer.target));
  const stated: Stated = shown
    ? { kind: 'call', target: call.target, args, expected }
    : {
        kind: 'expression',
        target: call.target,
        ...made(before, line.slice(outer.start, end), call.target),
        expected,
      };
  return { stated, end: end + length };
}

/** Index behind the calls of what a call gives: `compose(f, g)(3)`, `Money(5).format()`. */
function behindCalls(line: string, from: number): number {
  let end = from;
  for (let calls = 0; calls < 6; calls++) {
    const method = /^(?:\.[A-Za-z_$][\w$]{0,80})?(?=\()/.exec(line.slice(end, end + 90));
    if (!method) break;
    end = balancedEnd(line, end + method[0].length) ?? line.length;
  }
  return end;
}

/** An expression that makes an object says by `new` in which language it is; without, a class is called as in Python. */
function made(
  before: string,
  source: string,
  target: string,
): { source: string; language?: 'python' | 'javascript' } {
  if (/\bnew\s{1,3}$/.test(before)) return { source: `new ${source}`, language: 'javascript' };
  return /^[A-Z]\w*$/.test(target) && /\)\.\w/.test(source) ? { source, language: 'python' } : { source };
}

/** What a text that follows a call says that it throws. */
export function thrownAfter(text: string): Expected | undefined {
  const thrown = throws.exec(text);
  return thrown ? { threw: thrown[1] } : undefined;
}

function expectedAfter(
  before: string,
  rest: string,
  isReport: boolean,
): { expected: Expected; length: number } | undefined {
  const thrown = throws.exec(rest);
  if (thrown)
    return isReport
      ? correctedAfter(rest, thrown[0].length)
      : { expected: { threw: thrown[1] }, length: thrown[0].length };
  const connector = gives.exec(rest)?.[0];
  if (connector === undefined) return undefined;
  const read = readLiteral(rest, connector.length) ?? exactNumber(rest, connector.length);
  if (!read && rest[connector.length] === wordsMark) return markedWords(rest, connector.length);
  if (!read && showsWords.test(connector)) return wordsAfter(rest, connector.length);
  const from = read && !endsWell(rest, read.end) ? workedOut(rest, read.end) : connector.length;
  const value = from === connector.length ? read : from && readLiteral(rest, from);
  if (!value || from === undefined || !endsWell(rest, value.end)) return undefined;
  const own = demanded(rest, value, `${before}${connector}`, isReport);
  if (!own) return undefined;
  const text = own === value ? rest.slice(from, value.end).trim() : writeLiteral(own.literal, 'python');
  return { expected: { literal: own.literal, text }, length: own.end };
}

/** `f([]) throws a TypeError. It should return 0.` */
function correctedAfter(rest: string, end: number): { expected: Expected; length: number } | undefined {
  const own = correction(rest, end);
  return (
    own && { expected: { literal: own.literal, text: writeLiteral(own.literal, 'python') }, length: own.end }
  );
}

/** `Decimal("0.30")` and `Fraction(1, 2)`, by what they are worth. */
export function exactNumber(text: string, from: number): ParsedLiteral | undefined {
  const start = text.slice(from, from + 80);
  const [whole, , digits, above, below] =
    /^\s{0,3}(?:decimal\.)?Decimal\((["']?)(-?[\d.]{1,40})\1\)|^\s{0,3}(?:fractions\.)?Fraction\((-?\d{1,15}), ?(\d{1,15})\)/.exec(
      start,
    ) ?? [];
  if (whole === undefined) return undefined;
  const value = digits ?? String(Number(above) / Number(below));
  return { literal: { type: 'number', text: value }, end: from + whole.length };
}

/** Stands around words that a line has between backticks, which are no part of what it says otherwise. */
export const wordsMark = '\u0001';

/** A type, an error or nothing is described by such a word, and no text is given. */
export const describesWord =
  /^(?:strings?|numbers?|ints?|integers?|floats?|bool|boolean|lists?|arrays?|str|dict|objects?|any|void|nothing|empty|invalid|valid|nil|error|exception|promise|throws?|raises?|\w{1,40}(?:Error|Exception))$/i;

function markedWords(rest: string, from: number): { expected: Expected; length: number } | undefined {
  const end = rest.indexOf(wordsMark, from + 1);
  const text = end < 0 ? '' : rest.slice(from + 1, end);
  if (text === '' || describesWord.test(text)) return undefined;
  return { expected: { literal: { type: 'string', value: text }, text, bare: true }, length: end + 1 };
}

/** Behind these, words without quotes may be what comes out: `roman(4) → IV`. */
const showsWords = /^\s*(?:;\s*)?(?:[-=]{1,2}>|=>|→|➞|⟹|⇒|➜|↦|>>)\s*$/;

function wordsAfter(rest: string, from: number): { expected: Expected; length: number } | undefined {
  const text = /^[\w][\w.:/-]{0,60}(?: [\w.:/-]{1,40}){0,3}$/.exec(rest.slice(from).trim())?.[0];
  // What is described stands for no text.
  if (
    text === undefined ||
    /\b(?:errors?|exceptions?|throws?|raises?|invalid|empty|nothing|nil|void|not|the|an?|list|array|string|number|int|integer|bool|boolean|float|str|any|promise|value|valid)\b/i.test(
      text,
    )
  )
    return undefined;
  return { expected: { literal: { type: 'string', value: text }, text, bare: true }, length: rest.length };
}

/** Where the result stands in `f("5 apples", 19) -> 19 - 5 - 6 = 8`. */
function workedOut(rest: string, end: number): number | undefined {
  const sum = /^[\d\s.+*/()-]{1,80}=\s{0,9}(?=[-\d])/.exec(rest.slice(end, end + 100));
  return sum ? end + sum[0].length : undefined;
}

/** `assert f(3)` and `assert not f(3)` alone. */
function asserted(before: string, rest: string): { expected: Expected; length: number } | undefined {
  const word = /\bassert\s{1,9}(not\s{1,9})?$/.exec(before);
  if (!word || !/^\s*(?:[,;#]|$)/.test(rest)) return undefined;
  const value = word[1] === undefined;
  return { expected: { literal: { type: 'boolean', value }, text: value ? 'True' : 'False' }, length: 0 };
}

/** Behind the value a sentence may go on, an expression may not: `f(5) = 5 * f(4)` states no value. */
export function endsWell(text: string, end: number): boolean {
  const next = text.slice(end, end + 24);
  if (/^\s{1,9}(?:if|else|or|for|in(?!\s+any\s+order\b)|is|of|to|times|and\s+not)\b/.test(next)) return false;
  return /^(?:[.!?](?=\s|$)|[,;:)\]`*]|"""|\'\'\'|\s{0,9}(?:$|#|\/\/|\()|\s{1,9}(?:[;)\w"'–—→➞]|- (?!\d)))/.test(
    next,
  );
}
