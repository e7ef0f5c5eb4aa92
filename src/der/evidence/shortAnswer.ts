/** Short answers compared as values. */
import type { FinalAnswer } from '../quality/finalAnswer';

/** Whether two final answers say the same. Not transitive: 19.48 and 19.49 are both within 19.5. */
export function sameShortAnswer(a: FinalAnswer, b: FinalAnswer): boolean {
  return a.key === b.key;
}
