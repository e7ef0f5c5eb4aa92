import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '@vscode/l10n';
import { knobProblem } from './knobProblem';
import { exact } from '../elements/numbers';
import type { TextField } from '../toolkit';
import type { KnobDescription } from './knobList';
import { LightElement } from '../elements/lightElement';

/** One knob: a native slider for the feel, a field for the exact number. */
@customElement('der-knob')
export class KnobRow extends LightElement {
  @property({ attribute: false }) knob!: KnobDescription;
  @property({ type: Number }) value = 0;
  /** Where the slider is held while it moves. */
  @state() private held: number | undefined;
  @state() private error: string | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('value')) return;
    this.held = undefined;
    this.error = undefined;
  }

  private readonly moving = (event: Event): void => {
    this.held = this.knob.fromSlider(Number((event.target as HTMLInputElement).value));
    this.error = undefined;
    this.dispatchEvent(new CustomEvent('held', { bubbles: true, detail: { [this.knob.name]: this.held } }));
  };

  private readonly moved = (event: Event): void => {
    this.change(this.knob.fromSlider(Number((event.target as HTMLInputElement).value)));
  };

  private readonly typed = (event: Event): void => {
    const text = (event.target as TextField).value.trim().replace(',', '.');
    const value = text === '' ? Number.NaN : Number(text);
    this.error = knobProblem(this.knob, Number.isNaN(value) ? text : value);
    if (this.error === undefined) this.change(value);
  };

  private change(value: number): void {
    if (value !== this.value) this.dispatchEvent(new CustomEvent('knob', { detail: value }));
  }

  protected override render(): TemplateResult {
    const { knob, error } = this;
    const value = this.held ?? this.value;
    const name = `${knob.label}${knob.symbol && `, ${knob.symbol}`}`;
    const { min, max, step } = knob.slider;
    return html`
      <div class="knob" title=${knob.meaning}>
        <label for=${`knob-${knob.name}`}
          >${knob.label} ${knob.symbol ? html`<i>${knob.symbol}</i>` : nothing}</label
        >
        <input
          type="range"
          id=${`knob-${knob.name}`}
          min=${min}
          max=${max}
          step=${step}
          .value=${String(knob.toSlider(value))}
          aria-valuetext=${exact(value)}
          aria-describedby=${`knob-${knob.name}-meaning`}
          @input=${this.moving}
          @change=${this.moved}
        />
        <vscode-text-field .value=${exact(value)} @change=${this.typed}
          >${t('{0}, exact value', name)}</vscode-text-field
        >
        <p class="knob-meaning" id=${`knob-${knob.name}-meaning`}>${knob.meaning}</p>
        ${error === undefined ? nothing : html`<p class="knob-error" role="alert">${error}</p>`}
      </div>
    `;
  }
}
