/** Text in the shapes in which servers send it: a string, or a list of parts of which some are thinking. */
import { isFields, type Fields } from './json';

export interface Content {
  readonly answer: string;
  readonly thinking: string;
  readonly refusal: string;
}

const mostParts = 10_000;
const deepest = 4;
const thinks = /^(thinking|reasoning)/;

export function contentOf(value: unknown): Content {
  if (typeof value === 'string') return { answer: value, thinking: '', refusal: '' };
  const text = { answer: '', thinking: '', refusal: '' };
  gather(value, 'answer', text, 0);
  return text;
}

/** The first of the values that holds text. */
export function firstText(...values: readonly unknown[]): string {
  for (const value of values) {
    const { answer, thinking } = contentOf(value);
    if (answer + thinking !== '') return answer + thinking;
  }
  return '';
}

/** Names of fields beside the content, as servers and gateways call what a model thinks. */
const thinkingNames =
  /^(?:reasoning|reason|thinking|think|thoughts?|analysis|chain_of_thought|internal_thoughts?)(?:_(?:content|text|details|summary|blocks|process|delta))?$/;
/** Fields of a piece that are looked at. */
const mostFields = 100;

/** What is thought in a message beside its content. Some tell it under two names: the first that has words counts. */
export function thinkingIn(message: Fields): string {
  const texts: unknown[] = [];
  let fields = 0;
  for (const name in message) {
    if (++fields > mostFields) break;
    if (thinkingNames.test(name)) texts.push(message[name]);
  }
  return firstText(...texts);
}

/** Parts of a kind that is not known hold no text: pictures, calls of tools, citations. */
function gather(
  value: unknown,
  into: keyof Content,
  text: Record<keyof Content, string>,
  depth: number,
): void {
  if (depth > deepest) return;
  // Some servers write a token of digits as a number.
  if (typeof value === 'string' || typeof value === 'number') text[into] += value;
  if (Array.isArray(value)) {
    for (const part of value.slice(0, mostParts)) gather(part, into, text, depth + 1);
  }
  if (!isFields(value)) return;
  const type = typeof value['type'] === 'string' ? value['type'] : 'text';
  // Gemini marks parts of its thinking as `thought`.
  if (thinks.test(type) || value['thought'] === true) {
    gather(
      value['thinking'] ?? value['reasoning'] ?? value['text'] ?? value['summary'] ?? value['content'],
      'thinking',
      text,
      depth + 1,
    );
  } else if (type === 'refusal') {
    gather(value['refusal'] ?? value['text'], 'refusal', text, depth + 1);
  } else if (type === 'text' || type === 'output_text' || type === 'summary_text') {
    gather(value['text'] ?? value['content'] ?? value['value'] ?? value['summary'], into, text, depth + 1);
  }
}
