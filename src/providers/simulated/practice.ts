/** What is known of the simulated experts beforehand: how they answered the other practice questions, alone. */
import type { Encoder } from '../../der/networks/encoder';
import type { Calibration } from '../../der/estimate/profile';
import { answerOf } from './answering';
import { simulatedQuestions, type SimulatedQuestion } from './questions';
import { students } from './students';

/**
 * Outcomes as calibrating real experts would give them: quality 1 for a right answer, 0 for a wrong one.
 * @param asked the question at hand, which is left out
 * @param seed of the answers
 */
export async function practiceOutcomes(
  encoder: Encoder,
  asked: SimulatedQuestion | undefined,
  seed: number,
): Promise<Calibration> {
  const others = simulatedQuestions.filter((question) => question !== asked);
  const prompts = await Promise.all(others.map(({ question }) => encoder.embed(question)));
  const outcomes = students.map((student) => {
    const qualities = others.map(({ question, right }, prompt) => {
      const { solution, text } = answerOf(student, [{ role: 'user', content: question }], seed);
      return { prompt, quality: solution === right ? 1 : 0, logLength: Math.log1p(text.length) };
    });
    return [student.id, qualities] as const;
  });
  return { prompts, outcomes: new Map(outcomes) };
}
