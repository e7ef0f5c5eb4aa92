/** Which answers say the same: what people want to know before they read all of them. */
import { answerSignals } from './answerSignals';
import { claimKeys } from './claims';
import type { Checked } from './findings';
import { readQuestion } from './questionSignals';

/** For each answer the places of the others that claim the same: the same final answer, or programs that do the same. */
export function agreeing(
  question: string,
  answers: readonly string[],
  checked: Checked | undefined,
): readonly (readonly number[])[] {
  if (answers.length < 2) return answers.map(() => []);
  const read = readQuestion(question);
  const keys = claimKeys(
    { checked },
    answers.map((answer) => answerSignals(answer, read)),
  );
  return keys.map((key, at) =>
    keys.flatMap((other, place) => (key !== undefined && other === key && place !== at ? [place] : [])),
  );
}
