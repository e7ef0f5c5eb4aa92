/** Questions about a terminal: what is selected in it, and the command that failed last. */
import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { estimateTokens } from '../../der/core/tokens';
import type { Attachment } from '../../der/prompt/attachments';
import type { HostContext } from '../context';
import { panelView } from '../panel/panel';
import type { CommandFailure } from './failedCommand';
import { shownOutput } from './output';

/** The selection becomes a chip of the question box, which waits for words. */
export async function askAboutSelection(context: HostContext): Promise<void> {
  const text = await lent('workbench.action.terminal.copySelection');
  if (text.trim() === '')
    throw new Error(t('Nothing is selected in the terminal. Select what you mean first.'));
  const selection = outputAs(t('selection of the terminal'), text);
  // What was selected before is not meant any more.
  await context.attachments.detach(selection.label);
  await context.attachments.putBack([selection]);
  await vscode.commands.executeCommand(`${panelView}.focus`);
}

/** Asks at once why the command failed. */
export async function askAboutFailure(
  context: HostContext,
  latest: Promise<CommandFailure> | undefined,
): Promise<void> {
  const failure = await latest;
  if (!failure) {
    throw new Error(
      t(
        'No command has failed in a terminal of this window, or its shell does not tell the editor. Select the output in the terminal, and ask about the selection.',
      ),
    );
  }
  const { command, exitCode } = failure;
  const output = await outputOf(failure);
  const attachment = outputAs(
    t('output of the terminal'),
    `$ ${command}\n${output}\n[exit code ${exitCode}]`,
  );
  const text = t('This command failed. Say why, and what to do about it.');
  await vscode.commands.executeCommand(`${panelView}.focus`);
  await context.ask({ text, fromWorkspace: false, attachments: [attachment], turns: [] });
}

function outputAs(label: string, output: string): Attachment {
  const text = shownOutput(output);
  return { kind: 'selection', label, text, tokens: estimateTokens(text) };
}

/**
 * Of a command that ends at once the editor may tell that it began, what it wrote and that it ended in one go, before
 * anybody can listen (1.139, in windows that are connected to a server): it still stands in its terminal then.
 */
async function outputOf({ output, isInFront }: CommandFailure): Promise<string> {
  if (shownOutput(output).trim() !== '' || !isInFront()) return output;
  return lent('workbench.action.terminal.copyLastCommandOutput');
}

/** The editor lends what a terminal shows by the clipboard alone, which is as before afterwards. */
async function lent(command: string): Promise<string> {
  const { clipboard } = vscode.env;
  const before = await clipboard.readText();
  try {
    await clipboard.writeText('');
    await vscode.commands.executeCommand(command);
    return await clipboard.readText();
  } finally {
    await clipboard.writeText(before);
  }
}
