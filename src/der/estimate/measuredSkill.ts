/** What is known of each expert by kind of question: measured, with its interval, against what was guessed before. */
import { skillKinds, type SkillKind } from '../core/modelFacts';
import { mean, type Interval } from '../statistics/statistics';
import { meanInterval } from '../statistics/wilson';
import { outcomeKind, standingOf, type OutcomeRecord } from './outcomes';

/** How an expert did on the questions of one kind that it was measured on. */
export interface MeasuredSkill {
  readonly kind: SkillKind;
  /** Mean quality in [0, 1]. */
  readonly mean: number;
  /** Outcomes behind it. */
  readonly outcomes: number;
  readonly interval: Interval;
}

/** By expert id, in the order of `skillKinds`, without kinds of which nothing is known. */
export function measuredSkills(
  records: readonly OutcomeRecord[],
): ReadonlyMap<string, readonly MeasuredSkill[]> {
  const qualities = new Map<string, Map<SkillKind, number[]>>();
  for (const record of standingOf(records)) {
    const kind = outcomeKind(record);
    // What use tells is no measurement.
    if (kind === undefined || record.quality === null || record.from === 'use') continue;
    const own = qualities.get(record.expert) ?? new Map<SkillKind, number[]>();
    own.set(kind, [...(own.get(kind) ?? []), record.quality]);
    qualities.set(record.expert, own);
  }
  return new Map([...qualities].map(([expert, byKind]) => [expert, skillsOf(byKind)]));
}

function skillsOf(byKind: ReadonlyMap<SkillKind, readonly number[]>): MeasuredSkill[] {
  return skillKinds.flatMap((kind) => {
    const own = byKind.get(kind);
    if (!own) return [];
    return [{ kind, mean: mean(own), outcomes: own.length, interval: meanInterval(own) }];
  });
}
