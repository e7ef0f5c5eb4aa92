/** Files of the workspace by the paths that answers name. */
import * as vscode from 'vscode';
import { segmentsOf } from './pathSegments';

/**
 * The file's address, in the folder that has it, else in the first one; undefined for a path that leads out of
 * the workspace. In a workspace of several folders a path may begin with the name of one.
 */
export async function workspaceFile(path: string): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const segments = segmentsOf(path);
  if (segments === undefined) return undefined;
  const named = folders.length > 1 ? folders.find(({ name }) => name === segments[0]) : undefined;
  if (named && segments.length > 1) return vscode.Uri.joinPath(named.uri, ...segments.slice(1));
  const candidates = folders.map(({ uri }) => vscode.Uri.joinPath(uri, ...segments));
  for (const uri of candidates) if (await exists(uri)) return uri;
  return candidates[0];
}

export async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
