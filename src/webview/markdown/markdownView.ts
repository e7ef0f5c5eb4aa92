import { ReactiveElement, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { t } from '@vscode/l10n';
import { MarkdownStream, type MarkdownBlock } from './markdownStream';
import { sanitized } from './sanitize';
import { post } from '../vscodeApi';
import { CodeView } from './codeBlock';
import type { CodeNote } from './codeNote';
import './markdownView.css';

/** Rendering may take this share of the time, so that a long block at the end never holds up the panel. */
const share = 0.2;

/** An answer as safe Markdown that grows: settled blocks stay as they are, only the last one is made anew. */
@customElement('der-markdown')
export class MarkdownView extends ReactiveElement {
  @property() text = '';
  @property({ type: Boolean }) complete = false;
  /** What checks found about its blocks of code, by their text without blanks at its end. */
  @property({ attribute: false }) notes: ReadonlyMap<string, CodeNote> = new Map();
  private stream = new MarkdownStream();
  /** Nodes of the blocks that the next update replaces. */
  private tail: ChildNode[] = [];
  private nextAt = 0;
  private waiting = 0;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('click', this.openLink);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('click', this.openLink);
    cancelAnimationFrame(this.waiting);
    this.waiting = 0;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('text') || changed.has('complete')) this.show();
    if (!this.complete) return;
    for (const block of this.querySelectorAll('der-code')) block.note = this.notes.get(block.code.trimEnd());
  }

  private show(): void {
    const started = performance.now();
    if (!this.complete && started < this.nextAt) {
      this.waiting ||= requestAnimationFrame(() => {
        this.waiting = 0;
        this.show();
      });
      return;
    }
    const { restart, settled, tail } = this.stream.update(this.text, this.complete);
    if (restart) this.replaceChildren();
    const reusable = restart ? undefined : this.openCode();
    for (const node of this.tail) if (node !== reusable) node.remove();
    this.tail = [];
    let open = reusable;
    const add = (block: MarkdownBlock, last: boolean): ChildNode[] => {
      const node = block.kind === 'code' ? this.code(block, open, !last) : this.html(block);
      if (block.kind === 'code') open = undefined;
      const nodes = node instanceof DocumentFragment ? [...node.childNodes] : [node];
      if (this.lastChild !== node) this.append(node);
      return nodes;
    };
    for (const block of settled) add(block, false);
    tail.forEach((block, index) => this.tail.push(...add(block, index === tail.length - 1)));
    open?.remove();
    const ended = performance.now();
    this.nextAt = ended + (ended - started) * (1 / share - 1);
  }

  /** Code at the end that is still being written: kept, so that it only grows. */
  private openCode(): CodeView | undefined {
    return this.tail.find((node) => node instanceof CodeView);
  }

  private code(
    block: Extract<MarkdownBlock, { kind: 'code' }>,
    open: CodeView | undefined,
    closed: boolean,
  ): CodeView {
    const element = open?.language === block.language ? open : new CodeView();
    element.language = block.language;
    element.path = block.path;
    element.code = block.code;
    element.closed = closed || this.complete;
    if (element !== open) open?.remove();
    return element;
  }

  private html(block: Extract<MarkdownBlock, { kind: 'html' }>): DocumentFragment {
    const fragment = sanitized(block.html);
    for (const pre of fragment.querySelectorAll('pre')) {
      const element = new CodeView();
      element.language = /language-(\S+)/.exec(pre.firstElementChild?.className ?? '')?.[1] ?? '';
      element.code = pre.textContent;
      element.path = pre.title || undefined;
      element.closed = this.complete;
      pre.replaceWith(element);
    }
    for (const table of fragment.querySelectorAll('table')) {
      const frame = document.createElement('div');
      frame.className = 'table-frame';
      frame.tabIndex = 0;
      frame.role = 'group';
      frame.ariaLabel = t('Table');
      table.replaceWith(frame);
      frame.append(table);
    }
    return fragment;
  }

  /** The host decides what a link may open; the webview itself follows none. */
  private readonly openLink = (event: MouseEvent): void => {
    const link = (event.target as Element).closest('a');
    if (!link || !this.contains(link)) return;
    event.preventDefault();
    event.stopPropagation();
    const href = link.getAttribute('href');
    if (href) post({ type: 'openLink', href });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'der-code': CodeView;
  }
}
