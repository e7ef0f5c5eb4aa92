/** The commands of the view of what was learned, which is made when it is first shown. */
import * as vscode from 'vscode';
import type { HostContext } from '../context';
import { DisposableList, type Disposable } from '../window/disposables';
import { lazy } from '../window/lazy';
import type { LearnedNode } from './learnedTree';

const learnedView = 'der.learned';

export function connectLearned(context: HostContext): Disposable {
  const disposables = new DisposableList();
  const view = lazy(async () => {
    const { LearnedView } = await import('./learnedView');
    const made = new LearnedView(context);
    disposables.add(context.learning.onDidLearn(() => made.refresh()));
    disposables.add(vscode.window.registerTreeDataProvider(learnedView, made));
    return made;
  });
  const command = (name: string, run: (node?: LearnedNode) => Promise<void>) =>
    vscode.commands.registerCommand(`der.${name}`, (node?: LearnedNode) =>
      run(node).catch((error: Error) => context.problems.fail(error)),
    );
  const show = async (shown: boolean) => {
    await vscode.commands.executeCommand('setContext', `${learnedView}.shown`, shown);
  };
  disposables.add(
    command('showLearned', async () => {
      (await view.get()).refresh();
      await show(true);
      await vscode.commands.executeCommand(`${learnedView}.focus`);
    }),
    command('hideLearned', () => show(false)),
    command('refreshLearned', async () => (await view.get()).refresh()),
    command('forgetLearned', async (node) => (await view.get()).forget(node)),
    command('forgetAllLearned', async () => (await view.get()).forget(undefined)),
    command('exportLearned', async () => (await view.get()).export()),
    command('importLearned', async () => (await view.get()).import()),
  );
  return disposables;
}
