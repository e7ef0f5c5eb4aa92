/** What goes with a question by itself: the open file, and the project's instructions; each can be left out, or never given again. */
import { html, nothing, type TemplateResult } from 'lit';
import { t } from '@vscode/l10n';
import add from '@vscode/codicons/src/icons/add.svg';
import book from '@vscode/codicons/src/icons/book.svg';
import close from '@vscode/codicons/src/icons/close.svg';
import file from '@vscode/codicons/src/icons/go-to-file.svg';
import { language } from '../../language';
import { counted } from '../elements/numbers';
import { icon } from '../elements/icon';
import { sentence } from '../elements/sentence';
import { post } from '../vscodeApi';
import { pathLabel } from '../markdown/pathLabel';
import type { PanelState } from '../panel/panelState';
import './givenChips.css';
import { type GivenAs, type GivenView, isModel } from '../protocol';

const symbols: Record<GivenAs, string> = { openFile: file, instructions: book };

export function givenChips(
  given: readonly GivenView[],
  blind: readonly string[],
): TemplateResult | typeof nothing {
  if (given.length === 0) return nothing;
  const leftOut = new Set(given.flatMap(({ as, on }) => (on ? [] : [as])));
  return html`
    <ul class="attachments given" aria-label=${t('Goes with the question by itself')}>
      ${given.map(chip)}
    </ul>
    ${[...leftOut].map(never)} ${blind.length > 0 && given.some(({ on }) => on) ? blindLine(blind) : nothing}
  `;
}

/** Models that are asked without it; none where somebody may be shown it. */
export function blindTo({ askable, controls }: Pick<PanelState, 'askable' | 'controls'>): readonly string[] {
  if (controls.workspaceText) return [];
  const models = askable.filter(isModel);
  return models.every(({ leavesMachine }) => leavesMachine) ? models.map(({ name }) => name) : [];
}

function chip({ as, label, tokens, on }: GivenView): TemplateResult {
  const what = as === 'openFile' ? t('The open file') : t('Instructions of the project');
  const action = on ? t('Leave {0} out', label) : t('Give {0} again', label);
  return html`<li class="chip ${on ? '' : 'left-out'}" title=${`${what}: ${label}`}>
    ${icon(symbols[as])} <span class="visually-hidden">${what}</span> ${pathLabel(label)}
    <span class="chip-tokens">${on ? counted(tokens, 'token') : t('left out')}</span>
    <button
      class="icon-button"
      title=${action}
      aria-label=${action}
      @click=${() => post({ type: 'give', label, on: !on })}
    >
      ${icon(on ? close : add)}
    </button>
  </li>`;
}

function never(as: GivenAs): TemplateResult {
  const words = as === 'openFile' ? t('Never the open file') : t('Never instructions');
  return html`<p class="room">
    <button class="link" @click=${() => post({ type: 'neverGive', as })}>${words}</button>
  </p>`;
}

function blindLine(names: readonly string[]): TemplateResult {
  const list = new Intl.ListFormat(language).format(names.slice(0, 3));
  const allow = html`<button
    class="link"
    @click=${() => post({ type: 'setControls', controls: { workspaceText: true } })}
  >
    ${t('Allow in this workspace')}
  </button>`;
  return html`<p class="room">
    <span>${sentence(t('Asked without your files: {0}. {1}'), list, allow)}</span>
  </p>`;
}
