import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '@vscode/l10n';
import check from '@vscode/codicons/src/icons/check.svg';
import copy from '@vscode/codicons/src/icons/copy.svg';
import diff from '@vscode/codicons/src/icons/diff.svg';
import insert from '@vscode/codicons/src/icons/insert.svg';
import newFile from '@vscode/codicons/src/icons/new-file.svg';
import warning from '@vscode/codicons/src/icons/warning.svg';
import terminal from '@vscode/codicons/src/icons/terminal.svg';
import { partsOf } from './codeParts';
import { highlighted, isColoured } from './highlight';
import type { FromPanel } from '../protocol';
import { post } from '../vscodeApi';
import { icon } from '../elements/icon';
import { LightElement } from '../elements/lightElement';
import { pathLabel } from './pathLabel';
import type { CodeNote } from './codeNote';
import './codeBlock.css';

const shownForMs = 1500;
/** While code grows, colouring it may take this share of the time. */
const share = 0.05;
/** Milliseconds of colouring complete code before others get a turn. */
const turnMs = 16;

type How = Extract<FromPanel, { type: 'code' }>['how'];

/** What the card of an answer knows of its place in the conversation. */
interface AnswerPlace {
  readonly route: string;
  readonly attempt: { readonly step: number };
}

const labels = { yes: 'Copied', no: 'Select and copy', not: 'Copy' } as const;

/** Blocks that a terminal can take a command from. */
const shell =
  /^(?:|bash|bat|cmd|console|fish|powershell|ps1|pwsh|sh|shell|shell-?session|shellscript|terminal|zsh)$/i;

/**
 * Code with its language, colours, and buttons for where it can go; those wait until it is complete. While it grows,
 * new text is appended, colours follow.
 */
@customElement('der-code')
export class CodeView extends LightElement {
  @property() language = '';
  /** The file that it is meant for, where its author said so. */
  @property() path: string | undefined;
  @property() code = '';
  /** What checks found about it. */
  @property({ attribute: false }) note: CodeNote | undefined;
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
        ${this.note ? noteOf(this.note) : nothing}
        <span class="code-actions">
          ${this.closed && !this.closest('der-comparison') ? this.actions() : nothing}
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
      post({ type: 'code', how, code, language, ...(path !== undefined && { path }), ...this.origin() });
    };
    return html`<button class="icon-button" title=${label} aria-label=${label} @click=${use}>
      ${icon(symbol)}
    </button>`;
  }

  /** The answer that it is from; undefined elsewhere. */
  private origin(): { route: string; step: number } | undefined {
    const answer = this.closest<HTMLElement & AnswerPlace>('der-step');
    return answer ? { route: answer.route, step: answer.attempt.step } : undefined;
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

  /** The first part of a long end is coloured for the last time while the code grows, and a new end begins. */
  private colourEnd(element: Element): void {
    if (!isColoured(this.shown, this.language)) return;
    const started = performance.now();
    const [part = ''] = partsOf(this.endText);
    this.end.innerHTML = highlighted(part, this.language);
    if (part.length < this.endText.length) {
      this.end = document.createElement('span');
      this.endText = this.endText.slice(part.length);
      this.end.textContent = this.endText;
      element.append(this.end);
    }
    const ended = performance.now();
    this.nextAt = ended + (ended - started) / share;
  }

  private finish(element: Element): void {
    if (this.finished) return;
    this.finished = true;
    const rest = document.createTextNode(this.shown);
    element.replaceChildren(rest);
    if (isColoured(this.shown, this.language)) this.colour(partsOf(this.shown), rest);
  }

  /** Puts one part after the other in front of the rest, in turns, until there is no rest or it is not shown any more. */
  private colour(parts: Iterator<string>, rest: Text): void {
    const turn = performance.now() + turnMs;
    do {
      const { value: part, done } = parts.next();
      if (done) return;
      const coloured = document.createElement('span');
      coloured.innerHTML = highlighted(part, this.language);
      rest.before(coloured);
      rest.data = rest.data.slice(part.length);
    } while (performance.now() < turn);
    requestAnimationFrame(() => {
      if (rest.isConnected) this.colour(parts, rest);
    });
  }

  private readonly copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(this.code);
      this.copied = 'yes';
      const origin = this.origin();
      if (origin) post({ type: 'copied', ...origin });
    } catch {
      // No permission, or no focus: the person can still select the code.
      this.copied = 'no';
    }
    setTimeout(() => (this.copied = undefined), shownForMs);
  };
}

function noteOf({ words, bad, proof }: CodeNote): TemplateResult {
  return html`<span class="code-note ${bad ? 'bad' : ''}" title=${proof ?? nothing}>
    ${icon(bad ? warning : check)} ${words}
  </span>`;
}
