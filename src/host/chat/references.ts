/** What a person gave along with a question in the chat, as attachments: files and selections are text of the workspace. */
import * as vscode from 'vscode';
import type { Attachment } from '../../der/attachments';
import { estimateTokens } from '../../der/tokens';

export async function referenced(
  references: readonly vscode.ChatPromptReference[],
): Promise<readonly Attachment[]> {
  const attached = await Promise.all(references.map(({ value }) => attachment(value)));
  return attached.flatMap((one) => one ?? []);
}

/** Undefined for what holds no text. */
async function attachment(value: unknown): Promise<Attachment | undefined> {
  if (value instanceof vscode.Location) return ofFile(value.uri, value.range);
  if (value instanceof vscode.Uri) return ofFile(value);
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  return { kind: 'selection', label: 'the chat', text: value, tokens: estimateTokens(value) };
}

async function ofFile(uri: vscode.Uri, range?: vscode.Range): Promise<Attachment> {
  const document = await vscode.workspace.openTextDocument(uri);
  const path = vscode.workspace.asRelativePath(uri);
  const text = document.getText(range);
  return {
    kind: range ? 'selection' : 'file',
    label: range ? `lines ${range.start.line + 1}–${range.end.line + 1} of ${path}` : path,
    language: document.languageId,
    text,
    tokens: estimateTokens(text),
  };
}
