import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import check from '@vscode/codicons/src/icons/check.svg';
import copy from '@vscode/codicons/src/icons/copy.svg';
import { highlighted } from '../markdown/highlight';
import { icon } from './icon';
import { LightElement } from './lightElement';
import './codeBlock.css';

const shownForMs = 1500;
/** While code grows, colouring it may take this share of the time. */
const share = 0.05;

/** Code with its language, colours and a copy button. While it grows, new text is appended, colours follow. */
@customElement('der-code')
export class CodeBlock extends LightElement {
  @property() language = '';
  @property() code = '';
  /** No more code will follow. */
  @property({ type: Boolean }) closed = false;
  @state() private copied: 'yes' | 'no' | undefined;
  private shown = '';
  private coloured = '';
  private nextAt = 0;

  protected override render(): TemplateResult {
    const label = this.copied === 'yes' ? 'Copied' : this.copied === 'no' ? 'Select and copy' : 'Copy';
    return html`
      <div class="code-head">
        <span class="code-language">${this.language || 'text'}</span>
        <button class="icon-button" title="Copy this code" @click=${this.copy}>
          ${icon(this.copied === 'yes' ? check : copy)}<span class="code-copy">${label}</span>
        </button>
      </div>
      <pre tabindex="0" role="group" aria-label=${`Code, ${this.language || 'text'}`}><code></code></pre>
    `;
  }

  protected override updated(): void {
    const element = this.querySelector('code');
    if (!element) return;
    const code = this.code.replace(/\n$/, '');
    if (code !== this.shown) {
      if (this.shown !== '' && code.startsWith(this.shown)) element.append(code.slice(this.shown.length));
      else element.textContent = code;
      this.shown = code;
    }
    const now = performance.now();
    if (code !== this.coloured && (this.closed || now >= this.nextAt)) this.colour(element, now);
  }

  private colour(element: Element, started: number): void {
    const colours = highlighted(this.shown, this.language);
    if (colours !== undefined) element.innerHTML = colours;
    this.coloured = this.shown;
    this.nextAt = performance.now() + (performance.now() - started) / share;
  }

  private readonly copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(this.code);
      this.copied = 'yes';
    } catch {
      // No permission, or no focus: the person can still select the code.
      this.copied = 'no';
    }
    setTimeout(() => (this.copied = undefined), shownForMs);
  };
}
