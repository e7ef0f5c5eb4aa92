/** How well scores rank positives above negatives. */

const newScore = 1;
const newGroup = 2;

/** Rows sorted once, so that the area under their ROC curve can be had for many weightings of them. */
export class Ranking {
  /** By group, then by score. */
  private readonly positives: Uint8Array;
  private readonly units: Uint32Array;
  /** What begins at each row. */
  private readonly begins: Uint8Array;

  /**
   * @param units what each row belongs to, and is weighted with; itself when undefined
   * @param groups only rows of the same group are compared; all with all when undefined
   */
  constructor(
    scores: ArrayLike<number>,
    positive: ArrayLike<boolean>,
    units?: ArrayLike<number>,
    groups?: ArrayLike<string>,
  ) {
    const numbers = new Map<string, number>();
    const group = Uint32Array.from({ length: scores.length }, (_, row) => {
      const name = groups?.[row] ?? '';
      if (!numbers.has(name)) numbers.set(name, numbers.size);
      return numbers.get(name)!;
    });
    const order = Array.from({ length: scores.length }, (_, row) => row).sort(
      (a, b) => group[a]! - group[b]! || scores[a]! - scores[b]!,
    );
    this.positives = Uint8Array.from(order, (row) => Number(positive[row]!));
    this.units = Uint32Array.from(order, (row) => units?.[row] ?? row);
    this.begins = Uint8Array.from(order, (row, at) => {
      const before = order[at - 1];
      if (before === undefined || group[before] !== group[row]) return newGroup;
      return scores[before] === scores[row] ? 0 : newScore;
    });
  }

  /**
   * Chance that a positive outranks a negative of its group, ties counting half; groups weigh by their number of
   * pairs. Undefined when there is no pair.
   * @param weights how often each unit counts; once when undefined
   */
  auc(weights?: ArrayLike<number>): number | undefined {
    let [wins, pairs] = [0, 0];
    let [negativesBelow, positivesBelow, tiedNegatives, tiedPositives] = [0, 0, 0, 0];
    const endTie = () => {
      wins += tiedPositives * (negativesBelow + tiedNegatives / 2);
      negativesBelow += tiedNegatives;
      positivesBelow += tiedPositives;
      tiedNegatives = tiedPositives = 0;
    };
    const endGroup = () => {
      endTie();
      pairs += positivesBelow * negativesBelow;
      negativesBelow = positivesBelow = 0;
    };
    for (let at = 0; at < this.positives.length; at++) {
      if (this.begins[at] === newGroup) endGroup();
      else if (this.begins[at] === newScore) endTie();
      const weight = weights ? weights[this.units[at]!]! : 1;
      if (this.positives[at]) tiedPositives += weight;
      else tiedNegatives += weight;
    }
    endGroup();
    return pairs === 0 ? undefined : wins / pairs;
  }
}
