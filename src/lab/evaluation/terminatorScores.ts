/** How well the Terminator tells right answers from wrong ones. */
import type { TerminatorPrediction } from './terminatorPredictions';
import { Ranking } from '../../der/statistics/ranking';
import type { MeanWithInterval, TerminatorReport, TerminatorScores } from './report';
import {
  brier,
  calibrationBins,
  expectedCalibrationError,
  type Bootstrap,
} from '../../der/statistics/statistics';

const bins = 15;

/** @param bootstrap over the prompts that the judgements name */
export function terminatorReport(
  judgements: readonly TerminatorPrediction[],
  bootstrap: Bootstrap,
): TerminatorReport {
  const positive = judgements.map((row) => row.positive);
  const predicted = judgements.map((row) => row.predicted);
  const prompts = judgements.map(({ prompt }) => prompt);
  const own = rankingOf(judgements);
  const base = rankingOf(judgements, (row) => row.baseRate);
  const belief = rankingOf(judgements, (row) => row.believed);
  const cells = judgements.map(({ expert, domain }) => JSON.stringify([expert, domain]));
  const within = new Ranking(predicted, positive, prompts, cells);
  return {
    ...scores(judgements),
    auc_ci95: bootstrap.intervalOf((weights) => own.auc(weights)) ?? null,
    auc_within_expert_and_domain: within.auc() ?? null,
    auc_within_ci95: bootstrap.intervalOf((weights) => within.auc(weights)) ?? null,
    auc_base_rate: base.auc() ?? null,
    auc_above_base_rate: lead(own, base, bootstrap),
    auc_belief: belief.auc() ?? null,
    auc_above_belief: lead(own, belief, bootstrap),
    concordance: concordance(judgements),
    by_kind: grouped(judgements, (row) => row.kind),
    by_domain: grouped(judgements, (row) => row.domain),
    by_expert: grouped(judgements, (row) => row.expert),
    by_answers_seen: grouped(judgements, (row) => String(row.seen)),
    bins: calibrationBins(
      predicted,
      judgements.map((row) => row.quality),
      bins,
    ),
  };
}

function rankingOf(
  judgements: readonly TerminatorPrediction[],
  score: (row: TerminatorPrediction) => number = (row) => row.predicted,
): Ranking {
  return new Ranking(
    judgements.map(score),
    judgements.map((row) => row.positive),
    judgements.map((row) => row.prompt),
  );
}

/** By how much one ranking of the same rows is better than another, paired by prompt. */
function lead(one: Ranking, other: Ranking, bootstrap: Bootstrap): MeanWithInterval | null {
  const difference = (weights?: Uint32Array) => {
    const [a, b] = [one.auc(weights), other.auc(weights)];
    return a === undefined || b === undefined ? undefined : a - b;
  };
  const [mean, ci95] = [difference(), bootstrap.intervalOf(difference)];
  return mean === undefined || ci95 === undefined ? null : { mean, ci95 };
}

/** By how much the AUC of judgements is above that of others of the same answers, paired by prompt. */
export function compared(
  judgements: readonly TerminatorPrediction[],
  others: readonly TerminatorPrediction[],
  bootstrap: Bootstrap,
): MeanWithInterval | null {
  return lead(rankingOf(judgements), rankingOf(others), bootstrap);
}

function scores(judgements: readonly TerminatorPrediction[]): TerminatorScores {
  const predicted = judgements.map((row) => row.predicted);
  const positive = judgements.map((row) => row.positive);
  const quality = judgements.map((row) => row.quality);
  return {
    rows: judgements.length,
    auc: new Ranking(predicted, positive).auc() ?? null,
    ece: expectedCalibrationError(predicted, quality, bins),
    brier: brier(predicted, quality),
  };
}

/** Difference of quality from which one answer is better than another. */
const apart = 0.1;

function concordance(judgements: readonly TerminatorPrediction[]): number | null {
  let [pairs, ordered] = [0, 0];
  judgements.forEach((one, at) => {
    // The answers of a route follow each other.
    for (let next = at + 1; judgements[next]?.route === one.route; next++) {
      const other = judgements[next]!;
      const better = one.quality - other.quality;
      if (Math.abs(better) < apart - 1e-9) continue;
      const lead = (one.predictedAtEnd - other.predictedAtEnd) * better;
      pairs += 1;
      ordered += lead > 0 ? 1 : lead === 0 ? 0.5 : 0;
    }
  });
  return pairs === 0 ? null : ordered / pairs;
}

function grouped(
  judgements: readonly TerminatorPrediction[],
  key: (row: TerminatorPrediction) => string,
): Record<string, TerminatorScores> {
  const names = [...new Set(judgements.map(key))].sort();
  return Object.fromEntries(
    names.map((name) => [name, scores(judgements.filter((row) => key(row) === name))]),
  );
}
