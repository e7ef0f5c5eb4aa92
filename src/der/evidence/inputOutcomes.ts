/** What many programs did on one input. Which of them did the same is worked out once, however often it is asked. */
import { sameOutcome } from './behaviour';
import type { RunOutcome } from './probe';
import type { Comparison } from './values';

/** Marks of pairs that were compared. */
const [open, unknown, different, equal] = [0, 1, 2, 3];

/** What each program did on one input; equal outcomes are kept once. */
export class InputOutcomes {
  private readonly distinct: RunOutcome[] = [];
  /** By program: which of the distinct outcomes it had; −1 where it was not asked. */
  private readonly classes: Int16Array;
  private readonly pairs: [within?: Uint8Array, across?: Uint8Array] = [];

  /** @param outcomes by program; undefined where one was not asked. Those that are one object are one outcome. */
  constructor(
    outcomes: readonly (RunOutcome | undefined)[],
    private readonly how: Comparison,
  ) {
    const numbers = new Map<RunOutcome, number>();
    this.classes = Int16Array.from(outcomes, (outcome) => {
      if (!outcome) return -1;
      const number = numbers.get(outcome) ?? this.distinct.push(outcome) - 1;
      numbers.set(outcome, number);
      return number;
    });
  }

  of(program: number): RunOutcome | undefined {
    return this.distinct[this.classes[program]!];
  }

  returns(program: number): boolean {
    const outcome = this.of(program);
    return outcome !== undefined && 'value' in outcome;
  }

  /** Whether two programs did the same; undefined where that is not known. */
  same(a: number, b: number, acrossLanguages: boolean): boolean | undefined {
    const [one, other] = [this.classes[a]!, this.classes[b]!];
    if (one < 0 || other < 0) return undefined;
    const marks = (this.pairs[Number(acrossLanguages)] ??= new Uint8Array(this.distinct.length ** 2));
    const pair = one * this.distinct.length + other;
    if (marks[pair] === open) {
      const isSame = sameOutcome(this.distinct[one], this.distinct[other], { ...this.how, acrossLanguages });
      marks[pair] = isSame === undefined ? unknown : isSame ? equal : different;
    }
    return marks[pair] === unknown ? undefined : marks[pair] === equal;
  }
}
