/** Looks at the file of a proposed change before it is shown and again before it is written. */
import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { dangerOf, type Danger } from './dangerousFile';
import { realPlace } from './realPlace';

/**
 * Why a change of this file is dangerous, links followed; undefined where it is not, or the file is of no folder here.
 * @throws Error where the file lies in a folder of the workspace only by name.
 */
export async function dangerOfTarget(target: vscode.Uri): Promise<Danger | undefined> {
  const folder = vscode.workspace.getWorkspaceFolder(target);
  if (!folder) return target.scheme === 'untitled' ? undefined : dangerOf(target.path);
  const named = vscode.workspace.asRelativePath(target, false);
  if (target.scheme !== 'file') return dangerOf(named);
  const real = await realPlace(folder.uri.fsPath, target.fsPath);
  if (real === undefined) {
    throw new Error(
      t(
        '{0} leads out of its folder by a link, so it is not changed. Open the file that it leads to, and preview the change there.',
        named,
      ),
    );
  }
  return dangerOf(named) ?? dangerOf(real);
}

/** What a change of such a file can do. */
export function dangerWords(danger: Danger, target: vscode.Uri): string {
  const name = vscode.workspace.asRelativePath(target);
  switch (danger) {
    case 'git':
      return t('{0} decides what git runs and where it sends to.', name);
    case 'editor':
      return t('{0} decides what the editor runs, some of it when the folder is opened.', name);
    case 'agent':
      return t('{0} tells agents what to do, or which programs they start.', name);
    case 'pipeline':
      return t('{0} decides what runs on servers with the rights of this project.', name);
    case 'install':
      return t('{0} decides what is installed and what runs then.', name);
    case 'shell':
      return t('{0} is run by a shell or by the system, without being asked for.', name);
    case 'access':
      return t('{0} decides who gets in, or holds what opens something.', name);
    case 'lookalike':
      return t('{0} has signs that look like others, so that it seems to be another file.', name);
    case 'alias':
      return t('{0} is a short name, by which Windows may mean another file.', name);
  }
}

/** Asks whether a dangerous file is changed all the same. */
export async function changesAllTheSame(danger: Danger, target: vscode.Uri): Promise<boolean> {
  const change = t('Change it all the same');
  const detail = t('Look at every line of the change first. It was written by an expert, not by you.');
  const words = dangerWords(danger, target);
  return (await vscode.window.showWarningMessage(words, { modal: true, detail }, change)) === change;
}
