/**
 * How far P̂ agrees with the raters. P̂ as the chance of being good enough, in log-odds, is a strength of Bradley and
 * Terry: of two answers of which one is good and one is not, the chance that it is the left one is
 * σ(logit P̂ left − logit P̂ right). That chance is what is held against the raters.
 */
import { logit } from '../estimate/logOdds';
import { Ranking } from '../statistics/ranking';
import { chanceToWin } from '../statistics/bradleyTerry';
import {
  brier,
  calibrationBins,
  expectedCalibrationError,
  type CalibrationBin,
} from '../statistics/statistics';
import { wilson } from '../statistics/wilson';
import { bootstrapOver } from './perQuestion';
import { isDecided, leftScore, type Vote } from './vote';

/** An area under the curve in [0, 1], with its 95 % interval over questions. */
export interface Ranked {
  readonly value: number;
  /** Null where a resample of the questions leaves nothing to rank. */
  readonly ci95: readonly [number, number] | null;
}

/** How well P̂ predicts which answers people prefer. */
export interface PredictionReport {
  /** Votes on two answers that both have a P̂. */
  readonly votes: number;
  /** Those with a winner. */
  readonly decided: number;
  /** Chance that P̂'s lead of a pair that the left answer won is above that of one that it lost; .5 is chance. */
  readonly auc: Ranked | null;
  /** Chance that a preferred answer, or one of a tie, has a higher P̂ than one of two that are both bad. */
  readonly aucGood: Ranked | null;
  /** Of the predicted preference; a tie is half of one for each. */
  readonly ece: number;
  readonly brier: number;
  readonly bins: readonly CalibrationBin[];
}

const mostBins = 10;
const rowsOfABin = 20;

/** @returns null where no vote is on two answers with a P̂. */
export function predictionReport(votes: readonly Vote[]): PredictionReport | null {
  const rows = votes.flatMap((vote) => {
    const [left, right] = [vote.left.quality, vote.right.quality];
    if (left === undefined || right === undefined || vote.verdict === 'both_bad') return [];
    return [{ vote, chance: chanceToWin(logit(left), logit(right)), won: leftScore(vote.verdict) }];
  });
  if (rows.length === 0) return null;
  // Which of two is called the left one says nothing: each pair counts both ways.
  const both = rows.flatMap(({ vote, chance, won }) => [
    { vote, chance, won },
    { vote, chance: 1 - chance, won: 1 - won },
  ]);
  const decided = both.filter(({ vote }) => isDecided(vote));
  const [predicted, observed] = [both.map(({ chance }) => chance), both.map(({ won }) => won)];
  const bins = Math.max(2, Math.min(mostBins, Math.floor(both.length / rowsOfABin)));
  return {
    votes: rows.length,
    decided: decided.length / 2,
    auc: ranked(
      decided.map(({ chance }) => chance),
      decided.map(({ won }) => won === 1),
      decided.map(({ vote }) => vote.question),
    ),
    aucGood: goodAgainstBad(votes),
    ece: expectedCalibrationError(predicted, observed, bins),
    brier: brier(predicted, observed),
    bins: calibrationBins(predicted, observed, bins),
  };
}

/** Losers are left out: they may be good, too. */
function goodAgainstBad(votes: readonly Vote[]): Ranked | null {
  const rows = votes.flatMap(({ question, verdict, left, right }) => {
    const good = verdict !== 'both_bad';
    const sides = verdict === 'left' ? [left] : verdict === 'right' ? [right] : [left, right];
    return sides.flatMap(({ quality }) => (quality === undefined ? [] : [{ question, good, quality }]));
  });
  return ranked(
    rows.map(({ quality }) => quality),
    rows.map(({ good }) => good),
    rows.map(({ question }) => question),
  );
}

function ranked(
  scores: readonly number[],
  positive: readonly boolean[],
  questions: readonly string[],
): Ranked | null {
  const numbers = new Map([...new Set(questions)].map((question, at) => [question, at]));
  // Leads that are the same but for the rounding of a float are a tie.
  const ranking = new Ranking(
    scores.map((score) => Math.round(score * 1e9)),
    positive,
    questions.map((question) => numbers.get(question)!),
  );
  const value = ranking.auc();
  if (value === undefined) return null;
  // Where all are ranked rightly, or all wrongly, a resample cannot differ.
  if (value === 0 || value === 1) return { value, ci95: wilson(value, numbers.size) };
  const ci95 = bootstrapOver(numbers.size).intervalOf((weights) => ranking.auc(weights)) ?? null;
  return { value, ci95 };
}
