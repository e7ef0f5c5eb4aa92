/** What checks found about single blocks of code in an answer: it stands at the block, where it is read and applied. */
import { t } from '@vscode/l10n';
import { findingWords } from '../../findingWords';
import type { CodeNote } from '../markdown/codeNote';
import { askedOf, type Checked, factsOf, type Finding, writtenIn } from '../protocol';

type Syntax = Extract<Finding, { type: 'syntax' }>;
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
  const notes = blocks.flatMap((block) => {
    const note = noteOf(block, parts.includes(block), blocks, checked, step);
    return note ? [[block.text.trimEnd(), note] as const] : [];
  });
  return new Map(notes);
}

function noteOf(
  block: Block,
  isProgram: boolean,
  blocks: readonly Block[],
  checked: Checked,
  step: number,
): CodeNote | undefined {
  const { findings } = checked.answers[step]!;
  const syntax = findings.filter((one): one is Syntax => one.type === 'syntax');
  const fault = syntax.find((one) => !one.ok && isIn(block, one.line));
  if (fault)
    return {
      words: t('line {0} does not parse', fault.line! - block.line + 1),
      bad: true,
      ...(fault.message !== undefined && { proof: fault.message }),
    };
  const { runs, examples, failure } = factsOf(checked, step);
  const problems = problemsOf(block, findings);
  // What runs parses.
  const words = isProgram
    ? findingWords({
        ...(runs !== undefined && { runs }),
        ...(examples && { examples }),
        like: [],
        ...problems,
      })
    : findingWords({ like: [], ...problems });
  if (runs !== true || !isProgram) if (parses(block, blocks, syntax)) words.unshift(t('parses'));
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

/** Only where every block of its language was parsed: findings do not name the block that they are of. */
function parses({ language, role }: Block, blocks: readonly Block[], syntax: readonly Syntax[]): boolean {
  if (language === '' || role === 'output' || role === 'diff') return false;
  const alike = blocks.filter(
    (one) => one.language === language && one.role !== 'output' && one.role !== 'diff',
  );
  const found = syntax.filter((one) => one.language === language);
  const placed = found.every(({ ok, line }) => ok || line !== undefined);
  return found.length === alike.length && placed;
}

/** Problems of the editor that it would add to the file that it names. */
function problemsOf({ path }: Block, findings: readonly Finding[]): { readonly problems?: number } {
  const own = findings.filter((one) => one.type === 'problems').filter(({ file }) => file === path);
  return path === undefined || own.length === 0
    ? {}
    : { problems: own.reduce((sum, { added }) => sum + added, 0) };
}
