/** A webview view without a window: takes what the panel's host end posts, and sends what the page would send. */
import * as vscode from 'vscode';
import type { FromPanel, ToPanel } from '../../../src/webview/protocol';

export class FakeView {
  readonly posted: ToPanel[] = [];
  readonly times: number[] = [];
  visible = true;
  html = '';
  options: vscode.WebviewOptions = {};
  private readonly received = new vscode.EventEmitter<unknown>();
  private readonly shown = new vscode.EventEmitter<void>();

  /** As the editor hands it to the provider. */
  readonly view = {
    webview: Object.assign(this, {
      cspSource: 'https://webview.test',
      asWebviewUri: (uri: vscode.Uri) => uri,
      onDidReceiveMessage: this.received.event,
      postMessage: (message: ToPanel) => {
        // As the editor does: what changes afterwards is not sent.
        this.posted.push(structuredClone(message));
        this.times.push(performance.now());
        return Promise.resolve(true);
      },
    }),
    visible: true,
    onDidChangeVisibility: this.shown.event,
    onDidDispose: new vscode.EventEmitter<void>().event,
  };

  send(message: FromPanel | Record<string, unknown>): void {
    this.received.fire(message);
  }

  show(visible: boolean): void {
    this.view.visible = visible;
    this.shown.fire();
  }

  of<T extends ToPanel['type']>(type: T): Extract<ToPanel, { type: T }>[] {
    return this.posted.filter((message) => message.type === type) as Extract<ToPanel, { type: T }>[];
  }
}
