/** Asks for a task of the list: from a menu or a code action. */
import * as vscode from 'vscode';
import type { Trace } from '../../der/trace/trace';
import type { HostContext } from '../context';
import { panelView } from '../panel/panel';
import { subjectOf, type CodePlace } from './subject';
import { questionOf, type Task } from './tasks';

/** Asks at once, with the panel in sight. @throws Error where there is nothing that it could be about. */
export async function askTask(
  context: HostContext,
  task: Task,
  place?: CodePlace,
): Promise<Trace | undefined> {
  const attachments = await subjectOf(task, place);
  await vscode.commands.executeCommand(`${panelView}.focus`);
  return context.ask({ text: questionOf(task), fromWorkspace: false, attachments, turns: [] });
}
