/**
 * What is to be asked of the programs of several answers: examples of the question, assertions of the answers, and the
 * same inputs for all. Only the question and the answers that are given count.
 */
import { askedOf, type Asked } from './asked';
import { assertionsIn, type Assertions } from './assertions';
import { examplesIn } from './examples';
import { inputOf, inputsFor, type Input } from './inputs';
import { readAnswer, type Read } from './kind';
import type { Loaded, Probe } from './probe';
import { writtenIn, type Written } from './program';
import { sequenceProbe, sequencesFor, type Sequence } from './sequences';
import { methodsIn, type Parameter, type Signature } from './signatures';
import { statedKey, type Stated } from './stated';
import { probeOf, type Subject } from './statedProbes';
import { stdinInputs } from './stdinInputs';
import { callOf, targetIn, written as writtenArguments, type Target } from './target';

export interface Plan {
  readonly question: string;
  readonly asked: Asked;
  readonly examples: readonly Stated[];
  readonly answers: readonly { readonly written: Written; readonly read: Read }[];
}

/** The first half: what can be told from texts alone. */
export function planOf(question: string | null, answers: readonly string[]): Plan {
  const text = question ?? '';
  const asked = askedOf(text);
  const read = answers.map((answer) => {
    const written = writtenIn(answer, asked);
    return { written, read: readAnswer(answer, written, asked) };
  });
  return { question: text, asked, examples: examplesIn(text, asked), answers: read };
}

/** Where the outcomes of one program belong; numbers are places in `probes`. */
export interface Asking {
  readonly subject: Subject;
  readonly probes: readonly Probe[];
  /** By example. */
  readonly examples: readonly (number | undefined)[];
  /** By answer, by its assertion. */
  readonly tests: readonly (readonly (number | undefined)[])[];
  /** By input that all programs are asked. */
  readonly shared: readonly (number | undefined)[];
}

export interface Asks {
  /** By answer; undefined where no program runs. */
  readonly askings: readonly (Asking | undefined)[];
  /** Assertions of each answer. */
  readonly tests: readonly (readonly Stated[])[];
  /** Where classes are compared. */
  readonly sequences: readonly Sequence[];
}

/** The second half, once it is known what the programs define. */
export function asksOf(plan: Plan, loaded: readonly (Loaded | undefined)[]): Asks {
  const { asked, examples, answers } = plan;
  const arity = asked.params.length > 0 ? asked.params.length : arityOf(examples);
  const subjects = answers.map(({ written }, at) => subjectOf(written, loaded[at], asked, arity));
  const said = answers.map(({ written }, at) => assertionsBy(written, subjects[at]));
  const known = new Set(examples.map(statedKey));
  const tests = said.map(({ stated }) => stated.filter((one) => !known.has(statedKey(one))));
  const sequences = classSequences(plan, subjects);
  const shared = sequences.length > 0 ? [] : sharedInputs(plan, subjects, said);
  const askings = subjects.map((subject, at) => {
    if (!subject) return undefined;
    const probes: Probe[] = [];
    const place = (probe: Probe | undefined) => (probe ? probes.push(probe) - 1 : undefined);
    const ofQuestion = { language: undefined, name: asked.name };
    return {
      subject,
      probes,
      examples: examples.map((one) => place(probeOf(one, ofQuestion, subject))),
      tests: tests.map((own, from) => {
        const by = subjects[from];
        const speaker = { language: by?.language, name: by && spokenName(by, answers[from]!.written) };
        return from === at ? [] : own.map((one) => place(probeOf(one, speaker, subject)));
      }),
      shared:
        sequences.length > 0
          ? sequences.map((one) =>
              place(subject.target && sequenceProbe(one, subject.target, subject.language)),
            )
          : shared.map((input) => place(input(subject))),
    };
  });
  return { askings, tests, sequences };
}

function arityOf(examples: readonly Stated[]): number | undefined {
  return examples.flatMap((one) => (one.kind === 'call' ? [one.args.length] : []))[0];
}

function subjectOf(
  { program, signatures }: Written,
  loaded: Loaded | undefined,
  asked: Asked,
  arity: number | undefined,
): Subject | undefined {
  if (!program || !loaded?.ok) return undefined;
  return {
    language: program.language,
    names: new Set(loaded.exports.map(({ name }) => name)),
    target: targetIn(loaded.exports, signatures, asked, arity),
  };
}

function assertionsBy(written: Written, subject: Subject | undefined): Assertions {
  if (!subject) return { stated: [], calls: [] };
  const within = subject.target?.within === undefined ? [] : [subject.target.name];
  return assertionsIn(written.code, [
    ...subject.names,
    ...within,
    ...written.signatures.map(({ name }) => name),
  ]);
}

/** How an author calls what was asked for: an exported default has another name in its own file. */
function spokenName({ target }: Subject, { signatures }: Written): string | undefined {
  return target && (signatures.find((one) => isCalled(one, target.name))?.name ?? target.name);
}

type SharedInput = (subject: Subject) => Probe | undefined;

/** Most inputs of one further function, where several were asked for. */
const mostOfEach = 12;

function sharedInputs(
  plan: Plan,
  subjects: readonly (Subject | undefined)[],
  said: readonly Assertions[],
): SharedInput[] {
  const { asked, examples, question } = plan;
  const running = subjects.filter((subject) => subject !== undefined);
  if (asked.kind === 'script' || running.every(({ target }) => target === undefined)) {
    return stdinInputs(examples, question).map((input) => () => ({ kind: 'stdin', input }));
  }
  const several = severalNames(question, asked, running);
  if (several.length > 1) {
    return several.flatMap((name) =>
      functionInputs(plan, subjects, said, name)
        .slice(0, mostOfEach)
        .map(
          (input): SharedInput =>
            ({ names, language }) =>
              names.has(name)
                ? { kind: 'call', target: name, args: writtenArguments(input, language) }
                : undefined,
        ),
    );
  }
  return functionInputs(plan, subjects, said, undefined).map(
    (input): SharedInput =>
      ({ target, language }) =>
        target && callOf(target, writtenArguments(input, language), language),
  );
}

function isCalled({ name, exportedAs }: Signature, wanted: string | undefined): boolean {
  return name === wanted || (exportedAs !== undefined && exportedAs === wanted);
}

/** Functions that the question names in code and that at least half of the programs define. */
function severalNames(question: string, asked: Asked, running: readonly Subject[]): string[] {
  const names = new Set(running.flatMap((subject) => [...subject.names]));
  return [...names].filter((name) => {
    const having = running.filter((subject) => subject.names.has(name)).length;
    const spelled =
      name === asked.name ||
      new RegExp(String.raw`\`${escaped(name)}\b|(?<![\w$.])${escaped(name)}\(`).test(question);
    // What stands before the function that is to be completed is given and the same for all.
    return (
      having * 2 >= running.length &&
      spelled &&
      !new RegExp(String.raw`\b(?:def|function) ${escaped(name)}\b`).test(asked.prelude)
    );
  });
}

function escaped(name: string): string {
  return name.replaceAll('$', String.raw`\$`);
}

/** Inputs of all programs together; of those that one answer brings; where the question says nothing of its inputs. */
const mostInputs = 32;
const mostOfQuestion = 24;
const mostOfAnswer = 4;
const mostOfAnswerAlone = 16;

/**
 * Inputs that the question gives, and beside them what each answer brings by itself: nothing that an answer brings
 * depends on who else answered, so that what programs do can be recorded once for all routes.
 * @param name of one function among several, undefined for what was asked for
 */
function functionInputs(
  plan: Plan,
  subjects: readonly (Subject | undefined)[],
  said: readonly Assertions[],
  name: string | undefined,
): Input[] {
  const { asked, examples, question } = plan;
  const asks = asked.params.length > 0 && (name === undefined || name === asked.name);
  const params = asks ? asked.params : [];
  const stated = examples.flatMap((one) =>
    one.kind === 'call' && (name === undefined || one.target === name)
      ? present(inputOf(one.args, params))
      : [],
  );
  const tells = stated.length > 0 || params.some(({ type }) => type !== undefined);
  const given = tells ? inputsFor(distinct(stated), params, asked, question).slice(0, mostOfQuestion) : [];
  const brought = said.flatMap((own, at) => {
    const header = headerOf(plan, subjects, at, name);
    const inputs = inputsBy(own, plan, subjects, at, name, asks ? params : header);
    if (given.length === 0) return inputsFor(inputs, header, asked, question).slice(0, mostOfAnswerAlone);
    return inputs.filter(({ length }) => length === given[0]!.length).slice(0, mostOfAnswer);
  });
  return distinct([...given, ...brought]).slice(0, mostInputs);
}

/** What the function is called in an answer. */
function nameBy(subject: Subject | undefined, name: string | undefined): string | undefined {
  return name ?? subject?.target?.name;
}

/** Parameters as an answer writes them; where it writes the function several times, those with types. */
function headerOf(
  { answers }: Plan,
  subjects: readonly (Subject | undefined)[],
  at: number,
  name: string | undefined,
): readonly Parameter[] {
  const headers = answers[at]!.written.signatures.filter(
    (one) => one.kind === 'function' && isCalled(one, nameBy(subjects[at], name)),
  );
  const isTyped = (one: Signature) => one.params.some(({ type }) => type !== undefined);
  return (headers.find(isTyped) ?? headers[0])?.params ?? [];
}

/** Inputs of the assertions and calls that an answer makes. */
function inputsBy(
  { stated, calls }: Assertions,
  { answers }: Plan,
  subjects: readonly (Subject | undefined)[],
  at: number,
  name: string | undefined,
  params: readonly Parameter[],
): Input[] {
  const subject = subjects[at];
  const own = [nameBy(subject, name), subject && spokenName(subject, answers[at]!.written)];
  const isOwn = (called: string | undefined) =>
    called !== undefined && own.some((one) => one === called || one === called.split('.').at(-1));
  const asserted = stated.flatMap((one) =>
    one.kind === 'call' && isOwn(one.target) ? present(inputOf(one.args, params)) : [],
  );
  const called = calls.flatMap(({ target, args }) => {
    const named = args.map((source) => ({ name: undefined, source }));
    return isOwn(target) ? present(inputOf(named, params)) : [];
  });
  return distinct([...asserted, ...called]);
}

/** The input as a list, empty where there is none. */
function present(input: Input | undefined): Input[] {
  return input ? [input] : [];
}

function distinct(inputs: readonly Input[]): Input[] {
  return [...new Map(inputs.map((input) => [JSON.stringify(input), input])).values()];
}

/** Sequences of one comparison of classes. */
const mostSequences = 12;

function classSequences(plan: Plan, subjects: readonly (Subject | undefined)[]): Sequence[] {
  const classes = subjects.flatMap((subject, at) => {
    const target: Target | undefined = subject?.target;
    const written = plan.answers[at]!.written;
    if (target?.kind !== 'class' || !written.program) return [];
    const made = written.signatures.find((one) => isCalled(one, target.name));
    const methods = methodsIn(written.program.source, made?.name ?? target.name);
    return [{ made: made?.params ?? [], methods }];
  });
  return sequencesFor(classes, plan.question, mostSequences);
}
