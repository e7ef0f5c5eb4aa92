/** Connects the tasks with the editor: commands of its menus, code actions, and what its terminals have run. */
import * as vscode from 'vscode';
import type { HostContext } from '../context';
import { DisposableList, type Disposable } from '../window/disposables';
import { actionKinds, TaskActions } from './codeActions';
import { FailedCommand } from './failedCommand';
import type { CodePlace } from './subject';
import { tasks } from './tasks';

export function connectTasks(context: HostContext): Disposable {
  const connections = new DisposableList();
  const failed = connections.add(new FailedCommand());
  const command = (name: string, run: (first?: unknown, second?: unknown) => Promise<unknown>) =>
    connections.add(
      vscode.commands.registerCommand(`der.${name}`, async (first?: unknown, second?: unknown) => {
        try {
          return await run(first, second);
        } catch (error) {
          context.problems.fail(error as Error);
          return undefined;
        }
      }),
    );
  for (const task of tasks) {
    command(task.name, async (given) => {
      const { askTask } = await import('./askTask');
      return askTask(context, task, isPlace(given) ? given : undefined);
    });
  }
  command('attach', async (uri, uris) => (await import('./attach')).attach(context, uri, uris));
  command('askTerminal', async () => (await import('./terminal')).askAboutSelection(context));
  command('askFailedCommand', async () =>
    (await import('./terminal')).askAboutFailure(context, failed.latest),
  );
  command('fixTest', async (given) => (await import('./failingTest')).fixTest(context, given));
  command('commitMessage', async (given) => (await import('./commitMessage')).writeMessage(context, given));
  connections.add(
    vscode.languages.registerCodeActionsProvider(
      [{ scheme: 'file' }, { scheme: 'untitled' }, { scheme: 'vscode-remote' }],
      new TaskActions(),
      { providedCodeActionKinds: actionKinds },
    ),
  );
  return connections;
}

/** A menu passes the file's address, which is none. */
function isPlace(given: unknown): given is CodePlace {
  return typeof given === 'object' && given !== null && 'uri' in given && 'problems' in given;
}
