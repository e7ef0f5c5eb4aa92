import { html, nothing, type TemplateResult } from 'lit';
import { t } from '@vscode/l10n';
import cloud from '@vscode/codicons/src/icons/cloud.svg';
import organization from '@vscode/codicons/src/icons/organization.svg';
import remoteIcon from '@vscode/codicons/src/icons/remote.svg';
import warning from '@vscode/codicons/src/icons/warning.svg';
import type { PanelState } from '../panel/panelState';
import { placeWords, sizeWords } from './expertText';
import { counted } from '../elements/numbers';
import { post } from '../vscodeApi';
import { icon } from '../elements/icon';
import { inlineCode } from '../chain/inlineCode';
import { poolEditor } from './poolEditor';
import './poolLine.css';

/** Who may be asked, in one line: how many, whether text leaves the machine, what was left out and why. */
export function poolLine({
  pool,
  poolRows,
  poolKnown,
  trained,
  remote,
  measuring,
}: PanelState): TemplateResult {
  const { experts, problems } = pool;
  const leaving = experts.filter((expert) => expert.leavesMachine).length;
  const list = experts.map((expert) =>
    [expert.name, sizeWords(expert), placeWords(expert, remote !== undefined)].filter(Boolean).join(', '),
  );
  return html`
    <div class="pool-line">
      <button
        class="pool-button"
        title=${[t('Configure experts'), ...list].join('\n')}
        @click=${() => post({ type: 'command', command: 'configureExperts' })}
      >
        ${icon(organization)} ${poolKnown ? counted(experts.length, 'expert') : t('Experts')}
      </button>
      ${
        leaving === 0
          ? nothing
          : html`<span class="pool-fact" title=${t('Text sent to them leaves this machine')}
              >${icon(cloud)}
              ${leaving === 1 ? t('{0} leaves this machine', leaving) : t('{0} leave this machine', leaving)}</span
            >`
      }
      ${experts.some((expert) => expert.simulated) ? html`<span class="label" title=${t('Answers are made up for practice')}>${t('simulated')}</span>` : nothing}
      ${
        trained
          ? nothing
          : html`<span
              class="label"
              title=${t('The networks that choose and judge have random weights: choices and qualities mean nothing yet')}
              >${t('untrained')}</span
            >`
      }
      ${
        remote === undefined
          ? nothing
          : html`<span class="pool-fact" title=${t('Experts are asked from there, not from this machine')}
              >${icon(remoteIcon)} ${remote}</span
            >`
      }
    </div>
    ${poolEditor(poolRows, remote !== undefined, measuring)}
    ${
      problems.length === 0
        ? nothing
        : html`
            <details class="problems">
              <summary>
                ${icon(warning)} ${t('{0} with the experts', counted(problems.length, 'problem'))}
              </summary>
              <ul>
                ${problems.map((problem) => html`<li>${inlineCode(problem)}</li>`)}
              </ul>
              <button class="link" @click=${() => post({ type: 'lookAgain' })}>${t('Look again')}</button>
              <button class="link" @click=${() => post({ type: 'command', command: 'openSettings' })}>
                ${t('Open settings')}
              </button>
            </details>
          `
    }
  `;
}
