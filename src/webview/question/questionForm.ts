import { html, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { t } from '@vscode/l10n';
import send from '@vscode/codicons/src/icons/send.svg';
import { buttonIcon } from '../elements/icon';
import { LightElement } from '../elements/lightElement';
import './questionForm.css';

/** An earlier question, to be written anew. Ctrl+Enter (⌘ Enter) asks, Escape gives up. */
@customElement('der-question-form')
export class QuestionForm extends LightElement {
  @property() question = '';
  @query('textarea') private box!: HTMLTextAreaElement;

  protected override firstUpdated(): void {
    this.box.focus();
  }

  private readonly ask = (): void => {
    const question = this.box.value.trim();
    if (question !== '') this.dispatchEvent(new CustomEvent('edited', { detail: question }));
  };

  private readonly cancel = (): void => {
    this.dispatchEvent(new CustomEvent('cancelled'));
  };

  private readonly key = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (event.key === 'Escape') this.cancel();
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.ask();
  };

  protected override render(): TemplateResult {
    return html`
      <div class="question question-form">
        <h2 class="visually-hidden">${this.question}</h2>
        <textarea
          rows="4"
          aria-label=${t('Edited question')}
          .value=${this.question}
          @keydown=${this.key}
        ></textarea>
        <div class="question-form-actions">
          <vscode-button title=${t('Ask in a branch of this conversation (Ctrl+Enter)')} @click=${this.ask}>
            ${buttonIcon(send)} ${t('Ask in a branch')}
          </vscode-button>
          <vscode-button appearance="secondary" @click=${this.cancel}>${t('Cancel')}</vscode-button>
        </div>
      </div>
    `;
  }
}
