/** What checks found about single blocks of code in an answer: it stands at the block, where it is read and applied. */
import { t } from '@vscode/l10n';
import { findingWords } from '../../findingWords';
import type { CodeNote } from '../markdown/codeNote';
import { askedOf, type Checked, type Facts, factsOf, type Finding, writtenIn } from '../protocol';

type Syntax = Extract<Finding, { readonly type: 'syntax' }>;
type Block = ReturnType<typeof writtenIn>['blocks'][number];

/** By the text of the block without blanks at its end; blocks of which nothing is known are absent. */
export function blockFindings(
  question: string,
  answer: string,
  checked: Checked | undefined,
  step: number,
): ReadonlyMap<string, CodeNote> {
  const findings = checked?.answers[step]?.findings ?? [];
  if (!checked || findings.length === 0) return new Map();
  const { blocks, parts } = writtenIn(answer, askedOf(question));
  const program = new Set(parts);
  const syntax = findings.filter((one) => one.type === 'syntax');
  const found: Found = {
    findings,
    syntax,
    facts: factsOf(checked, step),
    parsed: parsedLanguages(blocks, syntax),
  };
  const notes = blocks.flatMap((block) => {
    const note = noteOf(block, program.has(block), found);
    return note ? [[block.text.trimEnd(), note] as const] : [];
  });
  return new Map(notes);
}

/** What was found about the answer as a whole. */
interface Found {
  readonly findings: readonly Finding[];
  readonly syntax: readonly Syntax[];
  readonly facts: Facts;
  /** Languages of which every block was parsed, faults in their places. */
  readonly parsed: ReadonlySet<string>;
}

function noteOf(
  block: Block,
  isProgram: boolean,
  { findings, syntax, facts: { runs, examples, failure }, parsed }: Found,
): CodeNote | undefined {
  const fault = syntax.find((one) => !one.ok && isIn(block, one.line));
  if (fault)
    return {
      words: t('line {0} does not parse', fault.line! - block.line + 1),
      bad: true,
      ...(fault.message !== undefined && { proof: fault.message }),
    };
  const problems = problemsOf(block, findings);
  const ofProgram = isProgram && {
    ...(runs !== undefined && { runs }),
    ...(examples && { examples }),
  };
  const words = findingWords({ ...ofProgram, ...problems, like: [] });
  // What runs parses.
  if (!(isProgram && runs) && isParsed(block) && parsed.has(block.language)) words.unshift(t('parses'));
  if (words.length === 0) return undefined;
  const bad = (isProgram && (runs === false || failure !== undefined)) || (problems.problems ?? 0) > 0;
  const proof = isProgram && failure ? proofOf(failure) : undefined;
  return { words: words.join(' · '), bad, ...(proof !== undefined && { proof }) };
}

function proofOf({ input, got, expected }: { input: string; got: string; expected: string }): string {
  return t('{0} gave {1}, the question says {2}', input, got, expected);
}

function isIn({ line, text }: Block, at: number | undefined): boolean {
  return at !== undefined && at >= line && at < line + text.split('\n').length;
}

function isParsed({ language, role }: Block): boolean {
  return language !== '' && role !== 'output' && role !== 'diff';
}

/** Findings do not name the block that they are of: where some of a language are missing, none is told. */
function parsedLanguages(blocks: readonly Block[], syntax: readonly Syntax[]): ReadonlySet<string> {
  const missing = new Map<string, number>();
  for (const block of blocks)
    if (isParsed(block)) missing.set(block.language, (missing.get(block.language) ?? 0) + 1);
  for (const { language, ok, line } of syntax)
    missing.set(language, (missing.get(language) ?? 0) - (ok || line !== undefined ? 1 : 0));
  return new Set([...missing].flatMap(([language, count]) => (count === 0 ? [language] : [])));
}

/** Problems of the editor that it would add to the file that it names. */
function problemsOf({ path }: Block, findings: readonly Finding[]): { readonly problems?: number } {
  const own = findings.filter((one) => one.type === 'problems').filter(({ file }) => file === path);
  return path === undefined || own.length === 0
    ? {}
    : { problems: own.reduce((sum, { added }) => sum + added, 0) };
}
