import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '@vscode/l10n';
import check from '@vscode/codicons/src/icons/check.svg';
import copy from '@vscode/codicons/src/icons/copy.svg';
import insert from '@vscode/codicons/src/icons/insert.svg';
import { post } from '../vscodeApi';
import { buttonIcon } from '../elements/icon';
import { LightElement } from '../elements/lightElement';
import './takeAnswer.css';

const shownForMs = 1500;

/** "Take it": the answer of a step to the clipboard or to the cursor, also while the chain goes on. */
@customElement('der-take')
export class TakeAnswer extends LightElement {
  @property() route = '';
  @property({ type: Number }) step = 0;
  @property({ type: Boolean }) primary = false;
  @state() private taken: 'copy' | 'insert' | undefined;
  private timer = 0;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  private take(how: 'copy' | 'insert'): void {
    post({ type: 'take', route: this.route, step: this.step, how });
    this.taken = how;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => (this.taken = undefined), shownForMs);
  }

  protected override render(): TemplateResult {
    const number = this.step + 1;
    return html`
      <div class="take" role="group" aria-label=${t('Take answer {0}', number)}>
        <vscode-button
          appearance=${this.primary ? 'primary' : 'secondary'}
          title=${t('Copy this answer to the clipboard')}
          @click=${() => this.take('copy')}
        >
          ${buttonIcon(this.taken === 'copy' ? check : copy)}
          ${this.taken === 'copy' ? t('Taken') : t('Take it')}
        </vscode-button>
        <vscode-button
          appearance="secondary"
          title=${t('Insert this answer at the cursor of the editor')}
          @click=${() => this.take('insert')}
        >
          ${buttonIcon(this.taken === 'insert' ? check : insert)} ${t('Insert')}
        </vscode-button>
      </div>
    `;
  }
}
