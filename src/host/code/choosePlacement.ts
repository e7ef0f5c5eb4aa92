/** Asks where code goes that may be meant for several places. */
import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { lossOf, lossWords } from './loss';
import type { Placement } from './snippet';

/** `instead`: in place of the whole text; else where the code is added. */
export type Chosen =
  { readonly where: 'instead'; readonly text: string } | { readonly where: 'cursor' | 'end' };

interface Choice extends vscode.QuickPickItem {
  readonly chosen: Chosen;
}

/** Undefined where the person gives up. */
export async function choosePlacement(
  { placed, whole }: Extract<Placement, { kind: 'unclear' }>,
  {
    uri,
    text: before,
    editor,
  }: { readonly uri: vscode.Uri; readonly text: string; readonly editor: vscode.TextEditor | undefined },
): Promise<Chosen | undefined> {
  const name = vscode.workspace.asRelativePath(uri);
  const choices: Choice[] = [];
  if (placed) {
    const { replaced, inserted, text } = placed;
    const label =
      replaced.length > 0
        ? t('{0} Replace {1}', '$(symbol-method)', replaced.join(', '))
        : t('{0} Add {1}', '$(add)', inserted.join(', '));
    choices.push({ label, description: t('everything else stays'), chosen: { where: 'instead', text } });
  }
  if (editor) {
    const { selection } = editor;
    const label = selection.isEmpty
      ? t('{0} Insert at the cursor, line {1}', '$(insert)', selection.active.line + 1)
      : t('{0} Replace the selection', '$(selection)');
    choices.push({ label, chosen: { where: 'cursor' } });
  } else choices.push({ label: t('{0} Add to the end of the file', '$(insert)'), chosen: { where: 'end' } });
  if (whole !== undefined) {
    const loss = lossOf(before, whole);
    choices.push({
      label: t('{0} Replace the whole file', loss ? '$(error)' : '$(file)'),
      ...(loss && { description: lossWords(loss) }),
      chosen: { where: 'instead', text: whole },
    });
  }
  const choice = await vscode.window.showQuickPick(choices, {
    title: t('Where in {0} does this code go?', name),
    placeHolder: t('Nothing is changed before you have seen it and applied it'),
  });
  return choice?.chosen;
}
