/** Tasks as code actions: on what is selected, and on a problem of the editor, in its file and in the Problems view. */
import * as vscode from 'vscode';
import { taskNamed, tasks, type Task } from './tasks';
import type { CodePlace } from './subject';

export const actionKinds = [vscode.CodeActionKind.QuickFix, vscode.CodeActionKind.RefactorRewrite];

export class TaskActions implements vscode.CodeActionProvider {
  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range | vscode.Selection,
    { diagnostics }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const { uri } = document;
    const ofProblem =
      diagnostics.length > 0 ? ['fix', 'explain'].flatMap((name) => taskNamed(name) ?? []) : [];
    const fixes = ofProblem.map((task) => {
      const made = action(task, vscode.CodeActionKind.QuickFix, { uri, problems: diagnostics });
      made.diagnostics = [...diagnostics];
      return made;
    });
    if (range.isEmpty) return fixes;
    const rest = tasks.filter((task) => !ofProblem.includes(task));
    return [...fixes, ...rest.map((task) => action(task, vscode.CodeActionKind.RefactorRewrite))];
  }
}

function action(task: Task, kind: vscode.CodeActionKind, place?: CodePlace): vscode.CodeAction {
  const title = task.title();
  const made = new vscode.CodeAction(title, kind);
  made.command = { command: `der.${task.name}`, title, ...(place && { arguments: [place] }) };
  return made;
}
