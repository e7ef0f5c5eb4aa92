import { html, nothing, type TemplateResult } from 'lit';
import circleSlash from '@vscode/codicons/src/icons/circle-slash.svg';
import debugStop from '@vscode/codicons/src/icons/debug-stop.svg';
import skip from '@vscode/codicons/src/icons/debug-step-over.svg';
import type { FailedEvent } from '../../der/events';
import type { AttemptView } from '../state/routeView';
import { counted, duration } from '../text/numbers';
import { disclosure } from './disclosure';
import { icon } from './icon';
import './failure.css';

/** A request that gave no answer, as one slim row: who, what happened, what to do. */
export function failure(attempt: AttemptView, failed: FailedEvent): TemplateResult {
  const { kind, message, retryAfterMs } = failed.error;
  const [symbol, verb] =
    kind === 'declined'
      ? [skip, 'passed']
      : kind === 'cancelled'
        ? [debugStop, 'was stopped']
        : [circleSlash, 'gave no answer'];
  return html`
    <div class="failure ${kind}">
      ${icon(symbol)}
      <div class="failure-text">
        <b>${attempt.expert.name}</b> ${verb}.
        ${kind === 'cancelled' ? nothing : html`<span class="failure-message">${message}</span>`}
        ${retryAfterMs === undefined ? nothing : html`<span>Asks to wait ${duration(retryAfterMs)}.</span>`}
        ${
          failed.partial === ''
            ? nothing
            : disclosure(
                'partial',
                `What it had written (${counted(failed.partial.length, 'character')})`,
                html`<p class="partial-text">${failed.partial}</p>`,
              )
        }
      </div>
    </div>
  `;
}
