import { html, nothing, type TemplateResult } from 'lit';
import cloud from '@vscode/codicons/src/icons/cloud.svg';
import organization from '@vscode/codicons/src/icons/organization.svg';
import remoteIcon from '@vscode/codicons/src/icons/remote.svg';
import warning from '@vscode/codicons/src/icons/warning.svg';
import type { PanelState } from '../state/panelState';
import { isSimulated, placeWords, sizeWords } from '../text/expertWords';
import { counted } from '../text/numbers';
import { post } from '../vscodeApi';
import { icon } from './icon';
import { poolEditor } from './poolEditor';
import './poolLine.css';

/** Who may be asked, in one line: how many, whether text leaves the machine, what was left out and why. */
export function poolLine({ pool, poolRows, poolKnown, trained, remote }: PanelState): TemplateResult {
  const { experts, problems } = pool;
  const leaving = experts.filter((expert) => expert.leavesMachine).length;
  const list = experts.map((expert) =>
    [expert.name, sizeWords(expert), placeWords(expert, remote !== undefined)].filter(Boolean).join(', '),
  );
  return html`
    <div class="pool-line">
      <button
        class="pool-button"
        title=${['Configure experts', ...list].join('\n')}
        @click=${() => post({ type: 'command', command: 'configureExperts' })}
      >
        ${icon(organization)} ${poolKnown ? counted(experts.length, 'expert') : 'Experts'}
      </button>
      ${
        leaving === 0
          ? nothing
          : html`<span class="pool-fact" title="Text sent to them leaves this machine"
              >${icon(cloud)} ${leaving} ${leaving === 1 ? 'leaves' : 'leave'} this machine</span
            >`
      }
      ${experts.some(isSimulated) ? html`<span class="label" title="Answers are made up for practice">simulated</span>` : nothing}
      ${
        trained
          ? nothing
          : html`<span
              class="label"
              title="The networks that choose and judge have random weights: choices and qualities mean nothing yet"
              >untrained</span
            >`
      }
      ${
        remote === undefined
          ? nothing
          : html`<span class="pool-fact" title="Experts are asked from there, not from this machine"
              >${icon(remoteIcon)} ${remote}</span
            >`
      }
    </div>
    ${poolEditor(poolRows, remote !== undefined)}
    ${
      problems.length === 0
        ? nothing
        : html`
            <details class="problems">
              <summary>${icon(warning)} ${counted(problems.length, 'problem')} with the experts</summary>
              <ul>
                ${problems.map((problem) => html`<li>${problem}</li>`)}
              </ul>
              <button class="link" @click=${() => post({ type: 'command', command: 'openSettings' })}>
                Open settings
              </button>
            </details>
          `
    }
  `;
}
