/** Findings as a person reads them in the terminal. */
import { factsOf } from '../../der/evidence/facts';
import type { Checked, Failure, Finding } from '../../der/evidence/findings';
import { printable } from './textLayout';

/** Failures of one finding that are shown. */
const mostShown = 3;

export function checkedLines({ kind, answers, alike }: Checked, names: readonly string[]): string[] {
  const lines = answers.flatMap(({ kind: own, final, findings }, at) => [
    `${at + 1}. ${names[at] ?? ''} · ${own}${final === undefined ? '' : ` · final answer: ${final}`}`,
    ...findings.flatMap((finding) => findingLines(finding).map((line) => `   ${line}`)),
    ...(answers.length > 1 ? [`   ${likeLine(alike[at]!, at)}`] : []),
  ]);
  return [...(kind === 'mixed' ? ['These answers are of different kinds.'] : []), ...lines].map(printable);
}

/** One answer's findings on one line; empty where there is nothing to say. */
export function findingsLine(checked: Checked, at: number): string {
  const { fault, runs, examples, failure, like, cannot } = factsOf(checked, at);
  const faultPlace = fault?.line === undefined ? '' : ` (line ${fault.line})`;
  const facts = [
    fault ? `does not parse${faultPlace}` : '',
    runs === undefined ? '' : runs ? 'runs' : 'does not run',
    examples ? `${examples.passed} of ${examples.stated} examples` : '',
    failure && runs ? `${failure.input} gave ${failure.got}, expected ${failure.expected}` : '',
    like.length > 0 ? `behaves as ${answersNamed(like)}` : '',
    cannot === undefined ? '' : `not run: ${cannot}`,
  ];
  return printable(facts.filter(Boolean).join(' · '));
}

/** "answer 2", "answers 1 and 3". */
function answersNamed(indices: readonly number[]): string {
  const numbers = indices.map((index) => String(index + 1));
  const last = numbers.pop()!;
  return numbers.length === 0 ? `answer ${last}` : `answers ${numbers.join(', ')} and ${last}`;
}

function findingLines(finding: Finding): string[] {
  switch (finding.type) {
    case 'syntax':
      return finding.ok
        ? [`parses (${finding.language})`]
        : [
            `does not parse (${finding.language})${finding.line === undefined ? '' : `, line ${finding.line}`}: ${finding.message ?? ''}`,
          ];
    case 'runs':
      return [
        finding.ok
          ? `runs (${finding.language})`
          : `does not run (${finding.language}): ${finding.message ?? ''}`,
      ];
    case 'examples':
      return [
        `${finding.passed} of ${finding.passed + finding.failed.length} examples`,
        ...failureLines(finding.failed),
      ];
    case 'tests':
      return [
        `${finding.passed} of ${finding.passed + finding.failed.length} tests of answer ${finding.from + 1}`,
        ...failureLines(finding.failed),
      ];
    case 'behaviour':
      return [`behaviour ${finding.key} on ${finding.probes} ${finding.probes === 1 ? 'input' : 'inputs'}`];
    case 'problems':
      return [
        `adds ${finding.added} problems to ${finding.file}${finding.first === undefined ? '' : `: ${finding.first}`}`,
      ];
    case 'cannot':
      return [`not checked (${finding.what}): ${finding.reason}`];
  }
}

function failureLines(failed: readonly Failure[]): string[] {
  const shown = failed
    .slice(0, mostShown)
    .map(({ input, expected, got }) => `  ${input}: expected ${expected}, got ${got}`);
  return failed.length > mostShown ? [...shown, `  and ${failed.length - mostShown} more`] : shown;
}

function likeLine(row: readonly number[], at: number): string {
  const others = row.flatMap((share, other) =>
    other === at ? [] : [`${other + 1}: ${Math.round(share * 100)} %`],
  );
  return `alike ${others.join(', ')}`;
}
