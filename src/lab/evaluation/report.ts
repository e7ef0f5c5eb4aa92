/** The result of an evaluation: contract version 1. */
import type { CalibrationBin, Interval } from '../../der/statistics/statistics';
import type { Setting } from './method';

export interface Report {
  readonly version: 1;
  readonly data: string;
  readonly split: string;
  /** Prompts scored: those that every pool member answered. */
  readonly n: number;
  readonly pool: readonly string[];
  readonly seed: number;
  /** Calibration prompts used. */
  readonly calibrated: number;
  readonly models: {
    readonly version: string;
    readonly trained: boolean;
    readonly sha256: Readonly<Record<string, string>>;
  };
  readonly methods: readonly (MethodRow | SkippedMethod)[];
  readonly operating_points: readonly OperatingPoint[];
  readonly aiq_differences: readonly AiqDifference[];
  readonly terminator: TerminatorReport | Skipped;
  readonly signatures: Signatures | Skipped;
  /** What was passed over or assumed, for people to read. */
  readonly notes: readonly string[];
}

export interface Skipped {
  readonly skipped: string;
}

export interface SkippedMethod extends Skipped {
  readonly name: string;
}

export interface MethodRow {
  readonly name: string;
  readonly quality: number;
  readonly ci95: Interval;
  readonly delta_vs_best_single: MeanWithInterval;
  readonly calls: number;
  readonly cost: number;
  readonly params_b: number | null;
  readonly params_tokens: number | null;
  readonly usd: number | null;
  readonly aiq: number | null;
  /** Setting of the knobs that this row was measured with. */
  readonly knobs?: SelectedSetting;
  readonly curve?: readonly CurvePoint[];
}

/** A setting; one for each fold where folds were merged, since each selects its own. */
export type SelectedSetting = Setting | readonly Setting[];

/** One of the settings that were selected on train, measured on the split. */
export interface CurvePoint {
  readonly knobs: SelectedSetting;
  readonly quality: number;
  readonly cost: number;
  readonly calls: number;
  /** On the hull of this method on train; else it is an operating point off the hull. */
  readonly on_hull: boolean;
}

export const targets = ['best_single', 'best_single-0.005', 'vote_weighted', 'vote_weighted-0.005'] as const;

export type SelectionTarget = (typeof targets)[number];

export interface OperatingPoint {
  readonly target: SelectionTarget;
  readonly method: string;
  readonly knobs: SelectedSetting;
  readonly quality: number;
  readonly ci95: Interval;
  readonly cost: number;
}

export interface TerminatorScores {
  readonly rows: number;
  /** Null where there is only one outcome. */
  readonly auc: number | null;
  /** Of P̂ against quality, in bins of equal mass. */
  readonly ece: number;
  /** Mean squared error of P̂ against quality. */
  readonly brier: number;
}

/** A mean with its interval. */
export interface MeanWithInterval {
  readonly mean: number;
  readonly ci95: Interval;
}

/** By how much the AIQ of a method is above another's, paired by prompt. */
export interface AiqDifference extends MeanWithInterval {
  readonly method: string;
  readonly against: string;
}

export interface TerminatorReport extends TerminatorScores {
  readonly auc_ci95: Interval | null;
  readonly auc_within_expert_and_domain: number | null;
  readonly auc_within_ci95: Interval | null;
  /** Of the rate of expert × domain on train, alone. */
  readonly auc_base_rate: number | null;
  /** By how much the AUC is above that one, paired by prompt. */
  readonly auc_above_base_rate: MeanWithInterval | null;
  /** Of the agreement model alone, without the learned Terminator. */
  readonly auc_belief: number | null;
  readonly auc_above_belief: MeanWithInterval | null;
  /**
   * Share of pairs of answers in one route whose qualities differ by 0.1 or more that P̂ orders rightly, ties a half; null
   * without such a pair.
   */
  readonly concordance: number | null;
  readonly by_kind: Readonly<Record<string, TerminatorScores>>;
  readonly by_domain: Readonly<Record<string, TerminatorScores>>;
  readonly by_expert: Readonly<Record<string, TerminatorScores>>;
  readonly by_answers_seen: Readonly<Record<string, TerminatorScores>>;
  readonly bins: readonly CalibrationBin[];
}

export interface Signatures {
  readonly same_expert_share: number;
  readonly quality_of_best_by_step: readonly number[];
  readonly max_steps_share: number;
  readonly cost_falls_with_alpha: boolean;
  readonly quality_and_cost_rise_with_p0: boolean;
  readonly steps_rise_with_beta: boolean;
}

export function isSkipped<T extends object>(row: T): row is Extract<T, Skipped> {
  return 'skipped' in row;
}
