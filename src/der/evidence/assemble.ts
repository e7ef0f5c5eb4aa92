/** Findings and likeness of all answers, put together from what was asked of their programs. */
import { contentOf } from './content';
import { likeness } from './likeness';
import { compared, type Behaviour, type Compared } from './behaviour';
import type { Checked, Failure, Finding } from './findings';
import { kindTogether } from './kind';
import type { Asking, Asks, Plan } from './plan';
import type { Loaded, Outcome } from './probe';
import { effectsIn, withoutEffects } from './sequences';
import { sameShortAnswer } from './shortAnswer';
import type { Stated } from './stated';
import { verdict } from './statedProbes';
import type { Comparison } from './values';

/** What came back for each answer. */
export interface Found {
  readonly loaded: Loaded | undefined;
  /** In the order of the answer's probes. */
  readonly outcomes: readonly Outcome[];
  /** What its blocks' parsers said. */
  readonly syntax: readonly Finding[];
}

/** Failures that are told one by one; the rest is counted alone. */
const mostFailures = 8;

export function checkedOf(plan: Plan, asks: Asks, found: readonly Found[]): Checked {
  const how: Comparison = { unordered: plan.asked.unordered };
  const behaviour = behaviourOf(plan, asks, found, how);
  const answers = plan.answers.map(({ read, written }, at) => {
    const own = found[at]!;
    const findings = [...own.syntax];
    if (read.kind === 'program') {
      findings.push(...runFindings(plan, asks, own, at));
      const key = behaviour.keys[at];
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
    alike: alikeness(plan, behaviour, found),
  };
}

function runFindings(plan: Plan, asks: Asks, { loaded, outcomes }: Found, at: number): Finding[] {
  const { program } = plan.answers[at]!.written;
  if (!program || !loaded) return [];
  const { language } = program;
  if (loaded.cannot !== undefined) return [{ type: 'cannot', what: 'run', reason: loaded.cannot }];
  if (!loaded.ok) {
    const message = loaded.message ?? 'It does not load.';
    const failed = plan.examples.map((one) => ({ ...told(one), got: message }));
    const examples: Finding[] =
      failed.length > 0 ? [{ type: 'examples', passed: 0, failed: failed.slice(0, mostFailures) }] : [];
    return [{ type: 'runs', language, ok: false, message }, ...examples];
  }
  const asking = asks.askings[at]!;
  return [
    definesWhatWasAsked(plan, asking, language),
    ...statedFindings(plan, asking, asks, outcomes),
    ...unknown(asking, outcomes),
  ];
}

/** A statement before it was asked of anybody. */
function told(stated: Stated): Pick<Failure, 'input' | 'expected'> {
  const input =
    stated.kind === 'stdin'
      ? stated.input.trim()
      : stated.kind === 'expression'
        ? stated.source
        : `${stated.target ?? ''}(${stated.args.map(({ source }) => source).join(', ')})`;
  const expected =
    stated.kind === 'stdin'
      ? stated.expected
      : 'threw' in stated.expected
        ? `throws ${stated.expected.threw ?? 'an error'}`
        : stated.expected.text;
  return { input: input.slice(0, 400), expected: expected.slice(0, 400) };
}

function definesWhatWasAsked({ asked }: Plan, { subject }: Asking, language: string): Finding {
  const isThere = asked.kind === 'script' || subject.target !== undefined || asked.name === undefined;
  if (isThere) return { type: 'runs', language, ok: true };
  return { type: 'runs', language, ok: false, message: `It does not define ${asked.name}.` };
}

function statedFindings(
  { examples, asked }: Plan,
  asking: Asking,
  asks: Asks,
  outcomes: readonly Outcome[],
): Finding[] {
  const how: Comparison = { unordered: asked.unordered };
  const counted = (stated: readonly Stated[], places: readonly (number | undefined)[]) => {
    const verdicts = stated.flatMap((one, at) => {
      const place = places[at];
      if (place === undefined) return [];
      return verdict(one, asking.probes[place]!, outcomes[place]!, asking.subject.language, how) ?? [];
    });
    const failed = verdicts.flatMap((one) => (one.holds ? [] : [one.failure]));
    return {
      passed: verdicts.length - failed.length,
      failed: failed.slice(0, mostFailures),
      known: verdicts.length,
    };
  };
  const findings: Finding[] = [];
  const own = counted(examples, asking.examples);
  if (own.known > 0) findings.push({ type: 'examples', passed: own.passed, failed: own.failed });
  asks.tests.forEach((tests, from) => {
    const { passed, failed, known } = counted(tests, asking.tests[from]!);
    if (known > 0) findings.push({ type: 'tests', from, passed, failed });
  });
  return findings;
}

/** Where most of what was asked could not be found out, that is said once. */
function unknown({ probes }: Asking, outcomes: readonly Outcome[]): Finding[] {
  const reasons = outcomes.flatMap((outcome) => ('cannot' in outcome ? [outcome.cannot] : []));
  if (reasons.length === 0 || reasons.length * 2 < probes.length) return [];
  return [{ type: 'cannot', what: 'run', reason: reasons[0]! }];
}

function behaviourOf(
  plan: Plan,
  { askings, sequences }: Asks,
  found: readonly Found[],
  how: Comparison,
): Compared {
  const raw = askings.map((asking, at): Behaviour | undefined => {
    const own = found[at]!;
    if (!asking || !own.loaded?.ok || plan.answers[at]!.read.kind !== 'program') return undefined;
    return asking.shared.map((place) => (place === undefined ? undefined : own.outcomes[place]));
  });
  const languages = new Set(
    askings.flatMap((asking) => (asking ? [asking.subject.language === 'python'] : [])),
  );
  const across = { ...how, acrossLanguages: languages.size > 1 };
  if (sequences.length === 0) return compared(raw, across);
  const values = raw.map((one) =>
    one?.map((outcome) => (outcome && 'value' in outcome ? outcome.value : undefined)),
  );
  const effects = new Set(values.flatMap((one) => (one ? [...effectsIn(sequences, one)] : [])));
  const quiet = raw.map((one) =>
    one?.map((outcome, at) =>
      outcome && 'value' in outcome
        ? { ...outcome, value: withoutEffects(sequences[at]!, outcome.value, effects) }
        : outcome,
    ),
  );
  return compared(quiet, across);
}

/** Equal finals, equal behaviour, or likeness of content; an answer of another kind is like none. */
function alikeness(plan: Plan, { alike }: Compared, found: readonly Found[]): number[][] {
  const contents = plan.answers.map(({ written }) => contentOf(`${written.prose}\n${written.code}`));
  const pair = (i: number, j: number): number => {
    const [a, b] = [plan.answers[i]!.read, plan.answers[j]!.read];
    if (a.kind !== b.kind) return 0;
    if (a.final && b.final) return Number(sameShortAnswer(a.final, b.final));
    const [one, other] = [found[i]!.loaded, found[j]!.loaded];
    const broken = (loaded: Loaded | undefined) =>
      loaded !== undefined && !loaded.ok && loaded.cannot === undefined;
    if (a.kind === 'program' && broken(one) !== broken(other) && (one?.ok || other?.ok)) return 0;
    return alike[i]![j] ?? likeness(contents[i]!, contents[j]!);
  };
  return plan.answers.map((_, i) =>
    plan.answers.map((__, j) => (i === j ? 1 : i < j ? pair(i, j) : pair(j, i))),
  );
}
