/** What is asked of the process that reads PDF documents, and what it says. */
export interface PdfRequest {
  /** The document, in base64. */
  readonly pdf: string;
  /** First and last page wanted, counted from 1; the last may lie beyond the document's. */
  readonly pages: readonly [number, number];
  /** The text of all these pages, or a picture of the first. */
  readonly as: 'text' | 'picture';
}

/** Pages of a document that are read. */
export const mostPages = 2_000;
/** Characters of their text. */
export const mostText = 400_000;
/** Bytes of a picture: as base64 it has to pass through a line. */
export const mostPictureBytes = 2_800_000;

export type PdfResult =
  /** `withText`: how many of the pages have any. */
  | { readonly type: 'text'; readonly text: string; readonly withText: number }
  /** A PNG in base64. */
  | { readonly type: 'picture'; readonly data: string }
  /** `pages`: of the document, where it could be opened. */
  | {
      readonly type: 'cannot';
      readonly why: 'password' | 'broken' | 'noPage' | 'tooLong' | 'tooLarge';
      readonly pages?: number | undefined;
    };
