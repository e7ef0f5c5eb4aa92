import { html, type TemplateResult } from 'lit';

/** A sentence of the program in which commands and names stand between backticks, as the sentences of problems have them. */
export function inlineCode(text: string): readonly (string | TemplateResult)[] {
  return text
    .split(/`([^`\n]+)`/)
    .map((piece, index) => (index % 2 === 1 ? html`<code>${piece}</code>` : piece));
}
