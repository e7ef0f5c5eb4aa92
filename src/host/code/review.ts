/** All files that an answer changes, gone through together and applied as one. */
import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import type { FromPanel } from '../../webview/protocol';
import { isTests } from '../../der/evidence/codeBlock';
import { withoutOld } from './beforeAfter';
import { changesOf } from './change';
import type { Change, Code } from './fileChange';
import { chooseChanges } from './chooseChanges';
import { languageId } from './languages';
import { outlineOf } from './outline';
import type { Origin, Proposals } from './proposals';
import { dangerOfTarget, dangerWords } from './safeTarget';
import { isUnifiedDiff } from './unifiedDiff';

type Review = Extract<FromPanel, { type: 'review' }>;

/** Shows what all blocks that name a file come to; what cannot be applied is reported, and the rest shown all the same. */
export async function reviewAnswer(
  { route, step, blocks }: Review,
  proposals: Proposals,
  report: (problem: string) => void,
): Promise<void> {
  const meant = withoutOld(blocks).filter(
    ({ code, language, path }) => path !== undefined || isUnifiedDiff(language, code),
  );
  const changes = new Map<string, Change>();
  for (const block of meant) {
    const elsewhere = definedBy(
      meant.filter((other) => other.path !== block.path && !isTests(toText(other))),
    );
    const beside = definedBy(meant.filter((other) => other !== block && other.path === block.path));
    const around = { elsewhere, beside, earlier: changes };
    try {
      for (const change of (await changesOf(block, proposals, around)) ?? [])
        changes.set(change.target.toString(), change);
    } catch (error) {
      report((error as Error).message);
    }
  }
  if (changes.size > 0) return propose([...changes.values()], proposals, { route, step }, report);
  if (meant.length === 0)
    throw new Error(
      t('No block of this answer names the file that it is for. Preview each one as a change.'),
    );
}

/** One file is compared with what it would become; several are gone through together. */
export async function propose(
  changes: readonly Change[],
  proposals: Proposals,
  origin: Origin | undefined,
  report: (problem: string) => void,
): Promise<void> {
  const real = changes.filter(({ before, after, movedFrom }) => before !== after || movedFrom);
  const [only, another] = real;
  if (!only) throw new Error(t('The file is already as this code would make it.'));
  if (!another) return proposals.show(only, origin);
  const harmless = await withoutDangerous(real, report);
  if (harmless.length > 0) return review(harmless, proposals, origin);
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
    if (!(await proposals.make({ changes: chosen, origin })))
      throw new Error(t('The files could not be changed. Look whether one is read-only or open elsewhere.'));
  } finally {
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    await vscode.window.tabGroups.close(tabs.filter(({ label }) => label === title));
    for (const one of offered) one.dispose();
  }
}

const toText = ({ path, code }: Code) => ({ path, text: code });

/** Names on the top level of blocks. */
function definedBy(blocks: readonly Code[]): ReadonlySet<string> {
  const names = blocks.flatMap(({ code, language }) =>
    isUnifiedDiff(language, code)
      ? []
      : outlineOf(code, languageId(language)).definitions.map(({ name }) => name),
  );
  return new Set(names);
}
