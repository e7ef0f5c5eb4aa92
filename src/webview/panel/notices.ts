import { html, type TemplateResult } from 'lit';
import { t } from '@vscode/l10n';
import close from '@vscode/codicons/src/icons/close.svg';
import error from '@vscode/codicons/src/icons/error.svg';
import info from '@vscode/codicons/src/icons/info.svg';
import warning from '@vscode/codicons/src/icons/warning.svg';
import type { Notice } from './panelState';
import { icon } from '../elements/icon';
import './notices.css';

const symbols = { info, warning, error };

/** What went wrong outside any route; a person puts it away. */
export function noticeList(notices: readonly Notice[], dismiss: (notice: Notice) => void): TemplateResult {
  return html`<div class="notices" role="log" aria-label=${t('Notices')}>
    ${notices.map(
      (notice) => html`
        <div class="notice ${notice.level}">
          ${icon(symbols[notice.level])}
          <span class="notice-text">${notice.text}</span>
          <button
            class="icon-button"
            title=${t('Dismiss')}
            aria-label=${t('Dismiss')}
            @click=${() => dismiss(notice)}
          >
            ${icon(close)}
          </button>
        </div>
      `,
    )}
  </div>`;
}
