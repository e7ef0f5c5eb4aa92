/** Text of files, as the editor has it: what is not saved yet included. */
import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { visibleName } from '../../der/text/unseen';
import { language } from '../../language';
import type { ContextContent } from './reference';
import { isSecret } from './secrets';

/** Characters of one attachment: far more than any expert's context holds. */
export const mostCharacters = 400_000;

/** The whole text, or that of a range. @throws Error where the file is gone, binary or too long. */
export async function textOf(uri: vscode.Uri, range?: vscode.Range): Promise<ContextContent> {
  const name = vscode.workspace.asRelativePath(uri);
  let document: vscode.TextDocument;
  try {
    document = await vscode.workspace.openTextDocument(uri);
  } catch (cause) {
    throw new Error(t('{0} cannot be attached: {1}', name, (cause as Error).message), { cause });
  }
  const text = document.getText(range);
  if (text.length > mostCharacters) {
    const most = mostCharacters.toLocaleString(language);
    throw new Error(
      t('{0} has more than {1} characters. Select the part you mean, and attach the selection.', name, most),
    );
  }
  // What is selected by hand is the person's choice; a file as a whole may hold more than they think of.
  if (!range && (await isSecret(uri, text))) {
    throw new Error(
      t('{0} seems to hold keys or passwords, so it is not attached. Attach a selection without them.', name),
    );
  }
  return { text, language: document.languageId };
}

/** All that a document can hold. */
const wholeRange = new vscode.Range(0, 0, Number.MAX_SAFE_INTEGER, 0);

/** Several files as one text, each under its name; those that hold secrets are left out. */
export async function textsOf(uris: readonly vscode.Uri[]): Promise<ContextContent> {
  const parts: string[] = [];
  let length = 0;
  for (const uri of uris) {
    const { text } = await textOf(uri, wholeRange);
    if (await isSecret(uri, text)) continue;
    const part = `=== ${visibleName(vscode.workspace.asRelativePath(uri))} ===\n${text}`;
    if ((length += part.length) > mostCharacters) {
      throw new Error(
        t('These files are longer than any expert can read. Attach fewer, or a smaller folder.'),
      );
    }
    parts.push(part);
  }
  return { text: parts.join('\n\n') };
}
