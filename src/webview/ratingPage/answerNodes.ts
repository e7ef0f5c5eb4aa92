/** An answer as a rater sees it: as Markdown without anything that leads elsewhere, or as text where it is very long. */
import { markdown } from '../markdown/renderer';
import { sanitized } from '../markdown/sanitize';

/** Characters beyond which laying out would take longer than reading. */
const mostLaidOut = 100_000;

export function answerNodes(text: string): Node {
  if (text.length > mostLaidOut) {
    const plain = document.createElement('pre');
    plain.textContent = text;
    return plain;
  }
  const fragment = sanitized(markdown.render(text));
  // A page that an answer names would learn who rates it; its address can be read instead.
  for (const link of fragment.querySelectorAll('a')) {
    const words = document.createElement('span');
    const href = link.getAttribute('href') ?? '';
    words.append(...link.childNodes);
    if (href !== '' && words.textContent !== href) words.append(` (${href})`);
    link.replaceWith(words);
  }
  for (const code of fragment.querySelectorAll('pre')) code.tabIndex = 0;
  return fragment;
}
