/** Sessions as Python's interpreter shows them: `>>> f(2)` and what it prints on the next lines. */
import { exactNumber } from './inline';
import { wholeLiteral } from './literals';
import { statedBy, stepOf, type BoundStatement } from './steps';
import { argumentsStated, calledIn, type Expected, type Stated } from './stated';

const prompt = /^[\s*#/]*>>> ?(.*)$/;
const continued = /^[\s*#/]*\.\.\. ?(.*)$/;

/** Finds what such sessions state. */
export function doctests(lines: readonly string[]): Stated[] {
  const found: Stated[] = [];
  let before: BoundStatement[] = [];
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
    const step = stepOf(source);
    if (!step) continue;
    if (step.binds !== undefined) {
      if (/\b[A-Z]\w*\(/.test(step.source) && before.some(({ binds }) => binds !== undefined)) before = [];
      before.push(step);
      continue;
    }
    const expected = expectedOf(printed);
    const stated = expected && statedOf(source, expected, before);
    if (stated) found.push(stated);
    // What throws ends nothing that stands below it.
    if (!(expected && 'threw' in expected)) before.push({ source });
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
    const shown = text.replace(/("""|''')$/, '');
    const exact = exactNumber(shown, 0);
    const literal = exact?.end === shown.trimEnd().length ? exact.literal : wholeLiteral(shown);
    if (literal) return { literal, text };
  }
  return undefined;
}

/** An example that stands alone is a call; one that depends on what came before becomes one expression. */
function statedOf(source: string, expected: Expected, before: readonly BoundStatement[]): Stated | undefined {
  const uses = before.some(
    ({ binds }) => binds !== undefined && new RegExp(String.raw`\b${binds}\b`).test(source),
  );
  if (!uses) {
    const called = calledIn(source);
    if (!called || called.outer.start !== 0) return undefined;
    const { call, outer } = called;
    const args = argumentsStated(call);
    const alone = outer.end === source.length;
    if (args && alone && (outer === call || outer.target === 'print')) {
      return { kind: 'call', target: call.target, args, expected };
    }
    return { kind: 'expression', target: call.target, source, language: 'python', expected };
  }
  return statedBy([...before, { source }], expected, 'python');
}
