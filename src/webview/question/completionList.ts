import { html, nothing, type TemplateResult } from 'lit';
import { t } from '@vscode/l10n';
import { icon } from '../elements/icon';
import { pathLabel } from '../markdown/pathLabel';
import './completionList.css';

export const completionListId = 'der-completions';
export const completionId = (index: number) => `der-completion-${index}`;

export interface ListedOption {
  readonly icon: string;
  readonly label: string;
  readonly detail: string;
}

/** What the list is of: a path may be cut where there is little room, a task's name not. */
export type ListKind = 'completions' | 'tasks';

/**
 * What may be meant by what was typed after `@` or `/`. The text box keeps the focus and names the active option,
 * as the pattern of a text box with a list has it.
 */
export function completionList(
  kind: ListKind,
  options: readonly ListedOption[],
  active: number,
  accept: (index: number) => void,
): TemplateResult {
  return html`
    <ul
      class="completions of-${kind}"
      id=${completionListId}
      role="listbox"
      aria-label=${kind === 'tasks' ? t('Tasks') : t('What to attach')}
    >
      ${options.map(
        (option, index) => html`
          <li
            id=${completionId(index)}
            role="option"
            aria-selected=${index === active}
            title=${kind === 'tasks' ? `${option.label}: ${option.detail}` : option.label}
            @mousedown=${(event: MouseEvent) => event.preventDefault()}
            @click=${() => accept(index)}
          >
            ${icon(option.icon)}
            <span class="completion-label">${pathLabel(option.label)}</span>
            <span class="completion-detail">${option.detail}</span>
          </li>
        `,
      )}
      ${
        options.length > 0
          ? nothing
          : html`<li class="completion-none" role="option" aria-selected="false" aria-disabled="true">
              ${t('Nothing of that name')}
            </li>`
      }
    </ul>
  `;
}
