/** The changes of an answer, made with one press where nothing about them wants a look before. */
import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import type { FromPanel } from '../../webview/protocol';
import { answerChanges } from './answerChanges';
import type { Change } from './fileChange';
import { lossOf } from './loss';
import type { Proposals } from './proposals';
import { makeAll, propose, realChanges } from './review';
import { dangerOfTarget } from './safeTarget';

type Apply = Extract<FromPanel, { type: 'applyAnswer' }>;

/**
 * Changes all files as one step to undo, saves those that had no other change, and shows the first of them. Where a block does not fit, or a change would
 * delete a file or most of it, or is of a file that runs by itself, all are gone through instead, as in a review.
 */
export async function applyAnswer(
  { route, step, blocks }: Apply,
  proposals: Proposals,
  report: (problem: string) => void,
): Promise<void> {
  const origin = { route, step };
  let fits = true;
  const found = await answerChanges(blocks, proposals, (problem) => {
    fits = false;
    report(problem);
  });
  if (found.length === 0) return;
  const changes = realChanges(found);
  if (!fits || !(await arePlain(changes))) return propose(changes, proposals, origin, report);
  const unsaved = new Set(unsavedFiles());
  await makeAll(changes, proposals, origin);
  const targets = changes.map(({ target }) => target);
  // What the person had not saved themselves is left to them.
  await save(targets.filter((target) => !unsaved.has(target.toString())));
  await vscode.window.showTextDocument(targets[0]!);
  vscode.window.setStatusBarMessage(
    targets.length === 1
      ? t('{0} One file is changed', '$(check)')
      : t('{0} {1} files are changed', '$(check)', targets.length),
    15_000,
  );
}

function unsavedFiles(): string[] {
  return vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty).map(({ uri }) => uri.toString());
}

async function save(targets: readonly vscode.Uri[]): Promise<void> {
  for (const target of targets) await (await vscode.workspace.openTextDocument(target)).save();
}

async function arePlain(changes: readonly Change[]): Promise<boolean> {
  for (const { target, before, after, movedFrom } of changes) {
    if (after === undefined || movedFrom || (before !== undefined && lossOf(before, after))) return false;
    try {
      if ((await dangerOfTarget(target)) !== undefined) return false;
    } catch {
      // It leads out of its folder: the review says so.
      return false;
    }
  }
  return true;
}
