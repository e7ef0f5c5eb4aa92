import { html, type TemplateResult } from 'lit';
import chevronRight from '@vscode/codicons/src/icons/chevron-right.svg';
import { icon } from './icon';
import './disclosure.css';

/** A line that unfolds what is behind it. */
export function disclosure(className: string, summary: unknown, body: TemplateResult): TemplateResult {
  return html`<details class="disclosure ${className}">
    <summary>${icon(chevronRight, 'twist')}<span>${summary}</span></summary>
    <div class="disclosed">${body}</div>
  </details>`;
}
