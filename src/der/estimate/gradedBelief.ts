/**
 * What one more answer to an open question is expected to add. Such answers are neither right nor wrong: each has a
 * quality, of which P̂ is all that is known. P̂ of an answer to come is taken as normally distributed around its
 * author's skill, moved by how the answers so far turned out against their authors' skills: some questions suit nobody.
 */
import type { Outlooks, Prospect } from './outlooks';
import { clamp } from './logOdds';

/** Constants of the model, fitted on recorded answers; kept in the models' manifest. */
export interface GradedBeliefModel {
  /** Share of the answers' mean surprise that an answer to come has in common with them. */
  readonly shared: number;
  /** Standard deviation of P̂ of an answer to come, around what is expected of it. */
  readonly spread: number;
}

/** An answer that was judged. */
export interface JudgedAnswer {
  /** Its author's skill on this question, before anything was answered. */
  readonly skill: number;
  /** P̂. */
  readonly judged: number;
}

/** Places, in standard deviations, and weights of a normal deviate in three points (Gauss–Hermite). */
const points = [
  { at: -Math.sqrt(3), weight: 1 / 6 },
  { at: 0, weight: 2 / 3 },
  { at: Math.sqrt(3), weight: 1 / 6 },
] as const;

/** The belief after some answers: how far they turned out better than expected, and what each expert would add. */
export class GradedBelief implements Outlooks {
  /** Highest P̂ so far; 0 before the first answer. */
  readonly best: number;
  /** How much better the question suits the experts than their skills say; shrunk to 0 while few have answered. */
  readonly shift: number;

  constructor(
    private readonly answers: readonly JudgedAnswer[],
    private readonly model: GradedBeliefModel,
  ) {
    this.best = Math.max(0, ...answers.map(({ judged }) => judged));
    const surprise = answers.reduce((sum, { skill, judged }) => sum + judged - skill, 0);
    this.shift = (model.shared * surprise) / (answers.length + 1);
  }

  prospect(skill: number, threshold: number): Prospect {
    const { best } = this;
    const { spread } = this.model;
    const right = this.expected(skill);
    const lead = (right - best) / spread;
    const gain = Math.max(0, (right - best) * cumulative(lead) + spread * density(lead));
    const reaches = best >= threshold ? 1 : 1 - cumulative((threshold - right) / spread);
    return { right, gain: Math.min(gain, 1 - best), reaches };
  }

  outlooks(skill: number): { readonly chance: number; readonly belief: Outlooks }[] {
    const right = this.expected(skill);
    return points.map(({ at, weight }) => {
      const judged = clamp(right + at * this.model.spread, 0, 1);
      return { chance: weight, belief: new GradedBelief([...this.answers, { skill, judged }], this.model) };
    });
  }

  private expected(skill: number): number {
    return clamp(skill + this.shift, 0, 1);
  }
}

function density(x: number): number {
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
}

/** Of the standard normal distribution, to 1e-7 (Abramowitz and Stegun, 26.2.17). */
function cumulative(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const series =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const upper = density(x) * series;
  return x >= 0 ? 1 - upper : upper;
}
