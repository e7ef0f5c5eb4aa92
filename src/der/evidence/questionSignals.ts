/** What a question's text shows by itself. */
import { askedOf, type Asked } from './asked';
import { contentOf, type Content } from './content';
import { questionWords, type QuestionWords } from './noAnswer';

/** What a question shows by itself, read once for all of its answers. */
export interface QuestionSignals {
  readonly asked: Asked;
  readonly content: Content;
  readonly words: QuestionWords;
}

/**
 * @param question empty where it is not known: nothing is then asked for and nothing said
 * @param inContext what it is about may be said in earlier turns or in files that go with it
 */
export function readQuestion(question: string, inContext = false): QuestionSignals {
  const words = questionWords(question, inContext);
  return { asked: askedOf(question), content: contentOf(question), words };
}
