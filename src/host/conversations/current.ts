/** The conversation that the window shows: opened when it is first needed, and exchanged for another one. */
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { ConversationView, RouteLog } from '../../webview/protocol';
import type { Conversation } from '../conversation';
import type { Origin } from '../conversationLog';
import { DisposableList, type Disposable } from '../disposables';
import { once, type Once } from '../once';
import type { ConversationStore } from './store';

const key = 'der.conversation';

export class CurrentConversation implements Once<Conversation>, Disposable {
  private readonly disposables = new DisposableList();
  private readonly changed = this.disposables.add(new vscode.EventEmitter<void>());
  /** Another conversation is shown. */
  readonly onDidChange = this.changed.event;
  readonly store: Once<ConversationStore>;
  private current = once(() => this.openLast());
  private currentId: string | undefined;

  constructor(
    private readonly folder: string,
    /** Tells which conversation was open last. */
    private readonly state: vscode.Memento,
    report: (problem: string) => void,
  ) {
    this.store = once(async () => {
      const { ConversationStore } = await import('./store');
      return new ConversationStore(join(folder, 'conversations'), report);
    });
  }

  get(): Promise<Conversation> {
    return this.current.get();
  }

  get loaded(): Conversation | undefined {
    return this.current.loaded;
  }

  /** Undefined until it is loaded. */
  get id(): string | undefined {
    return this.currentId;
  }

  /** What the panel shows of it. */
  get view(): ConversationView {
    const branchOf = this.loaded?.branchOf?.title;
    const title = this.loaded?.title ?? '';
    return { id: this.currentId ?? '', title, ...(branchOf !== undefined && { branchOf }) };
  }

  /** A conversation with the routes before one of this one's, which stays as it is. */
  async branchBefore(route: string): Promise<void> {
    const { routes, title } = await this.get();
    const before = routes.slice(
      0,
      routes.findIndex(({ id }) => id === route),
    );
    await this.begin(before, { id: this.currentId!, title });
  }

  /** A new conversation, which may begin with routes of another one. */
  async begin(routes?: readonly RouteLog[], origin?: Origin): Promise<void> {
    const store = await this.store.get();
    const { id, conversation } = await store.begin(routes, origin);
    await this.show(id, () => Promise.resolve(conversation));
  }

  /** Shows a conversation as its file holds it now. */
  async switchTo(id: string): Promise<void> {
    const store = await this.store.get();
    await this.show(id, () => store.open(id));
  }

  /** The title of what is shown may have changed. */
  renamed(): void {
    this.changed.fire();
  }

  dispose(): void {
    this.disposables.dispose();
  }

  private async show(id: string, load: () => Promise<Conversation>): Promise<void> {
    await this.loaded?.flush();
    const next = once(load);
    await next.get();
    this.current = next;
    await this.remember(id);
    this.changed.fire();
  }

  private async openLast(): Promise<Conversation> {
    const store = await this.store.get();
    const last = this.state.get<string>(key) ?? (await store.adopt(join(this.folder, 'conversation.jsonl')));
    if (last === undefined) {
      const { id, conversation } = await store.begin();
      await this.remember(id);
      return conversation;
    }
    await this.remember(last);
    return store.open(last);
  }

  private async remember(id: string): Promise<void> {
    this.currentId = id;
    await this.state.update(key, id);
  }
}
