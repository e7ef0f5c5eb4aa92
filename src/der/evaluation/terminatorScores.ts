/** How well the Terminator tells right answers from wrong ones. */
import type { Judgement } from './judgements';
import { Ranking } from './ranking';
import type { TerminatorReport, TerminatorScores } from './report';
import { brier, calibrationBins, expectedCalibrationError, type Bootstrap } from './statistics';

const bins = 15;

/** @param bootstrap over the prompts that the judgements name */
export function terminatorReport(judgements: readonly Judgement[], bootstrap: Bootstrap): TerminatorReport {
  const positive = judgements.map((row) => row.positive);
  const predicted = judgements.map((row) => row.predicted);
  const prompts = judgements.map(({ prompt }) => prompt);
  const ranking = (score: (row: Judgement) => number) =>
    new Ranking(judgements.map(score), positive, prompts);
  const [own, base, belief] = [
    ranking((row) => row.predicted),
    ranking((row) => row.baseRate),
    ranking((row) => row.believed),
  ];
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
    by_domain: grouped(judgements, (row) => row.domain),
    by_expert: grouped(judgements, (row) => row.expert),
    by_answers_seen: grouped(judgements, (row) => String(row.seen)),
    bins: calibrationBins(predicted, positive.map(Number), bins),
  };
}

/** By how much one ranking of the same rows is better than another, paired by prompt. */
export function lead(
  one: Ranking,
  other: Ranking,
  bootstrap: Bootstrap,
): TerminatorReport['auc_above_belief'] {
  const difference = (weights?: Uint32Array) => {
    const [a, b] = [one.auc(weights), other.auc(weights)];
    return a === undefined || b === undefined ? undefined : a - b;
  };
  const [mean, ci95] = [difference(), bootstrap.intervalOf(difference)];
  return mean === undefined || ci95 === undefined ? null : { mean, ci95 };
}

export function scores(judgements: readonly Judgement[]): TerminatorScores {
  const predicted = judgements.map((row) => row.predicted);
  const positive = judgements.map((row) => row.positive);
  const outcome = positive.map(Number);
  return {
    rows: judgements.length,
    auc: new Ranking(predicted, positive).auc() ?? null,
    ece: expectedCalibrationError(predicted, outcome, bins),
    brier: brier(predicted, outcome),
  };
}

function grouped(
  judgements: readonly Judgement[],
  key: (row: Judgement) => string,
): Record<string, TerminatorScores> {
  const names = [...new Set(judgements.map(key))].sort();
  return Object.fromEntries(
    names.map((name) => [name, scores(judgements.filter((row) => key(row) === name))]),
  );
}
