/** Asks for a task of the list: from a menu, a code action, or the question box. */
import * as vscode from 'vscode';
import type { Trace } from '../../der/trace/trace';
import type { Attachment } from '../../der/prompt/attachments';
import type { HostContext } from '../context';
import { panelView } from '../panel/panel';
import { subjectOf, type Place } from './subject';
import { questionOf, writtenTask, type Task } from './tasks';

/** Asks at once, with the panel in sight. @throws Error where there is nothing that it could be about. */
export async function askTask(context: HostContext, task: Task, place?: Place): Promise<Trace | undefined> {
  const attachments = await subjectOf(task, place);
  await vscode.commands.executeCommand(`${panelView}.focus`);
  return context.ask({ text: questionOf(task), fromWorkspace: false, attachments, turns: [] });
}

/**
 * What was written in the question box, as it is asked: a task in its own words, about what is attached, else about
 * the code in the editor.
 */
export async function asAsked(
  text: string,
  attached: readonly Attachment[],
): Promise<{ readonly text: string; readonly attachments: readonly Attachment[] }> {
  const written = writtenTask(text);
  if (!written) return { text, attachments: attached };
  const { task, added } = written;
  const attachments = attached.length > 0 ? attached : await subjectOf(task);
  return { text: questionOf(task, added), attachments };
}
