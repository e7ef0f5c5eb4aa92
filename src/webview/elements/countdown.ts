import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '@vscode/l10n';
import { LightElement } from './lightElement';
import { count } from './numbers';

/** Seconds that are left of a wait: "12 s". Its clock begins when it is told how long. */
@customElement('der-countdown')
export class Countdown extends LightElement {
  @property({ type: Number }) ms = 0;
  @state() private left = 0;
  private end = 0;
  private ticking = 0;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.ticking);
    this.ticking = 0;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('ms')) return;
    this.end = performance.now() + this.ms;
    this.tick();
    clearInterval(this.ticking);
    this.ticking = window.setInterval(() => this.tick(), 1000);
  }

  private tick(): void {
    this.left = Math.max(0, Math.ceil((this.end - performance.now()) / 1000));
  }

  protected override render(): TemplateResult {
    return html`<span role="timer">${t('{0} s', count(this.left))}</span>`;
  }
}
