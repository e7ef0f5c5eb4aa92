/** Changes as one edit of the editor, to be undone at once. */
import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import type { Change } from './change';
import { lossOf, lossWords } from './loss';
import { textEdits } from './textEdits';

/**
 * @param review Whether the person is to tick each file and each change of it before anything happens.
 * @throws Error where a file is not any more what the change was made for.
 */
export async function workspaceEdit(
  changes: readonly Change[],
  review: boolean,
): Promise<vscode.WorkspaceEdit> {
  const edit = new vscode.WorkspaceEdit();
  for (const change of changes) await add(edit, change, review);
  return edit;
}

async function add(edit: vscode.WorkspaceEdit, change: Change, review: boolean): Promise<void> {
  const { target, before, after, movedFrom } = change;
  const meta = (label: string, description?: string): vscode.WorkspaceEditEntryMetadata | undefined =>
    review
      ? { needsConfirmation: true, label, ...(description !== undefined && { description }) }
      : undefined;
  if (before === undefined) {
    const contents = new TextEncoder().encode(after);
    return edit.createFile(target, { contents }, meta(t('New files')));
  }
  const source = movedFrom ?? target;
  const document = await vscode.workspace.openTextDocument(source);
  if (document.getText() !== before) throw new Error(changed(source));
  if (after === undefined) return edit.deleteFile(target, {}, meta(t('Deleted files')));
  if (movedFrom) edit.renameFile(movedFrom, target, {}, meta(t('Renamed files')));
  const loss = lossOf(before, after);
  const label = loss ? t('Deletes more than half of a file') : t('Changed files');
  for (const { start, end, text, added, removed } of textEdits(before, after)) {
    const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
    const words = loss ? lossWords(loss) : `+${added} −${removed}`;
    edit.replace(target, range, text, meta(label, words));
  }
}

export const changed = (target: vscode.Uri) =>
  t(
    '{0} has changed since the preview was made. Discard the preview, and make a new one from the panel.',
    vscode.workspace.asRelativePath(target),
  );
