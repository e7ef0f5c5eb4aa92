/** Means over questions and their intervals. Votes on one question share it, so that the question is what counts once. */
import { seededBy } from '../evidence/seeded';
import { Bootstrap, mean, type Interval } from '../statistics/statistics';
import { wilson } from '../statistics/wilson';

export interface MeanOverQuestions {
  readonly mean: number;
  /** 95 % interval, by questions. */
  readonly ci95: Interval;
  readonly questions: number;
}

/** The same chance for every figure, so that a report of the same votes is the same report. */
export function bootstrapOver(questions: number, resamples?: number): Bootstrap {
  return new Bootstrap(questions, seededBy('questions'), resamples);
}

/** The mean of each question's values, in the order in which questions first appear. */
export function byQuestion<T>(
  items: readonly T[],
  question: (item: T) => string,
  value: (item: T) => number,
): number[] {
  const values = new Map<string, number[]>();
  for (const item of items) {
    const own = values.get(question(item)) ?? [];
    own.push(value(item));
    values.set(question(item), own);
  }
  return [...values.values()].map(mean);
}

/** Of shares: where all questions say the same a resample cannot differ, and Wilson's (1927) interval stands in. */
export function shareOf(values: readonly number[]): MeanOverQuestions | null {
  const estimate = meanOf(values);
  if (!estimate || values.some((value) => value !== values[0])) return estimate;
  return { ...estimate, ci95: wilson(estimate.mean, values.length) };
}

/** Null where there is no question. */
export function meanOf(values: readonly number[]): MeanOverQuestions | null {
  if (values.length === 0) return null;
  const ci95 = bootstrapOver(values.length).interval(values);
  return { mean: mean(values), ci95, questions: values.length };
}
