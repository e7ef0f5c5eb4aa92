/** Fits the constants of the belief about open answers on predictions for prompts that nothing was learned from. */
import type { GradedBeliefModel, JudgedAnswer } from '../../der/estimate/gradedBelief';
import { untrainedBelief } from '../untrained';

/** Fewer routes than this tell nothing. */
const leastRoutes = 50;
const leastSpread = 0.02;

/**
 * How far the surprise at one answer is shared by the next one, by least squares, and how far P̂ of the next one is off.
 * @param routes open answers in the order in which they were given
 */
export function fitGraded(routes: readonly (readonly JudgedAnswer[])[]): GradedBeliefModel {
  const pairs = routes.flatMap((answers) => {
    if (answers.length < 2) return [];
    const surprises = answers.map(({ skill, judged }) => judged - skill);
    const before = surprises.slice(0, -1).reduce((sum, one) => sum + one, 0) / answers.length;
    return [{ before, next: surprises.at(-1)! }];
  });
  if (pairs.length < leastRoutes) return untrainedBelief.graded;
  const sum = (of: (pair: (typeof pairs)[number]) => number) =>
    pairs.reduce((total, pair) => total + of(pair), 0);
  const slope =
    sum(({ before, next }) => before * next) /
    Math.max(
      1e-9,
      sum(({ before }) => before ** 2),
    );
  const shared = Math.min(1, Math.max(0, slope));
  const error = sum(({ before, next }) => (next - shared * before) ** 2) / pairs.length;
  return { shared, spread: Math.max(leastSpread, Math.sqrt(error)) };
}
