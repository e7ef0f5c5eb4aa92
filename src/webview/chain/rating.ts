import { html, type TemplateResult } from 'lit';
import { t } from '@vscode/l10n';
import thumbsDown from '@vscode/codicons/src/icons/thumbsdown.svg';
import thumbsDownFilled from '@vscode/codicons/src/icons/thumbsdown-filled.svg';
import thumbsUp from '@vscode/codicons/src/icons/thumbsup.svg';
import thumbsUpFilled from '@vscode/codicons/src/icons/thumbsup-filled.svg';
import type { Rating } from '../protocol';
import { post } from '../vscodeApi';
import { icon } from '../elements/icon';
import './rating.css';

const thumbs = [
  {
    value: 'up',
    label: 'A good answer',
    title: 'A good answer: kept with this conversation on this machine',
    plain: thumbsUp,
    filled: thumbsUpFilled,
  },
  {
    value: 'down',
    label: 'A bad answer',
    title: 'A bad answer: kept with this conversation on this machine',
    plain: thumbsDown,
    filled: thumbsDownFilled,
  },
] as const;

/** What the person thinks of an answer; pressing the same thumb again takes it back. */
export function ratingButtons(route: string, step: number, rating: Rating | undefined): TemplateResult {
  return html`
    <div class="rating" role="group" aria-label=${t('Rate answer {0}', step + 1)}>
      ${thumbs.map(({ value, label, title, plain, filled }) => {
        const pressed = rating === value;
        return html`<button
          class="icon-button"
          aria-pressed=${pressed}
          aria-label=${t(label)}
          title=${t(title)}
          @click=${() => post({ type: 'rate', route, step, rating: pressed ? null : value })}
        >
          ${icon(pressed ? filled : plain)}
        </button>`;
      })}
    </div>
  `;
}
