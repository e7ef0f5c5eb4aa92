/** Cases: the prompts of a split that every pool member answered, prepared for methods. */
import type { RecordedExpert, Source } from '../../learn/recordedAnswers';
import { answerSignals } from '../../der/evidence/answerSignals';
import { kindsAsked } from '../../der/evidence/kindsAsked';
import { readQuestion } from '../../der/evidence/questionSignals';
import { known, type Estimates } from './calibrationPrompts';
import type { Case, Context } from './method';

/** A case with what methods may not see. */
export interface Graded {
  readonly question: Case;
  /** Index of the prompt in the source. */
  readonly index: number;
  /** By pool member. */
  readonly quality: Float64Array;
}

/** Prompts of a split, by index, that every column answered. */
export function complete(source: Source, columns: readonly number[], split: string): number[] {
  return source.prompts.flatMap((prompt, index) =>
    prompt.split === split && columns.every((column) => source.answers[index]![column]) ? [index] : [],
  );
}

/** Prepares prompts as cases, with what the context knows about them. */
export async function prepare(
  source: Source,
  pool: readonly RecordedExpert[],
  columns: readonly number[],
  indices: readonly number[],
  context: Context,
  { encode, check }: Estimates,
): Promise<Graded[]> {
  const members = known(pool);
  const cases: Graded[] = [];
  const recorded = indices.map((index) => columns.map((column) => source.answers[index]![column]!));
  const findings = await check?.(
    indices.map((index, position) => {
      const { id, question } = source.prompts[index]!;
      return { id, question, texts: recorded[position]!.map(({ text }) => text) };
    }),
  );
  for (const [position, index] of indices.entries()) {
    const prompt = source.prompts[index]!;
    const answers = recorded[position]!;
    const { vector: embedding, familiarity } = await encode(prompt.question ?? '');
    const signals = readQuestion(prompt.question ?? '');
    const signs = answers.map(({ text }) => answerSignals(text, signals));
    cases.push({
      index,
      quality: Float64Array.from(answers, ({ quality }) => quality),
      question: {
        prompt,
        position,
        embedding,
        familiarity,
        skills: context.profiles.skills(embedding, members, kindsAsked(prompt.question)),
        answers,
        signals,
        signs,
        findings: findings?.[position],
      },
    });
  }
  return cases;
}
