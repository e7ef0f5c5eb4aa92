/** How much what a person does with an answer tells, and how good an answer it stands for. */

/** What a person does with an answer; `passedOver`: another one of the route was taken. */
export const uses = [
  'applied',
  'copied',
  'inserted',
  'passedOver',
  'askedAgain',
  'edited',
  'undone',
] as const;

export type Use = (typeof uses)[number];

/** What a use tells of an answer. */
export interface Tells {
  /** Of the answer, in [0, 1]. */
  readonly quality: number;
  /** How much of a measured outcome it counts for, in (0, 1]. */
  readonly weight: number;
}

/**
 * Fitted by `npm run study -- people` (seed 1) on train prompts, from what simulated people who are right in four of five
 * judgements did: docs/learning.md says how, and what is assumed of them.
 */
export const useTells: Readonly<Record<Use, Tells>> = {
  applied: { quality: 1, weight: 1 },
  copied: { quality: 1, weight: 1 },
  inserted: { quality: 1, weight: 1 },
  passedOver: { quality: 0, weight: 1 },
  askedAgain: { quality: 0, weight: 1 },
  edited: { quality: 1, weight: 0.05 },
  undone: { quality: 0, weight: 1 },
};
