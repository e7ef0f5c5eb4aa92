/** The files of the workspace that can be attached, found anew when the last look is old. */
import { join } from 'node:path';
import * as vscode from 'vscode';
import { secretPatterns } from './secrets';

/** Long enough for typing a name. */
const believedMs = 15_000;

export interface WorkspaceFiles {
  /** Paths as the person knows them, and their addresses. */
  readonly files: readonly { readonly path: string; readonly uri: vscode.Uri }[];
  readonly folders: readonly { readonly path: string; readonly uri: vscode.Uri }[];
}

let found: { readonly at: number; readonly files: Promise<WorkspaceFiles> } | undefined;

export function workspaceFiles(): Promise<WorkspaceFiles> {
  if (!found || performance.now() - found.at > believedMs) found = { at: performance.now(), files: look() };
  return found.files;
}

/** Text files that git does not ignore, and that hold no secrets: as the workspace expert reads them. */
async function look(): Promise<WorkspaceFiles> {
  const { findFiles } = await import('../../providers/builtin/workspaceFiles');
  const secrets = await secretPatterns();
  const roots = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const perRoot = await Promise.all(
    roots.map(async ({ uri }) => {
      const { files } = await findFiles(uri.fsPath, new AbortController().signal, secrets);
      const folders = new Set(files.flatMap(({ path }) => foldersOf(path)));
      return {
        files: files.map(({ absolute }) => named(vscode.Uri.file(absolute))),
        folders: [...folders].map((path) => named(vscode.Uri.file(join(uri.fsPath, path)))),
      };
    }),
  );
  return { files: perRoot.flatMap(({ files }) => files), folders: perRoot.flatMap(({ folders }) => folders) };
}

/** Whether the same rules let a file in an editor be offered; one outside the workspace goes by its name alone. */
export async function mayBeOffered(uri: vscode.Uri): Promise<boolean> {
  if (uri.scheme === 'output') return false;
  const { isPassedOver } = await import('../../providers/builtin/workspaceFiles');
  const secrets = await secretPatterns();
  const root = uri.scheme === 'file' ? vscode.workspace.getWorkspaceFolder(uri) : undefined;
  return root ? !(await isPassedOver(root.uri.fsPath, uri.fsPath, secrets)) : !secrets.holds(uri.path);
}

function named(uri: vscode.Uri) {
  return { path: vscode.workspace.asRelativePath(uri), uri };
}

/** "a" and "a/b" of "a/b/c.ts". */
function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
