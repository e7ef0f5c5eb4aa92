/**
 * How much each outcome counts: those that use tells by how far the person can be relied on, those of a model that has
 * changed under its name at a discount, and old ones less than new ones.
 */
import type { ModelVersions } from './modelVersions';
import type { OutcomeRecord } from './outcomes';
import { relianceOn } from './reliance';

/** Outcomes of a model that has since been replaced under its name count for so much: see docs/learning.md. */
const changedModel = 1 / 3;

/** Days after which an outcome counts for half as much. */
const halfLifeDays = 365;
/** However old, it counts for so much: a clock that ran ahead takes nothing away for good. */
const leastAged = 0.25;

/** All that use tells of one question counts for at most so many measured outcomes. */
const mostOfQuestion = 1;

const dayMs = 24 * 60 * 60 * 1000;

/** What an outcome's age and its model are compared with. */
export interface Circumstances {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** By expert id. */
  readonly versions: ReadonlyMap<string, ModelVersions>;
}

/** Weights in [0, 1] of outcomes that stand, in their order. */
export function outcomeWeights(
  standing: readonly OutcomeRecord[],
  { now, versions }: Circumstances,
): number[] {
  const reliance = relianceOn(standing);
  const weights = standing.map(
    (record) =>
      (record.weight ?? 1) *
      (record.from === 'use' ? reliance : 1) *
      faded(record.at, now) *
      (isOfEarlierModel(record, versions) ? changedModel : 1),
  );
  const ofQuestion = new Map<string, number>();
  standing.forEach(({ from, question }, at) => {
    if (from === 'use') ofQuestion.set(question, (ofQuestion.get(question) ?? 0) + weights[at]!);
  });
  return standing.map(({ from, question }, at) => {
    const all = from === 'use' ? ofQuestion.get(question)! : 0;
    return all > mostOfQuestion ? (weights[at]! * mostOfQuestion) / all : weights[at]!;
  });
}

/** Whether another model went by the expert's name when the outcome was kept. */
export function isOfEarlierModel(
  { expert, version }: Pick<OutcomeRecord, 'expert' | 'version'>,
  versions: Circumstances['versions'],
): boolean {
  const known = versions.get(expert);
  return known !== undefined && (version ?? known.first) !== known.current;
}

/** Share in [¼, 1] that an outcome of this day still counts for; one from the future is new. */
function faded(at: string, now: number): number {
  const days = Math.max(0, now - Date.parse(at)) / dayMs;
  return Math.max(leastAged, 0.5 ** (days / halfLifeDays));
}
