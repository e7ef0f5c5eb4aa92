import { html, type TemplateResult } from 'lit';
import thumbsDown from '@vscode/codicons/src/icons/thumbsdown.svg';
import thumbsDownFilled from '@vscode/codicons/src/icons/thumbsdown-filled.svg';
import thumbsUp from '@vscode/codicons/src/icons/thumbsup.svg';
import thumbsUpFilled from '@vscode/codicons/src/icons/thumbsup-filled.svg';
import type { Rating } from '../protocol';
import { post } from '../vscodeApi';
import { icon } from './icon';
import './rating.css';

const thumbs = [
  { value: 'up', label: 'good', plain: thumbsUp, filled: thumbsUpFilled },
  { value: 'down', label: 'bad', plain: thumbsDown, filled: thumbsDownFilled },
] as const;

/** What the person thinks of an answer; pressing the same thumb again takes it back. */
export function ratingButtons(route: string, step: number, rating: Rating | undefined): TemplateResult {
  return html`
    <div class="rating" role="group" aria-label=${`Rate answer ${step + 1}`}>
      ${thumbs.map(({ value, label, plain, filled }) => {
        const pressed = rating === value;
        return html`<button
          class="icon-button"
          aria-pressed=${pressed}
          aria-label=${`A ${label} answer`}
          title=${`A ${label} answer: kept with this conversation on this machine`}
          @click=${() => post({ type: 'rate', route, step, rating: pressed ? null : value })}
        >
          ${icon(pressed ? filled : plain)}
        </button>`;
      })}
    </div>
  `;
}
