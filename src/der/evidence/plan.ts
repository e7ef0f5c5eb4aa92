/** What can be told from the texts of a question and its answers alone, before any program is run. */
import type { Asked } from './asked';
import { examplesIn } from './examples';
import { followUpOf } from './followUp';
import { readAnswer, type Read } from './kind';
import { writtenIn, type Written } from './program';
import type { Stated } from './stated';

/** What is to be found out about some answers. */
export interface Plan {
  readonly question: string;
  readonly asked: Asked;
  readonly examples: readonly Stated[];
  /** An earlier question of the conversation states them, which this one goes on from. */
  readonly fromEarlier: boolean;
  readonly answers: readonly { readonly written: Written; readonly read: Read }[];
}

/**
 * @param question null where it is not known
 * @param earlier questions of the same conversation before it, the latest last
 */
export function planOf(
  question: string | null,
  answers: readonly string[],
  earlier: readonly string[] = [],
): Plan {
  const text = question ?? '';
  const { asked, carried } = followUpOf(text, earlier);
  const read = answers.map((answer) => {
    const written = writtenIn(answer, asked);
    return { written, read: readAnswer(answer, written, asked) };
  });
  const own = examplesIn(text, asked);
  const fromEarlier = own.length === 0 && carried.length > 0;
  return { question: text, asked, examples: fromEarlier ? carried : own, fromEarlier, answers: read };
}
