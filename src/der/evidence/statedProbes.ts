/** What is stated, asked of a program in its own language and under its own names, and whether it holds. */
import { outcomeText, printed } from './behaviour';
import type { Failure } from './findings';
import { wholeLiteral, writeLiteral } from './literals';
import type { Language, RunOutcome, Probe } from './probe';
import { statedText, type Expected, type Stated } from './stated';
import { callOf, type Target } from './target';
import { literalValue, sameValue, type Comparison } from './values';

/** A program as far as statements about it go. */
export interface Subject {
  readonly language: Language;
  /** Everything that it defines. */
  readonly names: ReadonlySet<string>;
  /** What was asked for. */
  readonly target: Target | undefined;
}

/** Who states something: in which language, and under which name what was asked for. */
export interface Speaker {
  readonly language: Language | undefined;
  readonly name: string | undefined;
}

/** The probe that shows whether a statement holds of a program; undefined where it does not apply to it. */
export function probeOf(stated: Stated, speaker: Speaker, subject: Subject): Probe | undefined {
  if (stated.kind === 'stdin') return { kind: 'stdin', input: stated.input };
  const spoken = (stated.kind === 'expression' && stated.language) || speaker.language;
  const foreign = spoken !== undefined && isPython(spoken) !== isPython(subject.language);
  if (stated.kind === 'expression') {
    const source = foreign ? undefined : translated(stated, speaker, subject);
    return source === undefined ? undefined : { kind: 'expression', source };
  }
  const target = targetFor(stated.target, speaker, subject);
  if (!target) return undefined;
  const args = ordered(stated.args, target.params);
  const sources = args?.map((source) => {
    const literal = wholeLiteral(source);
    return literal ? writeLiteral(literal, subject.language) : foreign ? undefined : source;
  });
  return sources?.every((source) => source !== undefined)
    ? callOf(target, sources, subject.language)
    : undefined;
}

function isPython(language: Language): boolean {
  return language === 'python';
}

function targetFor(
  name: string | undefined,
  speaker: Speaker,
  { names, target }: Subject,
): Target | undefined {
  if (name === undefined || name === target?.name || sameThing(name, speaker)) return target;
  const own = names.has(name.split('.')[0]!);
  return own ? { name, kind: 'function', within: undefined, params: [], methods: [] } : undefined;
}

/** The speaker's word for what was asked for, alone or as a method of `Solution`. */
function sameThing(name: string, { name: own }: Speaker): boolean {
  return own !== undefined && (name === own || name.split('.').at(-1) === own);
}

/** Arguments in the order of the parameters; undefined where one by name has no place. */
function ordered(
  args: readonly { readonly name: string | undefined; readonly source: string }[],
  params: readonly string[],
): string[] | undefined {
  const placed: string[] = [];
  for (const [at, { name, source }] of args.entries()) {
    const own =
      name === undefined ? -1 : params.findIndex((param) => param.toLowerCase() === name.toLowerCase());
    placed[own >= 0 && own < args.length ? own : at] ??= source;
  }
  return placed.length === args.length && !placed.includes(undefined as never) ? placed : undefined;
}

/** An expression with the program's own name for what was asked for. */
function translated(
  { source, target }: Extract<Stated, { kind: 'expression' }>,
  speaker: Speaker,
  subject: Subject,
): string | undefined {
  const name = target.split('.')[0]!;
  if (subject.names.has(name)) return source;
  const own = subject.target;
  if (!own || own.within !== undefined || (speaker.name !== undefined && name !== speaker.name))
    return undefined;
  return source.replace(
    new RegExp(String.raw`(?<![\w$.])${name.replaceAll('$', String.raw`\$`)}(?![\w$])`, 'g'),
    () => own.name,
  );
}

/** Characters of what a script wrote that a failure tells. */
const mostWritten = 400;

/** Whether a statement holds; undefined where that is not known. The failure is the proof where it does not. */
export function verdict(
  stated: Stated,
  probe: Probe,
  outcome: RunOutcome,
  language: Language,
  how: Comparison,
): { holds: true } | { holds: false; failure: Failure } | undefined {
  if ('cannot' in outcome) return undefined;
  if (isOwnFault(stated, outcome)) return undefined;
  const holds =
    stated.kind === 'stdin'
      ? 'value' in outcome &&
        outcome.value.type === 'string' &&
        sameText(outcome.value.value, stated.expected)
      : meets(stated.expected, outcome, language, how);
  if (holds === undefined || holds) return holds && { holds };
  const expected = stated.kind === 'stdin' ? stated.expected : expectedText(stated.expected);
  const got = (stated.kind === 'stdin' && writtenBy(outcome)) || outcomeText(outcome);
  return { holds, failure: { input: inputText(stated, probe), expected, got } };
}

/** The statement itself could not be read, or names what nobody defined: that says nothing of the program. */
function isOwnFault(stated: Stated, outcome: RunOutcome): boolean {
  if (stated.kind === 'stdin' || !('threw' in outcome)) return false;
  if ('threw' in stated.expected && stated.expected.threw === outcome.threw) return false;
  const source =
    stated.kind === 'expression' ? stated.source : stated.args.map((arg) => arg.source).join(', ');
  if (stated.kind === 'call' && stated.args.every((arg) => wholeLiteral(arg.source))) return false;
  if (outcome.threw === 'SyntaxError') return true;
  if (!/^(?:NameError|ReferenceError)$/.test(outcome.threw)) return false;
  const unknown = /[A-Za-z_$][\w$]{0,80}(?=['"]? is not defined)/.exec(outcome.message)?.[0];
  return (
    unknown !== undefined &&
    new RegExp(String.raw`(?<![\w$.])${unknown.replaceAll('$', String.raw`\$`)}(?![\w$])`).test(source)
  );
}

/** What a script wrote, as what is expected of it is written: not as a literal of its language. */
function writtenBy(outcome: RunOutcome): string | undefined {
  const text = 'value' in outcome && outcome.value.type === 'string' ? outcome.value.value : undefined;
  return text?.trimEnd().slice(0, mostWritten);
}

function sameText(a: string, b: string): boolean {
  return printed(a) === printed(b);
}

function meets(
  expected: Expected,
  outcome: RunOutcome,
  language: Language,
  how: Comparison,
): boolean | undefined {
  if ('threw' in expected) {
    return 'threw' in outcome && (expected.threw === undefined || expected.threw === outcome.threw);
  }
  if (!('value' in outcome)) return false;
  const { value, stdout } = outcome;
  if (
    (value.type === 'undefined' || value.type === 'null') &&
    stdout !== undefined &&
    expected.literal.type !== 'none'
  ) {
    const { literal } = expected;
    return sameText(stdout, literal.type === 'string' ? literal.value : expected.text);
  }
  // An object of a class may be told by what it holds.
  if (value.type === 'instance' && expected.literal.type !== 'map') return undefined;
  // Words without quotes may stand for anything that is written like that.
  if (expected.bare && value.type !== 'string') return undefined;
  const python = isPython(language);
  // A tuple is how one writes several values; in JavaScript that is a list.
  return sameValue(value, literalValue(expected.literal, python), {
    ...how,
    acrossLanguages: !python,
    stated: true,
  });
}

function expectedText(expected: Expected): string {
  return 'threw' in expected ? `throws ${expected.threw ?? 'an error'}` : expected.text.slice(0, 400);
}

/** What was asked, as people read it: under the program's own names where these are no more than a call. */
function inputText(stated: Stated, probe: Probe): string {
  if (probe.kind === 'stdin') return probe.input.trim().slice(0, 400);
  const text =
    probe.kind === 'call' ? `${probe.target}(${probe.args.join(', ')})` : statedText(stated, probe.source);
  return text.length <= 400 ? text : `${text.slice(0, 399)}…`;
}
