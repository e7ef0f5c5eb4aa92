/** What a question's text shows by itself. */
import { askedOf, type Asked } from './asked';
import { contentOf, type Content } from './content';

export interface QuestionSignals {
  readonly asked: Asked;
  readonly content: Content;
}

/** @param question empty where it is not known: nothing is then asked for and nothing said */
export function readQuestion(question: string): QuestionSignals {
  return { asked: askedOf(question), content: contentOf(question) };
}
