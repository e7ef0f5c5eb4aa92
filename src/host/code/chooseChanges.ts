/** Which of several files, and which changes of each, the person wants. */
import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import type { Change } from './fileChange';
import { lossOf, lossWords } from './loss';
import { textEdits, withEdits, type TextEdit } from './textEdits';

interface Item extends vscode.QuickPickItem {
  readonly change: Change;
  /** Absent for the file itself. */
  readonly edit?: TextEdit;
}

/**
 * Ticks of files and of their changes; none where the person gives up.
 * @param all Whether what deletes a file or most of it is ticked at first as well.
 */
export async function chooseChanges(changes: readonly Change[], all: boolean): Promise<Change[]> {
  const items = changes.flatMap((change) => itemsOf(change, all));
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = t('Which of these changes? All that is ticked is applied at once, and can be undone at once');
  pick.placeholder = t('Space ticks, Enter applies, Escape changes nothing');
  pick.canSelectMany = true;
  pick.ignoreFocusOut = true;
  pick.matchOnDescription = true;
  pick.items = items;
  let ticked: readonly Item[] = items.filter((item) => item.picked);
  pick.selectedItems = ticked;
  const chosen = await new Promise<readonly Item[]>((done) => {
    pick.onDidChangeSelection((now) => {
      const wanted = together(items, ticked, now);
      ticked = wanted;
      if (wanted.length !== now.length || wanted.some((item) => !now.includes(item)))
        pick.selectedItems = wanted;
    });
    pick.onDidAccept(() => done(ticked));
    pick.onDidHide(() => done([]));
    pick.show();
  });
  pick.dispose();
  return changes.flatMap((change) => wantedOf(change, chosen) ?? []);
}

function itemsOf(change: Change, all: boolean): Item[] {
  const { target, before, after, movedFrom } = change;
  const label = vscode.workspace.asRelativePath(target);
  const whole = (description: string, picked = true): Item => ({ label, description, picked, change });
  if (before === undefined) return [whole(t('new file'))];
  if (after === undefined) return [whole(t('{0} the file is deleted', '$(error)'), all)];
  const edits = textEdits(before, after);
  const loss = lossOf(before, after);
  const moved = movedFrom && t('renamed from {0}', vscode.workspace.asRelativePath(movedFrom));
  const added = edits.reduce((sum, edit) => sum + edit.added, 0);
  const removed = edits.reduce((sum, edit) => sum + edit.removed, 0);
  const size = loss ? `$(error) ${lossWords(loss)}` : `+${added} −${removed}`;
  const file = whole(moved ? `${moved} · ${size}` : size, all || !loss);
  if (edits.length < 2) return [file];
  return [
    file,
    ...edits.map((edit) => {
      const line = before.slice(0, edit.start).split('\n').length;
      const words = `    ${t('line {0}', line)}: ${firstLine(edit.text || before.slice(edit.start, edit.end))}`;
      return {
        label: words,
        description: `+${edit.added} −${edit.removed}`,
        picked: all || !loss,
        change,
        edit,
      };
    }),
  ];
}

function firstLine(text: string): string {
  const line = text.split('\n').find((one) => one.trim() !== '') ?? '';
  return line.trim().slice(0, 80).replaceAll('$(', '$ (');
}

/** A file is ticked with all its changes, and is not where one of them is not. */
function together(items: readonly Item[], before: readonly Item[], now: readonly Item[]): Item[] {
  const [had, has] = [new Set(before), new Set(now)];
  for (const file of items.filter(({ edit }) => edit === undefined)) {
    const edits = items.filter(({ change, edit }) => change === file.change && edit !== undefined);
    if (edits.length === 0) continue;
    if (had.has(file) !== has.has(file))
      for (const edit of edits) has[has.has(file) ? 'add' : 'delete'](edit);
    else if (edits.every((edit) => has.has(edit))) has.add(file);
    else has.delete(file);
  }
  return items.filter((item) => has.has(item));
}

/** The change with what is ticked of it; undefined where nothing is. */
function wantedOf(change: Change, chosen: readonly Item[]): Change | undefined {
  const own = chosen.filter((item) => item.change === change);
  if (own.some(({ edit }) => edit === undefined)) return change;
  const edits = own.flatMap(({ edit }) => edit ?? []);
  if (edits.length === 0 || change.before === undefined) return undefined;
  // The name is part of the file, which is not ticked as a whole.
  const target = change.movedFrom ?? change.target;
  return { target, before: change.before, after: withEdits(change.before, edits) };
}
