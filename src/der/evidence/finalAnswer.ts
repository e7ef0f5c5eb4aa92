/** Extraction of the final answer from an answer's text, whatever form it was given in. */
import { type AnswerKind, canonicalAnswer } from './answerKey';

export interface FinalAnswer {
  /** As written. */
  readonly text: string;
  /** Equal for equal answers; see answerKey.ts. */
  readonly key: string;
  readonly kind: AnswerKind | 'code';
}

/**
 * The final answer of an answer's text, or undefined where it has none (an essay, a refusal, an answer cut off
 * before its conclusion). Looked for in this order: an `"answer"` field of JSON, whole, torn or malformed;
 * `\boxed{…}`; `<answer>` or `<solution>` tags; `#### …`; "the answer is …"; an option's letter or an equation at
 * the end; a text that is nothing but an answer; the last block of code.
 */
export function finalAnswer(answer: string): FinalAnswer | undefined {
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

const answerField =
  /(?:"|')?\b(?:final[_ ]?)?answer["']?\s*:\s*(?=\\?["'`[{\d-]|true|false|null|None|True|False)/gi;

/** Value of the last `"answer":` field; tolerant of everything that models do to JSON. */
function jsonAnswer(text: string): string | undefined {
  if (!/[aA]nswer["']\s*:/.test(text)) return undefined;
  let start = -1;
  for (const match of text.matchAll(answerField)) {
    const from = match.index + match[0].length;
    if (/["']\s*:\s*$/.test(match[0]) && !text.startsWith('"___', from)) start = from;
  }
  if (start < 0) return undefined;
  const value = text.slice(start);
  const rest = value.startsWith('\\') ? value.replaceAll('\\"', '"') : value;
  if (rest.startsWith('"')) return jsonString(rest);
  if (rest.startsWith('[') || rest.startsWith('{')) return balanced(rest, 0)?.trim();
  if (rest.startsWith('`')) return /^`([^`\n]+)`/.exec(rest)?.[1];
  const scalar = /^[^\n}]*/.exec(rest)?.[0].trimEnd().replace(/,$/, '');
  return scalar === '' || scalar === 'null' ? undefined : scalar;
}

/**
 * Content of a JSON string that may hold unescaped quotes or stop short: it ends at a quote that is followed by
 * what may follow a string in JSON, at the fence, or where the text was cut.
 */
function jsonString(rest: string): string | undefined {
  const end = /(?<!\\)(?:\\\\)*"`?\s*(?:,?\s*\}|,\s*"\w+"\s*:|,?\s*(?:```|$))/.exec(rest.slice(1));
  const closing = end ? 1 + end.index + end[0].indexOf('"') : rest.length;
  const raw = rest.slice(1, closing);
  return unescapeJson(end ? raw : withoutEnd(withoutEnd(raw, '```'), '}'));
}

function withoutEnd(text: string, end: string): string {
  const trimmed = text.trimEnd();
  return trimmed.endsWith(end) ? trimmed.slice(0, -end.length).trimEnd() : trimmed;
}

/** LaTeX whose backslash forms a valid JSON escape by accident: `\frac`, `\text`, `\boxed`, `\neq`, `\right`. */
const accidental = /^(?:frac|text|times|tfrac|tan|theta|to|boxed|binom|beta|bar|bmod|neq|nu|right|rho)/;
const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

function unescapeJson(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(/\\(u[\da-fA-F]{4}|[^])/g, (whole, code: string, at: number) => {
    if (code.length > 1) return String.fromCharCode(parseInt(code.slice(1), 16));
    if (code === '"' || code === '\\' || code === '/') return code;
    const control = escapes[code];
    if (control === undefined || accidental.test(raw.slice(at + 1, at + 8))) return whole;
    return control;
  });
}

/** Content of the last `\boxed{…}`, braces balanced; an option's letter where one is named for it afterwards. */
function boxed(text: string): string | undefined {
  const at = Math.max(text.lastIndexOf('\\boxed{'), text.lastIndexOf('\\fbox{'));
  if (at < 0) return undefined;
  const box = balanced(text, text.indexOf('{', at));
  const after = box === undefined ? undefined : stated(text.slice(at + box.length));
  return after !== undefined && /^[A-J]$/.test(after) ? after : box?.slice(1, -1).trim();
}

/** The bracketed span that starts at `from`, its brackets included; undefined when it is never closed. */
function balanced(text: string, from: number): string | undefined {
  let depth = 0;
  let quote = '';
  const strings = text[from] === '[' || text.startsWith('{"', from) || text.startsWith("{'", from);
  for (let at = from; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\\') at++;
    else if (quote) quote = char === quote ? '' : quote;
    else if (strings && (char === '"' || char === "'")) quote = char;
    else if ('[{('.includes(char)) depth++;
    else if (')}]'.includes(char) && --depth === 0) return text.slice(from, at + 1);
  }
  return undefined;
}

function tagged(text: string): string | undefined {
  const tags = [...text.matchAll(/<(answer|solution)>\s*([^<]{1,400}?)\s*<\/\1>/gi)];
  const inside = tags.at(-1)?.[2];
  if (inside !== undefined) return stated(inside) ?? inside;
  return /^#{4}[ \t]*(\S.*)$/m.exec(text)?.[1]?.trimEnd();
}

const statement =
  /\b(?:answer\*{0,2}(?:\s+(?:to|for)\s[^.\n]{0,80}?)?\s{0,9}(?:\bis|\bare|would be|should be|must be|[:=])|(?:option|choice)\*{0,2} is)(?!\s+not\b)\*{0,2}:?\s*/gi;
/** Where a base model goes on to invent the next question. */
const nextQuestion = /\n[ \t]*(?:#+ *)?(?:(?:Question|Problem)\s*\d*\s*:|Q\s*\d*\s*:(?:[ \t]+\w+){4})/;

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
    found = option ?? claim(rest) ?? found;
  }
  return found;
}

const optionClaim =
  /^(?:\.{2,}\s*)?(?:(?:option|choice)\s+)?[*_$`"']*(?:\\(?:text|boxed|mathrm)\{)?(?:\(([A-Ja-j])(?:\)|$)|\[([A-J])\]|([B-HJ])(?![\w'’])|([AI])(?=$|[^\w\s'’]|\s*\n|\s+(?:\(|because\b|since\b|as\b|and\b)))/;

function chosenOption(rest: string): string | undefined {
  const option = optionClaim.exec(rest);
  return (option?.[1] ?? option?.[2] ?? option?.[3] ?? option?.[4])?.toUpperCase();
}

function claim(rest: string): string | undefined {
  const line = /^\s*(?:\n\s*)?([^\n]*)/.exec(rest)?.[1] ?? '';
  const sentence = /^(.*?)(?:[.!](?=\s|$)|$)/.exec(line)?.[1]?.trim() ?? '';
  if (!/\w/.test(sentence) || sentence.length > 120 || sentence.startsWith('```')) return undefined;
  return sentence;
}

/** An option's letter that ends the text: "… is (G).", "… is option D.", "… is: E. Suspended losses." */
function closingOption(text: string): string | undefined {
  const end = text.slice(-200).trimEnd();
  const match =
    /\(([A-J])\)["”*]{0,3}[.!]?$/.exec(end) ??
    /\b(?:is|are|option):? ["“*(]{0,3}([B-HJ])["”*)]{0,3}[.!]?$/.exec(end) ??
    /\b(?:is|are|called|option):? ["“*(]{0,3}([A-J])[.):] [^.\n]*["”*]{0,3}[.!]?$/.exec(end);
  return match?.[1];
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

/** Right-hand side of an equation that closes the text: "… = 42." */
function equation(text: string): string | undefined {
  return /[=≈]\s*\**\s*(\\?\$?\s*-?[\d.,/]*\d%?)\s*\**\s*(?:[a-zA-Z]+\s*)?(?:\\[)\]]|\$)?\s*[.!]?\s*$/.exec(
    text,
  )?.[1];
}

/** The last fenced block, for an answer that is a program; blanks at line ends and empty lines do not count. */
function codeBlock(text: string): FinalAnswer | undefined {
  const blocks = [...text.matchAll(/```(\w*)[ \t]*\n([^]*?)\n?```/g)];
  const code = blocks.at(-1)?.[2];
  if (code === undefined || code.trim() === '') return undefined;
  const key = code
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .join('\n');
  return { text: code, key, kind: 'code' };
}
