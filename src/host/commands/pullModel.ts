/** "DER: Pull Model": gets a model onto the Ollama of this machine, with a notification that shows how far it is. */
import { totalmem } from 'node:os';
import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import { CancelledError } from '../../der/core/expertErrors';
import { pullModel as pull, type PullProgress } from '../../providers/ollama/pull';
import { recommendedModel, recommendedModels } from '../../providers/ollama/recommended';
import { language } from '../../language';
import type { HostContext } from '../context';
import { joinPool } from '../setUp/setUp';
import { escapeCommandLinks } from '../window/escapeCommandLinks';

/** Resolves to the model that was pulled; undefined when the person gave up. @throws ExpertError that says what to do. */
export async function pullModel(context: HostContext, given?: unknown): Promise<string | undefined> {
  const model = typeof given === 'string' ? given : await pickModel();
  if (!model) return undefined;
  const done = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: escapeCommandLinks(t('Pulling {0}', model)),
      cancellable: true,
    },
    (progress, token) => pulled(context, model, progress, token),
  );
  if (!done) return undefined;
  await joinPool(context, model);
  void vscode.window.showInformationMessage(
    escapeCommandLinks(t('{0} is on this machine now and joins the pool.', model)),
  );
  return model;
}

/** False when the person cancelled it. */
async function pulled(
  context: HostContext,
  model: string,
  progress: vscode.Progress<{ message?: string; increment?: number }>,
  token: vscode.CancellationToken,
): Promise<boolean> {
  const abort = new AbortController();
  const cancelling = token.onCancellationRequested(() => abort.abort());
  let shown = 0;
  try {
    for await (const step of pull(context.services(), model, abort.signal)) {
      const share = shareOf(step);
      progress.report({ message: escapeCommandLinks(words(step)), increment: Math.max(0, share - shown) });
      shown = Math.max(shown, share);
    }
    return true;
  } catch (error) {
    if (error instanceof CancelledError) return false;
    throw error;
  } finally {
    cancelling.dispose();
  }
}

function shareOf({ completedBytes, totalBytes }: PullProgress): number {
  return totalBytes ? (100 * (completedBytes ?? 0)) / totalBytes : 0;
}

function words({ status, completedBytes, totalBytes }: PullProgress): string {
  return totalBytes === undefined || completedBytes === totalBytes
    ? status
    : t('{0} of {1}', gigabytes(completedBytes ?? 0), gigabytes(totalBytes));
}

function gigabytes(bytes: number): string {
  const amount = (bytes / 1e9).toLocaleString(language, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  return `${amount} GB`;
}

async function pickModel(): Promise<string | undefined> {
  const suits = recommendedModel(totalmem());
  const items = recommendedModels.map(({ model, bytes }) => ({
    label: model,
    description: gigabytes(bytes),
    ...(model === suits.model && { detail: t("suits this machine's memory") }),
    model,
  }));
  const other = { label: `$(add) ${t('Another model …')}`, model: undefined };
  const picked = await vscode.window.showQuickPick([...items, other], {
    title: t('Which model should Ollama pull?'),
  });
  if (!picked || picked.model) return picked?.model;
  return vscode.window.showInputBox({
    title: t('Name of the model, as ollama.com/library lists it'),
    placeHolder: 'qwen3:8b',
  });
}
