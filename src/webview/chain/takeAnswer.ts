import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '@vscode/l10n';
import beaker from '@vscode/codicons/src/icons/beaker.svg';
import check from '@vscode/codicons/src/icons/check.svg';
import checkAll from '@vscode/codicons/src/icons/check-all.svg';
import copy from '@vscode/codicons/src/icons/copy.svg';
import diffMultiple from '@vscode/codicons/src/icons/diff-multiple.svg';
import discard from '@vscode/codicons/src/icons/discard.svg';
import warning from '@vscode/codicons/src/icons/warning.svg';
import insert from '@vscode/codicons/src/icons/insert.svg';
import { codeBlocks } from '../markdown/markdownStream';
import { post } from '../vscodeApi';
import { buttonIcon } from '../elements/icon';
import { LightElement } from '../elements/lightElement';
import { counted } from '../elements/numbers';
import type { CodeBlockView, NewProblemsView } from '../protocol';
import './takeAnswer.css';

const shownForMs = 1500;

/** The answer of a step to the clipboard, its code to the cursor or into the files it names, also while the chain goes on. */
@customElement('der-take')
export class TakeAnswer extends LightElement {
  @property() route = '';
  @property({ type: Number }) step = 0;
  @property({ type: Boolean }) primary = false;
  @property() answer = '';
  /** Its changes were made in files, and can be taken back. */
  @property({ type: Boolean }) applied = false;
  /** What the editor found wrong after they were made. */
  @property({ attribute: false }) newProblems: readonly NewProblemsView[] = [];
  /** A route runs. */
  @property({ type: Boolean }) busy = false;
  /** The person's own check can be run on it. */
  @property({ type: Boolean }) ownCheck = false;
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

  /** Where blocks say which file they are for. What shows only what a file has changes none. */
  private changeButtons(): TemplateResult | typeof nothing {
    const blocks = codeBlocks(this.answer);
    const meant = blocks.filter(({ path, old }) => path !== undefined && !old);
    if (meant.length === 0) return nothing;
    const apply = html`<vscode-button
      appearance="secondary"
      title=${t('Change the files that this answer names. What would delete much, or is dangerous, is shown before')}
      @click=${() => post({ type: 'applyAnswer', route: this.route, step: this.step, blocks })}
    >
      ${buttonIcon(checkAll)} ${t('Apply')}
    </vscode-button>`;
    // What an applied answer would do is done. A single block has a comparison of its own.
    return html`${this.applied ? nothing : apply}${meant.length > 1 ? this.reviewButton(blocks) : nothing}`;
  }

  private reviewButton(blocks: readonly CodeBlockView[]): TemplateResult {
    return html`<vscode-button
      appearance="secondary"
      title=${t('Go through everything that this answer changes, file by file, and apply what you tick')}
      @click=${() => post({ type: 'review', route: this.route, step: this.step, blocks })}
    >
      ${buttonIcon(diffMultiple)} ${t('Review all')}
    </vscode-button>`;
  }

  /** Where it may change a file. */
  private checkButton(): TemplateResult | typeof nothing {
    if (!this.ownCheck || codeBlocks(this.answer).length === 0) return nothing;
    return html`<vscode-button
      appearance="secondary"
      title=${t('Run your own check on a copy of the folder with what this answer changes')}
      @click=${() => post({ type: 'ownCheck', route: this.route, step: this.step })}
    >
      ${buttonIcon(beaker)} ${t('Run my check')}
    </vscode-button>`;
  }

  private backButton(): TemplateResult {
    return html`<vscode-button
      appearance="secondary"
      title=${t('Propose the files as they were before this answer changed them, with what you changed since')}
      @click=${() => post({ type: 'takeBack', route: this.route, step: this.step })}
    >
      ${buttonIcon(discard)} ${t('Back to before')}
    </vscode-button>`;
  }

  private fixButton({ file, count }: NewProblemsView): TemplateResult {
    const name = file.slice(file.lastIndexOf('/') + 1);
    return html`<vscode-button
      class="fix"
      appearance="secondary"
      title=${t('Ask the experts to fix what the editor finds wrong in {0} since this answer was applied', file)}
      ?disabled=${this.busy}
      @click=${() => post({ type: 'fixProblems', file })}
    >
      ${buttonIcon(warning)} ${t('{0} in {1}: fix', counted(count, 'problem'), name)}
    </vscode-button>`;
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
          ${this.taken === 'copy' ? t('Copied') : t('Copy')}
        </vscode-button>
        <vscode-button
          appearance="secondary"
          title=${t('Insert the code of this answer at the cursor of the editor')}
          @click=${() => this.take('insert')}
        >
          ${buttonIcon(this.taken === 'insert' ? check : insert)} ${t('Insert')}
        </vscode-button>
        ${this.changeButtons()} ${this.checkButton()} ${this.applied ? this.backButton() : nothing}
        ${this.newProblems.map((one) => this.fixButton(one))}
      </div>
    `;
  }
}
