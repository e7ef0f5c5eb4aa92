/** Sessions as Python's interpreter shows them: `>>> f(2)` and what it prints on the next lines. */
import { wholeLiteral } from './literals';
import { argumentsStated, calledIn, type Expected, type Stated } from './stated';

const prompt = /^[\s*#/]*>>> ?(.*)$/;
const continued = /^[\s*#/]*\.\.\. ?(.*)$/;

/** Statements before an example on which it depends. */
interface Before {
  /** Names that were given a value, in order. */
  readonly bound: { name: string; source: string }[];
  readonly done: string[];
}

export function doctests(lines: readonly string[]): Stated[] {
  const found: Stated[] = [];
  let before: Before = { bound: [], done: [] };
  for (let at = 0; at < lines.length; at++) {
    const first = prompt.exec(lines[at]!)?.[1];
    if (first === undefined) continue;
    let source = first.trim();
    for (let more = continued.exec(lines[at + 1] ?? ''); more; more = continued.exec(lines[at + 1] ?? '')) {
      source += `\n${more[1]}`;
      at += 1;
    }
    const printed: string[] = [];
    while (at + 1 < lines.length && printed.length < 40 && isOutput(lines[at + 1]!)) {
      printed.push(lines[at + 1]!.trim());
      at += 1;
    }
    source = withoutComment(source);
    const assigned = /^([A-Za-z_]\w*)\s*=(?!=)\s*(\S[^]*)$/.exec(source);
    if (assigned) {
      if (/\b[A-Z]\w*\(/.test(assigned[2]!) && before.bound.length > 0) before = { bound: [], done: [] };
      before.bound.push({ name: assigned[1]!, source: assigned[2]! });
      continue;
    }
    if (/^(?:import|from|def|class|for|if|while|with)\b/.test(source)) continue;
    const expected = expectedOf(printed);
    const stated = expected && statedOf(source, expected, before);
    if (stated) found.push(stated);
    before.done.push(source);
  }
  return found;
}

function isOutput(line: string): boolean {
  return line.trim() !== '' && !prompt.test(line) && !/^\s*(?:"""|''')/.test(line);
}

function withoutComment(source: string): string {
  return source.replace(/\s{1,9}#(?![^\n]*["'])[^\n]*$/, '').trim();
}

function expectedOf(printed: readonly string[]): Expected | undefined {
  if (/^Traceback\b/.test(printed[0] ?? '')) {
    return { threw: /^([A-Z]\w*)\b/.exec(printed.at(-1)!)?.[1] };
  }
  // The docstring may go on in prose after the value: the longest beginning that is a value counts.
  for (let count = Math.min(printed.length, 12); count > 0; count--) {
    const text = printed.slice(0, count).join('\n');
    const literal = wholeLiteral(text.replace(/("""|''')$/, ''));
    if (literal) return { literal, text };
  }
  return undefined;
}

/** An example that stands alone is a call; one that depends on what came before becomes one expression. */
function statedOf(source: string, expected: Expected, before: Before): Stated | undefined {
  const used = before.bound.filter(({ name }) => new RegExp(String.raw`\b${name}\b`).test(source));
  if (used.length === 0) {
    const called = calledIn(source);
    if (!called || called.outer.start !== 0) return undefined;
    const { call, outer } = called;
    const args = argumentsStated(call);
    const alone = outer.end === source.length;
    if (args && alone && (outer === call || outer.target === 'print')) {
      return { kind: 'call', target: call.target, args, expected };
    }
    return { kind: 'expression', target: call.target, source, expected };
  }
  const target =
    calledIn(before.bound.map(({ source: made }) => made).join(';'))?.call.target ??
    calledIn(source)?.call.target;
  if (target === undefined) return undefined;
  const names = before.bound.map(({ name }) => name).join(', ');
  const made = before.bound.map(({ source: value }) => value).join(', ');
  const steps = [...before.done, source].join(', ');
  return { kind: 'expression', target, source: `(lambda ${names}: [${steps}][-1])(${made})`, expected };
}
