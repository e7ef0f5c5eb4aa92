import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '@vscode/l10n';
import settings from '@vscode/codicons/src/icons/settings.svg';
import { alphaMeaning } from './costText';
import { counted, exact } from '../elements/numbers';
import { post, save } from '../vscodeApi';
import { icon } from '../elements/icon';
import { knobs, type KnobName } from './knobList';
import './knobRow';
import { LightElement } from '../elements/lightElement';
import './knobs.css';
import { type CostUnit, type Knobs, defaultKnobs, presetOf } from '../protocol';
import { presetChoices, presetWord } from './presets';

/** The knobs, folded to one line of values. Each change goes to the settings and comes back from there. */
@customElement('der-knobs')
export class KnobPanel extends LightElement {
  @property({ attribute: false }) knobs: Knobs = defaultKnobs;
  /** What α counts. */
  @property() costUnit: CostUnit = 'compute';
  @property({ type: Boolean }) open = false;
  /** Seconds that the experts of the pool usually take. */
  @property({ attribute: false }) seconds: readonly number[] = [];
  @state() private advanced = false;
  /** Changes on their way to the settings, shown until the settings answer. */
  @state() private pending: Partial<Knobs> = {};
  /** Where a slider is held: the line of values must not tell another number than the slider below it. */
  @state() private held: Partial<Knobs> = {};

  protected override willUpdate(changed: PropertyValues<this>): void {
    // Whoever has values of their own finds them where they left them.
    if (changed.has('knobs') && presetOf(this.knobs) === 'custom') this.advanced = true;
    if (!this.hasUpdated && this.open) this.advanced = true;
    if (!changed.has('knobs')) return;
    this.pending = {};
    this.held = {};
  }

  private set(change: Partial<Knobs>): void {
    this.pending = { ...this.pending, ...change };
    this.held = {};
    post({ type: 'setKnobs', knobs: change });
  }

  private readonly reset = (): void => {
    const { alpha, beta, p0, maxSteps } = defaultKnobs;
    this.set({ alpha, beta, p0, maxSteps });
  };

  protected override render(): TemplateResult {
    const now = { ...this.knobs, ...this.pending };
    const shown = { ...now, ...this.held };
    const preset = presetOf(shown);
    const isDefault = knobs.every(({ name }) => now[name] === defaultKnobs[name]);
    return html`
      <details
        class="knobs"
        ?open=${this.open}
        @toggle=${(event: Event) => save({ knobsOpen: (event.target as HTMLDetailsElement).open })}
      >
        <summary
          title=${t('How much cost hurts, what refining is worth, what is good enough, and how many answers at most')}
        >
          ${icon(settings)}
          <span class="visually-hidden">${t('How much a question may take:')}</span>
          <span class="knob-values">
            <span>${presetWord(preset)}</span>
            ${preset === 'custom' ? valuesOf(shown) : nothing}
          </span>
        </summary>
        ${presetChoices(preset, this.seconds)}
        <details class="advanced" ?open=${this.advanced}>
          <summary>${t('Advanced')}</summary>
          <div class="knob-rows" @held=${(event: CustomEvent<Partial<Knobs>>) => (this.held = event.detail)}>
            ${knobs.map(
              (knob) => html`
                <der-knob
                  .knob=${knob.name === 'alpha' ? { ...knob, meaning: alphaMeaning(this.costUnit) } : knob}
                  .value=${now[knob.name]}
                  @knob=${(event: CustomEvent<number>) => this.set(changeOf(knob.name, event.detail))}
                ></der-knob>
              `,
            )}
            <p class="knob-note">
              ${t('Takes effect at the next decision.')}
              <button class="link" ?hidden=${isDefault} @click=${this.reset}>
                ${t('Back to the defaults')}
              </button>
            </p>
          </div>
        </details>
      </details>
    `;
  }
}

function valuesOf({ alpha, beta, p0, maxSteps }: Knobs): TemplateResult {
  return html`<span><i>α</i> ${exact(alpha)}</span>
    <span><i>β</i> ${exact(beta)}</span>
    <span><i>p₀</i> ${exact(p0)}</span>
    <span>≤ ${counted(maxSteps, 'answer')}</span>`;
}

function changeOf(name: KnobName, value: number): Partial<Knobs> {
  return { [name]: value };
}
