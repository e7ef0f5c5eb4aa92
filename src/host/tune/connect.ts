/** The commands of tuning, and its offer once there is enough to tune to. */
import * as vscode from 'vscode';
import type { HostContext } from '../context';
import { DisposableList, type Disposable } from '../window/disposables';
import { lazy } from '../window/lazy';

/** After a route, so that nobody waits for it. */
const afterRouteMs = 2000;

export function connectTuning(context: HostContext): Disposable {
  const disposables = new DisposableList();
  const tuning = lazy(async () => {
    const { NetworkTuning } = await import('./networkTuning');
    return disposables.add(new NetworkTuning(context));
  });
  const command = (name: string, run: () => Promise<unknown>) =>
    vscode.commands.registerCommand(`der.${name}`, () =>
      run().catch((error: Error) => context.problems.fail(error)),
    );
  let later: NodeJS.Timeout | undefined;
  // Outcomes are read again only where there are others than at the last look.
  let isNews = true;
  const look = async () => {
    if (!isNews) return;
    isNews = false;
    try {
      await (await tuning.get()).look();
    } catch (error) {
      context.problems.report((error as Error).message);
    }
  };
  disposables.add(
    command('tune', async () => (await tuning.get()).tune()),
    command('useShippedNetworks', async () => (await tuning.get()).useShipped()),
    context.routes.onDidChangeRunning((route) => {
      clearTimeout(later);
      if (route === null) later = setTimeout(() => void look(), afterRouteMs);
    }),
    context.learning.onDidLearn(() => (isNews = true)),
    { dispose: () => clearTimeout(later) },
  );
  return disposables;
}
