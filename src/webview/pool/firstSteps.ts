import { html, nothing, type TemplateResult } from 'lit';
import { t } from '@vscode/l10n';
import beaker from '@vscode/codicons/src/icons/beaker.svg';
import cloud from '@vscode/codicons/src/icons/cloud.svg';
import key from '@vscode/codicons/src/icons/key.svg';
import organization from '@vscode/codicons/src/icons/organization.svg';
import { post } from '../vscodeApi';
import { buttonIcon, icon } from '../elements/icon';
import { inlineCode } from '../chain/inlineCode';
import { pullRow } from './downloadRow';
import './firstSteps.css';
import { isModel, type ExpertSummary } from '../protocol';
import type { SetUpSource, SetUpView } from '../poolMessages';

const ollamaHome = 'https://ollama.com/download';

/** Ways to models, each one press away, for somebody who has none; what else was found, for somebody who has. */
export function firstSteps(
  experts: readonly ExpertSummary[],
  setUp: SetUpView | undefined,
): TemplateResult | typeof nothing {
  const simulated = experts.some((expert) => expert.simulated);
  const models = experts.some(isModel);
  if (models && !setUp) return nothing;
  const { sources = [], recommended, problem, pull } = setUp ?? {};
  const download = pull ?? (recommended && { ...recommended, state: 'offered' as const });
  return html`
    <div class="first-steps">
      ${models ? html`<p><b>${t('More was found.')}</b></p>` : lead(experts.length > 0, simulated)}
      ${
        problem && !models
          ? html`<p class="reason">${inlineCode(problem)}</p>
              <p class="step-buttons">
                <vscode-button @click=${() => post({ type: 'startOllama' })}
                  >${t('Start Ollama')}</vscode-button
                >
                <button class="link" @click=${() => post({ type: 'lookAgain' })}>${t('Look again')}</button>
                <button class="link" @click=${() => post({ type: 'openLink', href: ollamaHome })}>
                  ${t('Get Ollama')}
                </button>
              </p>`
          : nothing
      }
      ${
        sources.length > 0 || download
          ? html`<ul class="sources">
              ${sources.map(sourceRow)}${download ? pullRow(download) : nothing}
            </ul>`
          : nothing
      }
      ${models ? nothing : ways(simulated)}
    </div>
  `;
}

function lead(hasTools: boolean, simulated: boolean): TemplateResult {
  if (simulated) {
    return html`<p>
      <b>${t('These are simulated experts.')}</b>
      ${t('They practise answers to questions of their own and know nothing else. Add models for real answers.')}
    </p>`;
  }
  return hasTools
    ? html`<p>
        <b>${t('Only the built-in tools can answer so far.')}</b> ${t('Add models in one of these ways.')}
      </p>`
    : html`<p><b>${t('There is no expert to ask yet.')}</b> ${t('Add some in one of these ways.')}</p>`;
}

function sourceRow({ id, title, detail, leavesMachine }: SetUpSource): TemplateResult {
  return html`
    <li>
      <div class="source">
        <b>${title}</b>
        <span class="reason">${detail}</span>
        ${leavesMachine ? html`<span class="reason">${icon(cloud)} ${t('text leaves this machine')}</span>` : nothing}
      </div>
      <vscode-button
        aria-label=${t('Add models: {0}', title)}
        @click=${() => post({ type: 'addExperts', source: id })}
        >${t('Add')}</vscode-button
      >
    </li>
  `;
}

function ways(simulated: boolean): TemplateResult {
  return html`
    <div class="step-buttons">
      <vscode-button
        appearance="secondary"
        @click=${() => post({ type: 'command', command: 'configureExperts' })}
      >
        ${buttonIcon(organization)} ${t('Find models')}
      </vscode-button>
      <vscode-button appearance="secondary" @click=${() => post({ type: 'command', command: 'addEndpoint' })}>
        ${buttonIcon(key)} ${t('Add a service')}
      </vscode-button>
      ${
        simulated
          ? nothing
          : html`<vscode-button
              appearance="secondary"
              @click=${() => post({ type: 'addExperts', source: 'practice' })}
            >
              ${buttonIcon(beaker)} ${t('Try simulated experts')}
            </vscode-button>`
      }
    </div>
  `;
}
