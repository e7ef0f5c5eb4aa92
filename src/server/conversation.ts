/** A client's messages as the ensemble is asked them: a question, and the turns before it. */
import { z } from 'zod';
import { questionError } from '../der/core/question';
import { latestTurns, type Turn } from '../der/prompt/turns';
import { RequestProblem } from './requestProblem';

/** A message in the one form that all protocols are brought to. */
export interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly text: string;
}

export interface Conversation {
  readonly question: string;
  readonly turns: readonly Turn[];
}

/** Messages of one request; a conversation of more is not read by anybody. */
export const mostMessages = 2000;

/** Text, or parts of which the text counts: a part of another type says why it cannot be taken. */
export const contentSchema = z
  .union([z.string(), z.array(z.looseObject({ type: z.string(), text: z.string().optional() })).max(1000)])
  .nullish();

/** @throws RequestProblem for parts that no expert takes. */
export function textOf(content: z.infer<typeof contentSchema>): string {
  if (content === null || content === undefined) return '';
  if (typeof content === 'string') return content;
  return content
    .flatMap(({ type, text }) => {
      // Clients send what they were shown of it back.
      if (['thinking', 'redacted_thinking', 'reasoning'].includes(type)) return [];
      if (['text', 'input_text', 'output_text'].includes(type)) return text ?? '';
      const what = JSON.stringify(type.slice(0, 40));
      throw new RequestProblem(
        400,
        'unsupported_content',
        `No expert of the pool takes content of type ${what}. Send text alone.`,
        'messages',
      );
    })
    .join('\n');
}

/**
 * What is asked now is what the person wrote last, after what the client tells every model; earlier pairs of question
 * and answer are turns. @throws RequestProblem where nothing is asked.
 */
export function conversationOf(messages: readonly Message[]): Conversation {
  const told = messages.filter(({ role }) => role === 'system').map(({ text }) => text.trim());
  const said = messages.filter(({ role, text }) => role !== 'system' && text.trim() !== '');
  const last = said.findLastIndex(({ role }) => role === 'assistant');
  const asked = said.slice(last + 1).map(({ text }) => text);
  const question = [...told.filter((text) => text !== ''), ...asked].join('\n\n');
  const wrong = asked.length === 0 ? nothingAsked : questionError(question);
  if (wrong) throw new RequestProblem(400, 'invalid_messages', wrong, 'messages');
  return { question, turns: latestTurns(turnsOf(said.slice(0, last + 1))) };
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
