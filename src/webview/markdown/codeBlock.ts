import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '@vscode/l10n';
import check from '@vscode/codicons/src/icons/check.svg';
import copy from '@vscode/codicons/src/icons/copy.svg';
import diff from '@vscode/codicons/src/icons/diff.svg';
import insert from '@vscode/codicons/src/icons/insert.svg';
import newFile from '@vscode/codicons/src/icons/new-file.svg';
import terminal from '@vscode/codicons/src/icons/terminal.svg';
import { highlighted } from './highlight';
import type { FromPanel } from '../protocol';
import { post } from '../vscodeApi';
import { icon } from '../elements/icon';
import { LightElement } from '../elements/lightElement';
import { pathLabel } from './pathLabel';
import './codeBlock.css';

const shownForMs = 1500;
/** While code grows, colouring it may take this share of the time. */
const share = 0.05;
/** Characters of growing code that are coloured together; comments that span two such parts are amended at the end. */
const chunkLength = 4000;

type How = Extract<FromPanel, { type: 'code' }>['how'];

const labels = { yes: 'Copied', no: 'Select and copy', not: 'Copy' } as const;

/** Blocks that a terminal can take a command from. */
const shell =
  /^(?:|bash|bat|cmd|console|fish|powershell|ps1|pwsh|sh|shell|shell-?session|shellscript|terminal|zsh)$/i;

/**
 * Code with its language, colours, and buttons for where it can go; those wait until it is complete. While it grows,
 * new text is appended, colours follow.
 */
@customElement('der-code')
export class CodeBlock extends LightElement {
  @property() language = '';
  /** The file that it is meant for, where its author said so. */
  @property() path: string | undefined;
  @property() code = '';
  /** No more code will follow. */
  @property({ type: Boolean }) closed = false;
  @state() private copied: 'yes' | 'no' | undefined;
  private shown = '';
  /** What is shown has the colours of closed code. */
  private finished = false;
  /** The end of the code while it grows; what stands before it keeps its colours. */
  private end = document.createElement('span');
  private endText = '';
  private nextAt = 0;

  protected override render(): TemplateResult {
    const label = t(labels[this.copied ?? 'not']);
    const language = this.language || t('text');
    return html`
      <div class="code-head">
        <span class="code-language" title=${this.path ?? nothing}
          >${this.path === undefined ? language : pathLabel(this.path)}</span
        >
        <span class="code-actions">
          ${this.closed ? this.actions() : nothing}
          <button class="icon-button" title=${t('Copy this code')} @click=${this.copy}>
            ${icon(this.copied === 'yes' ? check : copy)}<span class="code-copy">${label}</span>
          </button>
        </span>
      </div>
      <pre tabindex="0" role="group" aria-label=${t('Code, {0}', language)}><code></code></pre>
    `;
  }

  private actions(): TemplateResult {
    const preview =
      this.path === undefined
        ? t('Preview this code as a change of the file in the editor')
        : t('Preview this code as a change of {0}', this.path);
    return html`
      ${this.action('apply', preview, diff)}
      ${this.action('insert', t('Insert this code at the cursor'), insert)}
      ${this.action('newFile', t('Open this code as a new file'), newFile)}
      ${
        shell.test(this.language)
          ? this.action('terminal', t('Put a command at the prompt of the terminal'), terminal)
          : nothing
      }
    `;
  }

  private action(how: How, label: string, symbol: string): TemplateResult {
    const use = () => {
      const { code, language, path } = this;
      post({ type: 'code', how, code, language, ...(path !== undefined && { path }) });
    };
    return html`<button class="icon-button" title=${label} aria-label=${label} @click=${use}>
      ${icon(symbol)}
    </button>`;
  }

  protected override updated(): void {
    const element = this.querySelector('code');
    if (!element) return;
    const code = this.code.replace(/\n$/, '');
    if (code !== this.shown || this.shown === '') this.write(element, code);
    if (this.closed) this.finish(element);
    else if (performance.now() >= this.nextAt) this.colourEnd(element);
  }

  private write(element: Element, code: string): void {
    if (this.shown === '' || this.finished || !code.startsWith(this.shown)) {
      element.replaceChildren(this.end);
      this.end.textContent = code;
      this.endText = code;
    } else {
      const more = code.slice(this.shown.length);
      this.end.append(more);
      this.endText += more;
    }
    this.shown = code;
    this.finished = false;
  }

  /** Whole lines of a long end are coloured for the last time, and a new end begins. */
  private colourEnd(element: Element): void {
    const started = performance.now();
    const text = this.endText;
    const settled = text.length > chunkLength ? text.lastIndexOf('\n') + 1 : 0;
    const colours = highlighted(settled > 0 ? text.slice(0, settled) : text, this.language);
    if (colours === undefined) return;
    this.end.innerHTML = colours;
    if (settled > 0) {
      this.end = document.createElement('span');
      this.endText = text.slice(settled);
      this.end.textContent = this.endText;
      element.append(this.end);
    }
    const ended = performance.now();
    this.nextAt = ended + (ended - started) / share;
  }

  private finish(element: Element): void {
    if (this.finished) return;
    const colours = highlighted(this.shown, this.language);
    if (colours === undefined) element.textContent = this.shown;
    else element.innerHTML = colours;
    this.finished = true;
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
