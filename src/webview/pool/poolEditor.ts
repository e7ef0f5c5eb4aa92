import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { t } from '@vscode/l10n';
import organization from '@vscode/codicons/src/icons/organization.svg';
import type { PanelState } from '../panel/panelState';
import type { PoolRow } from '../poolMessages';
import { kindSkillWords } from '../measure/measureText';
import { measuring } from '../measure/measuring';
import { placeWords, sizeWords } from './expertText';
import { checkWords, contextWords, listedWords, priceWords, skillWords } from './poolText';
import { counted } from '../elements/numbers';
import { sentence } from '../elements/sentence';
import { post } from '../vscodeApi';
import './expertTerms';
import { icon } from '../elements/icon';
import { inlineCode } from '../chain/inlineCode';
import './poolEditor.css';

type Shown = Pick<PanelState, 'pool' | 'poolRows' | 'poolKnown' | 'remote' | 'measuring'>;

/**
 * How many experts there are; unfolded, everybody in the pool, off ones included: each can be switched, tested, measured
 * and given other terms.
 */
export function poolEditor({
  pool: { experts },
  poolRows: rows,
  poolKnown,
  remote: host,
  measuring: measured,
}: Shown): TemplateResult {
  const remote = host !== undefined;
  const busy = measured?.state === 'running' || measured?.state === 'paused';
  const list = experts.map((expert) =>
    [expert.name, sizeWords(expert), placeWords(expert, remote)].filter(Boolean).join(', '),
  );
  return html`
    <details class="pool-editor" @toggle=${opened}>
      <summary title=${[t('Switch experts on and off, test them, change their terms'), ...list].join('\n')}>
        ${icon(organization)} ${poolKnown ? counted(experts.length, 'expert') : t('Experts')}
      </summary>
      ${
        rows === undefined
          ? html`<p class="muted">${t('Looking …')}</p>`
          : html`${rows.some(isMeasurable) ? measuring(measured) : nothing}
              <ul aria-label=${t('Experts of the pool')}>
                ${rows.map((row) => poolRow(row, remote, busy))}
              </ul>`
      }
      <p>
        <button class="link" @click=${() => post({ type: 'command', command: 'configureExperts' })}>
          ${t('Configure experts')}
        </button>
        <button class="link" @click=${() => post({ type: 'command', command: 'addEndpoint' })}>
          ${t('Add a service or endpoint …')}
        </button>
      </p>
      <p class="muted">
        ${sentence(t('Written to {0}; sizes, addresses and names of keys stand there.'), html`<code>der.experts</code>`)}
        <button class="link" @click=${() => post({ type: 'command', command: 'openSettings' })}>
          ${t('Open settings')}
        </button>
      </p>
    </details>
  `;
}

function opened({ target }: Event): void {
  if ((target as HTMLDetailsElement).open) post({ type: 'showPool' });
}

function isMeasurable({ expert, tool }: PoolRow): boolean {
  return expert !== undefined && !tool;
}

function poolRow(row: PoolRow, remote: boolean, busy: boolean): TemplateResult {
  const { id, name, kind, enabled, expert, check } = row;
  const facts = expert
    ? [
        kind,
        placeWords(expert, remote),
        sizeWords(expert),
        contextWords(row),
        priceWords(row),
        listedWords(row),
      ]
    : [kind, enabled ? t('could not be made; see the problems below') : t('off')];
  const skill = skillWords(row);
  return html`
    <li class=${enabled ? '' : 'off'}>
      <label>
        <input
          type="checkbox"
          .checked=${live(enabled)}
          @change=${() => post({ type: 'enableExpert', id, enabled: !enabled })}
        />
        <b>${name}</b>
      </label>
      ${
        expert
          ? html`<vscode-button
              appearance="secondary"
              aria-label=${t('Test {0}', name)}
              title=${t('Send one short question')}
              ?disabled=${check?.state === 'running'}
              @click=${() => post({ type: 'testExpert', id })}
              >${t('Test')}</vscode-button
            >`
          : nothing
      }
      ${
        isMeasurable(row)
          ? html`<vscode-button
              appearance="secondary"
              aria-label=${t('Measure skill of {0}', name)}
              title=${t('Ask it questions whose answers are known; you are told first what it takes')}
              ?disabled=${busy}
              @click=${() => post({ type: 'measure', experts: [id] })}
              >${t('Measure')}</vscode-button
            >`
          : nothing
      }
      <p class="muted">${facts.filter(Boolean).join(' · ')}</p>
      ${skill ? html`<p class="muted">${skill}</p>` : nothing}
      ${
        row.skills
          ? html`<ul class="skills" aria-label=${t('Measured skill of {0}', name)}>
              ${row.skills.map((one) => html`<li>${kindSkillWords(one)}</li>`)}
            </ul>`
          : nothing
      }
      ${row.written ? html`<der-expert-terms .row=${row}></der-expert-terms>` : nothing}
      ${check ? html`<p class=${check.state === 'failed' ? 'problem' : 'muted'} role="status">${inlineCode(checkWords(check))}</p>` : nothing}
    </li>
  `;
}
