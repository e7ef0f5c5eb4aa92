/** What kind of answer an answer is, told from what was asked and what came back. */
import { finalAnswer, type FinalAnswer } from './finalAnswer';
import type { Asked } from './asked';
import type { AnswerKind, Checked } from './findings';
import type { Written } from './program';
import { isPlaceholder } from './shortAnswer';

export interface Read {
  readonly kind: AnswerKind;
  /** Of a short answer alone. */
  readonly final: FinalAnswer | undefined;
}

/** Final answers are looked for in this many characters at the end and start of longer texts. */
const readCharacters = 20_000;

/** @param finalIn finds the final answer of a text; for who has looked for it before */
export function readAnswer(
  answer: string,
  written: Written,
  asked: Asked,
  finalIn: (text: string) => FinalAnswer | undefined = finalAnswer,
): Read {
  if (isProgram(answer, written, asked)) return { kind: 'program', final: undefined };
  const final = finalOf(answer, asked, finalIn);
  // Where a form was filled in or an option was to be chosen, the answer is a short one even if none can be read.
  const isShort = final !== undefined || asked.options || isStructured(answer);
  return { kind: isShort ? 'short' : 'open', final };
}

/** Of several answers together. */
export function kindTogether(kinds: readonly AnswerKind[]): Checked['kind'] {
  const [first = 'open'] = kinds;
  return kinds.every((kind) => kind === first) ? first : 'mixed';
}

export function isProgram(answer: string, written: Written, asked: Asked): boolean {
  const code = written.blocks.filter(({ role }) => role === 'program' || role === 'diff');
  if (code.length === 0 || isForm(answer)) return false;
  if (asked.program) return true;
  if (asked.explanation || isStructured(answer)) return false;
  // Nothing tells what was asked: an answer that is mostly code was asked for code.
  const length = code.reduce((sum, { text }) => sum + text.length, 0);
  return length * 2 >= answer.trim().length;
}

/** A form that is there for nothing but the final answer. */
function isStructured(text: string): boolean {
  return /["']answer["']\s*:|\\boxed\{|<(?:answer|solution)>|^#{4}[ \t]*\S/im.test(text);
}

/** Nothing but such a form. */
function isForm(text: string): boolean {
  return /^\s*(?:```(?:json)?\s*)?\{/.test(text) && /["']answer["']\s*:/i.test(text);
}

/** What begins so is a sentence of an explanation and no value. */
const clause =
  /^(?:it|its|this|that|these|those|they|you|we|i|he|she|there|here|both|neither|not|depends|because|by|if|when|use|using|in|on|as|with|whether|that's|it's|you|your)\b(?!\s*$)/i;

/**
 * The final answer, where there is one. In a form made for it everything counts; in a sentence only what is a value:
 * an explanation goes on behind a colon and states nothing by that.
 */
function finalOf(
  answer: string,
  asked: Asked,
  finalIn: (text: string) => FinalAnswer | undefined,
): FinalAnswer | undefined {
  const read =
    answer.length <= readCharacters
      ? answer
      : `${answer.slice(0, readCharacters / 2)}\n${answer.slice(-readCharacters / 2)}`;
  const final = finalIn(read);
  if (!final || final.kind === 'code' || isPlaceholder(final.text)) return undefined;
  if (isStructured(read) || (asked.options && final.kind === 'option')) return final;
  if (asked.explanation) return undefined;
  if (final.kind !== 'text') return final;
  const words = final.text.split(/\s+/).length;
  return words <= 8 && !clause.test(final.text) ? final : undefined;
}
