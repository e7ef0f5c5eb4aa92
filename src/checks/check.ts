/** Checks answers: parses what they contain, runs their programs in the sandbox, and says what was found. */
import { asksOf, planOf, type Plan } from '../der/evidence/plan';
import { checkedOf, type Found } from '../der/evidence/assemble';
import type { Checked, Finding } from '../der/evidence/findings';
import type { Loaded, Outcome, Probe, Program } from '../der/evidence/probe';
import { seedOf } from '../der/evidence/seeded';
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

export const defaultBudgetMs = 1500;

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
    const loaded = await Promise.all(
      plan.answers.map(({ read, written }) =>
        read.kind === 'program' && written.program ? runner.load(written.program) : undefined,
      ),
    );
    const asks = asksOf(plan, loaded);
    const outcomes = await Promise.all(
      asks.askings.map((asking, at) =>
        asking ? runner.outcomes(plan.answers[at]!.written.program!, asking.probes) : [],
      ),
    );
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
  constructor(
    private readonly sandbox: Sandbox | undefined,
    private readonly memory: CheckMemory,
    private readonly signal: AbortSignal,
    private readonly seed: number,
  ) {}

  async load(program: Program): Promise<Loaded> {
    const key = keyOf(program);
    const known = this.memory.loaded.get(key);
    if (known) return known;
    const { loaded } = await this.run(program, []);
    if (loaded.cannot === undefined) this.memory.loaded.set(key, loaded);
    return loaded;
  }

  async outcomes(program: Program, probes: readonly Probe[]): Promise<readonly Outcome[]> {
    const keys = probes.map((probe) => `${keyOf(program)}\u0000${JSON.stringify(probe)}`);
    const open = [...new Map(probes.map((probe, at) => [keys[at]!, probe]))].filter(
      ([key]) => !this.memory.outcomes.has(key),
    );
    const fresh = new Map<string, Outcome>();
    if (open.length > 0) {
      const { outcomes } = await this.run(
        program,
        open.map(([, probe]) => probe),
      );
      open.forEach(([key], at) => {
        const outcome = outcomes[at] ?? { cannot: noSandbox };
        fresh.set(key, outcome);
        if (!('cannot' in outcome)) this.memory.outcomes.set(key, outcome);
      });
    }
    return keys.map((key) => this.memory.outcomes.get(key) ?? fresh.get(key)!);
  }

  /** What overruns, and a sandbox that fails, is told as something that could not be found out. */
  private async run(program: Program, probes: readonly Probe[]) {
    const nothing = (reason: string) => ({
      loaded: { ok: false, cannot: reason, exports: [] },
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
