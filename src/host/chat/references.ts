/** What a person gave along with a question in the chat, as attachments: files and selections are text of the workspace. */
import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import type { Attachment } from '../../der/prompt/attachments';
import { estimateTokens } from '../../der/core/tokens';
import { language } from '../../language';
import { mostCharacters, textOf } from '../attachments/documents';

export interface Referenced {
  readonly attachments: readonly Attachment[];
  /** Why others are left out: folders, binary files, what is too long. */
  readonly problems: readonly string[];
}

export async function referenced(references: readonly vscode.ChatPromptReference[]): Promise<Referenced> {
  const read = await Promise.allSettled(references.map(({ value }) => attachment(value)));
  const problems = read.flatMap((one) => (one.status === 'rejected' ? [(one.reason as Error).message] : []));
  const attachments: Attachment[] = [];
  let characters = 0;
  for (const one of read) {
    if (one.status === 'rejected' || !one.value) continue;
    const { label, text } = one.value;
    if (characters + text.length > mostCharacters) {
      const most = mostCharacters.toLocaleString(language);
      problems.push(t('{0} is left out: all references together may have {1} characters.', label, most));
      continue;
    }
    characters += text.length;
    attachments.push(one.value);
  }
  return { attachments, problems };
}

/** Undefined for what holds no text. @throws Error where it cannot be read, or is too long. */
async function attachment(value: unknown): Promise<Attachment | undefined> {
  if (value instanceof vscode.Location) return ofFile(value.uri, value.range);
  if (value instanceof vscode.Uri) return ofFile(value);
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  if (value.length > mostCharacters) {
    const most = mostCharacters.toLocaleString(language);
    throw new Error(t('A text from the chat has more than {0} characters. Give a shorter part of it.', most));
  }
  return { kind: 'selection', label: t('the chat'), text: value, tokens: estimateTokens(value) };
}

async function ofFile(uri: vscode.Uri, range?: vscode.Range): Promise<Attachment> {
  const path = vscode.workspace.asRelativePath(uri);
  const { text, language } = await textOf(uri, range);
  return {
    kind: range ? 'selection' : 'file',
    label: range ? t('lines {0}–{1} of {2}', range.start.line + 1, range.end.line + 1, path) : path,
    ...(language && { language }),
    text,
    tokens: estimateTokens(text),
  };
}
