/** Examples in sentences: "for [1, 2] return 3", "given lst = [1] and k = 2 the output should be 2", `"abc" → "cba"`. */
import { describesWord, endsWell } from './inline';
import { readLiteral, writeLiteral, type ParsedLiteral } from './literals';
import { demanded } from './observed';
import { argumentOf, type Stated } from './stated';

const leads =
  /(?:\b(?:for|given|giving|with|if|when|examples?|input|inputs|turns?|converts?|transforms?|passing|passed|on|take|takes|from|call(?:ed)? with|like|so)\b|\b(?:e\.g|i\.e)\.|^|(?:[(;,.!?:]|\band\b)(?=\s{0,3}[\["'{]))[\s:,(]{0,9}(?:(?:it|that|is|an?|the|as|input|inputs|array|list|string|word|text|sentence|number|numbers|integer|value|argument|example|then|called|with|of|and)\b[\s:,]{0,9}){0,6}/gi;
const proseGives =
  /^\s{0,3}[,:)]?\s{0,3}(?:(?:then|it|the|this|your|function|result|output|answer|method|program|code|expected|value|we|you|of|which|and|is|for)\s{1,3}){0,6}(?:(?:should|must|would|will|shall|is\s{1,3}expected\s{1,3}to)\s{1,3})?(?:(?:be\s{1,3}(?:turned\s{1,3}into|converted\s{1,3}to)|(?:turns?|is\s{1,3}turned|changes?)\s{1,3}into|ends?\s{1,3}up\s{1,3}as|stays?|remains?|gets?|wants?|expects?|equals?|be|is|are|return(?:s|ed)?|outputs?|gives?|yields?|produces?|prints?|becomes?|evaluates?\s{1,3}to|results?\s{1,3}in|into)\b|[-=]{1,2}>|→|➞|⟹|⇒|➜)\s{0,3}:?\s{0,3}(?:(?:the|an?|string|array|list|number|value|to)\s{1,3}){0,3}/i;
const arrow = /^\s{0,9}(?:[-=]{1,2}>|→|➞|⟹|⇒|➜|↦)\s{0,9}/;

/**
 * All that one line states by values alone.
 * @param isReport whether it stands in a report of a fault, which also says what should not be
 */
export function pairsIn(line: string, isReport = false): Stated[] {
  const found: Stated[] = [];
  let tries = 0;
  leads.lastIndex = 0;
  for (const lead of line.matchAll(leads)) {
    if ((tries += 1) > 12) break;
    const given = values(line, lead.index + lead[0].length);
    if (!given) continue;
    const rest = line.slice(given.end);
    const connector = proseGives.exec(rest)?.[0];
    const pair = connector === undefined ? undefined : pairOf(given.args, rest, connector.length, isReport);
    if (pair && !(isSeparator.test(lead[0]) && mayDescribe(connector!, pair))) found.push(pair);
  }
  found.push(...verdicts(line, isReport));
  const shown = arrows(line, isReport);
  return shown.length > found.length ? shown : found;
}

const isSeparator = /^[,.!?:]/;

/** `By default, "level" is "info"`: between two commas what is something else need not come out of the function. */
function mayDescribe(connector: string, { expected }: Stated): boolean {
  if (!/\b(?:be|is|are|gets?|wants?|expects?|equals?|stays?|remains?)\b/i.test(connector)) return false;
  return typeof expected === 'string' || !('literal' in expected) || expected.literal.type !== 'boolean';
}

const verdict =
  /\b(true|false)\s{1,3}(?:for|on|(?:when|if)\s{1,3}(?:given|it\s{1,3}gets))\s{1,3}(?:(?:an?|the|input|string|word|list|array|number)\s{1,3}){0,3}/gi;

/** `true for "aba" and false for "ab"`. Of several in a row, which belong together is not said. */
function verdicts(line: string, isReport: boolean): Stated[] {
  const found: Stated[] = [];
  for (const said of line.matchAll(verdict)) {
    if (found.length >= 12) break;
    const isDenied = /(?:\b(?:not|never)|n['’]t)\s{1,3}(?:be\s{1,3}|return\s{1,3})?$/i;
    if (isDenied.test(line.slice(Math.max(0, said.index - 20), said.index))) continue;
    const start = said.index + said[0].length;
    const read = readLiteral(line, start);
    if (!read || /^\w/.test(line.slice(read.end, read.end + 1))) continue;
    const rest = line.slice(read.end, read.end + 40);
    if (
      /^\s{0,3}(?:,|and|or|&)\s{0,3}(?:and\s|or\s)?\s{0,3}["'[{(\d-]/.test(rest) ||
      !endsWell(line, read.end)
    )
      continue;
    const args = [{ name: undefined, source: line.slice(start, read.end).trim() }];
    const pair = pairOf(args, said[1]!.toLowerCase(), 0, isReport);
    if (pair) found.push(pair);
  }
  return found;
}

function arrows(line: string, isReport: boolean): Stated[] {
  const found: Stated[] = [];
  // In braces they stand between keys and values, as an engine shows a Map.
  if (!/[-=]>|[→➞⟹⇒➜↦]/.test(line) || /\{[^{}]{0,400}=>/.test(line)) return found;
  const starts = /(?<![\w"'\])])(?:["'[{(]|-?\d)/g;
  for (let tries = 0; tries < 40; tries++) {
    const start = starts.exec(line);
    if (!start) break;
    const given = values(line, start.index);
    if (!given) continue;
    starts.lastIndex = given.end;
    const connector = arrow.exec(line.slice(given.end))?.[0];
    if (connector === undefined) continue;
    const rest = line.slice(given.end);
    const pair =
      pairOf(given.args, rest, connector.length, isReport) ?? wordOf(given.args, rest, connector.length);
    if (!pair) continue;
    found.push(pair);
    // What comes out is no part of what goes in next.
    starts.lastIndex = readLiteral(line, given.end + connector.length)?.end ?? given.end;
  }
  return found;
}

/** Literals one after another, named or not: `[1, 2], 3`, `lst = [1] and k = 2`. */
function values(
  line: string,
  from: number,
): { args: { name: string | undefined; source: string }[]; end: number } | undefined {
  const args: { name: string | undefined; source: string }[] = [];
  let end = from;
  let at = from;
  while (args.length < 8) {
    const name = /^\s{0,3}([A-Za-z_]\w{0,40})\s{0,3}(?:=|:|is)\s{0,3}(?=["'[{(\d\-TFNtfn])/.exec(
      line.slice(at, at + 60),
    );
    const start = at + (name?.[0].length ?? 0);
    const read: ParsedLiteral | undefined = readLiteral(line, start);
    if (!read || /^\w/.test(line.slice(read.end))) break;
    args.push({ name: name?.[1], source: line.slice(start, read.end).trim() });
    end = read.end;
    const next = /^\s{0,3}(?:,\s{0,3}and\b|,|and\b|&)\s{0,3}/.exec(line.slice(end, end + 12));
    if (!next) break;
    at = end + next[0].length;
  }
  return args.length === 0 ? undefined : { args, end };
}

/** A word without quotes that comes out: `4 -> IV, 9 -> IX`. */
function wordOf(
  args: readonly { name: string | undefined; source: string }[],
  rest: string,
  from: number,
): Stated | undefined {
  const text = /^[A-Za-z][\w-]{0,40}(?=\s{0,3}(?:[,;)]|\.?$|\.\s))/.exec(rest.slice(from, from + 60))?.[0];
  if (text === undefined || describesWord.test(text)) return undefined;
  return {
    kind: 'call',
    target: undefined,
    args,
    expected: { literal: { type: 'string', value: text }, text, bare: true },
  };
}

function pairOf(
  args: readonly { name: string | undefined; source: string }[],
  rest: string,
  from: number,
  isReport: boolean,
): Stated | undefined {
  const read = readLiteral(rest, from);
  if (!read || !endsWell(rest, read.end)) return undefined;
  const own = demanded(rest, read, rest.slice(0, from), isReport);
  if (!own) return undefined;
  const text = own === read ? rest.slice(from, read.end).trim() : writeLiteral(own.literal, 'python');
  const expected = { literal: own.literal, text };
  return args.every(({ source }) => argumentOf(source))
    ? { kind: 'call', target: undefined, args, expected }
    : undefined;
}
