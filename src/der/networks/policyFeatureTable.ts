/** What the policy sees: its features by name. Money and compute are prices: α times cost, in units of quality. */
import { projectionSize } from './encoder';
import { feature, FeatureTable, numbered } from './features';

/** Of the state as a whole. */
export const stateFeatures = new FeatureTable({
  alphaIsZero: feature('1 where α is exactly 0: cost does not count', 0, 1),
  logAlpha: feature('α on a logarithmic scale; its least where α is 0', -0.67, 0.34),
  logBeta: feature('log(1 + β) / 2', 0, 1.2),
  p0: feature('p₀; its default before the first answer, unless it is 1', 0, 1),
  stepsLeft: feature('answers that may still be asked for, in tenths', 0, 1),
  stepsTaken: feature('answers so far, in tenths', 0, 1),
  hasAnswer: feature('1 from the first answer on', 0, 1),
  logSpent: feature('logarithm of what was spent, in billions of parameters, thirds of a decade', 0, 110),
  priceOfSpent: feature('price of what was spent, on a logarithmic scale', -0.67, 1.67),
  judgedBest: feature('P̂ of the best answer; 0 before the first', 0, 1),
  toThreshold: feature('p₀ less that', -1, 1),
  judgedSecond: feature('highest P̂ among answers that disagree with the best; 0 where there is none', 0, 1),
  believedBest: feature(
    'chance that the most probable claim is right, or the highest P̂ of open answers; 0 before the first',
    0,
    1,
  ),
  believedNone: feature('chance that no claim so far is right; 1 before the first', 0, 1),
  program: feature('1 where the answers are programs, or one was asked for', 0, 1),
  open: feature('1 where the answers are open ones, or an explanation was asked for', 0, 1),
  difficulty: feature('how hard the question seems, in standard deviations', -4.6, 4.6),
  claims: feature('log(1 + different final answers)', 0, 2.5),
  unclaimed: feature('share of the answers without a final one; 0 before the first', 0, 1),
  options: feature('1 where the question is one of choosing among options', 0, 1),
  questionLength: feature(
    'logarithm of its characters, centred on a usual one; 0 where it is not known',
    -2,
    2,
  ),
  logPool: feature('logarithm of the number of experts, sevenths', 0, 3),
  openShare: feature('share of the experts that may be chosen', 0, 1),
  bestNet: feature('highest net gain of one more answer; its least where nobody may be chosen', -2.1, 2.1),
  bestPlan: feature('highest net gain of one more answer and the best ones after it', -2.1, 2.1),
  bestSkill: feature('odds of the ablest who may be chosen; its least where nobody may', -2.4, 2.4),
  cheapest: feature('price of the cheapest who may be chosen, on a logarithmic scale', -0.67, 1.67),
  ...numbered(
    'question',
    projectionSize,
    feature(
      "a direction of the question's embedding; 0 where the question is unlike any of training",
      -2.1,
      2.1,
    ),
  ),
});

/** Of one expert in the light of the state. What may not be chosen is not seen by the network at all. */
export const expertFeatures = new FeatureTable({
  skill: feature('log-odds of its skill on this question, thirds', -3.1, 3.1),
  overall: feature('log-odds of its skill on all questions, thirds', -3.1, 3.1),
  evidence: feature('log(1 + outcomes known of it), fifths; 0 where only size or price speak', 0, 4),
  nearby: feature('log(1 + outcomes on questions like this one), fifths', 0, 4),
  calibrated: feature('1 where any outcome of it is known', 0, 1),
  logCost: feature('logarithm of its cost, in billions of parameters, thirds of a decade', 0, 110),
  logPrice: feature('its price on a logarithmic scale', -0.67, 1.67),
  price: feature('price / (price + 0.1)', 0, 1),
  right: feature('odds that it would be right, given the answers so far', -2.4, 2.4),
  logGain: feature(
    'expected rise of the chance that the best answer is right, on a logarithmic scale',
    -0.67,
    1.67,
  ),
  gain: feature('that rise itself', 0, 1),
  net: feature('(1 + β) · gain less its price', -2.1, 2.1),
  netBelowBest: feature('that, less the highest of all', -2.1, 2.1),
  plan: feature('net gain of it and the best ones after it', -2.1, 2.1),
  planBelowBest: feature('that, less the highest of all', -2.1, 2.1),
  gainPerPrice: feature('(1 + β) · gain over its price, on a logarithmic scale', -0.67, 1.67),
  reaches: feature('chance that the best answer is good enough after it', 0, 1),
  reachesAlone: feature('1 where its own chance of being right reaches p₀', 0, 1),
  timesAsked: feature('log(1 + times it has answered); 0 where it may be chosen, as in training', 0, 0.7),
  answeredLast: feature('1 where it gave the last answer; 0 where it may be chosen, as in training', 0, 1),
  tool: feature('1 for a built-in tool', 0, 1),
  cheaperShare: feature('share of those who may be chosen that are cheaper', 0, 1),
  abler: feature('share of those who may be chosen that are not less able', 0, 1),
  dominated: feature('how far others are cheaper and abler: the product of both', 0, 1),
});
