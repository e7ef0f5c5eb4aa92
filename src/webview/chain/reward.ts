import { html, type TemplateResult } from 'lit';
import { t } from '@vscode/l10n';
import { rewardSum, type Reward } from '../../der/core/mdp';
import { signed } from '../elements/numbers';
import { sentence } from '../elements/sentence';
import { disclosure } from '../elements/disclosure';
import './reward.css';

const terms = [
  { key: 'quality', name: 'quality', meaning: 'what the first answer is worth' },
  { key: 'increment', name: 'improvement', meaning: 'what this answer adds to the best one before' },
  { key: 'cost', name: 'cost', meaning: 'α times the cost of the expert asked' },
  { key: 'bonus', name: 'end', meaning: 'γ at the end: plus when good enough, minus when the steps ran out' },
] as const satisfies readonly { key: keyof Reward; name: string; meaning: string }[];

/** The reward of a step, term by term. */
export function rewardTerms(reward: Reward): TemplateResult {
  const body = html`<dl>
    ${terms.map(
      ({ key, name, meaning }) => html`
        <div class=${reward[key] === 0 ? 'zero' : ''} title=${t(meaning)}>
          <dt>${t(name)}</dt>
          <dd>${reward[key] === 0 ? '0' : signed(reward[key])}</dd>
        </div>
      `,
    )}
  </dl>`;
  return disclosure(
    'reward',
    html`<span class="muted">${sentence(t('Reward {0}'), html`<b>${signed(rewardSum(reward))}</b>`)}</span>`,
    body,
  );
}
