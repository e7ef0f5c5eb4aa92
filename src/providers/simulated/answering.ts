/**
 * How a simulated expert answers: it recognises the question, draws whether it knows the answer, and, where the
 * prompt shows an earlier answer, whether it takes it over, corrects it or is spoilt by it.
 * The same seed, student, question and shown answer always give the same answer.
 */
import { createHash } from 'node:crypto';
import type { ChatMessage } from '../../der/core/experts';
import { findQuestion, simulatedQuestions, type SimulatedQuestion, type Solution } from './questions';
import type { Student } from './students';

export interface StudentAnswer {
  readonly text: string;
  /** Present for students that think. */
  readonly thinking?: string;
  /** What the answer says was drawn; undefined where the question is not one of the known ones. */
  readonly solution?: Solution;
}

/** Draws a number in [0, 1) for a purpose: equal names, equal numbers. */
type Draw = (purpose: string) => number;

/** The student's answer to the last message of the person. */
export function answerOf(student: Student, messages: readonly ChatMessage[], seed: number): StudentAnswer {
  const prompt = messages.findLast(({ role }) => role === 'user')?.content ?? '';
  const { asked, shown } = partsOf(prompt);
  const question = findQuestion(asked);
  if (!question) return { text: unknownQuestion(student) };

  const draw = drawing(seed, student.id, question.id);
  const solution = afterTransfer(student, question, draw, shown);
  const opening = pick(student.openings, draw('opening'));
  const text = `${opening} ${solution.because} The answer is ${solution.answer}.`;
  return student.thinks
    ? { text, solution, thinking: `This is a question about ${question.domain}. ${solution.because}` }
    : { text, solution };
}

/** Splits the Knowledge Transfer Prompt at the marked lines around the earlier answer. */
function partsOf(prompt: string): { asked: string; shown: string | undefined } {
  const fenced = /^(={12,})\n([\s\S]*?)\n\1$/m.exec(prompt);
  return fenced
    ? { asked: prompt.slice(0, fenced.index), shown: fenced[2] }
    : { asked: prompt, shown: undefined };
}

function afterTransfer(
  student: Student,
  question: SimulatedQuestion,
  draw: Draw,
  shown: string | undefined,
): Solution {
  const own = alone(student, question, draw);
  const seen = shown === undefined ? undefined : solutionIn(shown, question);
  if (!seen) return own;

  const { adoptsRight, yieldsToWrong, rethinks } = student.transfer;
  const chance = draw(`shown ${seen.answer}`);
  if (seen === question.right) return own === seen || chance < adoptsRight ? seen : own;
  if (own === question.right) return chance < yieldsToWrong ? seen : own;
  return chance < rethinks ? question.right : own;
}

function alone(student: Student, question: SimulatedQuestion, draw: Draw): Solution {
  if (draw('knows') < student.skill[question.domain]) return question.right;
  // The first wrong answer is the tempting one: those who err mostly err alike, as models do.
  const [tempting, ...others] = question.wrong;
  return tempting && draw('tempted') < 0.7 ? tempting : pick(others, draw('error'));
}

/** Which of the question's solutions an earlier answer ends with. */
function solutionIn(text: string, question: SimulatedQuestion): Solution | undefined {
  const normal = text.toLowerCase();
  const stated = [question.right, ...question.wrong]
    .map((solution) => ({ solution, at: normal.lastIndexOf(`answer is ${solution.answer.toLowerCase()}`) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => b.at - a.at || b.solution.answer.length - a.solution.answer.length);
  return stated[0]?.solution;
}

function unknownQuestion(student: Student): string {
  return (
    `I am ${student.id}, a simulated expert for demonstrations, and no language model stands behind me. ` +
    `I know ${simulatedQuestions.length} practice questions, and this is not one of them. ` +
    'Add a real expert to the pool to have it answered.'
  );
}

function drawing(seed: number, ...names: readonly string[]): Draw {
  return (purpose) => {
    const digest = createHash('sha256')
      .update(JSON.stringify([seed, ...names, purpose]))
      .digest();
    return digest.readUInt32BE(0) / 2 ** 32;
  };
}

function pick<T>(items: readonly T[], at: number): T {
  const item = items[Math.floor(at * items.length)];
  if (item === undefined) throw new RangeError('Nothing to pick from.');
  return item;
}
