import { html, nothing, type TemplateResult } from 'lit';
import { t } from '@vscode/l10n';
import close from '@vscode/codicons/src/icons/close.svg';
import { icon } from '../elements/icon';
import './questionQueue.css';

/** Characters of a waiting question that are shown. */
const shownCharacters = 300;

/** Questions that were written while a route ran, in the order in which they are asked after it. */
export function questionQueue(
  waiting: readonly string[],
  running: boolean,
  act: { readonly ask: (index: number) => void; readonly remove: (index: number) => void },
): TemplateResult | typeof nothing {
  if (waiting.length === 0) return nothing;
  return html`<ol class="queue" aria-label=${t('Asked next')}>
    ${waiting.map(
      (question, index) =>
        html`<li>
          <span class="queued" title=${question.slice(0, shownCharacters)}
            >${question.slice(0, shownCharacters)}</span
          >
          <button
            class="link"
            title=${running ? t('Stop what runs, and ask this') : t('Ask this question now')}
            @click=${() => act.ask(index)}
          >
            ${t('Ask now')}
          </button>
          <button
            class="icon-button"
            title=${t('Take this question off the list')}
            aria-label=${t('Take question {0} off the list', index + 1)}
            @click=${() => act.remove(index)}
          >
            ${icon(close)}
          </button>
        </li>`,
    )}
  </ol>`;
}
