/** Files of the workspace on this machine, as editors have them. */
import { realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { longestText } from '../../checks/types/problems';
import type { NamedFile } from './answerTexts';
import { namedFile } from './namedFile';
import { realPlace } from './realPlace';
import { exists } from './workspaceFile';

/** A file on this machine, in a folder of the workspace once links are followed. */
export interface LocalFile extends NamedFile {
  readonly root: string;
  /** From the root, with slashes. */
  readonly place: string;
  /** It stands otherwise in an editor than on disk. */
  readonly unsaved: boolean;
}

/** The file that a path means. @throws Error where it leads out of its folder, or is too long */
export async function localFile(path: string): Promise<LocalFile | undefined> {
  const uri = await namedFile(path);
  const folder = uri && vscode.workspace.getWorkspaceFolder(uri);
  if (uri?.scheme !== 'file' || !folder) return undefined;
  const place = await realPlace(folder.uri.fsPath, uri.fsPath);
  if (place === undefined)
    throw new Error(`${path} leads out of its folder by a link, so it is not looked at.`);
  const root = await realpath(folder.uri.fsPath);
  const open = vscode.workspace.textDocuments.find((document) => document.uri.fsPath === uri.fsPath);
  const text = open?.getText() ?? (await textOnDisk(uri));
  return { key: join(root, place), root, place, text, unsaved: open?.isDirty ?? false };
}

/** Undefined where there is no such file. */
async function textOnDisk(uri: vscode.Uri): Promise<string | undefined> {
  if (!(await exists(uri))) return undefined;
  if ((await stat(uri.fsPath)).size > longestText)
    throw new Error(`${vscode.workspace.asRelativePath(uri)} is too long to be looked at.`);
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

/** What stands in editors and not on disk, of a folder. */
export async function unsavedIn(root: string): Promise<{ file: string; text: string }[]> {
  const dirty = vscode.workspace.textDocuments.filter(({ uri, isDirty }) => isDirty && uri.scheme === 'file');
  const found = await Promise.all(
    dirty.map(async (document) => {
      const real = await realpath(document.uri.fsPath).catch(() => undefined);
      return real?.startsWith(root + sep)
        ? [{ file: relative(root, real).split(sep).join('/'), text: document.getText() }]
        : [];
    }),
  );
  return found.flat();
}
