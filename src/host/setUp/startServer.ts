/** Starts a server of models on this machine, in a terminal that shows what it does, and looks until it is there. */
import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { ollamaServer } from '../../providers/ollama/kind';
import type { PoolService } from '../pool/poolService';

/** Between two looks, and until nobody waits for it any more. */
const [lookMs, patienceMs] = [1_000, 30_000];

interface Server {
  readonly name: string;
  readonly command: string;
}

export function startOllama(pool: PoolService): void {
  startServer(ollamaServer, pool);
}

/** The person pressed a button for it: the command runs in a terminal of its own, where they can end it. */
export function startServer({ name, command }: Server, pool: PoolService): void {
  const running = vscode.window.terminals.find((one) => one.name === name && one.exitStatus === undefined);
  const terminal =
    running ?? vscode.window.createTerminal({ name, message: t('Started by DER, as you asked.') });
  terminal.show(true);
  if (!running) terminal.sendText(command);
  lookUntilThere(pool);
}

/** The pool tells the panel of whoever came. */
function lookUntilThere(pool: PoolService): void {
  const until = performance.now() + patienceMs;
  const look = async (): Promise<void> => {
    pool.renew(0);
    await pool.experts();
    if (pool.view.problems.length > 0 && performance.now() < until) setTimeout(() => void look(), lookMs);
  };
  setTimeout(() => void look(), lookMs);
}
