import * as vscode from 'vscode';
import { describe, selectionOf } from '../../selection';
import type { Source } from '../reference';

/** What is selected in the active editor, kept as it is: its lines move when the file is changed. */
export const selection: Source = {
  offers() {
    const found = selectionOf(vscode.window.activeTextEditor, (uri) => vscode.workspace.asRelativePath(uri));
    if (!found) return Promise.resolve([]);
    const { text, language } = found;
    const reference = { kind: 'selection', label: describe(found), detail: 'Selection' } as const;
    return Promise.resolve([{ ...reference, kept: { text, language } }]);
  },
  read({ label }) {
    return Promise.reject(new Error(`The text of ${label} is lost. Select it again.`));
  },
};
