/** All files that an answer changes, gone through together and applied as one. */
import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import type { FromPanel } from '../../webview/protocol';
import { answerChanges } from './answerChanges';
import type { Change } from './fileChange';
import { chooseChanges } from './chooseChanges';
import type { Origin, Proposals } from './proposals';
import { dangerOfTarget, dangerWords } from './safeTarget';

type Review = Extract<FromPanel, { type: 'review' }>;

/** Shows what all blocks that name a file come to; what cannot be applied is reported, and the rest shown all the same. */
export async function reviewAnswer(
  { route, step, blocks }: Review,
  proposals: Proposals,
  report: (problem: string) => void,
): Promise<void> {
  const changes = await answerChanges(blocks, proposals, report);
  if (changes.length > 0) return propose(changes, proposals, { route, step }, report);
}

/** One file is compared with what it would become; several are gone through together. */
export async function propose(
  changes: readonly Change[],
  proposals: Proposals,
  origin: Origin | undefined,
  report: (problem: string) => void,
): Promise<void> {
  const real = realChanges(changes);
  const [only, another] = real;
  if (only && !another) return proposals.show(only, origin);
  const harmless = await withoutDangerous(real, report);
  if (harmless.length > 0) return review(harmless, proposals, origin);
}

/** Those that change something. @throws Error where none does. */
export function realChanges(changes: readonly Change[]): readonly Change[] {
  const real = changes.filter(({ before, after, movedFrom }) => before !== after || movedFrom);
  if (real.length === 0) throw new Error(t('The file is already as this code would make it.'));
  return real;
}

/** A file that runs by itself, or leads out of its folder, is never part of all files at once. */
async function withoutDangerous(
  changes: readonly Change[],
  report: (problem: string) => void,
): Promise<Change[]> {
  const harmless: Change[] = [];
  for (const change of changes) {
    try {
      const danger = await dangerOfTarget(change.target);
      if (danger === undefined) harmless.push(change);
      else
        report(
          t(
            '{0} It is left out of the review: preview that change by itself.',
            dangerWords(danger, change.target),
          ),
        );
    } catch (error) {
      report((error as Error).message);
    }
  }
  return harmless;
}

/** Makes changes as one step to undo. @throws Error where the editor refuses them. */
export async function makeAll(
  changes: readonly Change[],
  proposals: Proposals,
  origin: Origin | undefined,
): Promise<void> {
  if (!(await proposals.make({ changes, origin })))
    throw new Error(t('The files could not be changed. Look whether one is read-only or open elsewhere.'));
}

/** All of them in one comparison; what the person ticked is done at once, and undone at once. */
async function review(
  changes: readonly Change[],
  proposals: Proposals,
  origin: Origin | undefined,
): Promise<void> {
  const title = t('{0} files (proposed changes)', changes.length);
  const offered = changes.map((change) => proposals.offer(change));
  const rows = changes.map(({ target, before, after, movedFrom }, at) => [
    target,
    before === undefined ? undefined : (movedFrom ?? target),
    after === undefined ? undefined : offered[at]!.uri,
  ]);
  try {
    await vscode.commands.executeCommand('vscode.changes', title, rows);
    const chosen = await chooseChanges(changes, origin?.back ?? false);
    if (chosen.length === 0) return;
    await makeAll(chosen, proposals, origin);
  } finally {
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    await vscode.window.tabGroups.close(tabs.filter(({ label }) => label === title));
    for (const one of offered) one.dispose();
  }
}
