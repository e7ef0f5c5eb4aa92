/** `@` and what follows it, while a person types it. */

export interface Mention {
  /** Where the `@` stands. */
  readonly start: number;
  /** Where the caret stands. */
  readonly end: number;
  /** What was typed after the `@`. */
  readonly query: string;
}

const mention = /(?:^|[\s([{'"])@([^\s@]{0,100})$/;

/** The mention that ends at the caret; an `@` in the middle of a word, as in an address, begins none. */
export function mentionAt(text: string, caret: number): Mention | undefined {
  const before = text.slice(0, caret);
  const query = mention.exec(before)?.[1];
  return query === undefined ? undefined : { start: caret - query.length - 1, end: caret, query };
}

/** The text without the mention, and where the caret stands then. */
export function withoutMention(text: string, { start, end }: Mention): { text: string; caret: number } {
  const after = text.slice(end);
  // No two blanks where it stood between words.
  const joined = /\s$/.test(text.slice(0, start)) ? after.replace(/^ /, '') : after;
  return { text: text.slice(0, start) + joined, caret: start };
}
