import { html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { t } from '@vscode/l10n';
import { LightElement } from '../elements/lightElement';
import '../markdown/markdownView';
import type { ComparisonStage, ComparisonView, ToComparison } from '../comparisonMessages';
import type { BlindRating } from '../protocol';
import '../panel/panel.css';
import { post } from '../vscodeApi';
import { tallyList } from './tally';
import { uncoveredSide, verdictWords } from './uncovered';
import './comparison.css';

type Rating = Extract<ComparisonStage, { stage: 'rating' }>;
type Uncovered = Extract<ComparisonStage, { stage: 'uncovered' }>;

/** Keys of the four verdicts, as on the page of raters. */
const choices: readonly {
  readonly verdict: BlindRating['verdict'];
  readonly key: string;
  label(): string;
}[] = [
  { verdict: 'left', key: 'a', label: () => t('A is better') },
  { verdict: 'right', key: 'b', label: () => t('B is better') },
  { verdict: 'tie', key: 't', label: () => t('Equally good') },
  { verdict: 'both_bad', key: 'x', label: () => t('Both are bad') },
];

/** Two answers side by side, without names until one is preferred. */
@customElement('der-comparison')
export class BlindComparison extends LightElement {
  @state() private view: ComparisonView | undefined;
  @query('textarea') private box!: HTMLTextAreaElement | null;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('message', this.receive);
    window.addEventListener('keydown', this.pressed);
    post({ type: 'ready' });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('message', this.receive);
    window.removeEventListener('keydown', this.pressed);
  }

  private readonly receive = ({ data }: MessageEvent<ToComparison>): void => {
    if (data.type !== 'comparison') return;
    const before = this.view?.state.stage;
    this.view = data.view;
    if (before !== data.view.state.stage) void this.updateComplete.then(() => this.focusStage());
  };

  /** What a stage begins with, so that keys go on from there. */
  private focusStage(): void {
    this.querySelector<HTMLElement>('[data-first]')?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.view) return nothing;
    const { state: stage, tallies, prediction } = this.view;
    return html`
      <main>
        <h1>${t('Compare Blindly')}</h1>
        ${this.stage(stage)} ${stage.stage === 'rating' ? nothing : tallyList(tallies, prediction)}
      </main>
    `;
  }

  private stage(stage: ComparisonStage): TemplateResult {
    switch (stage.stage) {
      case 'question':
        return this.form(stage.problem);
      case 'answering':
        return this.waiting(stage.answered);
      case 'rating':
        return this.rating(stage);
      case 'uncovered':
        return this.uncovered(stage);
    }
  }

  private form(problem: string | undefined): TemplateResult {
    const { question, chosen } = this.view!;
    return html`
      <p class="muted">
        ${t(
          'A question is answered twice out of sight. You say which answer is better before you learn whose it is. DER learns from that how able your experts are, and you learn whether its predictions are yours.',
        )}
      </p>
      <form @submit=${this.begin}>
        <label for="question">${t('Question')}</label>
        <textarea
          id="question"
          rows="5"
          required
          data-first
          .value=${question}
          @keydown=${this.entered}
        ></textarea>
        <div class="strategies">
          ${this.choice('first', t('One answer by'), chosen[0])}
          ${this.choice('second', t('The other by'), chosen[1])}
        </div>
        ${problem === undefined ? nothing : html`<p class="problem" role="alert">${problem}</p>`}
        <vscode-button type="submit" @click=${this.begin}>${t('Answer out of sight')}</vscode-button>
      </form>
    `;
  }

  private choice(id: string, label: string, chosen: string): TemplateResult {
    return html`
      <label for=${id}>
        ${label}
        <select id=${id}>
          ${this.view!.strategies.map(
            ({ name, label: words }) =>
              html`<option value=${name} ?selected=${name === chosen}>${words}</option>`,
          )}
        </select>
      </label>
    `;
  }

  private readonly begin = (event: Event): void => {
    event.preventDefault();
    const question = this.box?.value ?? '';
    const named = (id: string) => this.querySelector<HTMLSelectElement>(`#${id}`)!.value;
    post({ type: 'begin', question, strategies: [named('first'), named('second')] });
  };

  /** As in the panel's question box. */
  private readonly entered = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) this.begin(event);
  };

  private waiting(answered: number): TemplateResult {
    return html`
      <p class="asked">${this.view!.question}</p>
      <p class="waiting" role="status">
        <vscode-progress-ring></vscode-progress-ring>
        ${answered === 0 ? t('Both answers are on their way, out of sight …') : t('One answer is there, one is on its way …')}
      </p>
      <vscode-button data-first appearance="secondary" @click=${() => post({ type: 'cancel' })}>
        ${t('Cancel')}
      </vscode-button>
    `;
  }

  private rating({ left, right }: Rating): TemplateResult {
    return html`
      <p class="asked">${this.view!.question}</p>
      <div class="pair">${this.answer('A', left)} ${this.answer('B', right)}</div>
      <div class="verdicts" role="group" aria-label=${t('Which answer is better?')} tabindex="-1" data-first>
        ${choices.map(
          ({ verdict, key, label }) => html`
            <button @click=${() => post({ type: 'verdict', verdict })}>
              ${label()} <kbd>${key.toUpperCase()}</kbd>
            </button>
          `,
        )}
      </div>
    `;
  }

  private uncovered({ left, right, verdict, same, sides }: Uncovered): TemplateResult {
    return html`
      <p class="asked">${this.view!.question}</p>
      <p class="said" role="status" tabindex="-1" data-first>${verdictWords(verdict, same, sides)}</p>
      <div class="pair">
        ${this.answer('A', left, uncoveredSide(sides[0]))} ${this.answer('B', right, uncoveredSide(sides[1]))}
      </div>
      <vscode-button @click=${() => post({ type: 'next' })}>${t('Compare another question')}</vscode-button>
    `;
  }

  private answer(name: string, text: string, who: TemplateResult | typeof nothing = nothing): TemplateResult {
    return html`
      <section aria-label=${t('Answer {0}', name)}>
        <h2>${name}</h2>
        ${who}
        <der-markdown .text=${text} complete></der-markdown>
      </section>
    `;
  }

  private readonly pressed = (event: KeyboardEvent): void => {
    if (this.view?.state.stage !== 'rating' || event.repeat) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const choice = choices.find(({ key }) => key === event.key.toLowerCase());
    if (!choice) return;
    event.preventDefault();
    post({ type: 'verdict', verdict: choice.verdict });
  };
}
