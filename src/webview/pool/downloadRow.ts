import { html, nothing, type TemplateResult } from 'lit';
import { t } from '@vscode/l10n';
import type { PullView } from '../poolMessages';
import { bytes, pullWords } from './downloadText';
import { post } from '../vscodeApi';

/** A model to begin with, not asked for yet. */
export interface OfferedPull {
  readonly model: string;
  readonly bytes: number;
  readonly state: 'offered';
}

/** A download that is offered, under way, stopped or over; each with what can be done about it. */
export function pullRow(pull: PullView | OfferedPull): TemplateResult {
  const { model } = pull;
  const start = (label: string, full: string) =>
    html`<vscode-button aria-label=${full} @click=${() => post({ type: 'pull', model })}
      >${label}</vscode-button
    >`;
  switch (pull.state) {
    case 'offered':
      return row(
        model,
        t("a model for a start that suits this machine's memory, {0} to download", bytes(pull.bytes)),
        start(t('Pull'), t('Pull {0}', model)),
      );
    case 'running':
      return row(
        t('Pulling {0}', model),
        pullWords(pull),
        html`<vscode-button appearance="secondary" @click=${() => post({ type: 'cancelPull' })}
          >${t('Cancel')}</vscode-button
        >`,
        bar(pull),
      );
    case 'cancelled':
      return row(
        model,
        t('stopped; what was downloaded is kept'),
        start(t('Resume'), t('Resume {0}', model)),
      );
    case 'failed':
      return row(
        model,
        pull.problem ?? t('The download failed. Try again.'),
        start(t('Try again'), t('Try again {0}', model)),
      );
    case 'done':
      return row(model, t('is on this machine now and joins the pool'), nothing);
  }
}

function row(
  title: string,
  detail: string,
  button: TemplateResult | typeof nothing,
  below: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  return html`<li>
    <div class="source"><b>${title}</b> <span class="reason">${detail}</span>${below}</div>
    ${button}
  </li>`;
}

function bar({ model, completedBytes, totalBytes }: PullView): TemplateResult {
  const label = t('Pulling {0}', model);
  return totalBytes === undefined
    ? html`<progress aria-label=${label}></progress>`
    : html`<progress aria-label=${label} .max=${totalBytes} .value=${completedBytes ?? 0}></progress>`;
}
