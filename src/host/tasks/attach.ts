/** "Ask DER about it" of the explorer: what is chosen there becomes chips of the question box, which waits for words. */
import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import type { HostContext } from '../context';
import type { Reference } from '../attachments/reference';
import { panelView } from '../panel/panel';

/** The explorer gives what was clicked, and all that is chosen; an editor's tab its file alone. */
export async function attach({ attachments }: HostContext, clicked: unknown, chosen: unknown): Promise<void> {
  const all: readonly unknown[] = Array.isArray(chosen) ? chosen : [clicked];
  const given = all.filter((one) => one instanceof vscode.Uri);
  const active = vscode.window.activeTextEditor?.document.uri;
  const uris = given.length > 0 || !active ? given : [active];
  if (uris.length === 0) throw new Error(t('No file is open. Open one, or attach one with @.'));
  const references = await Promise.all(uris.map(referenceTo));
  await attachments.add(references.map((reference) => ({ reference, fit: 'whole' })));
  await vscode.commands.executeCommand(`${panelView}.focus`);
}

async function referenceTo(uri: vscode.Uri): Promise<Reference> {
  const { type } = await vscode.workspace.fs.stat(uri);
  const path = vscode.workspace.asRelativePath(uri);
  const isFolder = (type & vscode.FileType.Directory) !== 0;
  return { kind: isFolder ? 'folder' : 'file', label: isFolder ? `${path}/` : path, uri: uri.toString() };
}
