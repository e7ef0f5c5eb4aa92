/** What running the programs of a prompt's answers shows on a route of which some answers are as recorded and some not. */
import type { Assembly } from '../../der/evidence/assemble';
import type { Checked, CheckedAnswer, Finding } from '../../der/evidence/findings';
import type { AnswerSignals } from '../../der/evidence/answerSignals';

interface Given {
  readonly signs: AnswerSignals;
  /** Of its author among the source's experts; undefined of what nobody said so. */
  readonly column?: number | undefined;
}

export class ColumnFindings {
  /** By column: place among the answers that were checked. */
  private readonly places: readonly (number | undefined)[];

  /**
   * @param answers by column; those that are there were checked, in their order
   * @param stated false: as if the question stated no examples, and programs had been compared alone
   */
  constructor(
    private readonly assembly: Assembly,
    private readonly answers: readonly unknown[],
    private readonly stated = true,
  ) {
    let count = 0;
    this.places = answers.map((answer) => (answer === undefined ? undefined : count++));
  }

  /** The same where the question states no examples. */
  unstated(): ColumnFindings {
    return new ColumnFindings(this.assembly, this.answers, false);
  }

  /** What a route would have found out; undefined where no answer holds a program. Of what is torn nothing is known. */
  among(given: readonly Given[]): Checked | undefined {
    if (given.every(({ signs }) => signs.kind !== 'program')) return undefined;
    const places = given.map(({ column }) => (column === undefined ? undefined : this.places[column]));
    const known = places.flatMap((place, at) => (place === undefined ? [] : [at]));
    const checked = this.checked(known.map((at) => places[at]!));
    if (known.length === given.length) return checked;
    const rankOf = new Map(known.map((at, rank) => [at, rank]));
    const answers = given.map(({ signs: { kind } }, at): CheckedAnswer => {
      const rank = rankOf.get(at);
      if (rank === undefined) return { kind, findings: [] };
      const own = checked.answers[rank]!;
      return { ...own, findings: own.findings.map((finding) => renumbered(finding, known)) };
    });
    const alike = given.map((_, at) =>
      given.map((__, other) => {
        const [one, two] = [rankOf.get(at), rankOf.get(other)];
        return one === undefined || two === undefined ? Number(at === other) : checked.alike[one]![two]!;
      }),
    );
    return { kind: checked.kind, answers, alike };
  }

  private checked(places: readonly number[]): Checked {
    const checked = this.assembly.checked(places);
    if (this.stated) return checked;
    const answers = checked.answers.map((answer) => ({
      ...answer,
      findings: answer.findings.filter(({ type }) => type !== 'examples'),
    }));
    return { ...checked, answers };
  }
}

/** @param known the answers that were checked */
function renumbered(finding: Finding, known: readonly number[]): Finding {
  return finding.type === 'tests' ? { ...finding, from: known[finding.from]! } : finding;
}
