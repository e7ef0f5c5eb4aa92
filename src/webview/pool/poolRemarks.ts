/** What has to be known of the pool before its answers are believed, where there is anything: below the line of terms. */
import { html, nothing, type TemplateResult } from 'lit';
import { t } from '@vscode/l10n';
import remoteIcon from '@vscode/codicons/src/icons/remote.svg';
import warning from '@vscode/codicons/src/icons/warning.svg';
import type { PanelState } from '../panel/panelState';
import { counted } from '../elements/numbers';
import { post } from '../vscodeApi';
import { icon } from '../elements/icon';
import { inlineCode } from '../chain/inlineCode';
import './poolRemarks.css';

/** That answers are made up or networks untrained, from where experts are asked, what was left out and why. */
export function poolRemarks({ pool, trained, remote }: PanelState): TemplateResult {
  const isSimulated = pool.experts.some((expert) => expert.simulated);
  const isPlain = !isSimulated && trained && remote === undefined;
  return html`${
    isPlain
      ? nothing
      : html`<div class="pool-facts">
          ${isSimulated ? html`<span class="label" title=${t('Answers are made up for practice')}>${t('simulated')}</span>` : nothing}
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
        </div>`
  }
  ${pool.problems.length === 0 ? nothing : problemList(pool.problems)}`;
}

function problemList(problems: readonly string[]): TemplateResult {
  return html`
    <details class="problems">
      <summary>${icon(warning)} ${t('{0} with the experts', counted(problems.length, 'problem'))}</summary>
      <ul>
        ${problems.map((problem) => html`<li>${inlineCode(problem)}</li>`)}
      </ul>
      <button class="link" @click=${() => post({ type: 'lookAgain' })}>${t('Look again')}</button>
      <button class="link" @click=${() => post({ type: 'command', command: 'openSettings' })}>
        ${t('Open settings')}
      </button>
    </details>
  `;
}
