/** The conversation that the window shows: opened when it is first needed, and exchanged for another one. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import type { ConversationView, RouteLog } from '../../webview/protocol';
import type { Conversation } from './conversation';
import type { RouteOrigin } from './log';
import { DisposableList, type Disposable } from '../window/disposables';
import { lazy, type Lazy } from '../window/lazy';
import type { ConversationStore, Opened } from './store';

const key = 'der.conversation';
/** Of the one that holds what was asked outside the panel. */
const apartKey = 'der.conversation.apart';

export class CurrentConversation implements Lazy<Conversation>, Disposable {
  private readonly disposables = new DisposableList();
  private readonly changed = this.disposables.add(new vscode.EventEmitter<void>());
  /** Another conversation is shown. */
  readonly onDidChange = this.changed.event;
  readonly store: Lazy<ConversationStore>;
  private current = lazy(() => this.openLast());
  private currentId: string | undefined;

  constructor(
    folder: string,
    /** Tells which conversation was open last. */
    private readonly state: vscode.Memento,
    report: (problem: string) => void,
  ) {
    this.store = lazy(async () => {
      const { ConversationStore } = await import('./store');
      const store = new ConversationStore(join(folder, 'conversations'), report);
      const adopted = await store.adoptFrom(folder);
      if (adopted !== undefined && state.get(key) === undefined) await state.update(key, adopted);
      return store;
    });
  }

  get(): Promise<Conversation> {
    return this.current.get();
  }

  get loaded(): Conversation | undefined {
    return this.current.loaded;
  }

  /** Where questions are kept that were not asked in the panel: the chat's, a commit message's. */
  async apart(): Promise<Conversation> {
    const current = await this.get();
    const { apartId } = this;
    if (apartId !== undefined && apartId === this.currentId) return current;
    const store = await this.store.get();
    if (apartId !== undefined && existsSync(store.fileOf(apartId))) return store.open(apartId);
    const { id, conversation } = store.begin();
    conversation.rename(t('Asked outside the panel'));
    await this.state.update(apartKey, id);
    return conversation;
  }

  get apartId(): string | undefined {
    return this.state.get<string>(apartKey);
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
  async begin(routes?: readonly RouteLog[], origin?: RouteOrigin): Promise<void> {
    await this.show((store) => store.begin(routes, origin));
  }

  /** Shows a conversation as its file holds it now. */
  async switchTo(id: string): Promise<void> {
    await this.show(async (store) => ({ id, conversation: await store.open(id) }));
  }

  /** Waits until what is shown is on disk. @throws Error where that cannot be: letting go of it would lose it. */
  async save(): Promise<void> {
    await this.loaded?.flush();
    if (this.loaded?.saved === false) {
      throw new Error(
        t(
          'The open conversation cannot be saved, so it stays open: what is not on disk yet would be lost. Make room on the disk, or look at the rights of the folder, then try again.',
        ),
      );
    }
  }

  /** The title of what is shown may have changed. */
  renamed(): void {
    this.changed.fire();
  }

  dispose(): void {
    this.disposables.dispose();
  }

  private async show(load: (store: ConversationStore) => Opened | Promise<Opened>): Promise<void> {
    await this.save();
    const { id, conversation } = await load(await this.store.get());
    const next = lazy(() => Promise.resolve(conversation));
    await next.get();
    this.current = next;
    await this.remember(id);
    this.changed.fire();
  }

  private async openLast(): Promise<Conversation> {
    const store = await this.store.get();
    const last = this.state.get<string>(key);
    if (last === undefined) {
      const { id, conversation } = store.begin();
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
