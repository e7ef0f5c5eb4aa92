/** A block of code in an answer, with what it is for. */
import type { Role } from './languages';

export interface CodeBlock {
  /** As in languages.ts; empty where it is not known. */
  readonly language: string;
  readonly role: Role;
  readonly text: string;
  readonly path: string | undefined;
  /** Line of the answer on which it starts, counted from 1. */
  readonly line: number;
}
