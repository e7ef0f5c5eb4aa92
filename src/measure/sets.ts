/** The questions that are shipped: short ones, programs with hidden tests, explanations with the facts they need. */
import { skillKinds, type SkillKind } from '../der/core/modelFacts';
import { domains, simulatedQuestions } from '../providers/simulated/questions';
import { questionOf, type MeasureQuestion } from './question';
import open from './sets/open.json';
import programs from './sets/programs.json';

type Identified = { readonly id: string };

/** What is in the data files, as an answer is graded by it: ids are for whoever tests them. */
function questionsIn(entries: readonly Identified[]): MeasureQuestion[] {
  return entries.map(({ id, ...question }) => {
    try {
      return questionOf(question);
    } catch (error) {
      throw new Error(`The question "${id}" ${(error as Error).message}.`, { cause: error });
    }
  });
}

const made: Record<SkillKind, () => readonly MeasureQuestion[]> = {
  short: () => mixed().map(({ question, right }) => ({ kind: 'short', question, reference: right.answer })),
  program: () => questionsIn(programs),
  open: () => questionsIn(open),
};

const known = new Map<SkillKind, readonly MeasureQuestion[]>();

/** The shipped questions of some kinds, in an order in which any number of the first ones are of many subjects. */
export function shippedQuestions(kinds: readonly SkillKind[] = skillKinds): readonly MeasureQuestion[] {
  return kinds.flatMap((kind) => {
    const questions = known.get(kind) ?? made[kind]();
    known.set(kind, questions);
    return questions;
  });
}

/** Domains take turns. */
function mixed() {
  const byDomain = domains.map((own) => simulatedQuestions.filter(({ domain }) => domain === own));
  const longest = Math.max(...byDomain.map((some) => some.length));
  return Array.from({ length: longest }, (_, turn) => byDomain.flatMap((some) => some[turn] ?? [])).flat();
}
