import { html, nothing, type TemplateResult } from 'lit';
import chevronRight from '@vscode/codicons/src/icons/chevron-right.svg';
import { icon } from './icon';
import './disclosure.css';

/**
 * A line that unfolds what is behind it.
 * @param toggled hears whether it is open
 */
export function disclosure(
  className: string,
  summary: unknown,
  body: TemplateResult,
  toggled?: (open: boolean) => void,
): TemplateResult {
  const heard = toggled && (({ target }: Event) => toggled((target as HTMLDetailsElement).open));
  return html`<details class="disclosure ${className}" @toggle=${heard ?? nothing}>
    <summary>${icon(chevronRight, 'twist')}<span>${summary}</span></summary>
    <div class="disclosed">${body}</div>
  </details>`;
}
