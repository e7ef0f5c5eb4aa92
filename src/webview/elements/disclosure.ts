import { html, nothing, type TemplateResult } from 'lit';
import chevronRight from '@vscode/codicons/src/icons/chevron-right.svg';
import { icon } from './icon';
import './disclosure.css';

export interface DisclosureOptions {
  /** Whether it is open until somebody presses it. */
  readonly open?: boolean;
  /** Hears whether it is open. */
  readonly toggled?: (open: boolean) => void;
}

/** A line that unfolds what is behind it. */
export function disclosure(
  className: string,
  summary: unknown,
  body: TemplateResult,
  { open = false, toggled }: DisclosureOptions = {},
): TemplateResult {
  const heard = toggled && (({ target }: Event) => toggled((target as HTMLDetailsElement).open));
  return html`<details class="disclosure ${className}" ?open=${open} @toggle=${heard ?? nothing}>
    <summary>${icon(chevronRight, 'twist')}<span>${summary}</span></summary>
    <div class="disclosed">${body}</div>
  </details>`;
}
