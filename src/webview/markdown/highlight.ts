/** Code in colours. What highlight.js tells apart gets its colours in codeBlock.css. */
import hljs from 'highlight.js/lib/common';

/** Longer code stays plain: colouring it would hold up the panel. */
const longest = 100_000;

/** Safe HTML, or undefined where the language is unknown. */
export function highlighted(code: string, language: string): string | undefined {
  const name = language.toLowerCase();
  if (code.length > longest || !hljs.getLanguage(name)) return undefined;
  return hljs.highlight(code, { language: name, ignoreIllegals: true }).value;
}
