/**
 * Findings and likeness of answers, put together from what their programs did. What is known of one answer, or of two
 * of them, is worked out once: any of the answers can be looked at together, in any order, as if there were no others.
 */
import { compared, sameOutcome, type Compared, type Programs } from './behaviour';
import { contentOf, type Content } from './content';
import type { Checked, CheckedAnswer, Failure, Finding } from './findings';
import { kindTogether } from './kind';
import { asPart } from './fragment';
import { InputOutcomes } from './inputOutcomes';
import { wholeLiteral } from './literals';
import { likeness } from './likeness';
import { endedScript } from './missing';
import type { Loaded, RunOutcome, Probe } from './probe';
import { effectsIn, withoutEffects, type Sequence } from './sequences';
import { sameShortAnswer } from './shortAnswer';
import { statedText, type Stated } from './stated';
import { verdict } from './statedProbes';
import type { Trial } from './trial';
import type { Comparison } from './values';

/** What came back for one answer. */
export interface Found {
  /** What its program did when it was asked this; undefined where it was not asked. */
  outcome(probe: Probe): RunOutcome | undefined;
  /** What its blocks' parsers said. */
  readonly syntax: readonly Finding[];
}

/** How a program does on what is stated somewhere. */
interface Tried {
  readonly passed: number;
  readonly known: number;
  readonly failed: readonly Failure[];
  readonly asked: number;
  /** Why some of it could not be found out, one reason for each. */
  readonly cannot: readonly string[];
}

const nowhere: RunOutcome = { cannot: 'It was not run.' };

/** Puts what came back from the sandbox together into findings, for any of the answers of a trial. */
export class Assembly {
  private readonly contents: (Content | undefined)[] = [];
  private readonly onExamples: (Tried | undefined)[] = [];
  private readonly onTests = new Map<number, Tried>();
  private readonly onInputs: (InputOutcomes | undefined)[] = [];
  private readonly likenesses = new Map<number, number>();

  /** @param found by answer of the trial */
  constructor(
    private readonly trial: Trial,
    private readonly found: readonly Found[],
  ) {}

  /** Whether one of these answers holds a program that was asked for. */
  hasProgram(among: readonly number[]): boolean {
    return among.some((at) => this.trial.plan.answers[at]!.read.kind === 'program');
  }

  /** What is known where these answers of the trial were given, in this order. */
  checked(among: readonly number[]): Checked {
    const sequences = this.trial.sequences(among);
    const inputs = sequences.length > 0 ? [] : this.trial.inputs.among(among);
    const made = sequences.length > 0 ? this.inSequences(among, sequences) : this.onShared(among, inputs);
    const behaviour = compared(this.andOnExamples(among, made));
    const asked = (at: number) =>
      sequences.length > 0
        ? sequences.map((one) => this.outcomeOf(at, this.trial.sequence(one, at)))
        : inputs.map((input) => this.outcomesOn(input).of(at));
    const answers = among.map((at, place): CheckedAnswer => {
      const { read, written } = this.trial.plan.answers[at]!;
      const findings = [...this.found[at]!.syntax];
      if (read.kind === 'program') {
        findings.push(...this.runFindings(among, place, asked));
        const key = behaviour.keys[place];
        if (key !== undefined && behaviour.kept.length > 0) {
          findings.push({ type: 'behaviour', probes: behaviour.kept.length, key });
        }
        if (written.cannot !== undefined)
          findings.push({ type: 'cannot', what: 'run', reason: written.cannot });
      }
      return { kind: read.kind, ...(read.final && { final: read.final.text }), findings };
    });
    return {
      kind: kindTogether(answers.map(({ kind }) => kind)),
      answers,
      alike: this.alike(among, behaviour),
    };
  }

  private runFindings(
    among: readonly number[],
    place: number,
    askedOf: (at: number) => readonly (RunOutcome | undefined)[],
  ): Finding[] {
    const at = among[place]!;
    const { plan, loaded: all } = this.trial;
    const { program } = plan.answers[at]!.written;
    const atFirst = all[at];
    if (!program || !atFirst) return [];
    const { language } = program;
    const target = this.trial.subjects[at]?.target;
    const ended = target || !atFirst.ok ? undefined : endedScript(askedOf(at), program, plan.asked);
    const loaded = asPart(ended ?? atFirst, program, this.found[at]!.syntax);
    if (loaded.cannot !== undefined) return [{ type: 'cannot', what: 'run', reason: loaded.cannot }];
    if (!loaded.ok) {
      const message = loaded.message ?? 'It does not load.';
      const own = language === 'python' ? 'python' : 'javascript';
      const failed = plan.examples
        .filter((one) => one.kind !== 'expression' || (one.language ?? own) === own)
        .map((one) => ({ ...told(one), got: message }));
      const examples: Finding[] =
        failed.length > 0 && !plan.fromEarlier ? [{ type: 'examples', passed: 0, failed }] : [];
      return [{ type: 'runs', language, ok: false, message }, ...examples];
    }
    const findings = [this.definesWhatWasAsked(at, language)];
    const examples = (this.onExamples[at] ??= this.tried(at, plan.examples, this.trial.examples(at)));
    if (examples.known > 0) {
      const { passed, failed } = examples;
      findings.push({ type: 'examples', passed, failed, ...(plan.fromEarlier && { earlier: true }) });
    }
    const reasons = [...examples.cannot];
    let asked = examples.asked;
    among.forEach((author, from) => {
      if (from === place) return;
      const tests = this.testedBy(author, at);
      asked += tests.asked;
      reasons.push(...tests.cannot);
      if (tests.known > 0) {
        findings.push({ type: 'tests', from, passed: tests.passed, failed: tests.failed });
      }
    });
    for (const outcome of askedOf(at)) {
      if (outcome) asked += 1;
      if (outcome && 'cannot' in outcome) reasons.push(outcome.cannot);
    }
    const [runs] = findings;
    if (!target && asked > 0 && reasons.length === asked && runs?.type === 'runs' && runs.ok) {
      return [{ type: 'cannot', what: 'run', reason: reasons[0]! }];
    }
    // Where most of what was asked could not be found out, that is said once.
    if (reasons.length > 0 && reasons.length * 2 >= asked) {
      findings.push({ type: 'cannot', what: 'run', reason: reasons[0]! });
    }
    return findings;
  }

  private definesWhatWasAsked(at: number, language: string): Finding {
    const { asked } = this.trial.plan;
    const isThere =
      asked.kind === 'script' || this.trial.subjects[at]!.target !== undefined || asked.name === undefined;
    if (isThere) return { type: 'runs', language, ok: true };
    return { type: 'runs', language, ok: false, message: `It does not define ${asked.name}.` };
  }

  private testedBy(from: number, at: number): Tried {
    const pair = from * this.found.length + at;
    const known = this.onTests.get(pair);
    if (known) return known;
    const tried = this.tried(at, this.trial.tests[from]!, this.trial.testsBy(from, at));
    this.onTests.set(pair, tried);
    return tried;
  }

  private tried(at: number, stated: readonly Stated[], probes: readonly (Probe | undefined)[]): Tried {
    const { language } = this.trial.subjects[at]!;
    const how: Comparison = { unordered: this.trial.plan.asked.unordered };
    const outcomes = probes.map((probe) => this.outcomeOf(at, probe));
    const verdicts = stated.flatMap((one, number) => {
      const outcome = outcomes[number];
      return (outcome && verdict(one, probes[number]!, outcome, language, how)) ?? [];
    });
    const failed = verdicts.flatMap((one) => (one.holds ? [] : [one.failure]));
    return {
      passed: verdicts.length - failed.length,
      known: verdicts.length,
      failed,
      asked: outcomes.filter((outcome) => outcome).length,
      cannot: outcomes.flatMap((outcome) => (outcome && 'cannot' in outcome ? [outcome.cannot] : [])),
    };
  }

  private outcomeOf(at: number, probe: Probe | undefined): RunOutcome | undefined {
    return probe && (this.found[at]!.outcome(probe) ?? nowhere);
  }

  private ran(among: readonly number[]): boolean[] {
    const { plan, subjects } = this.trial;
    return among.map((at) => subjects[at] !== undefined && plan.answers[at]!.read.kind === 'program');
  }

  private acrossLanguages(among: readonly number[]): boolean {
    const languages = new Set(
      among.flatMap((at) => {
        const subject = this.trial.subjects[at];
        return subject ? [subject.language === 'python'] : [];
      }),
    );
    return languages.size > 1;
  }

  /** Functions and scripts, on inputs that all are asked. */
  private onShared(among: readonly number[], inputs: readonly number[]): Programs {
    const across = this.acrossLanguages(among);
    const outcomes = inputs.map((input) => this.outcomesOn(input));
    return {
      ran: this.ran(among),
      inputs: inputs.length,
      returns: (answer, input) => outcomes[input]!.returns(among[answer]!),
      same: (a, b, input) => outcomes[input]!.same(among[a]!, among[b]!, across),
    };
  }

  private outcomesOn(input: number): InputOutcomes {
    const { subjects, inputs, plan } = this.trial;
    return (this.onInputs[input] ??= new InputOutcomes(
      subjects.map((subject, at) => subject && this.outcomeOf(at, inputs.probe(input, subject))),
      { unordered: plan.asked.unordered },
    ));
  }

  /** Beside inputs, what the question states of more than values: objects and what is done with them, functions handed over. */
  private andOnExamples(among: readonly number[], { ran, inputs, returns, same }: Programs): Programs {
    const { plan } = this.trial;
    const numbers = plan.examples.flatMap((one, number) => (isOfValues(one) ? [] : [number]));
    if (numbers.length === 0) return { ran, inputs, returns, same };
    const how = { unordered: plan.asked.unordered, acrossLanguages: this.acrossLanguages(among) };
    const outcomes = among.map((at, place) => {
      const probes = ran[place] ? this.trial.examples(at) : [];
      return numbers.map((number) => this.outcomeOf(at, probes[number]));
    });
    return {
      ran,
      inputs: inputs + numbers.length,
      returns: (answer, input) =>
        input < inputs ? returns(answer, input) : isValue(outcomes[answer]![input - inputs]),
      same: (a, b, input) =>
        input < inputs
          ? same(a, b, input)
          : sameOutcome(outcomes[a]![input - inputs], outcomes[b]![input - inputs], how),
    };
  }

  /** Classes, by sequences of calls. */
  private inSequences(among: readonly number[], sequences: readonly Sequence[]): Programs {
    const how = {
      unordered: this.trial.plan.asked.unordered,
      acrossLanguages: this.acrossLanguages(among),
    };
    const ran = this.ran(among);
    const raw = among.map((at, place) =>
      ran[place] ? sequences.map((one) => this.outcomeOf(at, this.trial.sequence(one, at))) : [],
    );
    const values = raw.map((one) =>
      one.map((outcome) => (outcome && 'value' in outcome ? outcome.value : undefined)),
    );
    const effects = new Set(
      values.flatMap((one, place) => (ran[place] ? [...effectsIn(sequences, one)] : [])),
    );
    const quiet = raw.map((one) =>
      one.map((outcome, at) =>
        outcome && 'value' in outcome
          ? { ...outcome, value: withoutEffects(sequences[at]!, outcome.value, effects) }
          : outcome,
      ),
    );
    return {
      ran,
      inputs: sequences.length,
      returns: (answer, input) => values[answer]![input] !== undefined,
      same: (a, b, input) => sameOutcome(quiet[a]![input], quiet[b]![input], how),
    };
  }

  /** Equal finals, equal behaviour, or likeness of content; an answer of another kind is like none. */
  private alike(among: readonly number[], { alike }: Compared): number[][] {
    const rows = among.map(() => among.map(() => 1));
    for (let i = 0; i < among.length; i++) {
      for (let j = i + 1; j < among.length; j++) {
        rows[i]![j] = rows[j]![i] = this.pair(among[i]!, among[j]!, alike[i]![j]);
      }
    }
    return rows;
  }

  private pair(one: number, other: number, behaving: number | undefined): number {
    const { plan, loaded } = this.trial;
    const [a, b] = [plan.answers[one]!.read, plan.answers[other]!.read];
    if (a.kind !== b.kind) return 0;
    if (a.final && b.final) return Number(sameShortAnswer(a.final, b.final));
    const [first, second] = [loaded[one], loaded[other]];
    const isApart = isBroken(first) !== isBroken(second) && (first?.ok || second?.ok);
    if (a.kind === 'program' && isApart) return 0;
    return behaving ?? this.likeness(Math.min(one, other), Math.max(one, other));
  }

  private likeness(one: number, other: number): number {
    const pair = one * this.found.length + other;
    const known = this.likenesses.get(pair);
    if (known !== undefined) return known;
    const alike = likeness(this.content(one), this.content(other));
    this.likenesses.set(pair, alike);
    return alike;
  }

  private content(at: number): Content {
    const { program, prose, code, blocks } = this.trial.plan.answers[at]!.written;
    const said = program ? code : blocks.map(({ text }) => text).join('\n\n');
    return (this.contents[at] ??= contentOf(`${prose}\n${said}`));
  }
}

/** The inputs that all are asked hold such statements already. */
function isOfValues(stated: Stated): boolean {
  return (
    stated.kind === 'stdin' ||
    (stated.kind === 'call' && stated.args.every(({ source }) => wholeLiteral(source) !== undefined))
  );
}

function isValue(outcome: RunOutcome | undefined): boolean {
  return outcome !== undefined && 'value' in outcome;
}

function isBroken(loaded: Loaded | undefined): boolean {
  return loaded !== undefined && !loaded.ok && loaded.cannot === undefined;
}

/** A statement before it was asked of anybody. */
function told(stated: Stated): Pick<Failure, 'input' | 'expected'> {
  const expected =
    stated.kind === 'stdin'
      ? stated.expected
      : 'threw' in stated.expected
        ? `throws ${stated.expected.threw ?? 'an error'}`
        : stated.expected.text;
  return { input: statedText(stated).slice(0, 400), expected: expected.slice(0, 400) };
}
