import { html, nothing, type TemplateResult } from 'lit';
import { t } from '@vscode/l10n';
import type { OfferView } from '../protocol';
import { attachmentIcon } from '../question/attachmentIcon';
import { icon } from '../elements/icon';
import { pathLabel } from '../markdown/pathLabel';
import './discoveredList.css';

export const offerListId = 'der-offers';
export const offerId = (index: number) => `der-offer-${index}`;

/**
 * What could be attached, for what was typed after `@`. The text box keeps the focus and names the active option,
 * as the pattern of a text box with a list has it.
 */
export function offerList(
  offers: readonly OfferView[],
  active: number,
  accept: (offer: OfferView) => void,
): TemplateResult {
  return html`
    <ul class="offers" id=${offerListId} role="listbox" aria-label=${t('What to attach')}>
      ${offers.map(
        (offer, index) => html`
          <li
            id=${offerId(index)}
            role="option"
            aria-selected=${index === active}
            title=${offer.label}
            @mousedown=${(event: MouseEvent) => event.preventDefault()}
            @click=${() => accept(offer)}
          >
            ${icon(attachmentIcon[offer.kind])}
            <span class="offer-label">${pathLabel(offer.label)}</span>
            <span class="offer-detail">${offer.detail}</span>
          </li>
        `,
      )}
      ${
        offers.length > 0
          ? nothing
          : html`<li class="offer-none" role="option" aria-selected="false" aria-disabled="true">
              ${t('Nothing of that name')}
            </li>`
      }
    </ul>
  `;
}
