/** Whether outcomes tell a person's experts apart at all: clicks by chance do not, whatever else is fitted to them. */
import type { Skill } from '../../der/estimate/profile';
import { Bootstrap, type Interval } from '../../der/statistics/statistics';
import type { Random } from '../random';
import type { PersonQuestion } from './persons';

/** Pairs on the same question, beyond which others are left out: how hard their questions are hides who is abler. */
const enoughPairs = 30;
const resamples = 500;

/**
 * Of two outcomes of different experts on one question, or where there are few of these on questions of one kind, of
 * which one is better: how often it is that of the expert who is held to be abler from other questions. Questions are
 * resampled, since outcomes of one go together.
 * @returns null where no two outcomes can be compared
 */
export function toldApart(
  skillsOf: ReadonlyMap<PersonQuestion, readonly Skill[]>,
  random: Random,
): { readonly mean: number; readonly interval: Interval } | null {
  const questions = [...skillsOf.keys()];
  const size = questions.length;
  const right = new Float64Array(size * size);
  const pairs = new Float64Array(size * size);
  questions.forEach((one, a) => {
    for (let b = a; b < size; b++) {
      const other = questions[b]!;
      if (one.kind !== other.kind) continue;
      for (const first of one.outcomes) {
        for (const second of other.outcomes) {
          if (first.expert === second.expert || first.quality === second.quality) continue;
          const [abler, less] = first.quality > second.quality ? [first, second] : [second, first];
          const [ablerAt, lessAt] = abler === first ? [one, other] : [other, one];
          const difference =
            skillsOf.get(ablerAt)![abler.expert]!.overall - skillsOf.get(lessAt)![less.expert]!.overall;
          pairs[a * size + b]! += 1;
          right[a * size + b]! += difference > 0 ? 1 : difference === 0 ? 0.5 : 0;
        }
      }
    }
  });
  const share = (weights: ArrayLike<number>) => {
    let [hits, all] = [0, 0];
    for (let a = 0; a < size; a++) {
      if (weights[a] === 0) continue;
      for (let b = a; b < size; b++) {
        const weight = a === b ? weights[a]! : weights[a]! * weights[b]!;
        hits += weight * right[a * size + b]!;
        all += weight * pairs[a * size + b]!;
      }
    }
    return all === 0 ? undefined : hits / all;
  };
  const alone = questions.reduce((sum, _, at) => sum + pairs[at * size + at]!, 0);
  if (alone >= enoughPairs) {
    for (let a = 0; a < size; a++)
      for (let b = a + 1; b < size; b++) pairs[a * size + b] = right[a * size + b] = 0;
  }
  const mean = share(new Uint8Array(size).fill(1));
  if (mean === undefined) return null;
  const interval = new Bootstrap(size, random, resamples).intervalOf(share);
  return interval ? { mean, interval } : null;
}
