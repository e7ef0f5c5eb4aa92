/** What an answer's text shows by itself, before it is compared with others. */
import type { Asked } from './asked';
import { contentOf, type Content } from './content';
import { finalAnswer } from './finalAnswer';
import type { AnswerKind } from './findings';
import { looksCutOff } from './cutOff';
import { readAnswer } from './kind';
import { answersNothing } from './noAnswer';
import { writtenIn, type Written } from './program';
import type { QuestionSignals } from './questionSignals';

/** What one answer shows by itself, in numbers and facts that the features are made of. */
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
  /** It says nothing that could answer its question; see noAnswer.ts. */
  readonly nothing: boolean;
  /** It stops in the middle. Of a text alone, by what it looks like. */
  readonly cutOff: boolean;
  /** Natural logarithm of its characters. */
  readonly logLength: number;
}

/** Final answers are looked for in this many characters at the end (and start) of longer texts. */
const readCharacters = 20_000;

/** @param question of an unknown one, `readQuestion('')` */
export function answerSignals(text: string, { asked, words }: QuestionSignals): AnswerSignals {
  const read =
    text.length <= readCharacters
      ? text
      : `${text.slice(0, readCharacters / 2)}\n${text.slice(-readCharacters / 2)}`;
  const final = finalAnswer(read);
  const written = writtenIn(read, asked);
  const finalIn = (part: string) => (part === read ? final : finalAnswer(part));
  const { kind, final: concludes } = readAnswer(read, written, asked, finalIn);
  const claimed = kind === 'short' ? (concludes ?? final) : final;
  const said = {
    text: read,
    prose: written.prose,
    hasCode: written.blocks.length > 0,
    concludes: concludes !== undefined,
  };
  return {
    kind,
    content: contentOf(read),
    final: claimed?.key,
    option: claimed?.kind === 'option',
    empty: read.trim() === '',
    refusal: isRefusal(read),
    nothing:
      kind === 'program'
        ? isRemarkAlone(written) || isInAnother(written, asked)
        : (kind === 'open' && lacksProgram(written, asked)) || answersNothing(said, words),
    cutOff: looksCutOff(read),
    logLength: Math.log1p(text.length),
  };
}

/** A program with a header of its own was asked for, and there is no code at all. */
function lacksProgram({ blocks, prose }: Written, { program, params }: Asked): boolean {
  return program && params.length > 0 && blocks.length === 0 && !/`[^`\n]+`/.test(prose);
}

/** A program in another language than the one that was asked for. TypeScript is JavaScript with types. */
function isInAnother({ language }: Written, asked: Asked): boolean {
  if (!asked.program || !asked.insists || language === undefined) return false;
  const family = (name = '') =>
    name.replace(/^(?:typescript|tsx|javascript|jsx)$/, 'js').replace(/^cpp$/, 'c');
  return family(language) !== family(asked.language);
}

/** A program of remarks: `// TODO: implement`. */
function isRemarkAlone({ blocks }: Written): boolean {
  return blocks.every(({ text }) => text.split('\n').every((line) => remark.test(line.trim())));
}

const remark = /^(?:\/\/|\/\*|\*|--|#(?!include|define|!|\[)|(?:pass|\.{3})$|$)/;

const refusalAtStart =
  /^[\s"'{*]*(?:(?:reasoning|answer)["']?\s*:\s*["']?)?(?:(?:I['’]m |I am )?(?:very |so )?sorry\b|I (?:apologi[sz]e|cannot|can['’]t|can not|won['’]t|am unable|['’]m unable|am not able|do not know|don['’]t know)\b|I['’]m (?:unable|not able)\b|Unfortunately, I\b|As an AI\b)/i;

/** The text declines to answer, by how it begins. A long text that begins so and goes on to answer is none. */
function isRefusal(text: string): boolean {
  return text.length < 1500 && refusalAtStart.test(text);
}
