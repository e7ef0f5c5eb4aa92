import * as vscode from 'vscode';
import { textsOf } from '../documents';
import type { Source } from '../reference';

/** Every file that is open in an editor. */
export const openEditors: Source = {
  offers() {
    const count = open().length;
    const detail = count === 1 ? '1 file' : `${count} files`;
    return Promise.resolve(count === 0 ? [] : [{ kind: 'openEditors', label: 'open editors', detail }]);
  },
  read() {
    const uris = open();
    if (uris.length === 0)
      return Promise.reject(new Error('No file is open any more. Remove "open editors".'));
    return textsOf(uris);
  },
};

function open(): vscode.Uri[] {
  const inputs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ input }) => input));
  const uris = inputs.flatMap((input) => (input instanceof vscode.TabInputText ? [input.uri] : []));
  return [...new Map(uris.map((uri) => [uri.toString(), uri])).values()];
}
