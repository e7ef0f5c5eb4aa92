/** Which kinds of answer a question may ask for, as far as its text says, before anybody answered it. */
import { skillKinds, type SkillKind } from '../core/modelFacts';
import { askedOf } from './asked';

/** All kinds where nothing is known of the question. */
export function kindsAsked(question: string | null): readonly SkillKind[] {
  if (!question?.trim()) return skillKinds;
  const { program, explanation } = askedOf(question);
  if (program) return ['program'];
  return explanation ? ['open'] : ['short', 'open'];
}
