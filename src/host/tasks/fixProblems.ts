/** Asks for the problems to be fixed that a file has since an answer was applied to it. */
import { t } from '@vscode/l10n';
import type { HostContext } from '../context';
import { askTask } from './askTask';
import { taskNamed } from './tasks';

/** @throws Error where they are gone, or the file may not be attached. */
export async function fixProblems(context: HostContext, file: string): Promise<void> {
  const place = context.newProblems.find(file);
  if (!place) throw new Error(t('{0} has no new problems any more.', file));
  await askTask(context, taskNamed('fix')!, place);
}
