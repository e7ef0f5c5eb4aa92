import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { t } from '@vscode/l10n';
import edit from '@vscode/codicons/src/icons/edit.svg';
import { alikeIn, saysMore, type Alike } from './alike';
import { answerFirst } from './answerFirst';
import { barredModels } from './barred';
import { earlierAnswer, type AttemptView, type RouteView } from './routeView';
import { attachedList, passageList } from '../question/attachedList';
import { post } from '../vscodeApi';
import { turnsShown } from '../question/earlierTurns';
import { counted } from '../elements/numbers';
import { disclosure } from '../elements/disclosure';
import { failure } from './failure';
import { failureActions } from './failureActions';
import { icon } from '../elements/icon';
import { LightElement } from '../elements/lightElement';
import { otherAnswers } from './otherAnswers';
import { interrupted, outcome } from './outcome';
import '../question/questionForm';
import { routeActions } from './routeActions';
import './route.css';
import './step';
import { whatIfLine } from './whatIfLine';
import type {
  AppliedView,
  Continued,
  ExpertSummary,
  FailedEvent,
  Knobs,
  NewProblemsView,
  Passage,
  RetryView,
} from '../protocol';
import type { RemedyView } from '../poolMessages';

/** A longer question is cut until the person asks for all of it. */
const longQuestion = 1200;

const noProblems: readonly NewProblemsView[] = [];

/** A question and the chain of experts that answers it; once there is a result, it comes first and the rest folds. */
@customElement('der-route')
export class RouteChain extends LightElement {
  @property({ attribute: false }) route!: RouteView;
  /** p₀ by the knobs of now; the marks follow it while the route runs. */
  @property({ type: Number }) p0 = 0;
  /** Knobs to tell a what-if for once the route is finished. */
  @property({ attribute: false }) otherKnobs: Knobs | undefined;
  /** Whom the person's controls leave open, to go on with. */
  @property({ attribute: false }) askable: readonly ExpertSummary[] = [];
  /** What can be done about experts that gave no answer, by id. */
  @property({ attribute: false }) remedies: Readonly<Record<string, RemedyView>> = {};
  /** It is asked again by itself. */
  @property({ attribute: false }) retry: RetryView | undefined;
  /** Answers whose changes can be taken back. */
  @property({ attribute: false }) applied: readonly AppliedView[] = [];
  /** What the editor found wrong after an answer was applied. */
  @property({ attribute: false }) newProblems: readonly NewProblemsView[] = [];
  /** The person has a check of their own, which can be run on answers. */
  @property({ type: Boolean }) ownCheck = false;
  /** A route runs, this one or another: nothing can be asked meanwhile. */
  @property({ type: Boolean }) busy = false;
  /** Details are open from the start. */
  @property({ type: Boolean }) showDetails = false;
  @property({ type: Boolean }) remote = false;
  /** The route runs; one that neither runs nor has an end was interrupted. */
  @property({ type: Boolean }) live = false;
  /** The person reads elsewhere than at the end: nothing may fold under their eyes. */
  @property({ type: Boolean }) reading = false;
  @state() private folds: ReadonlyMap<number, boolean> = new Map();
  /** It ended while the person read elsewhere: it stays the chain that they read until they go to the result. */
  @state() private staysChain = false;
  @state() private othersOpen = false;
  @state() private wholeQuestion = false;
  @state() private editing = false;
  private hadFocus = false;
  /** By step. */
  private alike: readonly Alike[] = [];
  private readonly nameOf = (id: string) => this.route.experts.get(id)?.name ?? id;

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('route');
    if (changed.has('route') && saysMore(this.route, before)) this.alike = alikeIn(this.route);
    const endsNow = before !== undefined && !before.end && this.route.end !== undefined;
    if (endsNow && this.reading) this.staysChain = true;
    this.hadFocus = this.contains(document.activeElement);
  }

  /** Whoever was in a card that folded away goes on from the fold. */
  protected override updated(): void {
    if (!this.hadFocus || this.contains(document.activeElement)) return;
    this.querySelector<HTMLElement>('.others > summary')?.focus({ preventScroll: true });
  }

  protected override render(): TemplateResult {
    const { route } = this;
    const first = this.staysChain ? undefined : answerFirst(route);
    return html`
      <section class="route" aria-label=${t('Question and answers')}>
        ${this.question()}
        <div class="chain ${first ? 'settled' : ''}">
          ${this.attempts(first ? [first.chosen] : route.attempts)}
        </div>
        ${
          first && first.others.length > 0
            ? otherAnswers(
                first,
                this.othersOpen ? this.attempts(first.others) : nothing,
                (open) => (this.othersOpen = open),
              )
            : nothing
        }
        ${route.end || this.live ? this.outcome(first?.passed ?? []) : interrupted(route, this.busy)}
        ${this.live ? nothing : routeActions(route, this.busy)}
        ${this.otherKnobs ? whatIfLine(route, this.otherKnobs) : nothing}
      </section>
    `;
  }

  /** One element for each as long as it is shown, so that nothing in it is lost when it becomes the result. */
  private attempts(attempts: readonly AttemptView[]): unknown {
    return repeat(
      attempts,
      ({ attempt }) => attempt,
      (attempt) =>
        attempt.outcome?.type === 'failed' ? this.failure(attempt, attempt.outcome) : this.step(attempt),
    );
  }

  private question(): TemplateResult {
    const { question, attachments, turns, passages, trained, continues } = this.route;
    if (this.editing) {
      return html`<der-question-form
          .question=${question}
          @edited=${this.edited}
          @cancelled=${() => (this.editing = false)}
        ></der-question-form>
        ${attachedList(attachments)}`;
    }
    const cut = question.length > longQuestion && !this.wholeQuestion;
    return html`
      <header class="question">
        ${
          this.live
            ? nothing
            : html`<button
                class="icon-button edit"
                ?disabled=${this.busy}
                aria-label=${t('Edit this question')}
                title=${t('Edit this question and ask again: the conversation branches off here, and this one is kept')}
                @click=${() => (this.editing = true)}
              >
                ${icon(edit)}
              </button>`
        }
        <h2>${cut ? `${question.slice(0, longQuestion)} …` : question}</h2>
        ${
          cut
            ? html`<button class="link" @click=${() => (this.wholeQuestion = true)}>
                ${t('Show all of it')}
              </button>`
            : nothing
        }
        ${attachedList(attachments)} ${passagesShown(passages)} ${turnsShown(turns)}
        ${continues ? html`<span class="label origin">${originWords(continues)}</span>` : nothing}
        ${
          trained
            ? nothing
            : html`<span
                class="label"
                title=${t('Networks with random weights chose and judged here: probabilities and qualities mean nothing yet.')}
                >${t('decided by untrained networks')}</span
              >`
        }
      </header>
    `;
  }

  private readonly edited = ({ detail }: CustomEvent<string>): void => {
    this.editing = false;
    post({ type: 'edit', route: this.route.id, question: detail });
  };

  private outcome(passed: readonly AttemptView[]): TemplateResult | typeof nothing {
    const { showDetails } = this;
    const newest = this.otherKnobs !== undefined;
    const barred = newest ? barredModels(this.route) : [];
    return outcome(this.route, {
      ...{ passed, showDetails, barred },
      busy: this.busy,
      goTo: (step) => void this.goTo(step),
    });
  }

  private failure(attempt: AttemptView, failed: FailedEvent): TemplateResult {
    const { kind, retryAfterMs } = failed.error;
    const waits = retryAfterMs === undefined ? undefined : this.retry;
    const actions = this.live || waits ? nothing : failureActions(attempt, kind, this);
    return failure(attempt, failed, actions, waits);
  }

  private step(attempt: AttemptView): TemplateResult {
    const { route } = this;
    const chosen = route.end?.final?.step === attempt.step;
    const kept = attempt.step < (route.continues?.steps ?? 0);
    const goesOn = !this.live && attempt.judged !== undefined;
    return html`
      <der-step
        id=${`${route.id}-step-${attempt.step}`}
        .attempt=${attempt}
        .earlier=${earlierAnswer(route, attempt)}
        ?comparable=${this.alike.length > 1}
        .nameOf=${this.nameOf}
        .route=${route.id}
        .question=${route.question}
        .checked=${route.checked}
        .alike=${this.alike[attempt.step]}
        .rating=${route.ratings?.[attempt.step]}
        .p0=${route.end ? route.knobs.p0 : this.p0}
        ?live=${this.live}
        ?remote=${this.remote}
        ?chosen=${chosen}
        ?kept=${kept}
        ?applied=${this.applied.some((one) => one.route === route.id && one.step === attempt.step)}
        .newProblems=${this.problemsOf(attempt.step)}
        ?ownCheck=${this.ownCheck && !this.live}
        .goOnWith=${goesOn ? this.askable : undefined}
        ?busy=${this.busy}
        ?showDetails=${this.showDetails}
        ?folded=${this.folds.get(attempt.attempt) ?? (kept && this.live)}
        @fold=${(event: CustomEvent<boolean>) => this.fold(attempt.attempt, event.detail)}
      ></der-step>
    `;
  }

  /** The same list where there are none, so that no card is drawn anew for it. */
  private problemsOf(step: number): readonly NewProblemsView[] {
    const { newProblems, route } = this;
    const own = newProblems.filter((one) => one.route === route.id && one.step === step);
    return own.length === 0 ? noProblems : own;
  }

  private fold(attempt: number, folded: boolean): void {
    this.folds = new Map(this.folds).set(attempt, folded);
  }

  private async goTo(step: number): Promise<void> {
    this.staysChain = false;
    await this.updateComplete;
    const card = this.querySelector(`#${CSS.escape(`${this.route.id}-step-${step}`)}`);
    card?.scrollIntoView({ block: 'start' });
    card?.querySelector<HTMLElement>('.fold')?.focus({ preventScroll: true });
  }
}

/** Folded: nobody attached them. */
function passagesShown(passages: readonly Passage[]): TemplateResult | typeof nothing {
  if (passages.length === 0) return nothing;
  const words = counted(passages.length, 'passage');
  return disclosure(
    'passages',
    html`<span class="muted">${t('With {0} of your files', words)}</span>`,
    html`${passageList(passages)}`,
  );
}

function originWords({ steps }: Continued): string {
  if (steps === 0) return t('asked again');
  return t('goes on from answer {0} of an earlier route', steps);
}
