import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { describe, selectionOf } from '../editorSelection';
import type { ContextKind } from '../reference';

/** What is selected in the active editor, kept as it is: its lines move when the file is changed. */
export const selection: ContextKind = {
  completions() {
    const found = selectionOf(vscode.window.activeTextEditor, (uri) => vscode.workspace.asRelativePath(uri));
    if (!found) return Promise.resolve([]);
    const { text, language } = found;
    const reference = { kind: 'selection', label: describe(found), detail: t('Selection') } as const;
    return Promise.resolve([{ ...reference, kept: { text, language } }]);
  },
  read({ label }) {
    return Promise.reject(new Error(t('The text of {0} is lost. Select it again.', label)));
  },
};
