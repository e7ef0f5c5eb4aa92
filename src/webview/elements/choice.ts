import { html, nothing, svg, type TemplateResult } from 'lit';
import { t } from '@vscode/l10n';
import { language } from '../../language';
import type { AttemptView } from '../chain/routeView';
import { maskWords, ruledOut } from '../pool/maskText';
import { counted, duration, percent } from './numbers';
import { sentence } from './sentence';
import { disclosure } from './disclosure';
import './choice.css';

/** Names of experts by id, for what a decision says about others. */
export type NameOf = (id: string) => string;

/** Why this expert: its probability and the next best; who your limits ruled out; folded, the whole distribution. */
export function choice(attempt: AttemptView, nameOf: NameOf): TemplateResult {
  const { by, turns = [], passages, probabilities, masked, shown, policyMs } = attempt.choice;
  const ranked = Object.entries(probabilities).sort(([, a], [, b]) => b - a);
  const own = probabilities[attempt.expert.id];
  const next = ranked.find(([id]) => id !== attempt.expert.id);
  const closed = Object.entries(masked);
  const limited = ruledOut(masked, nameOf);
  const summary = html`
    ${by === 'person' ? html`<b>${t('Asked for by you')}</b> ·` : nothing}
    ${own === undefined ? t('Chosen') : sentence(t('Chosen with {0}'), html`<b>${percent(own)}</b>`)}
    <span class="muted"
      >·
      ${
        next
          ? t('next best: {0}, {1}', actionName(next[0], nameOf), percent(next[1]))
          : t('nobody else could be asked')
      }</span
    >
  `;
  const body = html`
    <ol class="distribution" aria-label=${t('Probability of every choice')}>
      ${ranked.map(([id, probability]) => row(actionName(id, nameOf), probability, id === attempt.expert.id))}
    </ol>
    ${
      closed.length === 0
        ? nothing
        : html`
            <p class="caption">${t('Could not be chosen')}</p>
            <ul class="masked">
              ${closed.map(([id, why]) => html`<li><b>${nameOf(id)}</b> ${maskWords(why)}</li>`)}
            </ul>
          `
    }
    <p class="muted">
      ${shownWords(shown)} ${turnWords(turns)}
      ${passages ? t('The prompt held the passages of your files.') : ''}
      ${t('Decided in {0}.', duration(policyMs))}
    </p>
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
  return id === 'stop' ? t('stop here') : nameOf(id);
}

function shownWords(shown: readonly number[]): string {
  if (shown.length === 0) return t('Asked without seeing another answer.');
  const numbers = shown.map((step) => String(step + 1));
  const list = new Intl.ListFormat(language).format(numbers);
  return shown.length === 1
    ? t('Was shown answer {0} to improve on.', list)
    : t('Was shown answers {0} to improve on.', list);
}

function turnWords(turns: readonly number[]): string {
  return turns.length === 0 ? '' : t('The prompt held {0}.', counted(turns.length, 'earlier turn'));
}
