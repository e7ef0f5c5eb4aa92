import { html, nothing, svg, type TemplateResult } from 'lit';
import type { AttemptView } from '../state/routeView';
import { duration, percent } from '../text/numbers';
import './choice.css';

/** Names of experts by id, for what a decision says about others. */
export type NameOf = (id: string) => string;

/** Why this expert: its probability and the next best; folded, the whole distribution and who was ruled out. */
export function choice(attempt: AttemptView, nameOf: NameOf): TemplateResult {
  const { probabilities, masked, shown, policyMs } = attempt.choice;
  const ranked = Object.entries(probabilities).sort(([, a], [, b]) => b - a);
  const own = probabilities[attempt.expert.id];
  const next = ranked.find(([id]) => id !== attempt.expert.id);
  const ruledOut = Object.entries(masked);
  return html`
    <details class="choice">
      <summary>
        ${own === undefined ? 'Chosen' : html`Chosen with <b>${percent(own)}</b>`}
        ${
          next
            ? html`<span class="muted">· next best ${actionName(next[0], nameOf)} ${percent(next[1])}</span>`
            : html`<span class="muted">· nobody else could be asked</span>`
        }
      </summary>
      <div class="choice-body">
        <ol class="distribution" aria-label="Probability of every choice">
          ${ranked.map(
            ([id, probability]) => html`
              <li class=${id === attempt.expert.id ? 'own' : ''}>
                <span class="who">${actionName(id, nameOf)}</span>
                <svg class="bar" height="6" width="100%" aria-hidden="true">
                  ${svg`<rect width="${(probability * 100).toFixed(1)}%" height="6" rx="3"></rect>`}
                </svg>
                <span class="probability">${percent(probability)}</span>
              </li>
            `,
          )}
        </ol>
        ${
          ruledOut.length === 0
            ? nothing
            : html`
                <p class="caption">Could not be chosen</p>
                <ul class="masked">
                  ${ruledOut.map(([id, why]) => html`<li><b>${nameOf(id)}</b> ${why}</li>`)}
                </ul>
              `
        }
        <p class="muted">${shownWords(shown)} Decided in ${duration(policyMs)}.</p>
      </div>
    </details>
  `;
}

function actionName(id: string, nameOf: NameOf): string {
  return id === 'stop' ? 'stopping here' : nameOf(id);
}

function shownWords(shown: readonly number[]): string {
  if (shown.length === 0) return 'Asked without seeing another answer.';
  const list = shown.map((step) => step + 1).join(' and ');
  return `Was shown answer${shown.length > 1 ? 's' : ''} ${list} to improve on.`;
}
