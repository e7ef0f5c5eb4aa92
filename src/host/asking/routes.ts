/** Asks questions: one route at a time, its events on their way to the conversation and to whoever listens. */
import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import type { Check } from '../../der/route/checking';
import type { Continuation } from '../../der/route/continuation';
import type { Attachment } from '../../der/prompt/attachments';
import type { CheckedEvent, RouteEvent } from '../../der/trace/events';
import { CancelledError } from '../../der/core/expertErrors';
import { unlessAborted } from '../../der/core/unlessAborted';
import type { Expert, Passage } from '../../der/core/experts';
import type { Models } from '../../der/networks/models';
import type { Knobs } from '../../der/core/mdp';
import type { Turn } from '../../der/prompt/turns';
import { questionError } from '../../der/core/question';
import type { Trace } from '../../der/trace/trace';
import type { Conversation } from '../conversations/conversation';
import type { RouteConstraintsStore } from './routeConstraints';
import { DisposableList, type Disposable } from '../window/disposables';
import type { SettingsService } from '../settings/settingsService';

/** A question with all that belongs to it. */
export interface Question {
  readonly text: string;
  /** The text holds a part of the person's files. */
  readonly fromWorkspace: boolean;
  /** What goes with it. */
  readonly attachments?: readonly Attachment[];
  /** What goes with it by itself, to experts that may see it. */
  readonly context?: readonly Passage[];
  /** The person let the workspace's text in it leave the machine, this time. */
  readonly mayLeave?: true;
  /** Earlier turns that experts are shown, if the person lets them: those given, or the conversation's latest. */
  readonly turns?: readonly Turn[] | 'latest';
  /** The earlier route that it goes on from. */
  readonly continues?: Continuation;
  /** What holds for this question alone: other knobs, and a tighter limit. */
  readonly overrides?: RequestOverrides;
  /** It was not asked in the panel, and is kept in another conversation than the one that is shown there. */
  readonly apart?: boolean;
  /** Its answers must not be seen as they come: they are neither shown nor kept, and whoever asked has them at the end. */
  readonly unseen?: boolean;
}

/** How one question is asked, whatever the settings are. It never loosens a limit. */
export interface RequestOverrides {
  readonly knobs?: Partial<Knobs>;
  readonly localOnly?: true;
  /** Most US dollars that the question may cost. */
  readonly spendCapUsd?: number | undefined;
  /** Ids of experts that are not asked. */
  readonly excluded?: readonly string[];
  /** Id of the only expert that is asked. */
  readonly only?: string | undefined;
  /** A tool quotes or computes; what is wanted is a text of somebody's own. */
  readonly withoutTools?: true;
}

/** Why a question cannot be asked now; the message says what to do. */
export class QuestionError extends Error {
  override readonly name = 'QuestionError';
}

/** Stands in for the route's id between the question and the route's first event. */
export const pending = 'pending';

/** What a route needs and what is loaded for the first question only. */
export interface Loaders {
  experts(): Promise<readonly Expert[]>;
  models(): Promise<Models>;
  conversation(apart: boolean): Promise<Conversation>;
  /** The checks of one route; loaded with the first question. Undefined where they cannot be. */
  check(question: string): Promise<Check | undefined>;
  /** Learns from a route that has ended, whoever asked for it. */
  learnFrom(events: readonly RouteEvent[]): Promise<void>;
}

export class Routes implements Disposable {
  private readonly disposables = new DisposableList();
  private readonly eventFired = this.disposables.add(
    new vscode.EventEmitter<{ route: string; event: RouteEvent; conversation: Conversation }>(),
  );
  private readonly unseenEnded = this.disposables.add(new vscode.EventEmitter<readonly RouteEvent[]>());
  /** All events of a route that nobody was to see. */
  readonly onDidEndUnseen = this.unseenEnded.event;
  private readonly runningChanged = this.disposables.add(new vscode.EventEmitter<string | null>());
  readonly onEvent = this.eventFired.event;
  /** The route that began, or null when it ended. */
  readonly onDidChangeRunning = this.runningChanged.event;
  private current: { readonly abort: AbortController; route: string } | undefined;
  /** The window closes: what a route has so far stays as it is, so that it can go on later. */
  private closing = false;
  private finished: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly settings: SettingsService,
    private readonly controls: RouteConstraintsStore,
    private readonly load: Loaders,
  ) {}

  /** Id of the route that runs, `pending` before it has one, null when none does. */
  get running(): string | null {
    return this.current?.route ?? null;
  }

  /**
   * Runs one route to its end and resolves to its trace.
   * @throws QuestionError, PoolError, or what the networks' loading throws, each with what to do; CancelledError when
   * it was stopped before anybody was asked.
   */
  ask(question: Question): Promise<Trace> {
    const wrong = questionError(question.text);
    if (wrong) return reject(wrong);
    if (this.current) return reject(t('DER is still answering. Wait for it, or stop it first (DER: Stop).'));
    const abort = new AbortController();
    this.current = { abort, route: pending };
    this.runningChanged.fire(pending);
    const trace = this.run(question, abort.signal).finally(() => {
      this.current = undefined;
      this.runningChanged.fire(null);
    });
    this.finished = trace.catch(() => undefined);
    return trace;
  }

  /** Ends the route; what it has so far becomes its trace. Resolves when all of it is written down. */
  async stop(): Promise<void> {
    this.current?.abort.abort();
    await this.finished;
  }

  /** Ends the route without an end of its own: nobody wished for it. Resolves when what was answered is written down. */
  interrupt(): Promise<void> {
    this.closing = true;
    return this.stop();
  }

  /** Tells of what was found out about a route that has ended. */
  async add(conversation: Conversation, route: string, event: CheckedEvent): Promise<void> {
    conversation.append(route, event);
    await conversation.flush();
    this.eventFired.fire({ route, event, conversation });
  }

  dispose(): void {
    this.current?.abort.abort();
    this.disposables.dispose();
  }

  private async run(question: Question, signal: AbortSignal): Promise<Trace> {
    const { text, fromWorkspace, attachments = [], context, turns = [], continues } = question;
    const { overrides = {}, apart = false, unseen = false, mayLeave = false } = question;
    const [
      pool,
      models,
      conversation,
      check,
      { route },
      { tighterCap },
      { traceOf },
      { earlierTurns },
      { keepFirst },
    ] = await unlessAborted(
      Promise.all([
        this.load.experts(),
        this.load.models(),
        unseen ? undefined : this.load.conversation(apart),
        this.load.check(text),
        import('../../der/route/route'),
        import('../../der/route/masks'),
        import('../../der/trace/traceFromEvents'),
        import('../conversations/earlierTurns'),
        import('../conversations/keepFirst'),
      ]),
      signal,
    );
    const { policy, terminator, info } = models;
    const knobs = () => ({ ...this.settings.current.knobs, ...overrides.knobs });
    const tools = overrides.withoutTools ? pool.filter(({ tool }) => tool).map(({ id }) => id) : [];
    const limits = () => {
      const { excluded = [], spendCapUsd: cap, ...others } = this.controls.limits;
      return {
        ...others,
        ...(overrides.localOnly && { localOnly: true }),
        ...(mayLeave && { allowWorkspaceText: true }),
        ...(overrides.only !== undefined && { pinned: overrides.only }),
        spendCapUsd: tighterCap(cap, overrides.spendCapUsd),
        excluded: [...excluded, ...(overrides.excluded ?? []), ...tools],
      };
    };
    const known = turns === 'latest' ? earlierTurns(conversation?.routes ?? []) : turns;
    const events: RouteEvent[] = [];
    const input = {
      question: text,
      fromWorkspace,
      attachments,
      context,
      turns: this.controls.current.earlierTurns ? known : [],
      continues,
      check,
      pool,
      policy,
      terminator,
      models: info,
      knobs,
      limits,
      signal,
    };
    for await (const event of route(input)) {
      // What only says that requests were broken off is no part of the route.
      if (this.closing) continue;
      if (event.type === 'started' && conversation) this.began(event.id);
      events.push(event);
      if (!conversation) continue;
      await keepFirst(conversation, this.current!.route, event);
      this.eventFired.fire({ route: this.current!.route, event, conversation });
    }
    if (conversation) await conversation.flush();
    else this.unseenEnded.fire(events);
    if (this.closing) throw new CancelledError();
    await this.load.learnFrom(events);
    return traceOf(events);
  }

  private began(route: string): void {
    this.current!.route = route;
    this.runningChanged.fire(route);
  }
}

function reject(message: string): Promise<never> {
  return Promise.reject(new QuestionError(message));
}
