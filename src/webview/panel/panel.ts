import { html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { t } from '@vscode/l10n';
import arrowDown from '@vscode/codicons/src/icons/arrow-down.svg';
import { initialState, nextPanelState, type Notice, type PanelState } from './panelState';
import { turnsBefore, type RouteView } from '../chain/routeView';
import { announcement } from './announcement';
import { post, savedOf, saveOf, savedState, type Place } from '../vscodeApi';
import { turnsLine } from '../question/earlierTurns';
import { blindTo } from '../question/givenChips';
import { emptyState } from './emptyState';
import { icon } from '../elements/icon';
import '../knobs/knobs';
import { LightElement } from '../elements/lightElement';
import { noticeList } from './notices';
import { poolEditor } from '../pool/poolEditor';
import { poolRemarks } from '../pool/poolRemarks';
import type { QuestionBox } from '../question/questionBox';
import '../question/questionBox';
import '../chain/route';
import { whoMayAnswer } from '../pool/whoMayAnswer';
import './panel.css';
import type { Knobs, ToPanel } from '../protocol';

/** So close to the end, in pixels, a person is taken to follow it. */
const nearEnd = 24;

/** Routes that are drawn at once around the place that is shown, before and after it. */
const [before, after] = [1, 3];

/** Routes that are drawn at a time afterwards, and how long they wait at most, in milliseconds. */
const [drawnAtOnce, longestWaitMs] = [2, 500];

/** The panel: the conversation above, the question box below. Messages are taken once per frame. */
@customElement('der-panel')
export class PanelView extends LightElement {
  @state() private view: PanelState = initialState;
  @state() private following = true;
  @state() private announced = '';
  /** Knobs where sliders are held: what they would have changed is told at once. */
  @state() private held: Partial<Knobs> = {};
  @query('main') private scroller!: HTMLElement;
  @query('der-question') private box!: QuestionBox;
  private readonly knobsOpen = savedState().knobsOpen;
  /** Where a person was in this conversation, until what was there is shown again. */
  private place: Place | undefined;
  /** Routes that were out of sight when the conversation was opened, and those of them that are not drawn yet. */
  private distant: ReadonlySet<string> = new Set();
  @state() private postponed: ReadonlySet<string> = new Set();
  private measured = '';
  /** The focus was in the conversation before it was drawn anew. */
  private wasInside = false;
  private inbox: ToPanel[] = [];
  private readonly resized = new ResizeObserver(() => this.settle());

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('message', this.receive);
    window.addEventListener('focus', this.focused);
    post({ type: 'ready' });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('message', this.receive);
    window.removeEventListener('focus', this.focused);
    this.resized.disconnect();
  }

  protected override willUpdate(): void {
    this.wasInside = this.scroller?.contains(document.activeElement) ?? false;
  }

  /** What was pressed may be gone by that, as a way to models once there are some. */
  protected override updated(): void {
    if (this.wasInside) this.focused();
  }

  /** Whoever comes to the panel, and is nowhere in it, can write at once. */
  private readonly focused = (): void => {
    if (document.hasFocus() && document.activeElement === document.body) this.box.focus();
  };

  protected override firstUpdated(): void {
    this.resized.observe(this.scroller);
    this.resized.observe(this.scroller.querySelector('.conversation')!);
  }

  private readonly receive = ({ data }: MessageEvent<ToPanel>): void => {
    if (this.inbox.push(data) === 1) requestAnimationFrame(() => this.takeMessages());
  };

  private takeMessages(): void {
    const messages = this.inbox;
    this.inbox = [];
    const restored = messages.findLast((message) => message.type === 'restore');
    const draft = messages.findLast((message) => message.type === 'draft');
    const drawn = new Set(this.view.routes.map(({ id }) => id));
    this.view = messages.reduce(nextPanelState, this.view);
    if (messages.some(({ type }) => type === 'knobs')) this.held = {};
    for (const message of messages) this.announce(message);
    if (restored) this.restore(restored, drawn);
    if (draft) this.fillDraft(draft.text);
  }

  private announce(message: ToPanel): void {
    if (message.type !== 'events') return;
    const route = this.view.routes.find(({ id }) => id === message.route);
    if (!route) return;
    const words = message.events.flatMap((event) => announcement(route, event) ?? []);
    if (words.length > 0) this.announced = words.join(' ');
  }

  /** @param drawn routes that are shown already, and stay as they are. */
  private restore(
    { draft, conversation: { id } }: Extract<ToPanel, { type: 'restore' }>,
    drawn: ReadonlySet<string>,
  ): void {
    const saved = savedOf(id);
    this.box.show(id, draft || saved.draft);
    this.place = saved.place;
    this.following = this.place === undefined;
    const routes = this.view.routes.map((route) => route.id);
    const near = neighbours(routes, this.place?.route);
    this.distant = new Set(routes.filter((route) => !near.has(route)));
    this.postponed = new Set([...this.distant].filter((route) => !drawn.has(route)));
    this.drawOn();
    // At once, so that nothing is drawn where the last conversation or the beginning was in sight.
    void this.updateComplete.then(() => this.hold());
    this.focused();
    // Where nothing becomes longer or shorter, as in a branch, no observer tells.
    requestAnimationFrame(() => this.settle());
  }

  /** What is out of sight is drawn while nothing else is to do, the latest first. */
  private drawOn(): void {
    if (this.postponed.size === 0) return;
    requestIdleCallback(
      () => {
        this.postponed = new Set([...this.postponed].slice(0, -drawnAtOnce));
        void this.updateComplete.then(() => this.drawOn());
      },
      { timeout: longestWaitMs },
    );
  }

  /** What comes near the sight does not wait for its turn. */
  private readonly sighted = ({ target, skipped }: ContentVisibilityAutoStateChangeEvent): void => {
    const { route } = (target as HTMLElement).dataset;
    if (skipped || route === undefined || !this.postponed.has(route)) return;
    this.postponed = new Set([...this.postponed].filter((other) => other !== route));
  };

  private readonly fillDraft = (text: string): void => {
    this.box.setDraft(text);
    this.box.focus();
  };

  /** What is shown became longer or shorter: the end is followed by who was there, nobody else is moved. */
  private settle(): void {
    this.hold();
    this.place = undefined;
    this.measured = this.size();
  }

  private hold(): void {
    if (this.place !== undefined) this.goTo(this.place);
    else if (this.following) this.scroller.scrollTop = this.scroller.scrollHeight;
    else this.following = this.atEnd();
  }

  private goTo({ route, offset }: Place): void {
    const found = this.shownRoutes().find((one) => one.dataset['route'] === route);
    if (found) this.scroller.scrollTop += topOf(found) - this.top + offset;
  }

  /** Undefined at the end, which is followed. */
  private placeNow(): Place | undefined {
    if (this.following) return undefined;
    const { top } = this;
    const first = this.shownRoutes().find((one) => one.getBoundingClientRect().bottom > top);
    return first && { route: first.dataset['route']!, offset: Math.round(top - topOf(first)) };
  }

  private get top(): number {
    return this.scroller.getBoundingClientRect().top;
  }

  private shownRoutes(): HTMLElement[] {
    return [...this.scroller.querySelectorAll<HTMLElement>('[data-route]')];
  }

  private size(): string {
    return `${this.scroller.scrollHeight} ${this.scroller.clientHeight}`;
  }

  private atEnd(): boolean {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight <= nearEnd;
  }

  private readonly scrolled = (): void => {
    // Not a person but a new layout moved it; the observer of sizes sees to that.
    if (this.size() !== this.measured) return;
    this.following = this.atEnd();
    saveOf(this.view.conversation.id, { place: this.placeNow() });
  };

  /** Whoever unfolds something wants to read it, not to be carried to the end. */
  private readonly clicked = ({ target }: MouseEvent): void => {
    if ((target as Element).closest('summary, .fold')) this.following = false;
  };

  private readonly follow = (): void => {
    this.following = true;
    this.settle();
  };

  private readonly dismiss = (notice: Notice): void => {
    this.view = { ...this.view, notices: this.view.notices.filter((other) => other !== notice) };
  };

  protected override render(): TemplateResult {
    const { routes, running, knobs, attachments, completions, notices, pool, poolKnown, restored } =
      this.view;
    return html`
      <main tabindex="0" aria-label=${t('Conversation')} @scroll=${this.scrolled} @click=${this.clicked}>
        <h1 class="visually-hidden">DER</h1>
        <div class="conversation" @contentvisibilityautostatechange=${this.sighted}>
          ${branchLine(this.view.conversation.branchOf)}
          ${restored && routes.length === 0 ? emptyState(poolKnown ? pool.experts : undefined, this.view.setUp, this.fillDraft) : nothing}
          ${repeat(
            routes,
            ({ id }) => id,
            (route) => this.route(route),
          )}
          ${noticeList(notices, this.dismiss)}
        </div>
      </main>
      <footer class="composer">
        ${
          routes.length === 0
            ? nothing
            : html`<button class="jump ${this.following ? 'needless' : ''}" @click=${this.follow}>
                ${icon(arrowDown)} ${t('Latest')}
              </button>`
        }
        <div class="composer-parts">
          ${running === null ? turnsLine(turnsBefore(routes), this.view.controls.earlierTurns) : nothing}
          <der-question
            ?running=${running !== null}
            ?stopped=${routes.at(-1)?.end?.stop === 'user'}
            .attachments=${attachments}
            .given=${this.view.given}
            .blind=${blindTo(this.view)}
            .tasks=${this.view.tasks}
            .found=${completions}
            @asked=${this.follow}
          ></der-question>
          <div class="terms-line">
            <der-knobs
              .knobs=${knobs}
              .costUnit=${pool.costUnit}
              .seconds=${pool.seconds ?? []}
              ?open=${this.knobsOpen}
              @held=${(event: CustomEvent<Partial<Knobs>>) => (this.held = event.detail)}
            ></der-knobs>
            ${restored ? poolEditor(this.view) : nothing}
            ${restored && pool.experts.length > 0 ? whoMayAnswer(this.view) : nothing}
          </div>
          ${restored ? poolRemarks(this.view) : nothing}
        </div>
      </footer>
      <div role="status" aria-live="polite" class="visually-hidden">${this.announced}</div>
    `;
  }

  private route(route: RouteView): TemplateResult {
    const { id } = route;
    if (this.postponed.has(id)) return html`<div class="distant" data-route=${id}></div>`;
    const { routes, running, knobs, pool, askable, retry, applied, newProblems } = this.view;
    const { ownCheck, showDetails, remote } = this.view;
    return html`<der-route
      class=${this.distant.has(id) ? 'distant' : ''}
      data-route=${id}
      .route=${route}
      .p0=${knobs.p0}
      .otherKnobs=${route === routes.at(-1) ? { ...knobs, ...this.held } : undefined}
      ?live=${running === id}
      .askable=${askable}
      .remedies=${pool.remedies ?? {}}
      .retry=${retry?.route === id ? retry : undefined}
      .applied=${applied}
      .newProblems=${newProblems}
      ?ownCheck=${ownCheck}
      ?busy=${running !== null}
      ?showDetails=${showDetails}
      ?remote=${remote !== undefined}
      ?reading=${!this.following}
      @asked=${this.follow}
    ></der-route>`;
  }
}

/** Ids of the routes around one, the last one unless it is named and there. */
function neighbours(routes: readonly string[], at: string | undefined): ReadonlySet<string> {
  const found = at === undefined ? -1 : routes.indexOf(at);
  const index = found < 0 ? routes.length - 1 : found;
  return new Set(routes.slice(Math.max(0, index - before), index + after + 1));
}

function topOf(route: HTMLElement): number {
  return route.getBoundingClientRect().top;
}

function branchLine(branchOf: string | undefined): TemplateResult | typeof nothing {
  if (branchOf === undefined) return nothing;
  return html`<p class="branch muted">${t('Branched from “{0}”, which is kept.', branchOf)}</p>`;
}
