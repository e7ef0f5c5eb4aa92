/** Exact match: quality of an answer whose final answer can be compared with a reference. */
import { answerKey } from './answerKey';
import { finalAnswer } from './finalAnswer';

/** 1 when the answer's final answer equals the reference, else 0; an answer without a final one scores 0. */
export function exactMatch(answer: string, reference: string): 0 | 1 {
  const final = finalAnswer(answer);
  if (final === undefined) return 0;
  return final.key === answerKey(reference) || final.key === finalAnswer(reference)?.key ? 1 : 0;
}
