import {
  html,
  nothing,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from 'lit';
import { t } from '@vscode/l10n';
import close from '@vscode/codicons/src/icons/close.svg';
import { icon } from '../elements/icon';
import { savedOf, saveOf } from '../vscodeApi';
import './questionQueue.css';

/** Characters of a waiting question that are shown. */
const shownCharacters = 300;

/** What the queue needs of the box that it belongs to. */
export interface QueueHost extends ReactiveControllerHost {
  /** A route runs. */
  readonly running: boolean;
  /** The last route was ended by the person, who then decides what is asked next. */
  readonly stopped: boolean;
  send(question: string): void;
  stop(): void;
}

/** Questions that were written while a route ran, in the order in which they are asked after it. */
export class QuestionQueue implements ReactiveController {
  private waiting: readonly string[] = [];
  private conversation = '';
  private ran = false;
  /** The first of them is asked even though the person stops the route. */
  private stopsToAsk = false;

  constructor(private readonly box: QueueHost) {
    box.addController(this);
  }

  /** What waits in a conversation. */
  show(conversation: string): void {
    this.conversation = conversation;
    this.stopsToAsk = false;
    this.waiting = savedOf(conversation).queue ?? [];
    this.box.requestUpdate();
  }

  /** @param atOnce what runs is stopped for it */
  add(question: string, atOnce: boolean): void {
    this.set(atOnce ? [question, ...this.waiting] : [...this.waiting, question]);
    if (atOnce) this.stopToAsk();
  }

  hostUpdated(): void {
    const { running, stopped } = this.box;
    const ends = this.ran && !running;
    this.ran = running;
    if (ends && (this.stopsToAsk || !stopped)) this.askNext();
  }

  private set(questions: readonly string[]): void {
    this.waiting = questions;
    saveOf(this.conversation, { queue: questions });
    this.box.requestUpdate();
  }

  private askNext(): void {
    this.stopsToAsk = false;
    const [next, ...others] = this.waiting;
    if (next === undefined) return;
    this.set(others);
    this.box.send(next);
  }

  private askNow(index: number): void {
    this.set([this.waiting[index]!, ...this.waiting.toSpliced(index, 1)]);
    if (this.box.running) this.stopToAsk();
    else this.askNext();
  }

  private stopToAsk(): void {
    this.stopsToAsk = true;
    this.box.stop();
  }

  render(): TemplateResult | typeof nothing {
    if (this.waiting.length === 0) return nothing;
    return html`<ol class="queue" aria-label=${t('Asked next')}>
      ${this.waiting.map((question, index) => this.item(question.slice(0, shownCharacters), index))}
    </ol>`;
  }

  private item(question: string, index: number): TemplateResult {
    return html`<li>
      <span class="queued" title=${question}>${question}</span>
      <button
        class="link"
        title=${this.box.running ? t('Stop what runs, and ask this') : t('Ask this question now')}
        @click=${() => this.askNow(index)}
      >
        ${t('Ask now')}
      </button>
      <button
        class="icon-button"
        title=${t('Take this question off the list')}
        aria-label=${t('Take question {0} off the list', index + 1)}
        @click=${() => this.set(this.waiting.toSpliced(index, 1))}
      >
        ${icon(close)}
      </button>
    </li>`;
  }
}
