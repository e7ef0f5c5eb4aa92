/** A client's messages as the ensemble is asked them: a question, and the turns before it. */
import { z } from 'zod';
import { questionError } from '../der/core/question';
import { mostImages, type Image } from '../der/prompt/images';
import { latestTurns, type Turn } from '../der/prompt/turns';
import { imageOfPart, imageParts } from './images';
import { RequestProblem } from './requestProblem';

/** A message in the one form that all protocols are brought to. */
export interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly text: string;
  readonly images?: readonly Image[];
}

export interface ClientConversation {
  readonly question: string;
  /** What the client tells every model; empty where it tells them nothing. */
  readonly instructions: string;
  readonly turns: readonly Turn[];
  /** Those of what is asked now, and before them the latest that were sent earlier. */
  readonly images: readonly Image[];
}

/** Messages of one request; a conversation of more is not read by anybody. */
export const mostMessages = 2000;

const partSchema = z.looseObject({
  type: z.string(),
  text: z.string().nullish(),
  /** What a model said instead of an answer. */
  refusal: z.string().nullish(),
});

/** Text, or parts of which texts and images count: a part of another type says why it cannot be taken. */
export const contentSchema = z.union([z.string(), z.array(partSchema).max(1000)]).nullish();

/** @throws RequestProblem for parts that no expert takes, and for images that cannot be passed on. */
export function contentOf(content: z.infer<typeof contentSchema>): Pick<Message, 'text' | 'images'> {
  if (content === null || content === undefined) return { text: '' };
  if (typeof content === 'string') return { text: content };
  const texts: string[] = [];
  const images: Image[] = [];
  for (const part of content) {
    const { type, text, refusal } = part;
    // Clients send what they were shown of it back.
    if (['thinking', 'redacted_thinking', 'reasoning'].includes(type)) continue;
    if (['text', 'input_text', 'output_text'].includes(type)) texts.push(text ?? '');
    else if (type === 'refusal') texts.push(refusal ?? '');
    else if (imageParts.has(type)) images.push(imageOfPart(part));
    else {
      const what = JSON.stringify(type.slice(0, 40));
      throw new RequestProblem(
        400,
        'unsupported_content',
        `No expert of the pool takes content of type ${what}. Send text and images alone.`,
        'messages',
      );
    }
  }
  return { text: texts.join('\n'), ...(images.length > 0 && { images }) };
}

/**
 * What is asked now is what the person wrote last; earlier pairs of question and answer are turns. Networks see the
 * question alone: what a client tells every model would make all of its questions look alike.
 * @throws RequestProblem where nothing is asked
 */
export function conversationOf(messages: readonly Message[]): ClientConversation {
  const told = messages.filter(({ role }) => role === 'system').map(({ text }) => text.trim());
  const said = messages.filter(({ role, text }) => role !== 'system' && text.trim() !== '');
  const last = said.findLastIndex(({ role }) => role === 'assistant');
  const asked = said.slice(last + 1).map(({ text }) => text);
  const question = asked.join('\n\n');
  const instructions = told.filter((text) => text !== '').join('\n\n');
  const wrong = asked.length === 0 ? nothingAsked : questionError(instructions + question);
  if (wrong) throw new RequestProblem(400, 'invalid_messages', wrong, 'messages');
  return {
    question,
    instructions,
    turns: latestTurns(turnsOf(said.slice(0, last + 1))),
    images: imagesOf(messages),
  };
}

/** @throws RequestProblem where more go with what is asked now than a question may have */
function imagesOf(messages: readonly Message[]): Image[] {
  const last = messages.findLastIndex(({ role }) => role === 'assistant');
  const now = messages.slice(last + 1).flatMap(({ images = [] }) => images);
  if (now.length > mostImages) {
    const words = `At most ${mostImages} images go with a question. Leave some out.`;
    throw new RequestProblem(400, 'too_many_images', words, 'messages');
  }
  const earlier = messages.slice(0, last + 1).flatMap(({ images = [] }) => images);
  return [...earlier, ...now].slice(-mostImages);
}

const nothingAsked = 'Nothing is asked: the last message must be the user’s, with text in it.';

function turnsOf(said: readonly Message[]): Turn[] {
  const turns: Turn[] = [];
  let questions: string[] = [];
  let answers: string[] = [];
  const close = (): void => {
    if (questions.length > 0 && answers.length > 0)
      turns.push({ question: questions.join('\n\n'), answer: answers.join('\n\n'), fromWorkspace: false });
    [questions, answers] = [[], []];
  };
  for (const { role, text } of said) {
    if (role === 'assistant') answers.push(text);
    else {
      if (answers.length > 0) close();
      questions.push(text);
    }
  }
  close();
  return turns;
}
