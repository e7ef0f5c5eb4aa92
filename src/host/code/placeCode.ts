/** Where code of an answer goes: to the cursor, into a preview, into a new editor, to a terminal's prompt. */
import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import type { FromPanel } from '../../webview/protocol';
import { changeOf } from './change';
import { languageId } from './languages';
import type { Proposals } from './proposals';
import { toTerminal } from './terminal';

type UseCode = Extract<FromPanel, { type: 'code' }>;

/** @throws Error that says what to do where it cannot go there. */
export async function useCode({ how, ...code }: UseCode, proposals: Proposals): Promise<void> {
  switch (how) {
    case 'insert':
      return insertAtCursor(code.code.trimEnd());
    case 'apply':
      return proposals.show(await changeOf(code, proposals));
    case 'newFile': {
      const language = languageId(code.language);
      const document = await vscode.workspace.openTextDocument({ content: code.code, language });
      await vscode.window.showTextDocument(document);
      return;
    }
    case 'terminal':
      return toTerminal(code.code, code.language);
  }
}

/** In place of what is selected in the active editor. */
export async function insertAtCursor(text: string): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor)
    throw new Error(t('No editor is open. Open the file the text should go into, then insert it.'));
  if (!(await editor.edit((edit) => edit.replace(editor.selection, text))))
    throw new Error(t('The text could not be inserted. Look whether the file is read-only.'));
}
