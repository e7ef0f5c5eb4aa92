/** Changes shown beside what they change. A file is written only when the person applies what they have seen. */
import { posix } from 'node:path';
import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { DisposableList, type Disposable } from '../window/disposables';
import { escapeCommandLinks } from '../window/escapeCommandLinks';
import type { Change } from './fileChange';
import type { Danger } from './dangerousFile';

const proposalScheme = 'der-proposal';

/** The answer that a change is from, or whose changes are taken back. */
export interface Origin {
  readonly route: string;
  readonly step: number;
  readonly back?: boolean;
}

/** Changes that were made in files. */
export interface Applied {
  readonly changes: readonly Change[];
  readonly origin: Origin | undefined;
}

export class Proposals implements vscode.TextDocumentContentProvider, Disposable {
  private readonly disposables = new DisposableList();
  /** By the address of the proposed text, which is the right side of its comparison. */
  private readonly open = new Map<string, { readonly change: Change; readonly origin: Origin | undefined }>();
  private count = 0;
  private readonly applying = this.disposables.add(new vscode.EventEmitter<Applied>());
  /** What was proposed is about to be applied: the files are still as they were. */
  readonly onWillApply = this.applying.event;
  private readonly applied = this.disposables.add(new vscode.EventEmitter<Applied>());
  /** The person applied what was proposed. */
  readonly onDidApply = this.applied.event;
  /** Words in red above a text; made when it is first needed. */
  private warning: vscode.TextEditorDecorationType | undefined;

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
    return this.open.get(uri.toString())?.change.after ?? '';
  }

  /** The file that a proposal is for; any other document is its own. Undefined for a proposal that is over. */
  targetOf(document: vscode.Uri): vscode.Uri | undefined {
    return document.scheme === proposalScheme ? this.open.get(document.toString())?.change.target : document;
  }

  /** Opens the comparison. What deletes more than half of the file is said in red above its text. */
  async show(change: Change, origin?: Origin): Promise<void> {
    const { target, before, after, movedFrom } = change;
    const { uri: proposed } = this.offer(change, origin);
    const nothing = proposed.with({ query: 'nothing' });
    const left = before === undefined ? nothing : (movedFrom ?? target);
    const { dangerOfTarget, dangerWords } = await import('./safeTarget');
    const danger = await dangerOfTarget(target);
    const { lossOf, lossWords } = await import('./loss');
    const lost = before === undefined ? undefined : lossOf(before, after ?? '');
    const loss = lost && lossWords(lost);
    await vscode.commands.executeCommand('vscode.diff', left, proposed, titleOf(change, loss, danger), {
      preview: false,
    });
    if (loss) this.warn(proposed, loss);
    if (danger) void vscode.window.showWarningMessage(escapeCommandLinks(dangerWords(danger, target)));
    vscode.window.setStatusBarMessage(
      t('{0} Apply or {1} discard the change above its editor', '$(check)', '$(discard)'),
      15_000,
    );
  }

  /**
   * Applies a proposal, the one in the active editor where none is named. The file stays unsaved, so that it can be undone.
   * A dangerous file is asked about first.
   * @throws Error when the file is not any more what was compared, or has become a link out of its folder.
   */
  async apply(named?: vscode.Uri): Promise<void> {
    const [proposed, { change, origin }] = this.find(named);
    const { changesAllTheSame, dangerOfTarget } = await import('./safeTarget');
    const danger = await dangerOfTarget(change.target);
    if (danger && !(await changesAllTheSame(danger, change.target))) return;
    if (!(await this.make({ changes: [change], origin }))) throw new Error(refused(change.target));
    await this.close(proposed);
    if (change.after !== undefined) await vscode.window.showTextDocument(change.target);
  }

  /** An address under which the editor finds the proposed text, until it is given up. */
  offer(change: Change, origin?: Origin): Disposable & { readonly uri: vscode.Uri } {
    const path = posix.join('/', change.target.path);
    const uri = vscode.Uri.from({ scheme: proposalScheme, path, query: String(++this.count) });
    this.open.set(uri.toString(), { change, origin });
    return { uri, dispose: () => this.open.delete(uri.toString()) };
  }

  /**
   * Makes changes in files, as one step to undo. False where the editor refuses them.
   * @throws Error where a file is not any more what was compared.
   */
  async make(applied: Applied): Promise<boolean> {
    const { workspaceEdit } = await import('./workspaceEdit');
    const edit = await workspaceEdit(applied.changes);
    this.applying.fire(applied);
    if (!(await vscode.workspace.applyEdit(edit))) return false;
    this.applied.fire(applied);
    return true;
  }

  /** Forgets a proposal and closes its comparison. */
  async discard(named?: vscode.Uri): Promise<void> {
    await this.close(this.find(named)[0]);
  }

  dispose(): void {
    this.disposables.dispose();
  }

  /** In red, where the person sees it before they apply anything. */
  private warn(proposed: vscode.Uri, words: string): void {
    const editor = vscode.window.visibleTextEditors.find(
      ({ document }) => document.uri.toString() === proposed.toString(),
    );
    const color = new vscode.ThemeColor('errorForeground');
    const contentText = `⚠ ${t('This change {0}.', words)}`;
    const range = new vscode.Range(0, 0, 0, 0);
    const before = { contentText, color, fontWeight: 'bold', margin: '0 1em 0 0' };
    this.warning ??= this.disposables.add(vscode.window.createTextEditorDecorationType({}));
    editor?.setDecorations(this.warning, [{ range, renderOptions: { before } }]);
  }

  private find(
    named: vscode.Uri | undefined,
  ): readonly [vscode.Uri, { readonly change: Change; readonly origin: Origin | undefined }] {
    const active = vscode.window.tabGroups.activeTabGroup.activeTab;
    const uri = named ?? (active && proposedIn(active));
    const found = uri && this.open.get(uri.toString());
    if (!uri || !found)
      throw new Error(t('No proposed change is open here. Preview one from a code block of an answer.'));
    return [uri, found];
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

function titleOf(change: Change, loss: string | undefined, danger: Danger | undefined): string {
  const title = kindOf(change, loss);
  return danger ? t('⚠ {0}: dangerous', title) : title;
}

function kindOf({ target, before, after }: Change, loss: string | undefined): string {
  const name = vscode.workspace.asRelativePath(target);
  if (before === undefined) return t('{0} (new, proposed)', name);
  if (after === undefined) return t('{0} (to be deleted, proposed)', name);
  return loss ? t('{0} (proposed change): {1}', name, loss) : t('{0} (proposed change)', name);
}

const refused = (target: vscode.Uri) =>
  t(
    '{0} could not be changed. Look whether it is read-only or open elsewhere.',
    vscode.workspace.asRelativePath(target),
  );
