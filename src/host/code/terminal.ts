/** Puts a command of an answer at a terminal's prompt. It is never run: that is the person's Enter. */
import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { commandLines } from './commandLines';

/** A terminal runs every line but the last of a text, so one command is chosen where there are several. */
export async function toTerminal(code: string, language: string): Promise<void> {
  const commands = commandLines(code, language);
  if (commands.length === 0)
    throw new Error(t('There is no command in this code that a terminal could take.'));
  const command = await vscode.window.showQuickPick(commands, {
    title: t('Put at the prompt of the terminal, without running it'),
    placeHolder:
      commands.length > 1 ? t('Which command? A terminal takes one at a time') : t('Enter confirms'),
  });
  if (command === undefined) return;
  const terminal =
    vscode.window.activeTerminal ?? vscode.window.terminals.at(-1) ?? vscode.window.createTerminal();
  terminal.show();
  terminal.sendText(command, false);
}
