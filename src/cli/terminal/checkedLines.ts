/** Findings as a person reads them in the terminal. */
import { quality } from '../../der/core/format';
import type { Checked, Failure, Finding } from '../../der/evidence/findings';
import { printable } from './textLayout';

/** Failures of one finding that are shown. */
const mostShown = 3;

export function checkedLines({ kind, answers, alike }: Checked, names: readonly string[]): string[] {
  const lines = answers.flatMap(({ kind: own, final, findings, judged }, at) => [
    [
      `${at + 1}. ${names[at] ?? ''} · ${own}`,
      ...(final === undefined ? [] : [`final answer: ${final}`]),
      ...(judged === undefined ? [] : [`predicted quality ${quality(judged)}`]),
    ].join(' · '),
    ...findings.flatMap((finding) => findingLines(finding).map((line) => `   ${line}`)),
    ...(answers.length > 1 ? [`   ${likeLine(alike[at]!, at)}`] : []),
  ]);
  return [...(kind === 'mixed' ? ['These answers are of different kinds.'] : []), ...lines].map(printable);
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
        `${finding.passed} of ${finding.passed + finding.failed.length} ${finding.earlier ? 'earlier ' : ''}examples`,
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
    case 'command':
      return [`${finding.ok ? 'passes' : 'fails'} ${finding.command}`];
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
