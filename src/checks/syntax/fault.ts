/** What is wrong with a text, and what keeps one from finding out. */

export interface Fault {
  /** Of the line, counted from zero. */
  readonly row: number;
  /** A short sentence without a full stop. */
  readonly message: string;
}

/** More nesting than a parser bears: nothing is known of the text. */
export class TooDeep extends Error {}

/** Time was up: nothing is known of the text. */
export class TooLong extends Error {}
