import { html, nothing, type TemplateResult } from 'lit';
import { t } from '@vscode/l10n';
import close from '@vscode/codicons/src/icons/close.svg';
import warning from '@vscode/codicons/src/icons/warning.svg';
import { count, counted } from '../elements/numbers';
import { post } from '../vscodeApi';
import { attachmentIcon } from './attachmentIcon';
import { icon } from '../elements/icon';
import { pathLabel } from '../markdown/pathLabel';
import './attachmentChips.css';
import { type AttachmentsView, estimateTokens } from '../protocol';

type Item = AttachmentsView['items'][number];

const fitWords: Record<Item['fit'], string> = {
  whole: t('all of it'),
  start: t('keep its start'),
  end: t('keep its end'),
};

/** What is attached, with its tokens, and the room there is; where that is too small, what can be done. */
export function attachmentChips(attachments: AttachmentsView, draft: string): TemplateResult {
  const { items, room, onlyFitting } = attachments;
  if (items.length === 0) return html``;
  const used = items.reduce((sum, { tokens = 0 }) => sum + tokens, estimateTokens(draft));
  const over = room !== null && used > room.tokens;
  return html`
    <ul class="attachments" aria-label=${t('Attached')}>
      ${items.map((item) => chip(item, over && !onlyFitting))}
    </ul>
    ${room ? roomLine(used, room, over) : nothing}
    ${
      over || onlyFitting
        ? html`<label class="only-fitting">
            <input
              type="checkbox"
              .checked=${onlyFitting}
              @change=${(event: Event) =>
                post({ type: 'onlyFitting', on: (event.target as HTMLInputElement).checked })}
            />
            ${t('Ask only experts that can hold all of it')}
          </label>`
        : nothing
    }
  `;
}

function chip(item: Item, over: boolean): TemplateResult {
  const { kind, label, tokens, fit, problem } = item;
  const shown = tokens === undefined ? '' : counted(tokens, 'token');
  return html`
    <li class="chip ${problem ? 'broken' : ''}" title=${problem ?? `${label}, ${shown}`}>
      ${icon(problem ? warning : attachmentIcon[kind])} ${pathLabel(label)}
      ${problem ? html`<span class="visually-hidden">${problem}</span>` : nothing}
      <span class="chip-tokens">${shown}</span>
      ${problem === undefined && kind !== 'image' && (over || fit !== 'whole') ? fitChoice(item) : nothing}
      <button
        class="icon-button"
        title=${t('Remove {0}', label)}
        aria-label=${t('Remove {0}', label)}
        @click=${() => post({ type: 'detach', label })}
      >
        ${icon(close)}
      </button>
    </li>
  `;
}

function fitChoice({ label, fit }: Item): TemplateResult {
  const choose = (event: Event) => {
    const chosen = (event.target as HTMLSelectElement).value as Item['fit'];
    post({ type: 'fit', label, fit: chosen });
  };
  return html`<select aria-label=${t('How much of {0} may be sent', label)} @change=${choose}>
    ${Object.entries(fitWords).map(
      ([value, words]) => html`<option value=${value} ?selected=${value === fit}>${words}</option>`,
    )}
  </select>`;
}

function roomLine(used: number, room: NonNullable<AttachmentsView['room']>, over: boolean): TemplateResult {
  return html`<p class="room ${over ? 'over' : ''}">
    ${over ? icon(warning) : nothing}
    <span>${roomWords(used, room, over)}</span>
  </p>`;
}

function roomWords(used: number, room: NonNullable<AttachmentsView['room']>, over: boolean): string {
  const most = counted(Math.max(0, room.tokens), 'token');
  return over
    ? t('{0} of {1}, which is too long: {2} holds least', count(used), most, room.expert)
    : t('{0} of {1}: {2} holds least', count(used), most, room.expert);
}
