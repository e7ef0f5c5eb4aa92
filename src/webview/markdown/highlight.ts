/** Code in colours. What highlight.js tells apart gets its colours in codeBlock.css. */
import hljs from 'highlight.js/lib/common';

/** Longer code stays plain: colouring it would keep the panel busy for long. */
const longest = 100_000;
/** Characters that are coloured at once. Some languages take a time that grows with the square of them. */
const longestPart = 4_000;
/** Such lines are data rather than code, and a word that fills them is what takes longest. */
const longestLine = 1_000;

/** Whether code of this length in this language gets colours. */
export function isColoured(code: string, language: string): boolean {
  return code.length <= longest && hljs.getLanguage(language.toLowerCase()) !== undefined;
}

/** One part of code in a language that gets colours, as safe HTML; one with overlong lines stays plain. */
export function highlighted(part: string, language: string): string {
  if (part.length > longestPart || part.split('\n').some((line) => line.length > longestLine)) {
    return escaped(part);
  }
  return hljs.highlight(part, { language: language.toLowerCase(), ignoreIllegals: true }).value;
}

/**
 * The code in parts that can each be coloured without holding up the panel. They are whole lines, and where possible
 * the next one begins at the margin, since what spans two parts is not recognised.
 */
export function* partsOf(code: string): Generator<string> {
  let start = 0;
  while (code.length - start > longestPart) {
    const end = start + partLength(code.slice(start, start + longestPart));
    yield code.slice(start, end);
    start = end;
  }
  if (start < code.length) yield code.slice(start);
}

function partLength(text: string): number {
  let line = text.length;
  for (let at = text.lastIndexOf('\n'); at > text.length / 4; at = text.lastIndexOf('\n', at - 1)) {
    if (line === text.length) line = at + 1;
    if (text[at - 1] === '\n' && /\S/.test(text.charAt(at + 1))) return at + 1;
  }
  return line;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (sign) => entities[sign]!);
}
