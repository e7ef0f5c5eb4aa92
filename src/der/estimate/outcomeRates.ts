/** What outcomes on calibration prompts come to: rates, their offsets in log-odds, lengths. */
import type { SkillKind } from '../core/modelFacts';
import { clamp, sigmoid } from './logOdds';

/** What an expert did on a calibration prompt. */
export interface Outcome {
  /** Index into the calibration's prompts. */
  readonly prompt: number;
  readonly quality: number;
  /** Logarithm of its answer's characters, where it was kept. */
  readonly logLength?: number | undefined;
  /** What was asked for, where that is known; an outcome without one counts for every kind. */
  readonly kind?: SkillKind | undefined;
  /** How much of a measured outcome it counts for, in (0, 1]; one where it is absent. */
  readonly weight?: number | undefined;
}

/** Mean of the outcomes, with a prior worth `weight` of them. */
export function smoothed(outcomes: readonly Outcome[], prior: number, weight: number): number {
  const sum = outcomes.reduce((all, outcome) => all + countOf(outcome) * outcome.quality, 0);
  return (sum + weight * prior) / (total(outcomes) + weight);
}

/** How much of a measured outcome it counts for. */
export function countOf({ weight = 1 }: Outcome): number {
  return weight;
}

/** How many measured outcomes they count for together. */
export function total(outcomes: readonly Outcome[]): number {
  return outcomes.reduce((sum, outcome) => sum + countOf(outcome), 0);
}

/** Outcomes that are expected to be right with the same log-odds, but for an offset. */
interface Group {
  readonly level: number;
  readonly outcomes: readonly Outcome[];
}

/** Most likely common offset of log-odds under a normal prior of the given precision (Newton's method). */
export function offset(groups: readonly Group[], weights: Float64Array, precision: number): number {
  let estimate = 0;
  for (let step = 0; step < 3; step++) {
    let slope = -precision * estimate;
    let curvature = precision;
    for (const { level, outcomes } of groups) {
      const expected = sigmoid(level + estimate);
      const variance = expected * (1 - expected);
      for (const outcome of outcomes) {
        const weight = weights[outcome.prompt]! * countOf(outcome);
        slope += weight * (outcome.quality - expected);
        curvature += weight * variance;
      }
    }
    estimate += clamp(slope / curvature, -1, 1);
  }
  return estimate;
}

/** Logarithm of the characters of an answer about whose author nothing is known. */
export const typicalLogLength = 6.3;
/** Answers that a guess at the usual length is worth. */
const lengthPriorWeight = 3;

/** Usual length on questions like this one, shrunk to the expert's usual length and that to everybody's. */
export function usualLength(outcomes: readonly Outcome[], weights: Float64Array): number {
  let [sum, count, nearSum, nearCount] = [0, 0, 0, 0];
  for (const { prompt, logLength } of outcomes) {
    if (logLength === undefined) continue;
    sum += logLength;
    count += 1;
    nearSum += weights[prompt]! * logLength;
    nearCount += weights[prompt]!;
  }
  const overall = (sum + lengthPriorWeight * typicalLogLength) / (count + lengthPriorWeight);
  return (nearSum + lengthPriorWeight * overall) / (nearCount + lengthPriorWeight);
}
