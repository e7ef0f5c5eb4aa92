import { html, nothing, type TemplateResult } from 'lit';
import { t } from '@vscode/l10n';
import circleSlash from '@vscode/codicons/src/icons/circle-slash.svg';
import debugStop from '@vscode/codicons/src/icons/debug-stop.svg';
import skip from '@vscode/codicons/src/icons/debug-step-over.svg';
import type { AttemptView } from './routeView';
import { counted } from '../elements/numbers';
import { sentence } from '../elements/sentence';
import { disclosure } from '../elements/disclosure';
import { icon } from '../elements/icon';
import { inlineCode } from './inlineCode';
import '../elements/countdown';
import './failure.css';
import { post } from '../vscodeApi';
import type { FailedEvent, RetryView } from '../protocol';

/**
 * A request that gave no answer, as one slim row: who, what happened, what to do.
 * @param actions buttons for what to do; nothing while the route runs
 * @param waits its route is asked again by itself, which says how long the limit holds
 */
export function failure(
  attempt: AttemptView,
  failed: FailedEvent,
  actions: TemplateResult | typeof nothing,
  waits?: RetryView,
): TemplateResult {
  const { kind, message } = failed.error;
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
        ${
          kind === 'cancelled'
            ? nothing
            : html`<span class="failure-message">${waits ? waitWords(waits) : inlineCode(message)}</span>`
        }
        ${actions}
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

function waitWords({ inMs }: RetryView): TemplateResult {
  return html`${sentence(
      t('Its service takes no more requests for now. Asked again by itself in {0}.'),
      html`<der-countdown .ms=${inMs}></der-countdown>`,
    )}
    <span class="failure-actions">
      <button class="link" @click=${() => post({ type: 'retryNow' })}>${t('Ask now')}</button>
      <button class="link" @click=${() => post({ type: 'retryNever' })}>${t('Do not ask by itself')}</button>
    </span>`;
}
