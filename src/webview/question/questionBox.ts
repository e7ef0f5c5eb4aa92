import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { t } from '@vscode/l10n';
import mention from '@vscode/codicons/src/icons/mention.svg';
import send from '@vscode/codicons/src/icons/send.svg';
import stop from '@vscode/codicons/src/icons/debug-stop.svg';
import wand from '@vscode/codicons/src/icons/wand.svg';
import type { AttachmentsView, GivenView, CompletionView, TaskView } from '../protocol';
import { mentionAt, withoutMention, type Mention } from './mention';
import { counted } from '../elements/numbers';
import { post, saveOf } from '../vscodeApi';
import { attachmentChips } from './attachmentChips';
import { givenChips } from './givenChips';
import { attachImages } from './attachImages';
import { attachmentIcon } from './attachmentIcon';
import { QuestionQueue, type QueueHost } from './questionQueue';
import { tasksFor, writtenAfterSlash } from './slashTasks';
import { buttonIcon, icon } from '../elements/icon';
import { LightElement } from '../elements/lightElement';
import { completionId, completionList, completionListId, type ListedOption } from './completionList';
import './questionBox.css';

const draftDelayMs = 300;
/** While a name is typed, the host is not asked for every letter. */
const completionsDelayMs = 60;

/**
 * Where the question is written: Enter sends, Shift+Enter starts a line, composing text never sends. While a route runs,
 * Enter lets the question wait for its end, Ctrl+Enter stops it first. `@` offers what can be attached, `/` at the
 * beginning the tasks.
 */
@customElement('der-question')
export class QuestionBox extends LightElement implements QueueHost {
  @property({ type: Boolean }) running = false;
  /** The last route was ended by the person, who then decides what is asked next. */
  @property({ type: Boolean }) stopped = false;
  @property({ attribute: false }) attachments: AttachmentsView = {
    items: [],
    room: null,
    onlyFitting: false,
  };
  /** What goes with the question by itself. */
  @property({ attribute: false }) given: readonly GivenView[] = [];
  /** Names of those who are asked without that, where nobody is asked with it. */
  @property({ attribute: false }) blind: readonly string[] = [];
  /** What can be typed after a slash. */
  @property({ attribute: false }) tasks: readonly TaskView[] = [];
  /** What the host found last, and for what. */
  @property({ attribute: false }) found:
    { readonly query: string; readonly completions: readonly CompletionView[] } | undefined;
  @state() private draft = '';
  @state() private stopping = false;
  /** The `@…` under way; undefined also when the person closed its list. */
  @state() private mention: Mention | undefined;
  /** What is typed after the `/` that begins the question; undefined also when the person closed its list. */
  @state() private slash: string | undefined;
  @state() private active = 0;
  @query('textarea') private area!: HTMLTextAreaElement;
  private readonly queue = new QuestionQueue(this);
  private conversation = '';
  /** Runs while the host has not been told the draft. */
  private timer: number | undefined;
  private completionsTimer = 0;
  /** Enter was pressed before the completions for what is typed had come: the first of them is meant. */
  private awaiting = false;
  /** Where the `@` or the `/` stands whose list the person closed. */
  private closed: number | undefined;

  /** Shows the draft of a conversation; that of the one before is kept as it stands. */
  show(conversation: string, draft: string): void {
    if (conversation !== this.conversation && this.timer !== undefined) this.postDraft();
    this.conversation = conversation;
    this.queue.show(conversation);
    this.setDraft(draft);
  }

  /** Replaces what is written. */
  setDraft(text: string): void {
    this.draft = text;
    saveOf(this.conversation, { draft: text });
  }

  private readonly postDraft = (): void => {
    this.forget();
    post({ type: 'draft', conversation: this.conversation, text: this.draft });
  };

  private forget(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  override focus(): void {
    this.area.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('running')) this.stopping = false;
    if (!changed.has('found')) return;
    this.active = 0;
    const [first] = this.completions ?? [];
    if (!this.awaiting || this.found?.query !== this.mention?.query) return;
    this.awaiting = false;
    if (first) this.accept(first);
  }

  protected override updated(): void {
    this.querySelector('[role=option][aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }

  /** What is offered for the mention under way; undefined while no list is open, or nothing has come yet. */
  private get completions(): readonly CompletionView[] | undefined {
    if (!this.mention || !this.found) return undefined;
    const current = this.found.query === this.mention.query;
    return current || this.found.completions.length > 0 ? this.found.completions : undefined;
  }

  private readonly written = (): void => {
    this.setDraft(this.area.value);
    this.awaiting = false;
    this.forget();
    this.timer = window.setTimeout(this.postDraft, draftDelayMs);
    this.moved();
  };

  /** The caret is elsewhere: it may stand in a mention now. */
  private readonly moved = (): void => {
    const { value, selectionStart, selectionEnd } = this.area;
    const found = selectionStart === selectionEnd ? mentionAt(value, selectionStart) : undefined;
    const slash = selectionStart === selectionEnd ? writtenAfterSlash(value, selectionStart) : undefined;
    if ((found?.start ?? (slash === undefined ? undefined : 0)) !== this.closed) this.closed = undefined;
    if (slash !== this.slash) this.active = 0;
    this.slash = this.closed === 0 ? undefined : slash;
    const before = this.mention;
    this.mention = found && found.start !== this.closed ? found : undefined;
    if (!this.mention || this.mention.query === before?.query) return;
    const { query } = this.mention;
    if (!before) this.found = undefined;
    clearTimeout(this.completionsTimer);
    this.completionsTimer = window.setTimeout(
      () => post({ type: 'findCompletions', query }),
      before ? completionsDelayMs : 0,
    );
  };

  private readonly close = (): void => {
    this.awaiting = false;
    this.closed = this.mention?.start ?? (this.slash === undefined ? undefined : 0);
    this.mention = undefined;
    this.slash = undefined;
  };

  /** Attaches it, in place of the mention. */
  private readonly accept = (offer: CompletionView): void => {
    if (!this.mention) return;
    const { text, caret } = withoutMention(this.area.value, this.mention);
    this.area.value = text;
    this.area.setSelectionRange(caret, caret);
    post({ type: 'attach', label: offer.label });
    this.mention = undefined;
    this.written();
  };

  /** The task's name stands in the box; what is typed behind it is added to its words. */
  private readonly begin = ({ name }: TaskView): void => {
    this.area.setRangeText(`/${name} `, 0, this.area.selectionEnd, 'end');
    this.written();
  };

  /** Begins a mention at the caret, for who looks for the button instead of the key. */
  private readonly mentionHere = (): void => {
    this.area.focus();
    const { value, selectionStart } = this.area;
    const blank = /(^|\s)$/.test(value.slice(0, selectionStart)) ? '' : ' ';
    this.area.setRangeText(`${blank}@`, selectionStart, this.area.selectionEnd, 'end');
    this.written();
  };

  /** Tasks for what is typed after the slash; undefined while their list is closed. */
  private get listed(): readonly TaskView[] | undefined {
    if (this.slash === undefined) return undefined;
    const found = tasksFor(this.tasks, this.slash);
    return found.length > 0 ? found : undefined;
  }

  /** Keys that act on the open list. True where the key was one. */
  private keyOfList(key: string): boolean {
    const { completions, listed } = this;
    const { length } = listed ?? completions ?? [];
    const accepts = key === 'Enter' || key === 'Tab';
    if (key === 'Escape') this.close();
    else if (listed && key === 'Enter' && listed[this.active]?.name === this.slash) return false;
    else if (!listed && accepts && this.found?.query !== this.mention?.query) this.awaiting = true;
    else if (length === 0) return false;
    else if (accepts) this.choose(this.active);
    else if (key === 'ArrowDown') this.active = (this.active + 1) % length;
    else if (key === 'ArrowUp') this.active = (this.active + length - 1) % length;
    else return false;
    return true;
  }

  private readonly choose = (index: number): void => {
    const task = this.listed?.[index];
    const offer = this.completions?.[index];
    if (task) this.begin(task);
    else if (offer) this.accept(offer);
  };

  private readonly key = (event: KeyboardEvent): void => {
    // Enter that ends a composition carries the key code 229 where isComposing is already false.
    const composing = event.isComposing || event.keyCode === 229;
    if (composing || event.shiftKey) return;
    if ((this.mention || this.listed) && this.keyOfList(event.key)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (event.key !== 'Enter') return;
    event.preventDefault();
    this.ask(event.ctrlKey || event.metaKey);
  };

  /** @param atOnce what runs is stopped for it, where it would wait otherwise */
  private ask(atOnce = false): void {
    const question = this.draft.trim();
    if (question === '') return;
    this.forget();
    this.setDraft('');
    this.slash = undefined;
    if (this.running) this.queue.add(question, atOnce);
    else this.send(question);
  }

  send(question: string): void {
    post({ type: 'ask', question });
    this.dispatchEvent(new CustomEvent('asked', { bubbles: true }));
  }

  stop(): void {
    this.stopping = true;
    post({ type: 'stop' });
  }

  protected override render(): TemplateResult {
    const { active } = this;
    const options = this.options();
    const open = options !== undefined;
    return html`
      ${this.queue.render()}
      ${open ? completionList(this.listed ? 'tasks' : 'completions', options, active, this.choose) : nothing}
      <div class="question-box">
        ${givenChips(this.given, this.blind)} ${attachmentChips(this.attachments, this.draft)}
        <textarea
          aria-label=${t('Question')}
          placeholder=${t('Ask a question, @ attaches context, / lists tasks')}
          rows="2"
          aria-autocomplete="list"
          aria-controls=${ifDefined(open ? completionListId : undefined)}
          aria-activedescendant=${ifDefined(options?.[active] ? completionId(active) : undefined)}
          .value=${this.draft}
          @input=${this.written}
          @keydown=${this.key}
          @keyup=${this.moved}
          @click=${this.moved}
          @blur=${this.close}
          @paste=${(event: ClipboardEvent) => attachImages(event, event.clipboardData)}
          @dragover=${(event: DragEvent) => event.dataTransfer?.types.includes('Files') && event.preventDefault()}
          @drop=${(event: DragEvent) => attachImages(event, event.dataTransfer)}
        ></textarea>
        <div class="question-actions">
          <button
            class="icon-button"
            title=${t('Attach context: type @')}
            aria-label=${t('Attach context')}
            @mousedown=${(event: MouseEvent) => event.preventDefault()}
            @click=${this.mentionHere}
          >
            ${icon(mention)}
          </button>
          <span class="hint"
            >${
              this.running
                ? t('Enter: after this one · Ctrl+Enter: stop and ask')
                : t('Enter sends · Shift+Enter: new line')
            }</span
          >
          ${this.running ? this.stopButton() : this.sendButton()}
        </div>
      </div>
      <div class="visually-hidden" aria-live="polite">${open ? this.listWords(options.length) : nothing}</div>
    `;
  }

  /** What the open list shows; undefined where none is open. */
  private options(): readonly ListedOption[] | undefined {
    return (
      this.listed?.map(({ name, detail }) => ({ icon: wand, label: `/${name}`, detail })) ??
      this.completions?.map(({ kind, label, detail }) => ({ icon: attachmentIcon[kind], label, detail }))
    );
  }

  private listWords(length: number): string {
    const suggestions = counted(length, 'suggestion');
    return this.listed
      ? t('{0} of what to do. Arrow keys choose, Enter takes it.', suggestions)
      : t('{0} to attach. Arrow keys choose, Enter attaches.', suggestions);
  }

  private sendButton(): TemplateResult {
    return html`<vscode-button
      class="send"
      title=${t('Send the question (Enter)')}
      ?disabled=${this.draft.trim() === ''}
      @click=${() => this.ask()}
    >
      ${buttonIcon(send)} ${t('Send')}
    </vscode-button>`;
  }

  private stopButton(): TemplateResult {
    return html`<vscode-button
      class="stop"
      appearance="secondary"
      title=${t('Stop every request and keep the best answer so far')}
      ?disabled=${this.stopping}
      @click=${() => this.stop()}
    >
      ${buttonIcon(stop)} ${this.stopping ? t('Stopping …') : t('Stop')}
    </vscode-button>`;
  }
}
