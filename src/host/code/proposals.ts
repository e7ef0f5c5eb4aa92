/** Changes shown beside what they change. A file is written only when the person applies what they have seen. */
import { posix } from 'node:path';
import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { DisposableList, type Disposable } from '../window/disposables';
import type { Change } from './change';

export const proposalScheme = 'der-proposal';

export class Proposals implements vscode.TextDocumentContentProvider, Disposable {
  private readonly disposables = new DisposableList();
  /** By the address of the proposed text, which is the right side of its comparison. */
  private readonly open = new Map<string, Change>();
  private count = 0;

  constructor() {
    // What an extension host that has ended left open has nobody who could apply it any more.
    void vscode.window.tabGroups.close(allTabs().filter((tab) => proposedIn(tab)));
    this.disposables.add(
      vscode.workspace.registerTextDocumentContentProvider(proposalScheme, this),
      vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
        for (const tab of closed) this.open.delete(proposedIn(tab)?.toString() ?? '');
      }),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.open.get(uri.toString())?.after ?? '';
  }

  /** The file that a proposal is for; any other document is its own. Undefined for a proposal that is over. */
  targetOf(document: vscode.Uri): vscode.Uri | undefined {
    return document.scheme === proposalScheme ? this.open.get(document.toString())?.target : document;
  }

  /** Opens the comparison. */
  async show(change: Change): Promise<void> {
    const { target, before } = change;
    const path = posix.join('/', target.path);
    const proposed = vscode.Uri.from({ scheme: proposalScheme, path, query: String(++this.count) });
    this.open.set(proposed.toString(), change);
    const left = before === undefined ? proposed.with({ query: 'nothing' }) : target;
    const name = vscode.workspace.asRelativePath(target);
    const title = before === undefined ? t('{0} (new, proposed)', name) : t('{0} (proposed change)', name);
    await vscode.commands.executeCommand('vscode.diff', left, proposed, title, { preview: false });
    vscode.window.setStatusBarMessage(
      t('{0} Apply or {1} discard the change above its editor', '$(check)', '$(discard)'),
      15_000,
    );
  }

  /**
   * Applies a proposal, the one in the active editor where none is named. The file stays unsaved, so that it can be undone.
   * @throws Error when the file is not any more what was compared.
   */
  async apply(named?: vscode.Uri): Promise<void> {
    const [proposed, change] = this.find(named);
    const edit = new vscode.WorkspaceEdit();
    if (change.before === undefined) {
      edit.createFile(change.target, { contents: new TextEncoder().encode(change.after) });
    } else {
      const document = await vscode.workspace.openTextDocument(change.target);
      if (document.getText() !== change.before) throw new Error(changed(change.target));
      edit.replace(change.target, change.range, change.text);
    }
    if (!(await vscode.workspace.applyEdit(edit))) throw new Error(refused(change.target));
    await this.close(proposed);
    await vscode.window.showTextDocument(change.target);
  }

  /** Forgets a proposal and closes its comparison. */
  async discard(named?: vscode.Uri): Promise<void> {
    await this.close(this.find(named)[0]);
  }

  dispose(): void {
    this.disposables.dispose();
  }

  private find(named: vscode.Uri | undefined): readonly [vscode.Uri, Change] {
    const active = vscode.window.tabGroups.activeTabGroup.activeTab;
    const uri = named ?? (active && proposedIn(active));
    const change = uri && this.open.get(uri.toString());
    if (!uri || !change)
      throw new Error(t('No proposed change is open here. Preview one from a code block of an answer.'));
    return [uri, change];
  }

  private async close(proposed: vscode.Uri): Promise<void> {
    this.open.delete(proposed.toString());
    await vscode.window.tabGroups.close(
      allTabs().filter((tab) => proposedIn(tab)?.toString() === proposed.toString()),
    );
  }
}

function allTabs(): vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs);
}

/** The proposed text that a tab compares with its file. */
function proposedIn({ input }: vscode.Tab): vscode.Uri | undefined {
  return input instanceof vscode.TabInputTextDiff && input.modified.scheme === proposalScheme
    ? input.modified
    : undefined;
}

const changed = (target: vscode.Uri) =>
  t(
    '{0} has changed since the preview was made. Discard the preview, and make a new one from the panel.',
    vscode.workspace.asRelativePath(target),
  );
const refused = (target: vscode.Uri) =>
  t(
    '{0} could not be changed. Look whether it is read-only or open elsewhere.',
    vscode.workspace.asRelativePath(target),
  );
