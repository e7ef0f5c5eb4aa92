/** What code of an answer would change: which file, which part of it, and what it would look like. */
import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { asFile, asPart } from './indentation';
import type { Proposals } from './proposals';
import { exists, workspaceFile } from './workspaceFile';

/** Code of an answer. */
export interface Code {
  readonly code: string;
  readonly language: string;
  /** The file that the code is meant for, where its author said so. */
  readonly path?: string | undefined;
}

export interface Change {
  readonly target: vscode.Uri;
  /** The file's text; undefined where there is no such file yet. */
  readonly before: string | undefined;
  readonly after: string;
  /** The part that is replaced by `text`. */
  readonly range: vscode.Range;
  readonly text: string;
}

/**
 * The file that the code names, else the one in the active editor, or of the proposal that is shown there. The selection there is replaced, and where nothing
 * is selected, the whole file.
 * @throws Error that says what to do where there is no such file.
 */
export async function changeOf({ code, path }: Code, proposals: Proposals): Promise<Change> {
  const editor = vscode.window.activeTextEditor;
  const target =
    path === undefined ? editor && proposals.targetOf(editor.document.uri) : await workspaceFile(path);
  if (!target) throw new Error(path === undefined ? noEditor() : outside(path));
  if (target.scheme !== 'untitled' && !(await exists(target))) {
    const text = asFile(code, '', path ?? '');
    return { target, before: undefined, after: text, range: new vscode.Range(0, 0, 0, 0), text };
  }
  const document = await vscode.workspace.openTextDocument(target);
  const selected = editor?.document === document && !editor.selection.isEmpty ? editor.selection : undefined;
  return selected ? partOf(document, selected, code) : wholeOf(document, code, path ?? '');
}

const noEditor = () => t('No editor is open. Open the file the code should change, then preview it again.');
const outside = (path: string) =>
  t(
    "The code is meant for {0}, which is no file of this workspace. Open the file's folder, or insert the code at the cursor.",
    path,
  );

function wholeOf(document: vscode.TextDocument, code: string, path: string): Change {
  const before = document.getText();
  const text = asFile(code, before, path);
  const range = new vscode.Range(document.positionAt(0), document.positionAt(before.length));
  return { target: document.uri, before, after: text, range, text };
}

function partOf(document: vscode.TextDocument, range: vscode.Range, code: string): Change {
  const before = document.getText();
  const { start, end } = range;
  const line = document.lineAt(start.line);
  const indentation =
    start.character <= line.firstNonWhitespaceCharacterIndex
      ? line.text.slice(0, line.firstNonWhitespaceCharacterIndex)
      : undefined;
  const eol = document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
  const text = asPart(code, document.getText(range), indentation, eol);
  const after = before.slice(0, document.offsetAt(start)) + text + before.slice(document.offsetAt(end));
  return { target: document.uri, before, after, range, text };
}
