/** What the answers of those who were asked claim: as the product reads them, and by what running them together shows. */
import { claimedBy, type Evidence } from '../../der/evidence/evidence';
import type { Checked } from '../../der/evidence/findings';
import type { Case } from './method';

/** @param asked members of the pool, in the order in which they were asked */
export function claimsOf(
  question: Case,
  asked: readonly number[],
): Pick<Evidence, 'claims' | 'meeting' | 'kind'> {
  return claimedBy({
    question: question.signals,
    signs: asked.map((member) => question.signs[member]!),
    checked: checkedAmong(question, asked),
    skills: asked.map((member) => question.skills[member]!.mean),
    shown: asked.map(() => []),
  });
}

/** What a route would have found out of these members' answers; undefined where none of them holds a program. */
export function checkedAmong({ findings }: Case, members: readonly number[]): Checked | undefined {
  return findings?.hasProgram(members) ? findings.checked(members) : undefined;
}
