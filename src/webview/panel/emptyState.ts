import { html, nothing, type TemplateResult } from 'lit';
import { t } from '@vscode/l10n';
import mark from '../../../media/der.svg';
import { firstSteps } from '../pool/firstSteps';
import { icon } from '../elements/icon';
import './emptyState.css';
import type { ExpertSummary } from '../protocol';
import type { SetUpView } from '../poolMessages';

const forTools = [t('What is 17 % of 2340?'), t('Where does this project read its settings?')];
const forModels = [
  t('Write a function that removes duplicates from a list and keeps their order.'),
  t('What is 17 % of 2340?'),
];

/**
 * Before the first question: what this is, and the next thing to do with the experts there are.
 * Undefined while they are still looked for.
 */
export function emptyState(
  experts: readonly ExpertSummary[] | undefined,
  setUp: SetUpView | undefined,
  tryQuestion: (text: string) => void,
): TemplateResult {
  const models = experts?.filter((expert) => !expert.tool) ?? [];
  const questions = models.length > 0 ? forModels : experts && experts.length > 0 ? forTools : [];
  return html`
    <section class="empty" aria-label=${t('Getting started')}>
      ${icon(mark, 'empty-mark')}
      <h2>${t('Ask a team, not one model')}</h2>
      <p>
        ${t('A policy picks who answers first. Each later expert improves on the answer before it, and the chain ends as soon as an answer is good enough. You see every step.')}
      </p>
      ${experts ? firstSteps(experts, setUp) : nothing}
      ${experts ? nothing : html`<p>${t('Looking for experts …')}</p>`}
      ${
        questions.length === 0
          ? nothing
          : html`
              <p class="caption">${t('Try a question')}</p>
              <ul class="questions">
                ${questions.map(
                  (text) =>
                    html`<li><button class="try" @click=${() => tryQuestion(text)}>${text}</button></li>`,
                )}
              </ul>
            `
      }
    </section>
  `;
}
