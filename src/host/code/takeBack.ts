/** Back to before an answer's changes, with what was changed since. */
import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import type { AppliedView } from '../../webview/protocol';
import type { Change } from './fileChange';
import type { Checkpoints, KeptChange } from './checkpoints';
import type { Proposals } from './proposals';
import { propose } from './review';
import { threeWay } from './threeWay';

/** Proposes the files as they were. Where the same lines were changed since, both are shown as a conflict. */
export async function takeBack(
  { route, step }: AppliedView,
  checkpoints: Checkpoints,
  proposals: Proposals,
  report: (problem: string) => void,
): Promise<void> {
  const changes = new Map<string, Change>();
  let conflicts = 0;
  // The last change first.
  for (const kept of [...checkpoints.changesOf(route, step)].reverse()) {
    const undone = await undo(kept, changes, report);
    if (!undone) continue;
    conflicts += undone.conflicts;
    changes.set(undone.change.target.toString(), undone.change);
  }
  if (conflicts > 0)
    report(
      t(
        'Lines that were changed since stand in the proposal as conflicts: “now” and “before the answer”. Keep what you want of each.',
      ),
    );
  await propose([...changes.values()], proposals, { route, step, back: true }, report);
}

async function undo(
  kept: KeptChange,
  later: Map<string, Change>,
  report: (problem: string) => void,
): Promise<{ change: Change; conflicts: number } | undefined> {
  const target = vscode.Uri.parse(kept.target, true);
  const name = vscode.workspace.asRelativePath(target);
  const pending = later.get(kept.target);
  const before = pending ? pending.before : await textOf(target);
  const now = pending ? pending.after : before;
  if (kept.after === undefined) {
    // It was deleted: it comes again, where nothing else has come in its place.
    if (now === undefined) return { change: { target, before, after: kept.before }, conflicts: 0 };
    report(t('{0} was deleted by the answer, and has come again since; it stays as it is.', name));
    return undefined;
  }
  if (now === undefined) {
    report(t('{0} is not there any more, so that nothing of it is taken back.', name));
    return undefined;
  }
  if (kept.before === undefined) {
    if (now === kept.after) return { change: { target, before, after: undefined }, conflicts: 0 };
    report(
      t('{0} was made by the answer, and changed since; it stays. Delete it where it is not wanted.', name),
    );
    return undefined;
  }
  const { text, conflicts } = threeWay(kept.after, now, kept.before, {
    ours: t('now'),
    theirs: t('before the answer'),
  });
  if (kept.movedFrom === undefined) return { change: { target, before, after: text }, conflicts };
  later.delete(kept.target);
  const back = vscode.Uri.parse(kept.movedFrom, true);
  return { change: { target: back, before, after: text, movedFrom: target }, conflicts };
}

async function textOf(file: vscode.Uri): Promise<string | undefined> {
  return vscode.workspace.openTextDocument(file).then(
    (document) => document.getText(),
    () => undefined,
  );
}
