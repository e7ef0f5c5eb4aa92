/** What a rater is shown, and what comes back: nothing here says whose an answer is. */

/** A pair of answers to one question; which of them is shown on the left is each rater's chance. */
export interface BlindItem {
  readonly id: string;
  readonly question: string;
  readonly answers: readonly [string, string];
}

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

export interface PairRating {
  readonly item: string;
  /** Which of the item's answers was on the left. */
  readonly left: 0 | 1;
  readonly verdict: 'left' | 'right' | 'tie' | 'both_bad';
  /** ISO 8601. */
  readonly at: string;
}

export const mostRaterCharacters = 100;
