/** What a question's text shows by itself. */
import { askedOf, type Asked } from './asked';
import { contentOf, type Content } from './content';
import { questionWords, type QuestionWords } from './noAnswer';

export interface QuestionSignals {
  readonly asked: Asked;
  readonly content: Content;
  readonly words: QuestionWords;
}

/** @param question empty where it is not known: nothing is then asked for and nothing said */
export function readQuestion(question: string): QuestionSignals {
  return { asked: askedOf(question), content: contentOf(question), words: questionWords(question) };
}
