/** What can be told from the texts of a question and its answers alone, before any program is run. */
import { askedOf, type Asked } from './asked';
import { examplesIn } from './examples';
import { readAnswer, type Read } from './kind';
import { writtenIn, type Written } from './program';
import type { Stated } from './stated';

export interface Plan {
  readonly question: string;
  readonly asked: Asked;
  readonly examples: readonly Stated[];
  readonly answers: readonly { readonly written: Written; readonly read: Read }[];
}

/** @param question null where it is not known */
export function planOf(question: string | null, answers: readonly string[]): Plan {
  const text = question ?? '';
  const asked = askedOf(text);
  const read = answers.map((answer) => {
    const written = writtenIn(answer, asked);
    return { written, read: readAnswer(answer, written, asked) };
  });
  return { question: text, asked, examples: examplesIn(text, asked), answers: read };
}
