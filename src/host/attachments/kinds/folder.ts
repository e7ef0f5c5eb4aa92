import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { textsOf } from '../documents';
import { workspaceFiles } from '../files';
import { bestMatches } from '../match';
import { secretPatterns } from '../secrets';
import type { ContextKind } from '../reference';

const most = 4;

/** The text files of a folder and of the folders in it; those that git ignores and that hold secrets are left out. */
export const folder: ContextKind = {
  async completions(query) {
    if (query === '') return [];
    const { folders } = await workspaceFiles();
    return bestMatches(folders, ({ path }) => path, query, most).map(({ path, uri }) => ({
      kind: 'folder',
      label: `${path}/`,
      detail: t('Folder'),
      uri: uri.toString(),
    }));
  },
  async read({ uri = '', label }) {
    const { findFiles, readText } = await import('../../../providers/builtin/workspaceFiles');
    const root = vscode.Uri.parse(uri).fsPath;
    const { files } = await findFiles(root, new AbortController().signal, await secretPatterns());
    const texts = await Promise.all(
      files.map(async (file) =>
        (await readText(file)) === undefined ? [] : [vscode.Uri.file(file.absolute)],
      ),
    );
    if (texts.flat().length === 0) throw new Error(t('{0} has no text files that could be attached.', label));
    return textsOf(texts.flat());
  },
};
