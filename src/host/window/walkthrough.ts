/** Ticks the steps of the walkthrough that are done, wherever they were done; the editor remembers each tick. */
import * as vscode from 'vscode';
import { isModel } from '../../der/core/experts';
import { DisposableList, type Disposable } from './disposables';
import type { HostContext } from '../context';

/** Names that `completionEvents` in package.json wait for. */
type Done = 'der.hasModels' | 'der.hasAsked' | 'der.hasAskedElsewhere';

/** Models that are found by themselves, and questions from the panel or the chat, run no command that would be heard. */
export function tickWalkthrough({ pool, routes }: Pick<HostContext, 'pool' | 'routes'>): Disposable {
  const ticks = new DisposableList();
  ticks.add(
    pool.onDidChange(({ experts }) => {
      if (experts.some(isModel)) stepDone('der.hasModels');
    }),
    routes.onEvent(({ event }) => {
      if (event.type === 'answered') stepDone('der.hasAsked');
    }),
  );
  return ticks;
}

export function stepDone(step: Done): void {
  void vscode.commands.executeCommand('setContext', step, true);
}
