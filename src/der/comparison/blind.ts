/** What a rater is shown, and what comes back: nothing here says whose an answer is. */

/** A pair of answers to one question; which of them is shown on the left is each rater's chance. */
export interface BlindItem {
  readonly id: string;
  readonly question: string;
  readonly answers: readonly [string, string];
}

/** A page of pairs as a rater sees them: whose answer is whose is in the key alone. */
export interface BlindPage {
  readonly experiment: string;
  readonly items: readonly BlindItem[];
}

/** Says what a file of ratings is. */
export const ratingsFormat = 'der-ratings';

/** What a rater's file holds. */
export interface RatingsFile {
  readonly format: typeof ratingsFormat;
  readonly version: 1;
  readonly experiment: string;
  readonly rater: string;
  readonly ratings: readonly PairRating[];
}

/** What one rater said of one pair. */
export interface PairRating {
  readonly item: string;
  /** Which of the item's answers was on the left. */
  readonly left: 0 | 1;
  readonly verdict: 'left' | 'right' | 'tie' | 'both_bad';
  /** ISO 8601. */
  readonly at: string;
}

/** The longest name of a rater that a file of ratings may hold. */
export const mostRaterCharacters = 100;
