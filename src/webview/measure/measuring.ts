import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { t } from '@vscode/l10n';
import { inlineCode } from '../chain/inlineCode';
import { skillKinds, type FromPanel, type SkillKind } from '../protocol';
import type { MeasuringChoice, MeasuringView } from '../poolMessages';
import { post } from '../vscodeApi';
import { kindLabel, planNotes, planWords, progressWords } from './measureText';
import './measuring.css';

type Act = Extract<FromPanel, { type: 'measuring' }>['act'];

/** Measuring of skill: what it takes and of what, how far it is, and what came of it. */
export function measuring(view: MeasuringView | undefined): TemplateResult {
  if (!view) {
    return html`<vscode-button
      class="measure"
      appearance="secondary"
      title=${t('Ask the experts questions whose answers are known; you are told first what it takes')}
      @click=${() => post({ type: 'measure', experts: null })}
      >${t('Measure skill of all …')}</vscode-button
    >`;
  }
  return html`<section class="measuring" aria-label=${t('Measure skill')}>
    <h3>${title(view)}</h3>
    ${body(view)} ${view.notes.map((note) => html`<p class="muted">${inlineCode(note)}</p>`)}
    ${view.problem === undefined ? nothing : html`<p class="problem" role="alert">${inlineCode(view.problem)}</p>`}
    <div class="actions">${buttons(view)}</div>
  </section>`;
}

function title({ state, experts }: MeasuringView): string {
  const who = experts.length === 1 ? experts[0]! : undefined;
  switch (state) {
    case 'done':
      return t('Skill was measured');
    case 'stopped':
      return t('Stopped; what was answered is kept');
    case 'failed':
      return t('Skill could not be measured');
    case 'interrupted':
      return t('Measuring was interrupted; it can go on');
    case 'planned':
    case 'running':
    case 'paused':
      return who === undefined ? t('Measure skill of all') : t('Measure skill of {0}', who);
  }
}

function body(view: MeasuringView): TemplateResult | typeof nothing {
  switch (view.state) {
    case 'planned':
      return html`${choices(view.choice)} ${source(view)} ${plan(view)}`;
    case 'interrupted':
      return plan(view);
    case 'running':
    case 'paused':
      return bar(view);
    case 'done':
      return html`<p>${progressWords(view)}</p>
        ${view.changes?.map((change) => html`<p class="change">${change}</p>`)}
        ${view.choice.kinds.includes('open') ? facts() : nothing}`;
    case 'stopped':
    case 'failed':
      return nothing;
  }
}

function plan(view: MeasuringView): TemplateResult {
  return html`<p role="status"><b>${planWords(view)}</b></p>
    ${planNotes(view).map((note) => html`<p class="muted">${note}</p>`)}`;
}

/** Explanations have no right answer: what is counted must not pass for more. */
function facts(): TemplateResult {
  return html`<p class="muted">
    ${t('Explanations are graded by the facts they name, which says who knows a subject and not who explains it best.')}
  </p>`;
}

function choices({ kinds, thorough, again, source }: MeasuringChoice): TemplateResult {
  const choose = (choice: Partial<MeasuringChoice>) => post({ type: 'setMeasuring', choice });
  const box = (label: string, on: boolean, change: () => void, disabled = false) =>
    html`<label
      ><input type="checkbox" .checked=${live(on)} ?disabled=${disabled} @change=${change} /> ${label}</label
    >`;
  const toggled = (kind: SkillKind) =>
    skillKinds.filter((one) => (one === kind ? !kinds.includes(kind) : kinds.includes(one)));
  return html`<div class="choices">
    ${
      source === 'shipped'
        ? skillKinds.map((kind) =>
            box(
              kindLabel(kind),
              kinds.includes(kind),
              () => choose({ kinds: toggled(kind) }),
              kinds.length === 1 && kinds.includes(kind),
            ),
          )
        : nothing
    }
    ${box(t('Thorough: to within 10 points, not 20'), thorough, () => choose({ thorough: !thorough }))}
    ${box(t('Ask again what is known'), again, () => choose({ again: !again }))}
  </div>`;
}

function source({ choice, file }: MeasuringView): TemplateResult {
  const link = (from: MeasuringChoice['source'], label: string) =>
    choice.source === from
      ? nothing
      : html`<button class="link" @click=${() => post({ type: 'setMeasuring', choice: { source: from } })}>
          ${label}
        </button>`;
  return html`<p class="muted">
    ${file === undefined ? t('The questions are those that come with DER.') : t('The questions are those of {0}.', file)}
    ${link('file', t('A file of mine …'))} ${link('history', t('Those whose answer I kept'))}
    ${link('shipped', t('Those of DER'))}
  </p>`;
}

function bar(view: MeasuringView): TemplateResult {
  const { progress } = view;
  const label = t('Measuring');
  return html`${
      progress
        ? html`<progress
            aria-label=${label}
            .max=${Math.max(1, progress.expected)}
            .value=${progress.done}
          ></progress>`
        : html`<progress aria-label=${label}></progress>`
    }
    <p role="status">${progressWords(view)}</p>
    ${
      view.state === 'paused'
        ? html`<p class="muted">${t('Paused.')}</p>`
        : progress?.expert === undefined
          ? nothing
          : html`<p class="muted">${t('Asking {0}', progress.expert)}</p>`
    }`;
}

function buttons(view: MeasuringView): TemplateResult[] {
  const button = (act: Act, label: string, primary = false, disabled = false) =>
    html`<vscode-button
      appearance=${primary ? 'primary' : 'secondary'}
      ?disabled=${disabled}
      @click=${() => post({ type: 'measuring', act })}
      >${label}</vscode-button
    >`;
  switch (view.state) {
    case 'planned':
      return [button('start', t('Start'), true, view.plan?.most === 0), button('close', t('Cancel'))];
    case 'running':
      return [button('pause', t('Pause')), button('cancel', t('Cancel'))];
    case 'paused':
      return [button('resume', t('Go on'), true), button('cancel', t('Cancel'))];
    case 'interrupted':
      return [button('resume', t('Go on'), true), button('cancel', t('Do not go on'))];
    case 'done':
    case 'stopped':
    case 'failed':
      return [button('close', t('Close'))];
  }
}
