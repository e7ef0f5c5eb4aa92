/** Reads what goes with a question by itself. Neither is a reason for a question to fail: what cannot be read is left out. */
import { posix } from 'node:path';
import * as vscode from 'vscode';
import type { GivenAs, Passage } from '../../der/core/experts';
import { cutTo } from '../../der/core/tokens';
import { textOf } from './documents';
import { mayBeOffered } from './files';
import { partAround } from './partAround';
import { partsWithin } from './partsWithin';

interface Read {
  readonly as: GivenAs;
  readonly uri: vscode.Uri;
  readonly passage: Passage;
}

/** The file in the active editor, as far as it is one of the workspace and holds no secret; of a long one what is around the cursor. */
export async function openFile(mostTokens: number): Promise<Read[]> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return [];
  const { document, selection } = editor;
  const { uri } = document;
  const isOwn = uri.scheme === 'untitled' || vscode.workspace.getWorkspaceFolder(uri) !== undefined;
  if (!isOwn || !(await mayBeOffered(uri))) return [];
  try {
    const { text, language } = await textOf(uri);
    if (text.trim() === '') return [];
    const part = partAround(text, selection.active.line, mostTokens);
    const path = vscode.workspace.asRelativePath(uri);
    const label = part.lines ? `${path}:${part.lines[0]}-${part.lines[1]}` : path;
    return [
      {
        as: 'openFile',
        uri,
        passage: { label, given: 'openFile', ...(language && { language }), text: part.text },
      },
    ];
  } catch {
    return [];
  }
}

/** Files of these names in the folders of the workspace, where the person trusts it: what they say is followed. */
export async function instructions(names: readonly string[], mostTokens: number): Promise<Read[]> {
  if (!vscode.workspace.isTrusted) return [];
  const folders = vscode.workspace.workspaceFolders ?? [];
  const wanted = folders.flatMap(({ uri }) =>
    names.filter(isInside).map((name) => vscode.Uri.joinPath(uri, name)),
  );
  return partsWithin(wanted, mostTokens, instruction);
}

async function instruction(uri: vscode.Uri, mostTokens: number): Promise<Read | undefined> {
  try {
    const { type } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.File) === 0) return undefined;
    const { text } = await textOf(uri);
    if (text.trim() === '') return undefined;
    const label = vscode.workspace.asRelativePath(uri);
    return {
      as: 'instructions',
      uri,
      passage: { label, given: 'instructions', language: 'markdown', text: cutTo(text, mostTokens, 'start') },
    };
  } catch {
    return undefined;
  }
}

/** A name that leads out of the folder names no instruction of it. */
function isInside(name: string): boolean {
  const path = posix.normalize(name.replaceAll('\\', '/'));
  return name.trim() !== '' && !posix.isAbsolute(path) && path !== '..' && !path.startsWith('../');
}
