/**
 * What the programs of several answers are asked: examples of the question, assertions of the answers, and the same
 * inputs for all. What one answer brings depends on no other one: a trial of many answers tells for any of them, in any
 * order, what they are asked where only these were given.
 */
import { assertionsIn, type Assertions } from './assertions';
import type { Asked } from './asked';
import { withoutMissing } from './missing';
import type { Plan } from './plan';
import type { Exported, Loaded, Probe, Program } from './probe';
import type { Written } from './program';
import { isCalled, SharedInputs, spokenName } from './sharedInputs';
import { sequenceProbe, sequencesFor, type Methods, type Sequence } from './sequences';
import { methodsIn } from './signatures';
import { statedKey, type Stated } from './stated';
import { probeOf, type Subject } from './statedProbes';
import { targetIn } from './target';

/** Sequences of one comparison of classes. */
const mostSequences = 12;

/** All that programs of several answers are asked, so that any of them can be compared. */
export class Trial {
  /** By answer; undefined where no program runs. */
  readonly subjects: readonly (Subject | undefined)[];
  /** Assertions of each answer, without those that the question states. */
  readonly tests: readonly (readonly Stated[])[];
  readonly inputs: SharedInputs;
  /** What is known of each program's definitions, as far as it counts; undefined where an answer has none to run. */
  readonly loaded: readonly (Loaded | undefined)[];
  private readonly classes: (Methods | undefined)[] = [];

  /** @param loaded by answer */
  constructor(
    readonly plan: Plan,
    loaded: readonly (Loaded | undefined)[],
  ) {
    const { asked, examples, answers } = plan;
    this.loaded = answers.map(({ written: { program } }, at) => {
      const one = loaded[at];
      return one && program ? withoutMissing(one, program, asked) : one;
    });
    const arity = asked.params.length > 0 ? asked.params.length : arityOf(examples);
    this.subjects = answers.map(({ written }, at) => subjectOf(written, this.loaded[at], asked, arity));
    const said = answers.map(({ written }, at) => assertionsBy(written, this.subjects[at]));
    const known = new Set(examples.map(statedKey));
    this.tests = said.map(({ stated }) => stated.filter((one) => !known.has(statedKey(one))));
    this.inputs = new SharedInputs(plan, this.subjects, said);
  }

  /** The examples of the question, asked of one program; undefined where one does not apply to it. */
  examples(at: number): (Probe | undefined)[] {
    const subject = this.subjects[at];
    const { name } = this.plan.asked;
    // What was stated before holds of what is still defined.
    if (this.plan.fromEarlier && subject?.target?.name !== name)
      return this.plan.examples.map(() => undefined);
    const ofQuestion = { language: undefined, name };
    return this.plan.examples.map((one) => subject && probeOf(one, ofQuestion, subject));
  }

  /** The assertions of one answer, asked of the program of another. */
  testsBy(from: number, at: number): (Probe | undefined)[] {
    const [by, subject] = [this.subjects[from], this.subjects[at]];
    const name = by && spokenName(by, this.plan.answers[from]!.written);
    const speaker = { language: by?.language, name };
    return this.tests[from]!.map((one) => subject && probeOf(one, speaker, subject));
  }

  /** How the classes of these answers are compared; empty where these are no classes. */
  sequences(among: readonly number[]): Sequence[] {
    const classes = among.flatMap((at) =>
      this.subjects[at]?.target?.kind === 'class' ? (this.methods(at) ?? []) : [],
    );
    return sequencesFor(classes, this.plan.question, mostSequences);
  }

  /** Everything that one program is asked where these answers were given; without a sequence of calls, these inputs. */
  probes(at: number, among: readonly number[], inputs = this.inputs.among(among)): Probe[] {
    const subject = this.subjects[at];
    if (!subject) return [];
    const sequences = this.sequences(among);
    const shared =
      sequences.length > 0
        ? sequences.map((one) => this.sequence(one, at))
        : inputs.map((input) => this.inputs.probe(input, subject));
    const tests = among.flatMap((from) => (from === at ? [] : this.testsBy(from, at)));
    return [...this.examples(at), ...tests, ...shared].filter((probe) => probe !== undefined);
  }

  sequence(sequence: Sequence, at: number): Probe | undefined {
    const { target, language } = this.subjects[at] ?? {};
    return target && language && sequenceProbe(sequence, target, language);
  }

  private methods(at: number): Methods | undefined {
    const { target } = this.subjects[at]!;
    const { program, signatures } = this.plan.answers[at]!.written;
    if (!target || !program) return undefined;
    const made = signatures.find((one) => isCalled(one, target.name));
    return (this.classes[at] ??= {
      made: made?.params ?? [],
      methods: methodsIn(program.source, made?.name ?? target.name),
    });
  }
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
    target: targetIn([...loaded.exports, ...boundIn(program, asked)], signatures, asked, arity),
  };
}

/** What was asked for may be another's function under its name: `from calendar import isleap as is_leap`. */
function boundIn({ language, source }: Program, { name, kind }: Asked): Exported[] {
  if (language !== 'python' || name === undefined || kind !== 'function') return [];
  const isBound = source.split('\n').some((line) => {
    const [, alias] =
      /^(?:from [\w.]{1,80} import |import )[\w., ]{0,300}\bas (\w{1,80})\s*$/.exec(line) ??
      /^(\w{1,80}) ?= ?[A-Za-z_][\w.]{0,80}(?:\(.*)?$/.exec(line) ??
      [];
    return alias === name;
  });
  return isBound ? [{ name, kind: 'function' }] : [];
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
