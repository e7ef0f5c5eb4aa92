/** What checks found wrong with an answer, as lines of data for whoever is shown it. */
import type { Checked, Failure, Finding } from '../evidence/findings';

/** Failures that are passed on, and characters of each line. */
const mostLines = 5;
const longestLine = 240;

/** One line for each failure, at most five; none where nothing failed. What programs and questions say is cut short. */
export function failedChecks(checked: Checked | undefined, at: number): string[] {
  const lines = (checked?.answers[at]?.findings ?? []).flatMap((finding) => linesOf(finding));
  return lines.slice(0, mostLines).map((line) => short(line, longestLine));
}

function linesOf(finding: Finding): string[] {
  switch (finding.type) {
    case 'syntax':
      if (finding.ok) return [];
      return [
        `${finding.line === undefined ? 'a block' : `line ${finding.line}`} does not parse as ${finding.language}`,
      ];
    case 'runs':
      return finding.ok
        ? []
        : [`the program does not run: ${short(finding.message ?? 'no reason known', 160)}`];
    case 'examples':
      return finding.failed.map((failure) =>
        failureLine(failure, finding.earlier ? 'an earlier question says' : 'the question says'),
      );
    case 'tests':
      return finding.failed.map((failure) => failureLine(failure, `the test of another answer says`));
    case 'problems':
      return finding.added > 0
        ? [`it adds ${finding.added} ${finding.added === 1 ? 'problem' : 'problems'} to ${finding.file}`]
        : [];
    case 'command':
      // What the check said is of the person's files.
      return finding.ok ? [] : ["it fails the person's own check"];
    case 'behaviour':
    case 'cannot':
      return [];
  }
}

function failureLine({ input, expected, got }: Failure, whoSays: string): string {
  return `${short(input, 80)} gave ${short(got, 60)}, ${whoSays} ${short(expected, 60)}`;
}

/** On one line; a mark stands for what is left out. */
function short(text: string, most: number): string {
  const line = text
    .slice(0, 4 * most)
    .replace(/[\p{Cc}\p{Cf}\s\u2028\u2029]+/gu, ' ')
    .trim();
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}
