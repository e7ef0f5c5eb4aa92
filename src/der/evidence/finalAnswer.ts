/**
 * Extraction of the final answer from an answer's text, whatever form it was given in. The text is an expert's and
 * may be hostile: every reading takes time in proportion to its length, and longer texts are not read.
 */
import { type KeyKind, canonicalAnswer } from './answerKey';
import { optionsNamed } from './options';
import { jsonAnswer } from './jsonAnswer';
import { balanced } from './balanced';

/** What an answer comes to in the end. */
export interface FinalAnswer {
  /** As written. */
  readonly text: string;
  /** Equal for equal answers; see answerKey.ts. */
  readonly key: string;
  readonly kind: KeyKind | 'code';
}

/** Characters that are read of an answer; nobody needs more to answer, and reading must never hold anything up. */
const longestRead = 200_000;

/**
 * The final answer of an answer's text, or undefined where it has none (an essay, a refusal, an answer cut off
 * before its conclusion, one of more than 200,000 characters). Looked for in this order: an `"answer"` field of JSON, whole, torn or malformed;
 * `\boxed{…}`; `<answer>` or `<solution>` tags; `#### …`; "the answer is …"; an option's letter or an equation at
 * the end; a text that is nothing but an answer; the last block of code.
 */
export function finalAnswer(answer: string): FinalAnswer | undefined {
  if (answer.length > longestRead) return undefined;
  const written =
    jsonAnswer(answer) ??
    boxed(answer) ??
    tagged(answer) ??
    stated(answer) ??
    closingOption(answer) ??
    equation(answer) ??
    bare(answer);
  if (written === undefined) return codeBlock(answer);
  if (/^\s*(?:_{2,}|\.{3}|…|\?+)\s*$/.test(written)) return undefined;
  return { text: written, ...canonicalAnswer(written) };
}

/** Content of the last `\boxed{…}`, braces balanced; an option's letter where one is named for it afterwards. */
function boxed(text: string): string | undefined {
  const at = Math.max(text.lastIndexOf('\\boxed{'), text.lastIndexOf('\\fbox{'));
  if (at < 0) return undefined;
  const box = balanced(text, text.indexOf('{', at));
  const after = box === undefined ? undefined : stated(text.slice(at + box.length));
  return after !== undefined && /^[A-J]$/.test(after) ? after : box?.slice(1, -1).trim();
}

/** Characters between tags; what is longer is no short answer. */
const longestTagged = 400;

function tagged(text: string): string | undefined {
  let inside: string | undefined;
  for (const [, , content = ''] of text.matchAll(/<(answer|solution)>([^<]+)<\/\1>/gi)) {
    // Of blanks alone the last one stands for an answer that says nothing.
    const trimmed = content.trim() || content.slice(-1);
    if (trimmed.length <= longestTagged) inside = trimmed;
  }
  if (inside !== undefined) return stated(inside) ?? inside;
  return /^#{4}[ \t]*(\S.*)$/m.exec(text)?.[1]?.trimEnd();
}

const statement =
  /\b(?:answer\*{0,2}(?:\s+(?:to|for)\s[^.\n]{0,80}?)?\s{0,9}(?:\bis|\bare|would be|should be|must be|[:=])|(?:option|choice)\*{0,2} is)(?!\s+not\b)\*{0,2}:?\s*/gi;
/** Where a base model goes on to invent the next question. */
const nextQuestion =
  /\n[ \t]*(?:#+ *)?(?:(?:Question|Problem)\s*(?:\d+\s*)?:|Q\s*(?:\d+\s*)?:(?:[ \t]+\w+){4})/;

const correction =
  /\b(?:wait|actually|however|correction|mistake|re-?check\w*|double-check\w*|reconsider\w*|re-?evaluat\w*|instead)\b/i;

/**
 * What follows the last "the answer is", up to the end of its sentence. An option once chosen stands, unless it
 * is taken back: small models go on to answer questions that nobody asked.
 */
function stated(text: string): string | undefined {
  const end = text.search(nextQuestion);
  const own = end > 0 ? text.slice(0, end) : text;
  let found: string | undefined;
  let chosen = false;
  let before = 0;
  for (const match of own.matchAll(statement)) {
    if (chosen && correction.test(own.slice(before, match.index))) chosen = false;
    before = match.index;
    if (chosen) continue;
    const rest = own.slice(match.index + match[0].length, match.index + match[0].length + 400);
    const option = chosenOption(rest);
    chosen = option !== undefined;
    found = (chosen ? optionsNamed(rest) : undefined) ?? option ?? claim(rest) ?? found;
  }
  return found;
}

const optionClaim =
  /^(?:\.{2,}\s*)?(?:(?:option|choice)\s+)?[*_$`"']*(?:\\(?:text|boxed|mathrm)\{)?(?:\(([A-Ja-j])(?:\)|$)|\[([A-J])\]|([B-HJ])(?![\w'’+#]|-\w|-(?:\.|$))|([AI])(?=$|[^\w\s'’+#-]|\s*\n|\s+(?:\(|because\b|since\b|as\b|and\b)))/;

function chosenOption(rest: string): string | undefined {
  const option = optionClaim.exec(rest);
  return (option?.[1] ?? option?.[2] ?? option?.[3] ?? option?.[4])?.toUpperCase();
}

function claim(rest: string): string | undefined {
  const [line = ''] = rest.trimStart().split('\n', 1);
  const sentence = /^(.*?)(?:[.!](?=\s|$)|$)/.exec(line)?.[1]?.trim() ?? '';
  if (!/\w/.test(sentence) || sentence.length > 120 || sentence.startsWith('```')) return undefined;
  return sentence;
}

/** An option's letter that ends the text: "… is (G).", "… is option D.", "… is: E. Suspended losses." */
function closingOption(text: string): string | undefined {
  const end = text.slice(-200).trimEnd();
  const match =
    /\(([A-J])\)["”*]{0,3}[.!]?$/.exec(end) ??
    /\b(?:is|are|option):? ["“*(]{0,3}([B-HJ])["”*)]{0,3}[.!]?$/.exec(end);
  if (match) return match[1];
  for (const option of end.matchAll(/\b(?:is|are|called|option):? ["“*(]{0,3}([A-J])[.):] /g)) {
    // Its words are the rest of the sentence that ends the text.
    if (!/[.\n]/.test(end.slice(option.index + option[0].length, -1))) return option[1];
  }
  return undefined;
}

const refusal =
  /\b(?:I cannot|I can't|I can’t|I am unable|I'm unable|I don't know|I do not know|I'm sorry|I am sorry|as an AI)\b/i;

const torn = /^(?:```\w*\s*)?\{\s*"|\\boxed\{/;

/** The whole text, where it is one short line. */
function bare(text: string): string | undefined {
  const line = text.trim();
  if (line === '' || line.length > 60 || line.includes('\n') || refusal.test(line) || torn.test(line))
    return undefined;
  return line;
}

/** What may stand behind the last sign of equality: emphasis, math delimiters, a number, a unit, a full stop. */
const rightHandSide =
  /^\s*(?:\*+\s*)?((?:\\\$?\s*|\$\s*)?-?[\d.,/]*\d%?)\s*(?:\*+\s*)?(?:[a-zA-Z]+\s*)?(?:(?:\\[)\]]|\$)\s*)?(?:[.!]\s*)?$/;

/** Right-hand side of an equation that closes the text: "… = 42." */
function equation(text: string): string | undefined {
  const sign = Math.max(text.lastIndexOf('='), text.lastIndexOf('≈'));
  return sign < 0 ? undefined : rightHandSide.exec(text.slice(sign + 1))?.[1];
}

/** The last fenced block, for an answer that is a program; blanks at line ends and empty lines do not count. */
function codeBlock(text: string): FinalAnswer | undefined {
  let code = '';
  for (const [, , content = ''] of text.matchAll(/```(\w*)[ \t]*\n([^]*?)\n?```/g)) code = content;
  if (code.trim() === '') return undefined;
  const key = code
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .join('\n');
  return { text: code, key, kind: 'code' };
}
