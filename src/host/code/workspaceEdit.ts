/** Changes as one edit of the editor, to be undone at once. */
import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import type { Change } from './fileChange';
import { dangerOfTarget } from './safeTarget';
import { textEdits } from './textEdits';

/** @throws Error where a file is not any more what the change was made for, or lies in its folder only by a link. */
export async function workspaceEdit(changes: readonly Change[]): Promise<vscode.WorkspaceEdit> {
  const edit = new vscode.WorkspaceEdit();
  for (const change of changes) {
    for (const file of [change.target, change.movedFrom]) if (file) await dangerOfTarget(file);
    await add(edit, change);
  }
  return edit;
}

async function add(edit: vscode.WorkspaceEdit, { target, before, after, movedFrom }: Change): Promise<void> {
  if (before === undefined) return edit.createFile(target, { contents: new TextEncoder().encode(after) });
  const source = movedFrom ?? target;
  const document = await vscode.workspace.openTextDocument(source);
  if (document.getText() !== before) throw new Error(changed(source));
  if (after === undefined) return edit.deleteFile(target);
  if (movedFrom) edit.renameFile(movedFrom, target);
  for (const { start, end, text } of textEdits(before, after))
    edit.replace(target, new vscode.Range(document.positionAt(start), document.positionAt(end)), text);
}

const changed = (target: vscode.Uri) =>
  t(
    '{0} has changed since the preview was made. Discard the preview, and make a new one from the panel.',
    vscode.workspace.asRelativePath(target),
  );
