import { html, nothing, type TemplateResult } from 'lit';
import { t } from '@vscode/l10n';
import circleSlash from '@vscode/codicons/src/icons/circle-slash.svg';
import debugStop from '@vscode/codicons/src/icons/debug-stop.svg';
import skip from '@vscode/codicons/src/icons/debug-step-over.svg';
import type { FailedEvent } from '../../der/trace/events';
import type { AttemptView } from './routeView';
import { counted, duration } from '../elements/numbers';
import { sentence } from '../elements/sentence';
import { disclosure } from '../elements/disclosure';
import { icon } from '../elements/icon';
import './failure.css';

/** A request that gave no answer, as one slim row: who, what happened, what to do. */
export function failure(attempt: AttemptView, failed: FailedEvent): TemplateResult {
  const { kind, message, retryAfterMs } = failed.error;
  const [symbol, words] =
    kind === 'declined'
      ? [skip, t('{0} passed.')]
      : kind === 'cancelled'
        ? [debugStop, t('{0} was stopped.')]
        : [circleSlash, t('{0} gave no answer.')];
  return html`
    <div class="failure ${kind}">
      ${icon(symbol)}
      <div class="failure-text">
        ${sentence(words, html`<b>${attempt.expert.name}</b>`)}
        ${kind === 'cancelled' ? nothing : html`<span class="failure-message">${message}</span>`}
        ${retryAfterMs === undefined ? nothing : html`<span>${t('Asks to wait {0}.', duration(retryAfterMs))}</span>`}
        ${
          failed.partial === ''
            ? nothing
            : disclosure(
                'partial',
                t('What it had written ({0})', counted(failed.partial.length, 'character')),
                html`<p class="partial-text">${failed.partial}</p>`,
              )
        }
      </div>
    </div>
  `;
}
