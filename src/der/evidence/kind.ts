/** What kind of answer an answer is, told from what was asked and what came back. */
import { finalAnswer, type FinalAnswer } from './finalAnswer';
import type { Asked } from './asked';
import type { AnswerKind, Checked } from './findings';
import type { Written } from './program';
import { canonicalAnswer } from './answerKey';
import { isPlaceholder } from './shortAnswer';

/** An answer with its kind. */
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
  const final = finalOf(answer, written, asked, finalIn);
  // Where a form was filled in or an option was to be chosen, the answer is a short one even if none can be read.
  const isShort = final !== undefined || asked.options || isStructured(answer);
  return { kind: isShort ? 'short' : 'open', final };
}

/** Of several answers together. */
export function kindTogether(kinds: readonly AnswerKind[]): Checked['kind'] {
  const [first = 'open'] = kinds;
  return kinds.every((kind) => kind === first) ? first : 'mixed';
}

/** Whether an answer is one of code, and not of words about code. */
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

/** Of a sentence that says nothing but one value, between marks that set it apart: "It returns `2`." */
const sentenceOfOne =
  /^(?:it|this|that|(?:the|your) (?:[\w`()-]{1,30} ){1,5}?)\s?(?:will |would )?(?:is|be|are|returns?|prints?|outputs?|logs?|gives?|shows?|equals|evaluates? to|results? in|yields)\b:? (`[^`]{1,60}`|"[^"]{0,60}"|'[^']{0,60}'|\*\*[^*]{1,60}\*\*|-?\d[\d.,]{0,20})(?:[.!]?$|[,;] (?:since|because|as)\b)/i;
/** Lines of a block that is the whole of an answer, characters of one, and those around the block. */
const [mostLines, longestLine, mostCharacters] = [4, 80, 200];

/** A value in a sentence made for it, or as the only block of an answer that says little else. */
function saidIn(final: FinalAnswer | undefined, { blocks, prose }: Written): FinalAnswer | undefined {
  if (final?.kind === 'text') {
    const value = sentenceOfOne.exec(final.text)?.[1];
    return value === undefined ? undefined : { text: value, ...canonicalAnswer(value) };
  }
  const [block] = blocks;
  if (final?.kind !== 'code' || blocks.length !== 1 || !block) return undefined;
  const text = block.text.trim();
  const lines = text.split('\n');
  const isShown = block.role === 'output' && /^(?:|text|regexp?)$/.test(block.language);
  if (!isShown && (block.role !== 'shell' || lines.length > 1)) return undefined;
  const isShort = lines.length <= mostLines && lines.every((line) => line.length <= longestLine);
  return isShort && text !== '' && prose.trim().length <= mostCharacters
    ? { text, ...canonicalAnswer(text) }
    : undefined;
}

/** "C) the third" or "**C**" as a line of its own, with reasons below it. */
function openingOption(answer: string): FinalAnswer | undefined {
  // Whoever repeats them all has chosen none by that.
  if ((answer.match(/^[ \t*]{0,9}\(?[A-J][).:](?=[\s*])/gm) ?? []).length > 1) return undefined;
  const line = answer.trimStart().slice(0, 300).split('\n', 1)[0]!.trim();
  if (!/^[*(]{0,3}[A-J]/.test(line)) return undefined;
  const canonical = canonicalAnswer(line);
  return canonical.kind === 'option' ? { text: canonical.key, ...canonical } : undefined;
}

/**
 * The final answer, where there is one. In a form made for it everything counts; in a sentence only what is a value:
 * an explanation goes on behind a colon and states nothing by that.
 */
function finalOf(
  answer: string,
  written: Written,
  asked: Asked,
  finalIn: (text: string) => FinalAnswer | undefined,
): FinalAnswer | undefined {
  const read =
    answer.length <= readCharacters
      ? answer
      : `${answer.slice(0, readCharacters / 2)}\n${answer.slice(-readCharacters / 2)}`;
  const found = finalIn(read);
  if (asked.options && (!found || found.kind === 'code')) return openingOption(read);
  const final = asked.explanation || asked.program ? found : (saidIn(found, written) ?? found);
  if (!final || final.kind === 'code' || isPlaceholder(final.text)) return undefined;
  if (isStructured(read) || (asked.options && final.kind === 'option')) return final;
  if (asked.explanation) return undefined;
  if (final.kind !== 'text' || final !== found) return final;
  const words = final.text.split(/\s+/).length;
  return words <= 8 && !clause.test(final.text) ? final : undefined;
}
