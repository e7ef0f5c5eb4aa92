/** Grades answers: by their final answer, by what their programs do, by the facts they name. */
import { check, type SyntaxCheck } from '../checks/check';
import { runHidden } from '../checks/hiddenTests';
import type { Sandbox } from '../checks/sandbox';
import { askedOf } from '../der/evidence/asked';
import { exactMatch } from '../der/evidence/exactMatch';
import type { Checked } from '../der/evidence/findings';
import { writtenIn } from '../der/evidence/program';
import type { KeptQuestion, MeasureQuestion, OpenQuestion, TestedQuestion } from './question';
import { factsNamed } from './rubric';

/** Quality in [0, 1], or why nothing can be said of the answer, through no fault of its own. */
export type Grade =
  | { readonly quality: number }
  /** `all`: nor of any other answer of this kind. */
  | { readonly cannot: string; readonly all: boolean };

export interface GradingTools {
  /** Without one no program is graded. */
  readonly sandbox: Sandbox | undefined;
  readonly syntax: SyntaxCheck;
}

/** For two programs to be compared, in milliseconds; nobody waits for a token. */
const comparedMs = 30_000;

/** @throws the signal's reason when it aborts */
export async function gradeAnswer(
  question: MeasureQuestion,
  answer: string,
  { sandbox, syntax }: GradingTools,
  signal: AbortSignal,
): Promise<Grade> {
  switch (question.kind) {
    case 'short':
      return { quality: exactMatch(answer, question.reference) };
    case 'open':
      return { quality: await openQuality(question, answer, syntax, signal) };
    case 'program':
      if (!sandbox) return { cannot: 'Programs are not run here.', all: true };
      return 'tests' in question
        ? tested(question, answer, sandbox, signal)
        : likeKept(question, answer, { sandbox, syntax }, signal);
  }
}

/** All tests or nothing, as benchmarks of programs count. */
async function tested(
  question: TestedQuestion,
  answer: string,
  sandbox: Sandbox,
  signal: AbortSignal,
): Promise<Grade> {
  const found = await runHidden(question, answer, { sandbox, signal });
  if ('cannot' in found) return { cannot: found.cannot, all: true };
  return { quality: 'passed' in found && found.failed.length === 0 ? 1 : 0 };
}

/** How often the program does what the kept one does; a kept answer that cannot be run tells nothing. */
async function likeKept(
  { question, answer: kept }: KeptQuestion,
  answer: string,
  tools: GradingTools,
  signal: AbortSignal,
): Promise<Grade> {
  const checked = await check(question, [kept, answer], { ...tools, signal, budgetMs: comparedMs });
  if (!behaves(checked, 0)) {
    return { cannot: 'The kept answer holds no program that can be compared.', all: false };
  }
  return { quality: behaves(checked, 1) ? checked.alike[0]![1]! : 0 };
}

function behaves({ answers }: Checked, at: number): boolean {
  return answers[at]!.findings.some(({ type }) => type === 'behaviour');
}

async function openQuality(
  { question, facts, code }: OpenQuestion,
  answer: string,
  syntax: SyntaxCheck,
  signal: AbortSignal,
): Promise<number> {
  const named = factsNamed(answer, facts);
  if (code === undefined) return named;
  const { blocks } = writtenIn(answer, askedOf(question));
  const own = blocks.find(({ language }) => language === code);
  const finding = own && (await syntax(code, own.text, signal));
  const parses = finding?.type === 'syntax' && finding.ok;
  return (named * facts.length + Number(parses)) / (facts.length + 1);
}
