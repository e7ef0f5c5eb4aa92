/** The `"answer"` field of JSON in an answer's text: whole, torn or malformed. Time grows with the text's length. */
import { balanced } from './balanced';

const answerField =
  /(?:"|')?\b(?:final[_ ]?)?answer["']?\s*:\s*(?=\\?["'`[{\d-]|true|false|null|None|True|False)/gi;

/** Value of the last `"answer":` field; tolerant of everything that models do to JSON. */
export function jsonAnswer(text: string): string | undefined {
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
  const scalar = scalarOf(/^[^\n}]*/.exec(rest)![0]);
  return scalar === '' || scalar === 'null' ? undefined : scalar;
}

/** A number or a word up to the next field of its line; what a single quote opens may hold commas and fields. */
function scalarOf(line: string): string {
  const next = line.startsWith("'") ? undefined : /,\s*["']\w+["']\s*:/.exec(line);
  return line.slice(0, next?.index).trimEnd().replace(/,$/, '');
}

/**
 * Content of a JSON string that may hold unescaped quotes or stop short: it ends at a quote that is followed by
 * what may follow a string in JSON, at the fence, or where the text was cut.
 */
function jsonString(rest: string): string | undefined {
  for (let at = 1; at < rest.length; at++) {
    const char = rest.charAt(at);
    if (char === '\\') at++;
    else if (char === '"' && endsString(rest, at)) return unescapeJson(rest.slice(1, at));
  }
  return unescapeJson(withoutEnd(withoutEnd(rest.slice(1), '```'), '}'));
}

/** What may follow a string, a stray backtick before it: the object's end, the next field, a fence, nothing. */
const afterString = /`?\s*(?:(?:,\s*)?(?:\}|```|$)|,\s*"\w+"\s*:)|```/y;

function endsString(text: string, quote: number): boolean {
  afterString.lastIndex = quote + 1;
  return afterString.test(text);
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
