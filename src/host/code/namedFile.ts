/** The file of the workspace that an answer means by a path. */
import * as vscode from 'vscode';
import { exists, workspaceFile } from './workspaceFile';

/**
 * As `workspaceFile`; a path that leads to no file is the end of one where only one file of the workspace has it:
 * models shorten `src/cart.ts` to `cart.ts`.
 */
export async function namedFile(path: string): Promise<vscode.Uri | undefined> {
  const file = await workspaceFile(path);
  if (!file || /[[\]{}*?\\]/.test(path) || (await exists(file))) return file;
  const found = await vscode.workspace.findFiles(`**/${path}`, undefined, 2);
  return found.length === 1 ? found[0] : file;
}
