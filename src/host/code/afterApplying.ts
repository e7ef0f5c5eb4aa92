/** What becomes of an answer's changes once they were applied: the person undoes them, or writes over much of them. */
import * as vscode from 'vscode';
import { DisposableList, type Disposable } from '../window/disposables';
import { keptShare } from './keptShare';
import type { Applied, Origin, Proposals } from './proposals';

/** Changes that are watched, the latest. */
const most = 20;
/** What is changed later is work of its own. */
const watchedMs = 30 * 60_000;
/** Who keeps less of a change has edited it. */
const editedBelow = 0.8;

export interface Became {
  readonly origin: Origin;
  readonly how: 'edited' | 'undone';
}

interface Watched {
  readonly origin: Origin;
  readonly before: string;
  readonly after: string;
  /** On a clock that only goes forward. */
  readonly at: number;
}

export class AfterApplying implements Disposable {
  private readonly disposables = new DisposableList();
  private readonly found = this.disposables.add(new vscode.EventEmitter<Became>());
  readonly onDidBecome = this.found.event;
  /** By the file's address. */
  private readonly watched = new Map<string, Watched>();

  constructor(proposals: Pick<Proposals, 'onDidApply'>) {
    this.disposables.add(
      proposals.onDidApply((applied) => this.watch(applied)),
      vscode.workspace.onDidChangeTextDocument(({ document, reason }) => {
        if (reason === vscode.TextDocumentChangeReason.Undo) this.look(document, true);
      }),
      vscode.workspace.onDidSaveTextDocument((document) => this.look(document, false)),
    );
  }

  dispose(): void {
    this.disposables.dispose();
  }

  private watch({ changes, origin }: Applied): void {
    for (const { target, before, after } of changes) {
      const key = target.toString();
      this.watched.delete(key);
      if (!origin || origin.back || after === undefined) continue;
      this.watched.set(key, { origin, before: before ?? '', after, at: performance.now() });
    }
    for (const old of [...this.watched.keys()].slice(0, -most)) this.watched.delete(old);
  }

  private look(document: vscode.TextDocument, undoing: boolean): void {
    const key = document.uri.toString();
    const watched = this.watched.get(key);
    if (!watched) return;
    if (performance.now() - watched.at > watchedMs) return void this.watched.delete(key);
    const { origin, before, after } = watched;
    const now = document.getText().replaceAll('\r\n', '\n');
    const isBack = now === before.replaceAll('\r\n', '\n');
    if (!isBack && (undoing || keptShare(before, after, now) >= editedBelow)) return;
    this.watched.delete(key);
    this.found.fire({ origin, how: isBack ? 'undone' : 'edited' });
  }
}
