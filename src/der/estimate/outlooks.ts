/** What planning needs to know of a belief, whatever the answers are. */

/** What asking one more expert, by itself, is expected to bring. */
export interface Prospect {
  /** Chance that it is right, given the answers so far. */
  readonly right: number;
  /** Expected rise of the chance that the best answer is right; never negative. */
  readonly gain: number;
  /** Chance that the best answer then reaches the threshold asked for. */
  readonly reaches: number;
}

/** What is known after some answers, as far as planning needs it. */
export interface Outlooks {
  /** Chance that the best answer is right, or its quality where answers are graded; 0 before the first. */
  readonly best: number;
  /** What an expert of this skill would bring. */
  prospect(skill: number, threshold: number): Prospect;
  /** What may become of asking an expert of this skill: how likely it is, and what would then be known. */
  outlooks(skill: number): { readonly chance: number; readonly belief: Outlooks }[];
}
