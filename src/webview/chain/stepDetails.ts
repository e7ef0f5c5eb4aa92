import { html, nothing, type TemplateResult } from 'lit';
import { t } from '@vscode/l10n';
import type { AttemptView } from './routeView';
import { choice, type NameOf } from '../elements/choice';
import { disclosure } from '../elements/disclosure';
import { quality } from '../elements/numbers';
import { gauge } from './gauge';
import { rewardTerms } from './reward';
import { usage } from './usage';

/**
 * The numbers of an answer: predicted quality against p₀, why its expert was chosen, what it took and earned.
 * @param open unless the person closes it
 */
export function stepDetails(attempt: AttemptView, p0: number, nameOf: NameOf, open: boolean): TemplateResult {
  const { quality: predicted, outcome, reward } = attempt;
  return disclosure(
    'details',
    html`<span class="muted">${t('Details')}</span>`,
    html`
      ${predicted ? gauge(predicted.last, p0, predicted.estimated) : nothing}
      ${
        predicted && quality(predicted.first) !== quality(predicted.last)
          ? html`<p class="remark">
              ${t(
                'Judged {0} at first, {1} with the later answers as evidence.',
                quality(predicted.first),
                quality(predicted.last),
              )}
            </p>`
          : nothing
      }
      ${choice(attempt, nameOf)} ${outcome?.type === 'answered' ? usage(outcome) : nothing}
      ${reward ? rewardTerms(reward) : nothing}
    `,
    { open },
  );
}
