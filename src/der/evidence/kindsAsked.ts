/** Which kinds of answer a question may ask for, as far as its text says, before anybody answered it. */
import { skillKinds, type SkillKind } from '../core/modelFacts';
import { askedOf, type Asked } from './asked';

/** All kinds where nothing is known of the question. @param asked where it has been read already */
export function kindsAsked(question: string | null, asked?: Asked): readonly SkillKind[] {
  if (!question?.trim()) return skillKinds;
  const { program, explanation } = asked ?? askedOf(question);
  if (program) return ['program'];
  return explanation ? ['open'] : ['short', 'open'];
}
