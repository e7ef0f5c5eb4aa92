/**
 * What the Terminator sees of an answer to an open question, beside the others. Content counts, layout does not: the
 * same words say the same under any heading, and words said twice are said once.
 */
import type { Evidence } from '../evidence/evidence';
import { likeness, novelty, shareIn } from '../evidence/likeness';
import { clamp } from '../estimate/logOdds';
import { authorFeatures, authorValues } from './authorFeatures';
import { feature, FeatureTable, type FeatureValues } from './features';

/** By name, with their ranges: the columns of `TerminatorInput.open`. */
export const openFeatures = new FeatureTable({
  ...authorFeatures,
  likeness: feature('likeness to the other answers, weighed by skill; 0 where there is none', 0, 1, 1),
  likenessAboveMean: feature('that less the mean likeness of all pairs', -1, 1),
  mostLike: feature('likeness to the answer that is most like it; 0 where there is none', 0, 1),
  likenessToAbler: feature('highest likeness to an answer of an abler author; 0 where there is none', 0, 1),
  coverage: feature('share of what the others say that it says too, weighed by skill', 0, 1, 1),
  novelty: feature('share of its terms that nobody else has; 0 where it is alone', 0, 1),
  onTopic: feature(
    "share of the question's terms that it holds, fourfold, at most 1; 1 where it is not known",
    0,
    1,
    1,
  ),
  echo: feature("share of its terms that are the question's; 0 where that is not known", 0, 1, -1),
  amount: feature("log(1 + its terms) less what is usual of its author's, clipped", -3, 3),
  amountAboveMean: feature("log(1 + its terms) less the others' mean; 0 where it is alone", -3, 3),
  repetition: feature('share of its runs of three words that repeat an earlier one', 0, 1, -1),
  kept: feature('likeness to the answer that its author was shown; 0 where it was shown none', 0, 1),
  refusal: feature('1 where its author refuses', 0, 1, -1),
  cutOff: feature('1 where it ends in the middle', 0, 1, -1),
});

/** Terms that a text of the usual length holds: their logarithm rises with that of its characters. */
const usualTerms = (logLength: number) => -0.7 + 0.7 * logLength;

/** The values for one answer. */
export function openValues(evidence: Evidence, index: number): FeatureValues<typeof openFeatures> {
  const { state, signs, authors, question } = evidence;
  const { content, refusal, cutOff } = signs[index]!;
  const author = authors[index]!;
  const others = signs.flatMap((_, other) => (other === index ? [] : [other]));
  const contentOf = (other: number) => signs[other]!.content;
  const alike = (other: number) => likeness(content, contentOf(other));
  const weights = others.map((other) => authors[other]!.mean);
  const likenesses = others.map(alike);
  const mean = weighedMean(likenesses, weights);
  const abler = others.filter((other) => authors[other]!.mean > author.mean);
  const logTerms = Math.log1p(content.terms.length);
  const othersTerms = others.map((other) => Math.log1p(contentOf(other).terms.length));
  const known = question.content.terms.length > 0;
  return {
    ...authorValues(evidence, index),
    likeness: mean,
    likenessAboveMean: others.length === 0 ? 0 : mean - meanOfPairs(evidence),
    mostLike: Math.max(0, ...likenesses),
    likenessToAbler: Math.max(0, ...abler.map(alike)),
    coverage: weighedMean(
      others.map((other) => shareIn(contentOf(other), content)),
      weights.map((weight, at) => weight * contentOf(others[at]!).terms.length),
    ),
    novelty: others.length === 0 ? 0 : novelty(content, others.map(contentOf)),
    onTopic: known ? Math.min(1, 4 * shareIn(question.content, content)) : 1,
    echo: known ? shareIn(content, question.content) : 0,
    amount: clamp(logTerms - usualTerms(author.logLength), -3, 3),
    amountAboveMean: others.length === 0 ? 0 : clamp(logTerms - meanOf(othersTerms), -3, 3),
    repetition: content.repetition,
    kept: Math.max(0, ...state.answers[index]!.shown.map(alike)),
    refusal: Number(refusal),
    cutOff: Number(cutOff),
  };
}

function meanOfPairs({ signs }: Evidence): number {
  const pairs = signs.flatMap(({ content }, at) =>
    signs.slice(at + 1).map((other) => likeness(content, other.content)),
  );
  return meanOf(pairs);
}

function weighedMean(values: readonly number[], weights: readonly number[]): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return total === 0 ? 0 : values.reduce((sum, value, at) => sum + value * weights[at]!, 0) / total;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
