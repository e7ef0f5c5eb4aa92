import { html, nothing, svg, type TemplateResult } from 'lit';
import { maskWords, ruledOut } from '../../der/masks';
import type { AttemptView } from '../state/routeView';
import { counted, duration, percent } from '../text/numbers';
import { disclosure } from './disclosure';
import './choice.css';

/** Names of experts by id, for what a decision says about others. */
export type NameOf = (id: string) => string;

/** Why this expert: its probability and the next best; who your limits ruled out; folded, the whole distribution. */
export function choice(attempt: AttemptView, nameOf: NameOf): TemplateResult {
  const { by, turns = [], probabilities, masked, shown, policyMs } = attempt.choice;
  const ranked = Object.entries(probabilities).sort(([, a], [, b]) => b - a);
  const own = probabilities[attempt.expert.id];
  const next = ranked.find(([id]) => id !== attempt.expert.id);
  const closed = Object.entries(masked);
  const limited = ruledOut(masked, nameOf);
  const summary = html`
    ${by === 'person' ? html`<b>Asked for by you</b> ·` : nothing}
    ${own === undefined ? 'Chosen' : html`Chosen with <b>${percent(own)}</b>`}
    <span class="muted"
      >${
        next
          ? `· next best: ${actionName(next[0], nameOf)}, ${percent(next[1])}`
          : '· nobody else could be asked'
      }</span
    >
  `;
  const body = html`
    <ol class="distribution" aria-label="Probability of every choice">
      ${ranked.map(([id, probability]) => row(actionName(id, nameOf), probability, id === attempt.expert.id))}
    </ol>
    ${
      closed.length === 0
        ? nothing
        : html`
            <p class="caption">Could not be chosen</p>
            <ul class="masked">
              ${closed.map(([id, why]) => html`<li><b>${nameOf(id)}</b> ${maskWords(why)}</li>`)}
            </ul>
          `
    }
    <p class="muted">${shownWords(shown)} ${turnWords(turns)} Decided in ${duration(policyMs)}.</p>
  `;
  return html`
    ${disclosure('choice', summary, body)}
    ${limited.length === 0 ? nothing : html`<p class="limited muted">${limited.join(' ')}</p>`}
  `;
}

function row(name: string, probability: number, own: boolean): TemplateResult {
  return html`
    <li class=${own ? 'own' : ''}>
      <span class="who">${name}</span>
      <svg class="bar" height="6" width="100%" aria-hidden="true">
        ${svg`<rect width="${(probability * 100).toFixed(1)}%" height="6" rx="3"></rect>`}
      </svg>
      <span class="probability">${percent(probability)}</span>
    </li>
  `;
}

function actionName(id: string, nameOf: NameOf): string {
  return id === 'stop' ? 'stop here' : nameOf(id);
}

function shownWords(shown: readonly number[]): string {
  if (shown.length === 0) return 'Asked without seeing another answer.';
  const list = shown.map((step) => step + 1).join(' and ');
  return `Was shown answer${shown.length > 1 ? 's' : ''} ${list} to improve on.`;
}

function turnWords(turns: readonly number[]): string {
  return turns.length === 0 ? '' : `The prompt held ${counted(turns.length, 'earlier turn')}.`;
}
