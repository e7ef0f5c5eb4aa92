/** Scales that policy and Terminator see alike: all values of order one, whatever the input. */
import { projectionSize } from './encoder';
import type { Situation } from '../evidence/evidence';
import { clamp, logit } from '../estimate/logOdds';
import type { Skill } from '../estimate/profile';

/** What networks see of a skill, by the names of the features. */
export function skillFeatures({ mean, overall, evidence, nearby }: Skill) {
  return {
    skill: logit(mean) / 3,
    overall: logit(overall) / 3,
    evidence: Math.log1p(evidence) / 5,
    nearby: Math.log1p(nearby) / 5,
  };
}

/** Length of a question; 0 where it is not known, which is about the usual one. */
export function lengthOf(question: string): number {
  return question === '' ? 0 : clamp((Math.log(1 + question.length) - 5.5) / 2, -2, 2);
}

/** What networks see of the question itself, by the names of the features; nothing where it is unlike any of training. */
export function projection({ embedding, familiarity }: Situation): Record<`question${number}`, number> {
  const values: Record<`question${number}`, number> = {};
  for (let index = 0; index < projectionSize; index++) {
    values[`question${index}`] = embedding[index]! * 2 * familiarity;
  }
  return values;
}

/** Chances on a scale where certainty stays finite: ±2 or so. */
export function squashOdds(chance: number): number {
  return logit(chance) / 4;
}
