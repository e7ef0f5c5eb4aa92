/** Tests that a question keeps to itself, run on the program of one answer. */
import type { Failure } from '../der/evidence/findings';
import { wholeLiteral } from '../der/evidence/literals';
import { planOf } from '../der/evidence/plan';
import type { RunOutcome, Probe, Program } from '../der/evidence/probe';
import type { Stated } from '../der/evidence/stated';
import { verdict } from '../der/evidence/statedProbes';
import { emptyMemory, Runner } from './runner';
import type { Sandbox } from './sandbox';

/** An expression in the language that is asked for, and what it gives: a literal, or `throws RangeError`. */
export type HiddenTest = readonly [expression: string, gives: string];

export type Tested =
  | { readonly passed: number; readonly failed: readonly Failure[] }
  /** There is nothing to run: no program, or one in a language that was not asked for and cannot be run. */
  | { readonly none: string }
  /** Nothing could be found out, through no fault of the answer. */
  | { readonly cannot: string };

/** What a sandbox that is well does with a program that does nothing. */
const trivial: Program = { language: 'javascript', source: '' };

/**
 * The test as the checks know statements; undefined where its expectation is none.
 * @param name of what the question asks for, as the tests call it
 */
export function hiddenStatement(name: string, [source, gives]: HiddenTest): Stated | undefined {
  const thrown = /^throws ([A-Z]\w*)$/.exec(gives)?.[1];
  if (thrown !== undefined) return { kind: 'expression', target: name, source, expected: { threw: thrown } };
  const literal = wholeLiteral(gives);
  return literal && { kind: 'expression', target: name, source, expected: { literal, text: gives } };
}

/**
 * Runs tests on what an answer's program defines.
 * @throws the signal's reason when it aborts; a sandbox that fails is `cannot` and no error
 */
export async function runHidden(
  {
    question,
    name,
    tests,
  }: { readonly question: string; readonly name: string; readonly tests: readonly HiddenTest[] },
  answer: string,
  { sandbox, signal }: { readonly sandbox: Sandbox; readonly signal: AbortSignal },
): Promise<Tested> {
  const statements = tests.flatMap((test) => hiddenStatement(name, test) ?? []);
  const plan = { ...planOf(question, [answer]), examples: statements };
  const { written } = plan.answers[0]!;
  const { program } = written;
  if (!program) return { none: written.cannot ?? 'It holds no program.' };
  const runner = new Runner(sandbox, emptyMemory(), signal);
  const trial = await runner.trial(plan, (asked, at) =>
    asked.examples(at).filter((probe) => probe !== undefined),
  );
  signal.throwIfAborted();
  const loaded = trial.loaded[0];
  if (!loaded) return { none: 'It holds no program.' };
  const subject = trial.subjects[0];
  if (!subject) {
    if (loaded.cannot !== undefined) return blamed(loaded.cannot, statements.length, sandbox, signal);
    return failedAll(statements.length, loaded.message ?? 'It does not load.');
  }
  const probes = trial.examples(0);
  const failed: Failure[] = [];
  let passed = 0;
  for (const [at, stated] of statements.entries()) {
    const probe = probes[at];
    const outcome = probe && runner.outcome(program, probe);
    const found = probe && outcome && verdict(stated, probe, outcome, subject.language, {});
    if (found?.holds) passed += 1;
    else failed.push(found ? found.failure : unknown(stated, probe, outcome));
  }
  const lost =
    failed.length > 0 && passed === 0
      ? reasonOf(probes, (probe) => runner.outcome(program, probe))
      : undefined;
  return lost === undefined ? { passed, failed } : blamed(lost, statements.length, sandbox, signal);
}

/** Why nothing at all is known of what was asked; undefined where something is. */
function reasonOf(
  probes: readonly (Probe | undefined)[],
  outcomeOf: (probe: Probe) => RunOutcome | undefined,
): string | undefined {
  const outcomes = probes.flatMap((probe) => (probe && outcomeOf(probe)) ?? []);
  const reasons = outcomes.flatMap((outcome) => ('cannot' in outcome ? [outcome.cannot] : []));
  return reasons.length > 0 && reasons.length === outcomes.length ? reasons[0] : undefined;
}

/**
 * Whether a program or its sandbox is to blame where nothing is known of it: a sandbox that runs another program is
 * well, so that time, memory or a missing module are the answer's own fault.
 */
async function blamed(reason: string, tests: number, sandbox: Sandbox, signal: AbortSignal): Promise<Tested> {
  const well = await sandbox.run(trivial, [], { seed: 0, signal });
  return well.loaded.ok ? failedAll(tests, reason) : { cannot: well.loaded.cannot ?? reason };
}

function failedAll(tests: number, got: string): Tested {
  return { passed: 0, failed: Array.from({ length: tests }, () => ({ input: '', expected: '', got })) };
}

function unknown(stated: Stated, probe: Probe | undefined, outcome: RunOutcome | undefined): Failure {
  const got =
    outcome && 'cannot' in outcome
      ? outcome.cannot
      : probe
        ? 'nothing'
        : 'It does not define what was asked for.';
  return { input: stated.kind === 'expression' ? stated.source : '', expected: '', got };
}
