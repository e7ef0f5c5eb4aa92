/** A person's own questions: one JSON object per line, of any kind. */
import { readLines } from '../der/storage/readLines';
import { questionOf, type MeasureQuestion } from './question';

/** Questions of one file; asking more takes days. */
const mostOwnQuestions = 2_000;

/** Bytes of a line: no question and reference need more. */
const longestBytes = 1024 * 1024;

/** A file that cannot be used; the message says which line, and what to do. */
export class QuestionFileError extends Error {
  override readonly name = 'QuestionFileError';
}

/** @throws QuestionFileError */
export async function readQuestions(path: string): Promise<readonly MeasureQuestion[]> {
  const questions = new Map<string, MeasureQuestion>();
  let number = 0;
  try {
    for await (const line of readLines(path, { longestBytes })) {
      number += 1;
      const question = questionIn(line, `${path}:${number}`);
      if (!question) continue;
      if (questions.has(question.question))
        throw new QuestionFileError(
          `${path}:${number} asks what an earlier line asks. Leave one of them out.`,
        );
      questions.set(question.question, question);
      if (questions.size > mostOwnQuestions)
        throw new QuestionFileError(`${path} holds more than ${mostOwnQuestions} questions. Split it.`);
    }
  } catch (error) {
    if (error instanceof QuestionFileError) throw error;
    throw new QuestionFileError(
      `${path} cannot be read: ${(error as Error).message}. Name a file of questions.`,
      {
        cause: error,
      },
    );
  }
  if (questions.size === 0) throw new QuestionFileError(`${path} holds no question.`);
  return [...questions.values()];
}

function questionIn(line: Buffer | undefined, place: string): MeasureQuestion | undefined {
  if (line === undefined) throw new QuestionFileError(`${place} is longer than a question can be.`);
  const text = utf8(line, place).trim();
  if (text === '') return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new QuestionFileError(`${place} is not whole JSON; the file may be torn. Each line is one object.`);
  }
  try {
    return questionOf(value);
  } catch (error) {
    throw new QuestionFileError(`${place} ${(error as Error).message}.`, { cause: error });
  }
}

function utf8(line: Buffer, place: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(line);
  } catch {
    throw new QuestionFileError(`${place} is not text in UTF-8. Save the file as UTF-8.`);
  }
}
