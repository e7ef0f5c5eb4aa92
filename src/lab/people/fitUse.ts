/** How much each use tells, from what people did with answers whose quality is known. */
import { standingOf, type OutcomeRecord } from '../../der/estimate/outcomes';
import { logit } from '../../der/estimate/logOdds';
import { uses, type Tells, type Use } from '../../der/estimate/useWeights';

/** A use that stands, and whether the answer was good. */
export interface Told {
  readonly use: Use;
  readonly good: boolean;
}

export interface FittedUse extends Tells {
  readonly use: Use;
  readonly count: number;
  /** Share of the answers that were good, shrunk by one answer to that of all. */
  readonly good: number;
}

/** A use tells something that moves the log-odds by this share of what the one does that tells most. */
const tells = 0.2;
/** What others count for: that an answer was used at all. */
const least = 0.05;

/** Of each answer the last use, with what the answer was worth. */
export function toldBy(
  records: readonly OutcomeRecord[],
  isGood: (record: OutcomeRecord) => boolean,
): Told[] {
  return standingOf(records).flatMap((record) =>
    record.use === undefined ? [] : [{ use: record.use, good: isGood(record) }],
  );
}

/**
 * A use stands for a good answer where it makes one likelier than it is among all answers that were used, else for a bad
 * one. Those that tell something count alike, up to the bound: the mean of outcomes would be tilted if what speaks for an
 * answer counted for less than what speaks against one. How far clicks count at all is for reliance.ts to say.
 */
export function fitUses(told: readonly Told[]): FittedUse[] {
  const base = told.filter(({ good }) => good).length / told.length;
  const moved = uses.map((use) => {
    const own = told.filter((one) => one.use === use);
    const good = (own.filter((one) => one.good).length + base) / (own.length + 1);
    return { use, count: own.length, good, by: logit(good) - logit(base) };
  });
  const most = Math.max(...moved.map(({ by }) => Math.abs(by)));
  return moved.map(({ by, ...one }) => ({
    ...one,
    quality: Number(by > 0),
    weight: Math.abs(by) >= tells * most ? 1 : least,
  }));
}
