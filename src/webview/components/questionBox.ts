import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import send from '@vscode/codicons/src/icons/send.svg';
import stop from '@vscode/codicons/src/icons/debug-stop.svg';
import type { TextArea } from '../toolkit';
import { post, save } from '../vscodeApi';
import { buttonIcon } from './icon';
import { LightElement } from './lightElement';
import './questionBox.css';

const draftDelayMs = 300;

/** Where the question is written: Enter sends, Shift+Enter starts a line, composing text never sends. */
@customElement('der-question')
export class QuestionBox extends LightElement {
  @property({ type: Boolean }) running = false;
  @state() private draft = '';
  @state() private stopping = false;
  @query('vscode-text-area') private area!: TextArea;
  private timer = 0;

  /** Replaces what is written. */
  setDraft(text: string): void {
    this.draft = text;
    save({ draft: text });
  }

  override focus(): void {
    this.area.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('running')) this.stopping = false;
  }

  private readonly written = (): void => {
    this.setDraft(this.area.value);
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => post({ type: 'draft', text: this.draft }), draftDelayMs);
  };

  private readonly key = (event: KeyboardEvent): void => {
    // Enter that ends a composition carries the key code 229 where isComposing is already false.
    const composing = event.isComposing || event.keyCode === 229;
    if (event.key !== 'Enter' || event.shiftKey || composing) return;
    event.preventDefault();
    this.ask();
  };

  private readonly ask = (): void => {
    const question = this.draft.trim();
    if (question === '' || this.running) return;
    clearTimeout(this.timer);
    post({ type: 'ask', question });
    this.setDraft('');
    this.dispatchEvent(new CustomEvent('asked', { bubbles: true }));
  };

  private readonly stop = (): void => {
    this.stopping = true;
    post({ type: 'stop' });
  };

  protected override render(): TemplateResult {
    return html`
      <div class="question-box">
        <vscode-text-area
          placeholder="Ask a question"
          resize="none"
          rows="2"
          .value=${this.draft}
          @input=${this.written}
          @keydown=${this.key}
          >Question</vscode-text-area
        >
        <div class="question-actions">
          <span class="hint">${this.running ? nothing : 'Enter sends · Shift+Enter: new line'}</span>
          ${this.running ? this.stopButton() : this.sendButton()}
        </div>
      </div>
    `;
  }

  private sendButton(): TemplateResult {
    return html`<vscode-button
      class="send"
      title="Send the question (Enter)"
      ?disabled=${this.draft.trim() === ''}
      @click=${this.ask}
    >
      ${buttonIcon(send)} Send
    </vscode-button>`;
  }

  private stopButton(): TemplateResult {
    return html`<vscode-button
      class="stop"
      appearance="secondary"
      title="Stop every request and keep the best answer so far"
      ?disabled=${this.stopping}
      @click=${this.stop}
    >
      ${buttonIcon(stop)} ${this.stopping ? 'Stopping …' : 'Stop'}
    </vscode-button>`;
  }
}
