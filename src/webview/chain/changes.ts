import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { t } from '@vscode/l10n';
import { counted } from '../elements/numbers';
import { wordCount, wordDiff, type Piece } from './wordDiff';
import { LightElement } from '../elements/lightElement';
import './changes.css';

/** What one answer changed of another, word by word, in the text as it was written. */
@customElement('der-changes')
export class Changes extends LightElement {
  @property() earlier = '';
  @property() later = '';

  protected override render(): TemplateResult {
    const pieces = wordDiff(this.earlier, this.later);
    const added = wordCount(pieces, 'added');
    const removed = wordCount(pieces, 'removed');
    return html`
      <p class="muted">${summary(added, removed)}</p>
      <div class="changes">${pieces.map(piece)}</div>
    `;
  }
}

function piece({ kind, text }: Piece): TemplateResult {
  if (kind === 'removed') return html`<del>${text}</del>`;
  return kind === 'added' ? html`<ins>${text}</ins>` : html`<span>${text}</span>`;
}

function summary(added: number, removed: number): string {
  if (added + removed === 0) return t('The same words.');
  return t('{0} new, {1} gone.', counted(added, 'word'), counted(removed, 'word'));
}
