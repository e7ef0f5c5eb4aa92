import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { textsOf } from '../documents';
import { mayBeOffered } from '../files';
import type { ContextKind } from '../reference';

/** Every file that is open in an editor, but those that git ignores and that hold secrets. */
export const openEditors: ContextKind = {
  async completions() {
    const { length: count } = await open();
    const detail = count === 1 ? t('{0} file', count) : t('{0} files', count);
    return count === 0 ? [] : [{ kind: 'openEditors', label: t('open editors'), detail }];
  },
  async read() {
    const uris = await open();
    if (uris.length === 0)
      throw new Error(t('No file that could be attached is open any more. Remove "open editors".'));
    return textsOf(uris);
  },
};

async function open(): Promise<vscode.Uri[]> {
  const inputs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ input }) => input));
  const uris = inputs.flatMap((input) => (input instanceof vscode.TabInputText ? [input.uri] : []));
  const distinct = [...new Map(uris.map((uri) => [uri.toString(), uri])).values()];
  const offered = await Promise.all(distinct.map(mayBeOffered));
  return distinct.filter((_, index) => offered[index]);
}
