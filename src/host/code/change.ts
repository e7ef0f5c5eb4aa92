/** What code of an answer would change: which files, and what they would look like. */
import * as vscode from 'vscode';
import { asFile, asPart } from './fitCode';
import { diffChanges } from './diffChanges';
import { editorDefinitions } from './editorOutline';
import { endOfLine, indentationOf } from './lines';
import { namedFile } from './namedFile';
import { noEditor, outside } from './noFile';
import { choosePlacement } from './choosePlacement';
import type { Change, Code } from './fileChange';
import type { Proposals } from './proposals';
import { languageId } from './languages';
import type { Definition } from './definition';
import { placeSnippet, type Target } from './snippet';
import { isUnifiedDiff } from './unifiedDiff';
import { exists } from './workspaceFile';

/** What else is known of the answer that code is from. */
export interface Around {
  /** Names that its blocks for other files define. */
  readonly elsewhere?: ReadonlySet<string>;
  /** Names that its other blocks for the same file define. */
  readonly beside?: ReadonlySet<string>;
  /** What its earlier blocks make of files, by address. */
  readonly earlier?: ReadonlyMap<string, Change>;
}

/**
 * A diff changes the files that it names. Other code changes the one that it names, else the one in the active editor,
 * or of the proposal that is shown there: what it defines takes the place of its namesakes; what has no place goes where
 * the person says. Undefined where they say nothing.
 * @throws Error that says what to do where there is no such file, or a hunk does not match.
 */
export async function changesOf(
  code: Code,
  proposals: Proposals,
  around: Around = {},
): Promise<readonly Change[] | undefined> {
  const editor = vscode.window.activeTextEditor;
  const shown = editor && proposals.targetOf(editor.document.uri);
  if (isUnifiedDiff(code.language, code.code)) return diffChanges(code, shown, around.earlier);
  const { path } = code;
  const target = path === undefined ? shown : await namedFile(path);
  if (!target) throw new Error(path === undefined ? noEditor() : outside(path));
  const earlier = around.earlier?.get(target.toString());
  if (!earlier && target.scheme !== 'untitled' && !(await exists(target)))
    return [{ target, before: undefined, after: asFile(code.code, '', path ?? '') }];
  const after = await textWith(
    code,
    earlier ? pendingText(earlier, code) : await currentText(target),
    around,
  );
  if (after === undefined) return undefined;
  if (earlier) return [{ ...earlier, after }];
  return [{ target, before: (await vscode.workspace.openTextDocument(target)).getText(), after }];
}

/** What code is put into. */
interface Subject {
  readonly uri: vscode.Uri;
  readonly text: string;
  readonly language: string;
  /** What the editor says that it defines. */
  readonly definitions: () => Promise<readonly Definition[]>;
  /** Where it is the active one. */
  readonly editor: vscode.TextEditor | undefined;
}

async function currentText(uri: vscode.Uri): Promise<Subject> {
  const document = await vscode.workspace.openTextDocument(uri);
  const active = vscode.window.activeTextEditor;
  return {
    uri: document.uri,
    text: document.getText(),
    language: document.languageId,
    definitions: () => editorDefinitions(document),
    editor: active?.document === document ? active : undefined,
  };
}

/** A text that an earlier block of the same answer makes. */
function pendingText({ target, after }: Change, { language }: Code): Subject {
  return {
    uri: target,
    text: after ?? '',
    language: languageId(language),
    definitions: () => Promise.resolve([]),
    editor: undefined,
  };
}

/** The text with the code where it belongs; undefined where the person does not say. */
async function textWith({ code, path }: Code, subject: Subject, around: Around): Promise<string | undefined> {
  const { editor, text, language } = subject;
  const target: Target = {
    text,
    language,
    named: path !== undefined,
    path: path ?? '',
    selected: editor !== undefined && !editor.selection.isEmpty,
    line: editor?.selection.active.line,
    ...(around.elsewhere && { elsewhere: around.elsewhere }),
    ...(around.beside && { beside: around.beside }),
  };
  let placement = placeSnippet(code, target);
  // The editor is asked only where the text alone does not tell: a language server may take its time.
  if (placement.kind === 'unclear' || placement.kind === 'selection')
    placement = placeSnippet(code, { ...target, definitions: await subject.definitions() });
  switch (placement.kind) {
    case 'whole':
    case 'placed':
      return placement.text;
    case 'selection':
      return withSelected(editor!, code);
    case 'unclear': {
      const chosen = await choosePlacement(placement, subject);
      if (chosen === undefined || chosen.where === 'instead') return chosen?.text;
      return chosen.where === 'cursor' ? withSelected(editor!, code) : atEnd(text, code);
    }
  }
}

/** The editor's text with the code in place of what is selected there. */
function withSelected({ document, selection: { start, end } }: vscode.TextEditor, code: string): string {
  const before = document.getText();
  const line = document.lineAt(start.line);
  const indentation =
    start.character <= line.firstNonWhitespaceCharacterIndex
      ? line.text.slice(0, line.firstNonWhitespaceCharacterIndex)
      : undefined;
  const eol = document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
  const text = asPart(code, document.getText(new vscode.Range(start, end)), indentation, eol);
  return before.slice(0, document.offsetAt(start)) + text + before.slice(document.offsetAt(end));
}

function atEnd(before: string, code: string): string {
  const eol = endOfLine(before);
  const text = code.trimEnd().split(/\r?\n/).join(eol);
  return `${before.trimEnd()}${eol}${indentationOf(text) === '' ? eol : ''}${text}${eol}`;
}
