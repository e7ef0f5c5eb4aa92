/** Where code of an answer goes: to the cursor, into a preview, into a new editor, to a terminal's prompt. */
import * as vscode from 'vscode';
import type { FromPanel } from '../../webview/protocol';
import { changesOf } from './change';
import { insertCode } from './insert';
import { languageId } from './languages';
import type { Origin, Proposals } from './proposals';
import { propose } from './review';
import { toTerminal } from './terminal';

type UseCode = Extract<FromPanel, { type: 'code' }>;

/** @throws Error that says what to do where it cannot go there. */
export async function placeCode(
  { how, route, step, ...code }: UseCode,
  proposals: Proposals,
  report: (problem: string) => void,
): Promise<void> {
  switch (how) {
    case 'insert':
      return insertCode(code);
    case 'apply': {
      const changes = await changesOf(code, proposals);
      const origin: Origin | undefined =
        route === undefined || step === undefined ? undefined : { route, step };
      return changes && propose(changes, proposals, origin, report);
    }
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
