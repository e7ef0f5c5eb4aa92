/** What a diff would change: in the files that it names, hunk by hunk. */
import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { language } from '../../language';
import { applyHunks } from './applyHunks';
import type { Change, Code } from './fileChange';
import { noEditor, outside } from './noFile';
import type { FileDiff, Hunk } from './fileDiff';
import type { Why } from './hunkPlaces';
import { parseUnifiedDiff } from './unifiedDiff';
import { namedFile } from './namedFile';
import { exists, workspaceFile } from './workspaceFile';

/** How much of a line stands in a message. */
const mostQuoted = 80;

/**
 * @param shown The file in the editor, for a diff that names none.
 * @throws Error that names the hunk that does not match; nothing is changed then.
 */
export async function diffChanges(
  code: Code,
  shown: vscode.Uri | undefined,
  earlier: ReadonlyMap<string, Change> = new Map(),
): Promise<readonly Change[]> {
  const files = parseUnifiedDiff(code.code);
  if (files.length === 0) throw new Error(t('This diff changes nothing.'));
  if (files.some(({ cutOff }) => cutOff))
    throw new Error(
      t('The last change of this block was cut off, so none of it is made. Ask for one more answer.'),
    );
  const changes = new Map<string, Change>();
  for (const file of files) {
    const change = await changeBy(file, code.path, shown, new Map([...earlier, ...changes]));
    changes.set(change.target.toString(), change);
  }
  return [...changes.values()];
}

async function changeBy(
  file: FileDiff,
  path: string | undefined,
  shown: vscode.Uri | undefined,
  earlier: ReadonlyMap<string, Change>,
): Promise<Change> {
  const { kind, hunks } = file;
  const names = [file.newPath, file.oldPath].filter((name) => name !== undefined);
  const [target, source] = await filesOf(
    names.length > 0 ? names : path === undefined ? [] : [path],
    shown,
    kind,
  );
  const before = earlier.get(target.toString());
  if (kind === 'created') {
    if (before || (await exists(target))) throw new Error(isThere(target));
    return { target, before: undefined, after: applied('', hunks, target) };
  }
  if (kind === 'copied' && source) {
    if (before || (await exists(target))) throw new Error(isThere(target));
    return { target, before: undefined, after: applied(await textOf(source, earlier), hunks, source) };
  }
  const moves = source !== undefined && (kind === 'renamed' || !(await exists(target)));
  const from = moves ? source : target;
  if (moves && (await exists(target))) throw new Error(isThere(target));
  const text = before ? (before.after ?? '') : await textOf(from, new Map());
  const after = applied(text, hunks, from);
  return {
    target,
    before: before ? before.before : text,
    after: kind === 'deleted' ? undefined : after,
    ...(moves && { movedFrom: source }),
  };
}

/** As it is once what comes before this is done. */
async function textOf(file: vscode.Uri, earlier: ReadonlyMap<string, Change>): Promise<string> {
  const before = earlier.get(file.toString());
  if (before) return before.after ?? '';
  if (!(await exists(file)) && file.scheme !== 'untitled') throw new Error(isNotThere(file));
  return (await vscode.workspace.openTextDocument(file)).getText();
}

/** The file by its new name, and by its old one where that is another. */
async function filesOf(
  names: readonly string[],
  shown: vscode.Uri | undefined,
  kind: FileDiff['kind'],
): Promise<[vscode.Uri, vscode.Uri | undefined]> {
  if (names.length === 0) {
    if (!shown) throw new Error(noEditor());
    return [shown, undefined];
  }
  const [target, source] = await Promise.all(
    names.map(async (name) => {
      // A new file is where it says.
      const uri = await (kind === 'created' ? workspaceFile : namedFile)(name);
      if (!uri) throw new Error(outside(name));
      return uri;
    }),
  );
  return [target!, source && source.toString() !== target!.toString() ? source : undefined];
}

function applied(text: string, hunks: readonly Hunk[], file: vscode.Uri): string {
  const result = applyHunks(text, hunks);
  if ('text' in result) return result.text;
  const { failed, number, why } = result;
  const name = vscode.workspace.asRelativePath(file);
  const hunk = failed.header === '' ? String(number) : `${number} (${quoted(failed.header)})`;
  throw new Error([t('Hunk {0} of the diff does not match {1}.', hunk, name), reason(failed, why)].join(' '));
}

function reason(hunk: Hunk, why: Why): string {
  const nothing = t('Nothing was changed.');
  const first = hunk.lines.find(({ kind, text }) => kind !== 'added' && text.trim() !== '');
  const line = quoted(first?.text.trim() ?? '');
  switch (why.reason) {
    case 'missing':
      return first
        ? t(
            'The lines around “{0}” are not in the file. {1} Look whether the file is the one that was meant, or ask again with the file attached.',
            line,
            nothing,
          )
        : t('It does not say where its lines go. {0} Ask for a diff with context.', nothing);
    case 'done':
      return t('What it would change is there already. {0}', nothing);
    case 'ambiguous':
      return t(
        'The lines around “{0}” are there several times: at lines {1}. {2} Ask for a diff with more context.',
        line,
        why.lines.map((at) => at.toLocaleString(language)).join(', '),
        nothing,
      );
    case 'tooLong':
      return t('The diff is too long to be fitted into this file. {0} Ask for it in parts.', nothing);
  }
}

function quoted(text: string): string {
  return text.length > mostQuoted ? `${text.slice(0, mostQuoted)} …` : text;
}

const isThere = (file: vscode.Uri) =>
  t(
    'The diff makes {0}, which is there already. Nothing was changed. Ask for a diff of the file as it is.',
    vscode.workspace.asRelativePath(file),
  );
const isNotThere = (file: vscode.Uri) =>
  t(
    'The diff changes {0}, which is not there. Nothing was changed. Look for the file that is meant, and ask again with it attached.',
    vscode.workspace.asRelativePath(file),
  );
