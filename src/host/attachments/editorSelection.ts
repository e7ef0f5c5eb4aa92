/** A selection of the editor as a part of the question. */
import type * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import type { Attachment } from '../../der/prompt/attachments';
import { estimateTokens } from '../../der/core/tokens';

export interface EditorSelection {
  /** Path as the person knows it, from the workspace's root. */
  readonly path: string;
  /** First and last line, counted from 1. */
  readonly lines: readonly [number, number];
  readonly language: string;
  readonly text: string;
}

/** What is selected in the editor; undefined when nothing is. */
export function selectionOf(
  editor: vscode.TextEditor | undefined,
  pathOf: (uri: vscode.Uri) => string,
): EditorSelection | undefined {
  if (!editor || editor.selection.isEmpty) return undefined;
  const { document, selection } = editor;
  // A selection that ends at the start of a line does not touch that line.
  const last = selection.end.character === 0 ? selection.end.line : selection.end.line + 1;
  return {
    path: pathOf(document.uri),
    lines: [selection.start.line + 1, Math.max(last, selection.start.line + 1)],
    language: document.languageId,
    text: document.getText(selection),
  };
}

/** "lines 3–9 of src/app.ts". */
export function describe({ path, lines: [first, last] }: EditorSelection): string {
  return first === last ? t('line {0} of {1}', first, path) : t('lines {0}–{1} of {2}', first, last, path);
}

/** The selection as what goes with a question. */
export function attachmentOf(selection: EditorSelection): Attachment {
  const { language, text } = selection;
  return { kind: 'selection', label: describe(selection), language, text, tokens: estimateTokens(text) };
}
