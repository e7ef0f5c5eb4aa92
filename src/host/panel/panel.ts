/** The panel's end on this side: sends what happens, acts on what the person does there. */
import * as vscode from 'vscode';
import type { RouteEvent } from '../../der/trace/events';
import type { FromPanel, ToPanel } from '../../webview/protocol';
import { DisposableList, type Disposable } from '../window/disposables';
import { FrameBatcher } from './frameBatcher';
import { language } from '../../language';
import { panelHtml } from './panelHtml';

export const panelView = 'der.panel';

/** What the panel shows and what it can do, provided by the rest of the editor side. */
export interface PanelActions {
  /** Loads what the state is made of. */
  prepare(): Promise<void>;
  /** Everything the panel needs after it loaded or was shown again. */
  state(): Extract<ToPanel, { type: 'restore' }>;
  /** The state has been sent: what is looked for from now on is told as it is found. */
  shown(): void;
  /** Acts on a message; `ready` never gets here. */
  act(message: Exclude<FromPanel, { type: 'ready' }>): Promise<void>;
}

export class Panel implements vscode.WebviewViewProvider, Disposable {
  private view: vscode.WebviewView | undefined;
  /** The page has loaded and has been sent the state; until then events are part of that state. */
  private restored = false;
  private readonly frames = new FrameBatcher((route, events) => this.post({ type: 'events', route, events }));

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly actions: PanelActions,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  resolveWebviewView(view: vscode.WebviewView): void {
    const dist = vscode.Uri.joinPath(this.extensionUri, 'dist');
    const uri = (file: string) => view.webview.asWebviewUri(vscode.Uri.joinPath(dist, file)).toString();
    const listeners = new DisposableList();
    this.view = view;
    this.restored = false;
    listeners.add(
      view.webview.onDidReceiveMessage((message: unknown) => void this.receive(message)),
      // The page of a hidden view is dropped; it says `ready` again when it is shown.
      view.onDidChangeVisibility(() => {
        if (!view.visible) this.disconnect();
      }),
      view.onDidDispose(() => {
        listeners.dispose();
        if (this.view === view) this.view = undefined;
        this.disconnect();
      }),
    );
    view.webview.options = { enableScripts: true, localResourceRoots: [dist] };
    view.webview.html = panelHtml({
      source: view.webview.cspSource,
      script: uri('panel.js'),
      style: uri('panel.css'),
      language,
      texts: vscode.l10n.bundle,
    });
  }

  /** A batch per frame, while the panel is shown. */
  postEvent(route: string, event: RouteEvent): void {
    if (this.restored) this.frames.add(route, event);
  }

  /** False where no panel is shown; then the message is part of the state it starts with, or of none. */
  post(message: ToPanel): boolean {
    if (!this.restored) return false;
    // Order: events that happened before this message are shown before it.
    if (message.type !== 'events') this.frames.flush();
    void this.view?.webview.postMessage(message);
    return true;
  }

  /** Somebody may be looking at it. */
  get shown(): boolean {
    return this.restored;
  }

  /** Sends the whole state anew. */
  refresh(): void {
    if (this.restored) this.post(this.actions.state());
  }

  dispose(): void {
    this.frames.dispose();
  }

  private disconnect(): void {
    this.restored = false;
    this.frames.dispose();
  }

  private async receive(raw: unknown): Promise<void> {
    const { parseMessage } = await import('./messages');
    try {
      const message = parseMessage(raw);
      if (message.type === 'ready') await this.restore();
      else await this.actions.act(message);
    } catch (error) {
      this.log.error(error as Error);
      this.post({ type: 'notice', level: 'error', text: (error as Error).message });
    }
  }

  private async restore(): Promise<void> {
    const view = this.view;
    await this.actions.prepare();
    if (this.view !== view) return;
    // What waits for its frame is part of the state. No event can come between the state and what follows it.
    this.frames.dispose();
    this.restored = true;
    void view?.webview.postMessage(this.actions.state());
    this.actions.shown();
  }
}
