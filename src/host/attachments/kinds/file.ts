import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { textOf } from '../documents';
import { mayBeOffered, workspaceFiles } from '../files';
import { bestMatches } from '../match';
import { isPdf, textOfPdf } from '../pdf/pdfFiles';
import type { ContextKind } from '../reference';

const most = 8;

/** A file of the workspace. Before a name is typed, the one in the editor is meant. */
export const file: ContextKind = {
  async completions(query) {
    if (query === '') return inEditor();
    const { files } = await workspaceFiles();
    const texts = files.filter(({ uri }) => !isPdf(uri));
    return bestMatches(texts, ({ path }) => path, query, most).map(({ path, uri }) => ({
      kind: 'file',
      label: path,
      detail: t('File'),
      uri: uri.toString(),
    }));
  },
  read: ({ uri = '', pages }, dist) => {
    const address = vscode.Uri.parse(uri);
    return isPdf(address) ? textOfPdf(address, dist, pages) : textOf(address);
  },
};

async function inEditor() {
  const uri = vscode.window.activeTextEditor?.document.uri;
  if (!uri || !(await mayBeOffered(uri))) return [];
  const label = vscode.workspace.asRelativePath(uri);
  return [{ kind: 'file' as const, label, detail: t('File in the editor'), uri: uri.toString() }];
}
