/** What checks found about a block. */
export interface CodeNote {
  readonly words: string;
  readonly bad: boolean;
  /** What proves it. */
  readonly proof?: string;
}
