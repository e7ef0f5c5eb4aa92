/** What is attached to a question, as it is kept: where to find it, read anew when the question is asked. */
import type { AttachmentKind } from '../../der/prompt/attachments';
import type { Image } from '../../der/prompt/images';

export interface Reference {
  readonly kind: AttachmentKind;
  /** What a person calls it, unique among what is attached. */
  readonly label: string;
  /** What tells it from others of its name, in a list. */
  readonly detail?: string;
  /** Address of the file or the folder. */
  readonly uri?: string;
  /** First and last line, counted from 0. */
  readonly lines?: readonly [number, number];
  /** First and last page of a PDF document, counted from 1. */
  readonly pages?: readonly [number, number];
  /** Name of a symbol. */
  readonly symbol?: string;
  /** Of what is kept as it was: a selection. */
  readonly kept?: ContextContent;
}

export interface ContextContent {
  readonly text: string;
  readonly image?: Image;
  /** The editor's id of its language. */
  readonly language?: string;
}

/** One kind of context. */
export interface ContextKind {
  /** What a person may mean who typed this after `@`; empty when nothing was typed yet. */
  completions(query: string): Promise<readonly Reference[]>;
  /**
   * @param dist folder of the product's bundles
   * @throws Error that says why it cannot be read and what to do.
   */
  read(reference: Reference, dist: string): Promise<ContextContent>;
}
