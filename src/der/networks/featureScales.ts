/** Scales that policy and Terminator see alike: all values of order one, whatever the input. */
import { projectionSize } from './encoder';
import type { Situation } from '../evidence/evidence';
import { clamp, logit, type Skill } from '../estimate/profile';

export function skillFeatures({ mean, overall, evidence, nearby }: Skill): number[] {
  return [logit(mean) / 3, logit(overall) / 3, Math.log1p(evidence) / 5, Math.log1p(nearby) / 5];
}

export function lengthOf(question: string): number {
  return clamp((Math.log(1 + question.length) - 5.5) / 2, -2, 2);
}

/** What networks see of the question itself; nothing where it is unlike those they learned from. */
export function projection({ embedding, familiarity }: Situation): number[] {
  return Array.from(embedding.subarray(0, projectionSize), (value) => value * 2 * familiarity);
}

/** Chances on a scale where certainty stays finite: ±2 or so. */
export function squashOdds(chance: number): number {
  return logit(chance) / 4;
}

/** A network fed with one NaN gives nothing but NaN; broken input must not get that far. */
export function finite(value: number): number {
  return Number.isFinite(value) ? value : 0;
}
