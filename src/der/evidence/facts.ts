/** What checks found about one answer, in the few facts that fit on a line. */
import type { Checked, Failure, Finding } from './findings';

/** The facts that surfaces show of an answer. */
export interface Facts {
  /** Where a block does not parse; `line` is counted in the answer. */
  readonly fault?: { readonly language: string; readonly line?: number; readonly message?: string };
  /** Absent where it was not run. */
  readonly runs?: boolean;
  /** Examples that the question states, or an earlier one from which it goes on. */
  readonly examples?: { readonly passed: number; readonly stated: number; readonly earlier?: true };
  /** The first example that it fails. */
  readonly failure?: Failure;
  /** Indices of the other answers that behave the same. */
  readonly like: readonly number[];
  /** Problems that it would add to the person's files, all of them together; absent where none were counted. */
  readonly problems?: number;
  /** Whether it passes the person's own check; absent where that was not run. */
  readonly passesOwn?: boolean;
  /** Why nothing could be found out by running it. */
  readonly cannot?: string;
}

/** Answers whose outcomes agree to this share behave the same. */
const same = 0.999;

/** The facts of the answer at an index, as its findings and those of the others have them. */
export function factsOf({ answers, alike }: Checked, at: number): Facts {
  const findings = answers[at]?.findings ?? [];
  const fault = find(findings, 'syntax', ({ ok }) => !ok);
  const runs = find(findings, 'runs');
  const examples = find(findings, 'examples');
  const own = find(findings, 'command');
  const problems = findings.filter((finding) => finding.type === 'problems');
  const cannot = find(findings, 'cannot', ({ what }) => what === 'run');
  const [failure] = examples?.failed ?? [];
  return {
    ...(fault && { fault }),
    ...(runs && { runs: runs.ok }),
    ...(examples && {
      examples: {
        passed: examples.passed,
        stated: examples.passed + examples.failed.length,
        ...(examples.earlier && { earlier: true }),
      },
    }),
    ...(failure && { failure }),
    like: answers.flatMap((_, other) =>
      other !== at && behaveAlike({ answers, alike }, at, other) ? [other] : [],
    ),
    ...(problems.length > 0 && { problems: problems.reduce((sum, { added }) => sum + added, 0) }),
    ...(own && { passesOwn: own.ok }),
    ...(cannot && !runs && { cannot: cannot.reason }),
  };
}

/** Whether both ran on the same inputs and did the same. */
export function behaveAlike(
  { answers, alike }: Pick<Checked, 'answers' | 'alike'>,
  at: number,
  other: number,
): boolean {
  return behaved(answers[at]) && behaved(answers[other]) && (alike[at]?.[other] ?? 0) >= same;
}

/** Whether it ran and did something that can be compared. */
export function behaved(answer: Checked['answers'][number] | undefined): boolean {
  return answer?.findings.some(({ type }) => type === 'behaviour') === true;
}

/** Whether it is known to be wrong: it does not run, or fails an example that the question states. */
export function knownWrong(answer: Checked['answers'][number] | undefined): boolean {
  return (
    answer?.kind === 'program' &&
    answer.findings.some(
      (finding) =>
        (finding.type === 'runs' && !finding.ok) ||
        (finding.type === 'examples' && finding.failed.length > 0),
    )
  );
}

/** Whether a program passes all examples that the question states; undefined where none was tried. */
export function passesExamples(answer: Checked['answers'][number] | undefined): boolean | undefined {
  if (knownWrong(answer)) return false;
  return answer?.kind === 'program' && examplesOf(answer) ? true : undefined;
}

/** The share of the stated examples that it passes, and how many; undefined where none was tried. */
export function examplesOf(
  answer: Checked['answers'][number] | undefined,
): { readonly passed: number; readonly share: number } | undefined {
  const found = find(answer?.findings ?? [], 'examples');
  const stated = found ? found.passed + found.failed.length : 0;
  return found && stated > 0 ? { passed: found.passed, share: found.passed / stated } : undefined;
}

function find<Type extends Finding['type']>(
  findings: readonly Finding[],
  type: Type,
  fits: (finding: Extract<Finding, { type: Type }>) => boolean = () => true,
): Extract<Finding, { type: Type }> | undefined {
  return findings.find(
    (finding): finding is Extract<Finding, { type: Type }> =>
      finding.type === type && fits(finding as Extract<Finding, { type: Type }>),
  );
}
