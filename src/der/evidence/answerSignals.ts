/** What an answer's text shows by itself, before it is compared with others. */
import type { Asked } from './asked';
import { contentOf, type Content } from './content';
import { finalAnswer } from './finalAnswer';
import type { AnswerKind } from './findings';
import { readAnswer } from './kind';
import { writtenIn } from './program';

export interface AnswerSignals {
  /** Told from the text and from what was asked. */
  readonly kind: AnswerKind;
  /** What it says, for answers that are neither equal nor not. */
  readonly content: Content;
  /** Key of the final answer, equal for equal answers; undefined where the text has none. */
  readonly final: string | undefined;
  /** The final answer is an option's letter. */
  readonly option: boolean;
  readonly empty: boolean;
  readonly refusal: boolean;
  /** It stops in the middle. Of a text alone, by what it looks like. */
  readonly cutOff: boolean;
  /** Natural logarithm of its characters. */
  readonly logLength: number;
}

/** Final answers are looked for in this many characters at the end (and start) of longer texts. */
const readCharacters = 20_000;

/** @param asked what the question asks for; of an unknown question, `askedOf('')` */
export function answerSignals(text: string, asked: Asked): AnswerSignals {
  const read =
    text.length <= readCharacters
      ? text
      : `${text.slice(0, readCharacters / 2)}\n${text.slice(-readCharacters / 2)}`;
  const final = finalAnswer(read);
  return {
    kind: readAnswer(read, writtenIn(read, asked), asked).kind,
    content: contentOf(read),
    final: final?.key,
    option: final?.kind === 'option',
    empty: read.trim() === '',
    refusal: isRefusal(read),
    cutOff: looksCutOff(read),
    logLength: Math.log1p(text.length),
  };
}

const refusalAtStart =
  /^[\s"'{*]*(?:(?:reasoning|answer)["']?\s*:\s*["']?)?(?:(?:I['’]m |I am )?(?:very |so )?sorry\b|I (?:apologi[sz]e|cannot|can['’]t|can not|won['’]t|am unable|['’]m unable|am not able|do not know|don['’]t know)\b|I['’]m (?:unable|not able)\b|Unfortunately, I\b|As an AI\b)/i;

/** The text declines to answer, by how it begins. A long text that begins so and goes on to answer is none. */
function isRefusal(text: string): boolean {
  return text.length < 1500 && refusalAtStart.test(text);
}

/** An open fence or brace, or a last line that breaks off inside a clause. */
function looksCutOff(text: string): boolean {
  const trimmed = text.trimEnd();
  if (trimmed === '') return false;
  const fences = trimmed.match(/^[^\S\n\r\u2028\u2029]*```/gm)?.length ?? 0;
  if (fences % 2 === 1 && !trimmed.endsWith('```')) return true;
  if (/^\s*(?:```\w*\s*)?\{/.test(trimmed) && !/[}\]](?:\s*```)?$/.test(trimmed)) return true;
  return (
    trimmed.length > 80 &&
    /(?:[,:;(=+*/\\-]|\b(?:the|a|an|of|and|or|to|is|are|that|with|by|so|we))$/i.test(trimmed)
  );
}
