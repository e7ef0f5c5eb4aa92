/** Code in colours. What highlight.js tells apart gets its colours in codeBlock.css. */
import hljs from 'highlight.js/lib/common';
import { isQuick } from './codeParts';

/** Longer code stays plain: colouring it would keep the panel busy for long. */
const longest = 100_000;

/** Whether code of this length in this language gets colours. */
export function isColoured(code: string, language: string): boolean {
  return code.length <= longest && hljs.getLanguage(language.toLowerCase()) !== undefined;
}

/** One part of code in a language that gets colours, as safe HTML; one with overlong lines stays plain. */
export function highlighted(part: string, language: string): string {
  if (!isQuick(part)) return escaped(part);
  return hljs.highlight(part, { language: language.toLowerCase(), ignoreIllegals: true }).value;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (sign) => entities[sign]!);
}
