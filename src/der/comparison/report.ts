/** All that a set of votes says, as `npm run compare -- --json` prints it. */
import { strengths, type Duel } from '../statistics/bradleyTerry';
import type { Interval } from '../statistics/statistics';
import { bootstrapOver, type MeanOverQuestions } from './perQuestion';
import { predictionReport, type PredictionReport } from './prediction';
import { lengthEffect, orderEffect, raterAgreement, type RaterAgreement } from './raters';
import { leftScore, type Vote } from './vote';
import { meanTaken, pairsOf, winRate, type WinRate } from './winRates';

/** What the votes say of one strategy against all others, and what it took per question. */
export interface StrategyReport {
  readonly name: string;
  /** Strength of Bradley and Terry in log-odds; those of all strategies average 0. */
  readonly strength: number;
  readonly strengthCi95: Interval;
  /** Per question, where it is known. */
  readonly usd?: number;
  readonly costB?: number;
  readonly ms?: number;
}

/** All that the votes of an experiment say, as it is written to its JSON file. */
export interface ComparisonReport {
  readonly version: 1;
  readonly questions: number;
  readonly votes: number;
  readonly pairs: readonly WinRate[];
  readonly strategies: readonly StrategyReport[];
  readonly raters: RaterAgreement;
  readonly prediction: PredictionReport | null;
  readonly order: MeanOverQuestions | null;
  readonly length: MeanOverQuestions | null;
}

/** Keeps the strength of who never lost finite: worth less than one duel. */
const precision = 0.1;
/** Each fits all strengths anew. */
const resamples = 500;

/** @param order names of the strategies, the one that the others are held against first. */
export function comparisonReport(votes: readonly Vote[], order: readonly string[]): ComparisonReport {
  const met = order.filter((name) =>
    votes.some(({ left, right }) => left.strategy === name || right.strategy === name),
  );
  const fitted = strengthsOf(votes, met);
  return {
    version: 1,
    questions: new Set(votes.map(({ question }) => question)).size,
    votes: votes.length,
    pairs: pairsOf(votes, met).map(([one, other]) => winRate(votes, one, other)),
    strategies: met.map((name, at) => ({
      name,
      strength: fitted[at]!.strength,
      strengthCi95: fitted[at]!.ci95,
      ...meanTaken(votes, name),
    })),
    raters: raterAgreement(votes.filter(({ rater }) => rater !== nobody)),
    prediction: predictionReport(votes.filter(({ rater }) => rater !== nobody)),
    order: orderEffect(votes),
    length: lengthEffect(votes),
  };
}

/** The rater of answers that are the same text: a tie that nobody has to be asked for. */
export const nobody = '';

function strengthsOf(
  votes: readonly Vote[],
  names: readonly string[],
): readonly { readonly strength: number; readonly ci95: Interval }[] {
  const questions = [...new Set(votes.map(({ question }) => question))];
  const duels = votes.map(({ question, left, right, verdict }) => ({
    question: questions.indexOf(question),
    left: names.indexOf(left.strategy),
    right: names.indexOf(right.strategy),
    score: leftScore(verdict),
  }));
  const fit = (weights?: Uint32Array): number[] => {
    const won = new Map<string, { winner: number; loser: number; weight: number }>();
    const add = (winner: number, loser: number, weight: number) => {
      if (weight === 0) return;
      const key = `${winner} ${loser}`;
      const duel = won.get(key) ?? { winner, loser, weight: 0 };
      duel.weight += weight;
      won.set(key, duel);
    };
    for (const { question, left, right, score } of duels) {
      const weight = weights ? weights[question]! : 1;
      add(left, right, weight * score);
      add(right, left, weight * (1 - score));
    }
    return strengths(names.length, [...won.values()] satisfies Duel[], precision);
  };
  const bootstrap = bootstrapOver(questions.length, resamples);
  return fit().map((strength, at) => ({
    strength,
    ci95: bootstrap.intervalOf((weights) => fit(weights)[at])!,
  }));
}
