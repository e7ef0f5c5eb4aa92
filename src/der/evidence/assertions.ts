/** What answers themselves say about their programs: assertions in their code, and calls that give inputs. */
import { doctests } from './doctests';
import { callsThatGive } from './inline';
import { wholeLiteral, type Literal } from './literals';
import { callAt, outsideStrings } from './sourceText';
import { argumentOf, argumentsStated, calledIn, statedKey, type Expected, type Stated } from './stated';

/** What an answer's own code says of its program. */
export interface Assertions {
  readonly stated: readonly Stated[];
  /** Arguments of calls of which nothing is stated. */
  readonly calls: readonly { readonly target: string; readonly args: readonly string[] }[];
}

/** Characters of code that are read, and assertions and calls that are kept. */
const readCharacters = 100_000;
const mostKept = 40;

/** Assertions about `names`, which a program defines, and calls of these; without names about anything. */
export function assertionsIn(code: string, names?: readonly string[]): Assertions {
  const lines = logicalLines(code.slice(0, readCharacters));
  const known = names && new Set(names);
  const about = (target: string) => !known || known.has(target) || known.has(target.split('.')[0]!);
  const stated = new Map<string, Stated>();
  const calls = new Map<string, { target: string; args: string[] }>();
  for (const line of lines) {
    const found = asserted(line);
    for (const one of found) {
      if (one.kind !== 'stdin' && one.target !== undefined && about(one.target))
        stated.set(statedKey(one), one);
    }
    const call = found.length === 0 ? calledFlat(line) : undefined;
    const args = call && about(call.target) ? argumentsStated(call) : undefined;
    if (call && args)
      calls.set(JSON.stringify(args), { target: call.target, args: args.map(({ source }) => source) });
  }
  for (const one of doctests(code.slice(0, readCharacters).split('\n'))) {
    if (one.kind !== 'stdin' && one.target !== undefined && about(one.target))
      stated.set(statedKey(one), one);
  }
  return { stated: [...stated.values()].slice(0, mostKept), calls: [...calls.values()].slice(0, mostKept) };
}

/** Lines of source, with those joined that one open bracket holds together. */
export function logicalLines(code: string): string[] {
  const lines: string[] = [];
  let held = '';
  let depth = 0;
  let count = 0;
  for (const line of code.split(/\r?\n/)) {
    held = held === '' ? line : `${held}\n${line}`;
    depth += depthOf(line);
    count += 1;
    if (depth <= 0 || count >= 30 || held.length > 3000) {
      lines.push(held);
      [held, depth, count] = ['', 0, 0];
    } else if (/[{:]\s*$/.test(line)) {
      // A block begins: what it holds are statements of their own.
      lines.push(held);
      [held, depth, count] = ['', 0, 0];
    }
  }
  if (held !== '') lines.push(held);
  return lines;
}

/** Brackets that a line opens less those that it closes, outside of simple strings and comments. */
function depthOf(line: string): number {
  let depth = 0;
  for (const [at, char] of outsideStrings(line)) {
    if (char === '#' || (char === '/' && line[at + 1] === '/')) break;
    else if ('([{'.includes(char)) depth += 1;
    else if (')]}'.includes(char)) depth -= 1;
  }
  return depth;
}

function asserted(line: string): Stated[] {
  if (
    /^\s*(?:export\s+)?(?:default\s+)?(?:async\s+)?(?:def|function|class|return|import|from|if|elif|while|for)\b/.test(
      line,
    )
  )
    return [];
  const text = line.trim();
  return matcher(text) ?? equality(text) ?? claimed(text) ?? callsThatGive(joined(text));
}

/** A line without breaks inside of its brackets, so that it reads like one. */
function joined(text: string): string {
  return text.replace(/\s+/g, (run) => (run.includes('\n') ? ' ' : run));
}

/** `expect(f(1)).toBe(2)`, `expect(() => f(-1)).toThrow(RangeError)`. */
function matcher(text: string): Stated[] | undefined {
  const at = text.search(/\bexpect\(/);
  const expects = at < 0 ? undefined : callAt(text, at);
  if (!expects || expects.args.length !== 1) return undefined;
  const rest = text.slice(expects.end);
  const name = /^\s*\.(not\.)?(to\w+)(?=\()/.exec(rest);
  const call = name && callAt(text, expects.end + name[0].length - name[2]!.length);
  if (!name || !call) return undefined;
  const [argument = ''] = call.args;
  const subject = withoutArrow(expects.args[0]!);
  const expected = expectedBy(name[2]!, argument);
  if (!expected || name[1] !== undefined) return [];
  return statedAs(subject, expected);
}

/** What a function without parameters does: `() => f(1)`, `() => { f(1); }`. */
function withoutArrow(text: string): string {
  const body = text.replace(/^(?:async\s*)?\(\)\s*=>\s*(?:\{\s*)?/, '');
  return body.endsWith('}') ? body.slice(0, -1).trimEnd().replace(/;$/, '') : body;
}

function expectedBy(name: string, argument: string): Expected | undefined {
  const of = (literal: Literal, text: string): Expected => ({ literal, text });
  switch (name) {
    case 'toBe':
    case 'toEqual':
    case 'toStrictEqual':
    case 'toBeCloseTo': {
      const literal = wholeLiteral(argument);
      return literal && of(literal, argument);
    }
    case 'toBeTruthy':
    case 'toBeFalsy':
      return of({ type: 'boolean', value: name === 'toBeTruthy' }, name === 'toBeTruthy' ? 'true' : 'false');
    case 'toBeNull':
      return of({ type: 'none' }, 'null');
    case 'toBeUndefined':
      return of({ type: 'undefined' }, 'undefined');
    case 'toThrow':
    case 'toThrowError':
      return { threw: /^[A-Z]\w*$/.test(argument) ? argument : undefined };
    default:
      return undefined;
  }
}

const equalityCall =
  /^(?:await\s+)?(?:self\.(assertEqual|assertEquals|assertAlmostEqual|assertListEqual|assertDictEqual|assertSetEqual|assertTupleEqual|assertTrue|assertFalse|assertIsNone)|(?:assert|t|test)\.(equal|strictEqual|deepEqual|deepStrictEqual|is|same|ok|eq))(?=\()/;

/** `self.assertEqual(f(1), 2)`, `assert.deepStrictEqual(f(1), [2])`, `assert.ok(f(1))`. */
function equality(text: string): Stated[] | undefined {
  const match = equalityCall.exec(text);
  const call = match && callAt(text, text.indexOf(match[0].replace(/^await\s+/, '')));
  if (!match || !call) return undefined;
  const name = match[1] ?? match[2]!;
  const [first = '', second = ''] = call.args;
  if (/^(?:assertTrue|assertFalse|ok)$/.test(name)) {
    const value = name !== 'assertFalse';
    return statedAs(first, { literal: { type: 'boolean', value }, text: String(value) });
  }
  if (name === 'assertIsNone') return statedAs(first, { literal: { type: 'none' }, text: 'None' });
  const swapped = wholeLiteral(first) !== undefined;
  const written = swapped ? first : second;
  const literal = wholeLiteral(written);
  return literal ? statedAs(swapped ? second : first, { literal, text: written }) : [];
}

/** `assert(f(1) === 2)`, `console.assert(f(1) === 2, 'message')`, `assert f(1) == [1] * 2`. */
function claimed(text: string): Stated[] | undefined {
  const opening = /^(?:console\.)?assert(?=\()/.exec(text);
  const condition = opening ? callAt(text, 0)?.args[0] : /^assert\s+(\S[^]*)$/.exec(text)?.[1];
  if (condition === undefined) return undefined;
  const plain = callsThatGive(joined(opening ? condition : text));
  if (plain.length > 0) return plain;
  const called = calledIn(condition);
  if (!called || !argumentsStated(called.call) || !/[=!<>]=|\bin\b|\bis\b/.test(condition)) return [];
  const source = opening ? condition : beforeMessage(condition);
  return [
    {
      kind: 'expression',
      target: called.call.target,
      source,
      expected: { literal: { type: 'boolean', value: true }, text: 'true' },
    },
  ];
}

/** An assertion's condition without the message behind it. */
function beforeMessage(condition: string): string {
  const message = /,\s*f?(["'])(?:(?!\1).)*\1\s*(?:#.*)?$/.exec(condition);
  return withoutComment(message ? condition.slice(0, message.index) : condition).trim();
}

/** The text without a comment at its end, which holds neither quotes nor line breaks. */
function withoutComment(text: string): string {
  const quoted = Math.max(text.lastIndexOf('"'), text.lastIndexOf("'")) + 1;
  const from = Math.max(quoted, text.lastIndexOf('\n'), 0);
  const comment = text.slice(from).search(/\s#/);
  return comment < 0 ? text : text.slice(0, from + comment);
}

function statedAs(subject: string, expected: Expected): Stated[] {
  const called = calledIn(subject);
  if (!called) return [];
  const { call, outer } = called;
  const args = argumentsStated(call);
  const whole = outer === call && call.start === 0 && call.end === subject.trim().length;
  if (whole) return args ? [{ kind: 'call', target: call.target, args, expected }] : [];
  return call.args.every((arg) => argumentOf(arg)) || args
    ? [{ kind: 'expression', target: call.target, source: subject.trim(), expected }]
    : [];
}

/** The call that a statement makes: `f(1)`, `print(f(1))`, `const x = f(1)`. */
function calledFlat(line: string) {
  if (/^\s*(?:def|function|class|return|if|for|while|export|import|from)\b/.test(line)) return undefined;
  return calledIn(line)?.call;
}
