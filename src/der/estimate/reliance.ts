/**
 * How far what a person does with answers tells how good these are. Somebody who clicks at random, or who takes whatever
 * is longest, tells nothing of experts; somebody who is mostly right does so more with answers that other evidence
 * (agreement, checks, form) speaks for as well.
 *
 * What they do is regressed on P̂ of the answer and on its length, among answers of the same expert: what P̂ owes to a
 * wrong guess at the expert's skill, which clicks are to correct, is the same for all of these.
 */
import type { OutcomeRecord } from './outcomes';

/** About the slope of simulated people who are right four times in five, P̂ being as good as it is. */
const reliableSlope = 0.3;
/** Slope that is expected of a person nobody has watched, and the sum of squares of P̂ that this is worth. */
const expectedSlope = 0.2;
const expectedWorth = 2;

interface Seen {
  /** P̂, logarithm of the answer's characters, and 1 where the person thought it good. */
  readonly values: readonly [judged: number, length: number, good: number];
}

/** Share in [0, 1] of its weight that an outcome of use counts for. */
export function relianceOn(standing: readonly OutcomeRecord[]): number {
  const byExpert = new Map<string, Seen[]>();
  for (const { expert, from, judged, quality, characters } of standing) {
    if (from !== 'use' || judged === undefined || quality === null) continue;
    const own = byExpert.get(expert) ?? [];
    own.push({ values: [judged, Math.log1p(characters), Number(quality >= 0.5)] });
    byExpert.set(expert, own);
  }
  const within = [...byExpert.values()].flatMap(withoutMean);
  const product = (a: 0 | 1 | 2, b: 0 | 1 | 2) =>
    within.reduce((sum, { values }) => sum + values[a] * values[b], 0);
  const lengths = product(1, 1);
  const byLength = lengths > 0 ? product(0, 1) / lengths : 0;
  const spread = product(0, 0) - byLength * product(0, 1);
  const together = product(0, 2) - byLength * product(1, 2);
  const slope = (together + expectedWorth * expectedSlope) / (spread + expectedWorth);
  return Math.min(1, Math.max(0, slope / reliableSlope));
}

function withoutMean(seen: readonly Seen[]): Seen[] {
  const mean = ([0, 1, 2] as const).map(
    (at) => seen.reduce((sum, { values }) => sum + values[at], 0) / seen.length,
  );
  return seen.map(({ values: [judged, length, good] }) => ({
    values: [judged - mean[0]!, length - mean[1]!, good - mean[2]!],
  }));
}
