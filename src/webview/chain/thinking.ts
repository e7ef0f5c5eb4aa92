import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { t } from '@vscode/l10n';
import { disclosure } from '../elements/disclosure';
import { LightElement } from '../elements/lightElement';
import { duration } from '../elements/numbers';
import './thinking.css';

/** Characters with which thinking that is seen from its beginning may begin: the first frames may bring more than one. */
const beginning = 400;

/** What an expert thinks, shown as it comes and folded once the answer begins; with its time where it was seen to begin. */
@customElement('der-thinking')
export class Thinking extends LightElement {
  @property() text = '';
  /** It thinks now. */
  @property({ type: Boolean }) live = false;
  /** Its answer is complete: how long it took is told by the card's details, whoever saw it begin. */
  @property({ type: Boolean }) over = false;
  /** As the person left it; undefined before they pressed it. */
  @state() private pressed: boolean | undefined;
  @state() private now = 0;
  @query('.thinking-text') private shown!: HTMLElement | null;
  private began: number | undefined;
  private ended: number | undefined;
  private ticking = 0;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.ticking);
    this.ticking = 0;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const first = !this.hasUpdated;
    if (first && this.live && this.text.length <= beginning) this.began = performance.now();
    if (changed.has('live') && !this.live && this.began !== undefined) this.ended ??= performance.now();
    if (this.live && !this.ticking)
      this.ticking = window.setInterval(() => (this.now = performance.now()), 1000);
    if (!this.live) {
      clearInterval(this.ticking);
      this.ticking = 0;
    }
    this.now = performance.now();
  }

  /** The newest line stays in sight while it grows. */
  protected override updated(): void {
    if (this.live && this.shown) this.shown.scrollTop = this.shown.scrollHeight;
  }

  private words(): string {
    if (this.began === undefined || this.over) return this.live ? t('Thinking …') : t('Thinking');
    const time = duration(Math.max(1, Math.round(((this.ended ?? this.now) - this.began) / 1000)) * 1000);
    return this.live ? t('Thinking for {0} …', time) : t('Thought for {0}', time);
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.text === '') return nothing;
    const open = this.pressed ?? this.live;
    return disclosure(
      'thinking',
      html`<span class="muted">${this.words()}</span>`,
      html`<p class="thinking-text" tabindex="0">${this.text}</p>`,
      { open, toggled: (isOpen) => this.toggled(isOpen, open) },
    );
  }

  /** The element tells of its own folding as well. */
  private toggled(isOpen: boolean, was: boolean): void {
    if (isOpen !== was) this.pressed = isOpen;
  }
}
