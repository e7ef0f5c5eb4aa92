/** The order in which one rater sees the pairs, and on which side each answer is: the same whenever they come back. */
import { seededBy, type BlindItem } from '../protocol';

export interface PlacedPair {
  readonly item: BlindItem;
  /** Which of the item's answers is on the left. */
  readonly left: 0 | 1;
}

export function raterOrder(experiment: string, rater: string, items: readonly BlindItem[]): PlacedPair[] {
  // What a pair's place depends on is its own name, so that pairs that come later leave the others as they were.
  const placed = items.map((item) => {
    const chance = seededBy(JSON.stringify([experiment, rater, item.id]));
    return { item, left: chance.integer(2) as 0 | 1, place: chance.integer(2 ** 31) };
  });
  return placed.sort((a, b) => a.place - b.place).map(({ item, left }) => ({ item, left }));
}
