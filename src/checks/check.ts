/** Checks answers: parses what they contain, runs their programs in the sandbox, and says what was found. */
import { Assembly } from '../der/evidence/assemble';
import type { Checked, Finding } from '../der/evidence/findings';
import { planOf, type Plan } from '../der/evidence/plan';
import type { Probe } from '../der/evidence/probe';
import { emptyMemory, Overrun, Runner, type CheckMemory } from './runner';
import type { Sandbox } from './sandbox';

/** Parses one block; undefined for a language that is not parsed. Never rejects. */
export type SyntaxCheck = (
  language: string,
  text: string,
  signal: AbortSignal,
) => Promise<Extract<Finding, { type: 'syntax' | 'cannot' }> | undefined>;

export interface CheckOptions {
  /** Without one, no program runs, and findings say so. */
  readonly sandbox: Sandbox | undefined;
  readonly syntax?: SyntaxCheck;
  readonly signal: AbortSignal;
  /** For all answers together, in milliseconds; what overruns is `cannot`. */
  readonly budgetMs?: number;
  readonly memory?: CheckMemory;
  /** Questions of the conversation before this one, the latest last. */
  readonly earlier?: readonly string[];
}

const defaultBudgetMs = 1500;

/** Blocks of one answer that are parsed. */
const mostBlocks = 40;

/**
 * Checks all answers of one question together.
 * @param question null where it is not known
 * @throws the signal's reason when it aborts; a sandbox that fails is a finding and no error
 */
export async function check(
  question: string | null,
  answers: readonly string[],
  { sandbox, syntax, signal, budgetMs = defaultBudgetMs, memory = emptyMemory(), earlier = [] }: CheckOptions,
): Promise<Checked> {
  signal.throwIfAborted();
  const budget = new AbortController();
  const timer = setTimeout(() => budget.abort(new Overrun()), budgetMs);
  const either = AbortSignal.any([signal, budget.signal]);
  try {
    const plan = planOf(question, answers, earlier);
    const runner = new Runner(sandbox, memory, either);
    const parsing = plan.answers.map((_, at) => syntaxOf(plan, at, syntax, either));
    const all = [...answers.keys()];
    const trial = await runner.trial(plan, (asked, at) => asked.probes(at, all));
    const parsed = await Promise.all(parsing);
    signal.throwIfAborted();
    const found = plan.answers.map(({ written: { program } }, at) => ({
      outcome: (probe: Probe) => program && runner.outcome(program, probe),
      syntax: parsed[at]!,
    }));
    return new Assembly(trial, found).checked(all);
  } finally {
    clearTimeout(timer);
  }
}

/** What the parsers of an answer's blocks say. */
export async function syntaxOf(
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
