import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '@vscode/l10n';
import chevronDown from '@vscode/codicons/src/icons/chevron-down.svg';
import chevronRight from '@vscode/codicons/src/icons/chevron-right.svg';
import cloud from '@vscode/codicons/src/icons/cloud.svg';
import local from '@vscode/codicons/src/icons/vm.svg';
import diff from '@vscode/codicons/src/icons/diff.svg';
import openDiff from '@vscode/codicons/src/icons/split-horizontal.svg';
import passFilled from '@vscode/codicons/src/icons/pass-filled.svg';
import tools from '@vscode/codicons/src/icons/tools.svg';
import warning from '@vscode/codicons/src/icons/warning.svg';
import { markdown, plainText } from '../markdown/renderer';
import type { Alike } from './alike';
import { blockFindings } from './blockFindings';
import type { AttemptView } from './routeView';
import { post } from '../vscodeApi';
import { expertDescription, placeWords, sizeWords } from '../pool/expertText';
import { sentence } from '../elements/sentence';
import type { NameOf } from '../elements/choice';
import { findings } from './findings';
import { goOn } from './goOn';
import { duration } from '../elements/numbers';
import { icon } from '../elements/icon';
import { LightElement } from '../elements/lightElement';
import { ratingButtons } from './rating';
import { stepDetails } from './stepDetails';
import { verdict } from './verdict';
import { verdictLine } from './verdictLine';
import './changes';
import '../markdown/markdownView';
import './step.css';
import './takeAnswer';
import './thinking';
import {
  type AnsweredEvent,
  type Checked,
  type ExpertSummary,
  type NewProblemsView,
  type Rating,
  sizeOf,
} from '../protocol';

/** One answer of the chain, from the choice of its expert to its last judgement. */
@customElement('der-step')
export class StepCard extends LightElement {
  @property({ attribute: false }) attempt!: AttemptView;
  /** The answer it can be compared with: the one its expert was shown, else the one before. */
  @property({ attribute: false }) earlier: AttemptView | undefined;
  /** There are other answers beside which the editor can show it. */
  @property({ type: Boolean }) comparable = false;
  @property({ attribute: false }) nameOf: NameOf = (id) => id;
  /** What checks found about the answers of its route. */
  @property({ attribute: false }) checked: Checked | undefined;
  @property({ attribute: false }) alike: Alike | undefined;
  @property() route = '';
  /** What was asked. */
  @property() question = '';
  @property() rating: Rating | undefined;
  @property({ type: Number }) p0 = 0;
  /** Its route runs. */
  @property({ type: Boolean }) live = false;
  /** The experts are asked from a remote machine. */
  @property({ type: Boolean }) remote = false;
  /** It is the answer that the finished route returned. */
  @property({ type: Boolean }) chosen = false;
  /** It is an answer of the earlier route that this one goes on from. */
  @property({ type: Boolean }) kept = false;
  /** Who may be asked after it; undefined where no route can go on from it. */
  @property({ attribute: false }) goOnWith: readonly ExpertSummary[] | undefined;
  /** Its changes were made in files, and can be taken back. */
  @property({ type: Boolean }) applied = false;
  /** What the editor found wrong after they were made. */
  @property({ attribute: false }) newProblems: readonly NewProblemsView[] = [];
  /** The person's own check can be run on it. */
  @property({ type: Boolean }) ownCheck = false;
  @property({ type: Boolean }) busy = false;
  @property({ type: Boolean }) folded = false;
  /** Details are open from the start. */
  @property({ type: Boolean }) showDetails = false;
  @state() private comparing = false;
  /** What checks found about its blocks of code. */
  private notes: ReturnType<typeof blockFindings> = new Map();

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('checked') && !changed.has('attempt')) return;
    const { answer, outcome, step } = this.attempt;
    if (outcome?.type === 'answered') this.notes = blockFindings(this.question, answer, this.checked, step);
  }

  protected override render(): TemplateResult {
    const { attempt, chosen, folded } = this;
    const answered = attempt.outcome?.type === 'answered' ? attempt.outcome : undefined;
    const heading = `${this.route}-${attempt.attempt}`;
    return html`
      <article
        class="step ${answered || !this.live ? '' : 'running'} ${chosen ? 'chosen' : ''} ${folded ? 'folded' : ''}"
        aria-labelledby=${heading}
      >
        <span class="node" aria-hidden="true">${attempt.step + 1}</span>
        <header>
          ${this.heading(heading)}
          ${answered && (attempt.quality || !this.live) ? verdictLine(verdict(attempt, this)) : this.progress(answered)}
          ${answered ? this.foldButton() : nothing}
        </header>
        ${folded ? this.excerpt() : this.body(answered)}
      </article>
    `;
  }

  private heading(id: string): TemplateResult {
    const { expert, step } = this.attempt;
    return html`
      <h3 id=${id} title=${expertDescription(expert, this.remote)}>
        <span class="visually-hidden">${t('Answer {0}, by', step + 1)}</span>
        <span class="expert-name">${expert.name}</span>
      </h3>
      <span class="traits">${traits(expert, this.remote)}</span>
      ${this.kept ? html`<span class="label" title=${t('Given on the earlier route, and not asked for again')}>${t('kept')}</span>` : nothing}
      ${this.chosen ? html`<span class="chosen-mark">${icon(passFilled)} ${t('Chosen answer')}</span>` : nothing}
    `;
  }

  private progress(answered: AnsweredEvent | undefined): TemplateResult {
    if (!this.live) return html`<span class="progress">${t('interrupted')}</span>`;
    const words = answered ? t('judging …') : doing(this.attempt);
    const { loadsAhead } = this.attempt;
    const meanwhile =
      answered || !loadsAhead ? '' : t('{0} is loaded meanwhile', this.nameOf(loadsAhead.expert));
    return html`<span class="progress"
      ><vscode-progress-ring aria-hidden="true"></vscode-progress-ring> ${words}
      ${meanwhile ? html`<span class="meanwhile" title=${t('Its model is likely to be asked next, and fits into memory')}>· ${meanwhile}</span>` : nothing}</span
    >`;
  }

  private foldButton(): TemplateResult {
    const number = this.attempt.step + 1;
    const label = this.folded ? t('Unfold answer {0}', number) : t('Fold answer {0}', number);
    return html`<button
      class="icon-button fold"
      aria-expanded=${!this.folded}
      aria-label=${label}
      title=${label}
      @click=${() => this.dispatchEvent(new CustomEvent('fold', { bubbles: true, detail: !this.folded }))}
    >
      ${icon(this.folded ? chevronRight : chevronDown)}
    </button>`;
  }

  private excerpt(): TemplateResult {
    return html`<p class="excerpt">${firstLine(this.attempt.answer)}</p>`;
  }

  private body(answered: AnsweredEvent | undefined): TemplateResult {
    const { attempt } = this;
    return html`
      <der-thinking
        .text=${attempt.thinking}
        ?live=${this.live && attempt.answer === '' && !attempt.outcome}
        ?over=${attempt.outcome !== undefined}
      ></der-thinking>
      ${answered && (this.earlier || this.comparable) ? this.comparisons() : nothing}
      ${
        answered && this.earlier && this.comparing
          ? html`<der-changes .earlier=${this.earlier.answer} .later=${attempt.answer}></der-changes>`
          : html`<der-markdown
              .text=${attempt.answer}
              ?complete=${answered !== undefined}
              .notes=${this.notes}
            ></der-markdown>`
      }
      ${answered ? findings(this.checked, attempt.step) : nothing}
      ${answered?.finish === 'length' ? cutOff() : nothing} ${this.footer(answered)}
    `;
  }

  private comparisons(): TemplateResult {
    const { comparing, earlier, attempt } = this;
    return html`<p class="compare">
      ${
        earlier
          ? html`<button
              class="link"
              aria-pressed=${comparing}
              title=${t('Show word by word what this answer changed, or the answer itself')}
              @click=${() => (this.comparing = !comparing)}
            >
              ${icon(diff)}
              ${comparing ? t('Show the answer') : t('Changes since answer {0}', earlier.step + 1)}
            </button>`
          : nothing
      }
      ${
        this.comparable
          ? html`<button
              class="link"
              title=${t('Show this answer beside another one in the editor')}
              @click=${() => post({ type: 'compare', route: this.route, step: attempt.step })}
            >
              ${icon(openDiff)} ${t('Compare in the editor')}
            </button>`
          : nothing
      }
    </p>`;
  }

  /** In one place from the choice of the expert on, so that Details stay open while the rest comes. */
  private footer(answered: AnsweredEvent | undefined): TemplateResult {
    const { attempt } = this;
    return html`
      <footer>
        <div class="step-actions">
          ${stepDetails(attempt, this.p0, this.nameOf, this.showDetails)}
          ${
            answered
              ? html`${ratingButtons(this.route, attempt.step, this.rating)}
                  <der-take
                    .route=${this.route}
                    .step=${attempt.step}
                    .answer=${attempt.answer}
                    ?primary=${this.chosen}
                    ?applied=${this.applied}
                    .newProblems=${this.newProblems}
                    ?busy=${this.busy}
                    ?ownCheck=${this.ownCheck}
                  ></der-take>`
              : nothing
          }
        </div>
        ${answered && this.goOnWith ? goOn(this.route, attempt.step, this.goOnWith, this.busy) : nothing}
      </footer>
    `;
  }
}

/** What the expert that was asked does now. */
function doing({ answer, thinking, loads }: AttemptView): string {
  if (answer) return t('writing …');
  if (thinking) return t('thinking …');
  if (!loads) return t('waiting for the first token …');
  return loads.usualMs === undefined
    ? t('loading the model into memory …')
    : t('loading the model into memory, usually {0} …', duration(loads.usualMs));
}

function cutOff(): TemplateResult {
  return html`<p class="remark warning">
    ${icon(warning)}
    ${sentence(t('Cut off at the token limit; raise {0} of this expert.'), html`<code>maxAnswerTokens</code>`)}
  </p>`;
}

function traits(expert: ExpertSummary, remote: boolean): TemplateResult {
  const place = expert.tool ? tools : expert.leavesMachine ? cloud : local;
  const words = sizeWords(expert);
  return html`
    ${words ? html`<span class="size" title=${expertDescription(expert, remote)}>${words}</span>` : nothing}
    <span class="place ${expert.leavesMachine ? 'leaves' : ''}"
      >${icon(place)} ${placeWords(expert, remote)}</span
    >
    ${expert.simulated ? html`<span class="label">${t('simulated')}</span>` : nothing}
    ${sizeOf(expert).sizeEstimated && words ? html`<span class="label">${t('estimated size')}</span>` : nothing}
  `;
}

/** The first line of an answer without its marks. */
function firstLine(answer: string): string {
  // A fence says nothing of what is in it.
  const text = /^\s*(?:`{3,}|~{3,})/.test(answer.slice(0, 200))
    ? answer.slice(answer.indexOf('\n') + 1)
    : answer;
  const start = text.search(/[^#>\s-]/);
  const line = start < 0 ? '' : /.*/.exec(text.slice(start, start + 300))![0].trimEnd();
  const inline = markdown.parseInline(line, {});
  return inline.map(({ children }) => plainText(children ?? [])).join('');
}
