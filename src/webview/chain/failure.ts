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
import './failure.css';
import type { FailedEvent } from '../protocol';

/**
 * A request that gave no answer, as one slim row: who, what happened, what to do.
 * @param actions buttons for what to do; nothing while the route runs
 */
export function failure(
  attempt: AttemptView,
  failed: FailedEvent,
  actions: TemplateResult | typeof nothing,
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
        ${kind === 'cancelled' ? nothing : html`<span class="failure-message">${inlineCode(message)}</span>`}
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
