import { html, nothing, type TemplateResult } from 'lit';
import type { PullView } from '../protocol';
import { bytes, pullWords } from '../text/pullWords';
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
  const start = (label: string) =>
    html`<vscode-button aria-label="${label} ${model}" @click=${() => post({ type: 'pull', model })}
      >${label}</vscode-button
    >`;
  switch (pull.state) {
    case 'offered':
      return row(
        model,
        `a model for a start that suits this machine's memory, ${bytes(pull.bytes)} to download`,
        start('Pull'),
      );
    case 'running':
      return row(
        `Pulling ${model}`,
        pullWords(pull),
        html`<vscode-button appearance="secondary" @click=${() => post({ type: 'cancelPull' })}
          >Cancel</vscode-button
        >`,
        bar(pull),
      );
    case 'cancelled':
      return row(model, `stopped; what was downloaded is kept`, start('Resume'));
    case 'failed':
      return row(model, pull.problem ?? 'The download failed. Try again.', start('Try again'));
    case 'done':
      return row(model, 'is on this machine now and joins the pool', nothing);
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
  return totalBytes === undefined
    ? html`<progress aria-label="Pulling ${model}"></progress>`
    : html`<progress
        aria-label="Pulling ${model}"
        .max=${totalBytes}
        .value=${completedBytes ?? 0}
      ></progress>`;
}
