/** The questions of a comparison, one JSON object to a line. */
import { z } from 'zod';
import { questionError } from '../../der/core/question';
import { fromWhereCalled } from '../places';
import { UsageError } from '../terminal/options';
import { readText } from '../terminal/readText';
import { jsonOf } from '../../der/text/json';

const lineSchema = z.object({ question: z.string().trim().min(1) });

/** Each question once. @throws UsageError */
export async function questionsOf(file: string): Promise<readonly string[]> {
  const path = fromWhereCalled(file);
  const questions = (await readText(path))
    .split('\n')
    .flatMap((line, at) => (line.trim() === '' ? [] : [questionOf(line, `${path}:${at + 1}`)]));
  if (questions.length === 0) throw new UsageError(`--prompts: ${path} holds no question.`);
  return [...new Set(questions)];
}

function questionOf(line: string, place: string): string {
  const parsed = lineSchema.safeParse(jsonOf(line));
  if (!parsed.success) throw new UsageError(`--prompts: ${place} must be a JSON object with a "question".`);
  const { question } = parsed.data;
  const wrong = questionError(question);
  if (wrong) throw new UsageError(`--prompts: ${place}: ${wrong}`);
  return question;
}
