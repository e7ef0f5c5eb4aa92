/** Statistics that evaluation and comparison share: calibration, and the paired bootstrap. */

export interface CalibrationBin {
  readonly rows: number;
  readonly predicted: number;
  readonly observed: number;
}

/** Bins of equal mass by prediction, from the lowest to the highest. */
export function calibrationBins(
  predicted: ArrayLike<number>,
  outcome: ArrayLike<number>,
  bins = 15,
): CalibrationBin[] {
  const order = Array.from({ length: predicted.length }, (_, row) => row).sort(
    (a, b) => predicted[a]! - predicted[b]! || outcome[a]! - outcome[b]!,
  );
  const result: CalibrationBin[] = [];
  for (let bin = 0; bin < bins; bin++) {
    const rows = order.slice(
      Math.round((bin * order.length) / bins),
      Math.round(((bin + 1) * order.length) / bins),
    );
    if (rows.length === 0) continue;
    result.push({
      rows: rows.length,
      predicted: mean(rows.map((row) => predicted[row]!)),
      observed: mean(rows.map((row) => outcome[row]!)),
    });
  }
  return result;
}

/** Expected calibration error: mean distance of predicted and observed over bins of equal mass. */
export function expectedCalibrationError(
  predicted: ArrayLike<number>,
  outcome: ArrayLike<number>,
  bins = 15,
): number {
  return calibrationBins(predicted, outcome, bins).reduce(
    (sum, bin) => sum + (bin.rows / predicted.length) * Math.abs(bin.predicted - bin.observed),
    0,
  );
}

/** Mean squared distance of prediction and outcome. */
export function brier(predicted: ArrayLike<number>, outcome: ArrayLike<number>): number {
  let sum = 0;
  for (let row = 0; row < predicted.length; row++) sum += (predicted[row]! - outcome[row]!) ** 2;
  return sum / predicted.length;
}

/** The arithmetic mean; NaN of nothing. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

/** Both ends of an interval. */
export type Interval = readonly [low: number, high: number];

/** Whole numbers from 0 to below a bound, by chance. */
export interface Chance {
  integer(bound: number): number;
}

/** Resamples of prompts, the same for every method, so that differences are paired. */
export class Bootstrap {
  private readonly picks: Uint32Array;

  constructor(
    private readonly prompts: number,
    chance: Chance,
    private readonly resamples = 2000,
  ) {
    this.picks = Uint32Array.from({ length: resamples * prompts }, () => chance.integer(prompts));
  }

  /** Percentile interval of the mean of one value per prompt, of 95 % unless told. */
  interval(values: ArrayLike<number>, level = 0.95): Interval {
    const means = new Float64Array(this.resamples);
    for (let resample = 0; resample < this.resamples; resample++) {
      const end = (resample + 1) * this.prompts;
      let sum = 0;
      for (let at = end - this.prompts; at < end; at++) sum += values[this.picks[at]!]!;
      means[resample] = sum / this.prompts;
    }
    return middle(means, level);
  }

  /**
   * 95 % percentile interval of any statistic of the prompts.
   * @param statistic given how often each prompt counts; undefined where that leaves nothing to compute it from
   * @returns undefined where that happened
   */
  intervalOf(statistic: (weights: Uint32Array) => number | undefined): Interval | undefined {
    const values = new Float64Array(this.resamples);
    const weights = new Uint32Array(this.prompts);
    for (let resample = 0; resample < this.resamples; resample++) {
      weights.fill(0);
      const end = (resample + 1) * this.prompts;
      for (let at = end - this.prompts; at < end; at++) weights[this.picks[at]!]! += 1;
      const value = statistic(weights);
      if (value === undefined) return undefined;
      values[resample] = value;
    }
    return middle(values, 0.95);
  }
}

/** Sorts in place. */
function middle(values: Float64Array, level: number): Interval {
  values.sort();
  const outside = (1 - level) / 2;
  return [quantile(values, outside), quantile(values, 1 - outside)];
}

/** Quantile of sorted values, linear between neighbours. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const at = share * (sorted.length - 1);
  const low = Math.floor(at);
  const next = sorted[Math.min(low + 1, sorted.length - 1)]!;
  return sorted[low]! + (at - low) * (next - sorted[low]!);
}
