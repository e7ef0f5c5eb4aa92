/** Checks answers: parses what they contain, runs their programs in the sandbox, and says what was found. */
import { asksOf, planOf, type Asks, type Plan } from '../der/evidence/plan';
import { checkedOf, type Found } from '../der/evidence/assemble';
import type { Checked, Finding } from '../der/evidence/findings';
import type { Loaded, Outcome, Probe, Program } from '../der/evidence/probe';
import { seedOf } from '../der/evidence/seeded';
import { promised } from '../der/evidence/target';
import type { Sandbox } from './sandbox';

/** Parses one block; undefined for a language that is not parsed. Never rejects. */
export type SyntaxCheck = (
  language: string,
  text: string,
  signal: AbortSignal,
) => Promise<Extract<Finding, { type: 'syntax' | 'cannot' }> | undefined>;

/** What programs were found to do, so that a later check of the same answers runs only what is new. */
export interface CheckMemory {
  readonly loaded: Map<string, Loaded>;
  readonly outcomes: Map<string, Outcome>;
}

export interface CheckOptions {
  /** Without one, no program runs, and findings say so. */
  readonly sandbox: Sandbox | undefined;
  readonly syntax?: SyntaxCheck;
  readonly signal: AbortSignal;
  /** For all answers together, in milliseconds; what overruns is `cannot`. */
  readonly budgetMs?: number;
  readonly memory?: CheckMemory;
}

const defaultBudgetMs = 1500;

/** Blocks of one answer that are parsed. */
const mostBlocks = 40;

export function emptyMemory(): CheckMemory {
  return { loaded: new Map(), outcomes: new Map() };
}

/**
 * Checks all answers of one question together.
 * @param question null where it is not known
 * @throws the signal's reason when it aborts; a sandbox that fails is a finding and no error
 */
export async function check(
  question: string | null,
  answers: readonly string[],
  { sandbox, syntax, signal, budgetMs = defaultBudgetMs, memory = emptyMemory() }: CheckOptions,
): Promise<Checked> {
  signal.throwIfAborted();
  const budget = new AbortController();
  const timer = setTimeout(() => budget.abort(new Overrun()), budgetMs);
  const either = AbortSignal.any([signal, budget.signal]);
  try {
    const plan = planOf(question, answers);
    const runner = new Runner(sandbox, memory, either, seedOf(plan.question));
    const parsing = plan.answers.map((_, at) => syntaxOf(plan, at, syntax, either));
    // What the texts promise is asked for at once; what loading shows to be different is asked for afterwards.
    const promises = plan.answers.map(({ read, written }) =>
      read.kind === 'program' && written.program
        ? { ok: true, exports: promised(written.signatures) }
        : undefined,
    );
    await runner.ask(plan, asksOf(plan, promises));
    const loaded = plan.answers.map(({ written }, at) => promises[at] && runner.loaded(written.program!));
    const asks = asksOf(plan, loaded);
    const outcomes = await runner.ask(plan, asks);
    const parsed = await Promise.all(parsing);
    signal.throwIfAborted();
    const found = plan.answers.map((_, at): Found => ({
      loaded: loaded[at],
      outcomes: outcomes[at]!,
      syntax: parsed[at]!,
    }));
    return checkedOf(plan, asks, found);
  } finally {
    clearTimeout(timer);
  }
}

class Overrun extends Error {
  override readonly message = 'Checking all answers took too long.';
}

const noSandbox = 'No sandbox could be started on this machine.';

class Runner {
  /** What could not be loaded here, which another check may try again. */
  private readonly failed = new Map<string, Loaded>();

  constructor(
    private readonly sandbox: Sandbox | undefined,
    private readonly memory: CheckMemory,
    private readonly signal: AbortSignal,
    private readonly seed: number,
  ) {}

  /** What is known of a program that was run. */
  loaded(program: Program): Loaded {
    return this.memory.loaded.get(keyOf(program)) ?? this.failed.get(keyOf(program)) ?? notLoaded(noSandbox);
  }

  /** Outcomes of all probes, by answer; what was asked before is not asked again. */
  ask({ answers }: Plan, { askings }: Asks): Promise<(readonly Outcome[])[]> {
    return Promise.all(
      askings.map((asking, at) =>
        asking ? this.outcomes(answers[at]!.written.program!, asking.probes) : [],
      ),
    );
  }

  private async outcomes(program: Program, probes: readonly Probe[]): Promise<readonly Outcome[]> {
    const { memory } = this;
    const own = keyOf(program);
    const keys = probes.map((probe) => `${own}\u0000${JSON.stringify(probe)}`);
    const open = [...new Map(probes.map((probe, at) => [keys[at]!, probe]))].filter(
      ([key]) => !memory.outcomes.has(key),
    );
    const fresh = new Map<string, Outcome>();
    if (open.length > 0 || !memory.loaded.has(own)) {
      const asked = open.map(([, probe]) => probe);
      const { loaded, outcomes } = await this.run(program, asked);
      if (loaded.cannot === undefined) memory.loaded.set(own, loaded);
      else this.failed.set(own, loaded);
      open.forEach(([key], at) => {
        const outcome = outcomes[at] ?? { cannot: noSandbox };
        fresh.set(key, outcome);
        if (!('cannot' in outcome)) memory.outcomes.set(key, outcome);
      });
    }
    return keys.map((key) => memory.outcomes.get(key) ?? fresh.get(key)!);
  }

  /** What overruns, and a sandbox that fails, is told as something that could not be found out. */
  private async run(program: Program, probes: readonly Probe[]) {
    const nothing = (reason: string) => ({
      loaded: notLoaded(reason),
      outcomes: probes.map(() => ({ cannot: reason })),
    });
    if (!this.sandbox) return nothing(noSandbox);
    try {
      return await this.sandbox.run(program, probes, { seed: this.seed, signal: this.signal });
    } catch {
      const { aborted, reason } = this.signal;
      return nothing(aborted && reason instanceof Overrun ? reason.message : noSandbox);
    }
  }
}

function notLoaded(reason: string): Loaded {
  return { ok: false, cannot: reason, exports: [] };
}

function keyOf({ language, source }: Program): string {
  return `${language}\u0000${source}`;
}

async function syntaxOf(
  { answers }: Plan,
  at: number,
  syntax: SyntaxCheck | undefined,
  signal: AbortSignal,
): Promise<Finding[]> {
  if (!syntax) return [];
  const findings: Finding[] = [];
  for (const { language, role, text, line } of answers[at]!.written.blocks.slice(0, mostBlocks)) {
    if (language === '' || role === 'output' || role === 'diff') continue;
    if (signal.aborted) {
      findings.push({ type: 'cannot', what: 'syntax', reason: new Overrun().message });
      break;
    }
    const finding = await syntax(language, text, signal);
    if (finding) findings.push(inAnswer(finding, line));
  }
  return findings;
}

/** Lines are counted in the answer, where the person reads them. */
function inAnswer(finding: Finding, line: number): Finding {
  return finding.type === 'syntax' && finding.line !== undefined
    ? { ...finding, line: finding.line + line - 1 }
    : finding;
}
