/** Something that a text defines. */
export interface Definition {
  readonly name: string;
  readonly kind: 'container' | 'callable' | 'value';
  /** First line of the comments and decorators that belong to it, counted from 0; else `start`. */
  readonly lead: number;
  readonly start: number;
  /** Last line, included. */
  readonly end: number;
  readonly children: readonly Definition[];
}
