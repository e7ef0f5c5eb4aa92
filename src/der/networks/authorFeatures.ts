/** What the Terminator's lines for programs and open answers see of an answer's author. */
import type { Evidence } from '../evidence/evidence';
import { logit } from '../estimate/logOdds';
import { feature, type FeatureValues, type FeatureTable } from './features';

/**
 * Skill that was measured and skill that is guessed from a model's facts have a weight each: they are not as good. An
 * abler author never makes an answer look worse: sources differ in how their judges are disposed and in whom they
 * recorded, and between a handful of sources the two run against each other by chance.
 */
export const authorFeatures = {
  skill: feature(
    "log-odds of its author's measured skill on this question, thirds; 0 where guessed",
    -3.1,
    3.1,
    1,
  ),
  guessedSkill: feature('those of its guessed skill; 0 where outcomes of its author are known', -3.1, 3.1, 1),
  overall: feature("log-odds of its author's skill on all questions, thirds", -3.1, 3.1, 1),
  aboveMean: feature("its author's skill less the mean of all authors', log-odds, thirds", -6.2, 6.2, 1),
  evidence: feature('log(1 + outcomes known of its author), fifths', 0, 4),
  guessed: feature('1 where no outcome is known of its author', 0, 1),
  answers: feature('log(1 + answers so far) / 2', 0, 1.5),
};

/** The values for one answer. */
export function authorValues(
  { authors }: Evidence,
  index: number,
): FeatureValues<FeatureTable<keyof typeof authorFeatures>> {
  const author = authors[index]!;
  const odds = authors.map(({ mean }) => logit(mean) / 3);
  const isGuessed = author.evidence === 0;
  return {
    skill: isGuessed ? 0 : odds[index]!,
    guessedSkill: isGuessed ? odds[index]! : 0,
    overall: logit(author.overall) / 3,
    aboveMean: odds[index]! - odds.reduce((sum, one) => sum + one, 0) / odds.length,
    evidence: Math.log1p(author.evidence) / 5,
    guessed: Number(isGuessed),
    answers: Math.log1p(authors.length) / 2,
  };
}
