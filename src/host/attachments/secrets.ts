/** What is never attached: files that hold keys or passwords, by what is known and by what the person named. */
import * as vscode from 'vscode';
import type { SecretPatterns } from '../../providers/builtin/secretFiles';
import { section } from '../settings/settings';

/** The person's own setting counts; a folder cannot change it. */
export async function secretPatterns(): Promise<SecretPatterns> {
  const { SecretPatterns } = await import('../../providers/builtin/secretFiles');
  const named = vscode.workspace.getConfiguration(section).inspect<unknown>('secretFiles')?.globalValue;
  const texts = Array.isArray(named) ? named.filter((one) => typeof one === 'string') : [];
  return SecretPatterns.of(texts);
}

/** Whether a file holds secrets, by its name, where it lies, and what stands in it. */
export async function isSecret(uri: vscode.Uri, text: string): Promise<boolean> {
  const { textHoldsSecret } = await import('../../providers/builtin/secretText');
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  const path = folder ? vscode.workspace.asRelativePath(uri, false) : uri.path;
  return (await secretPatterns()).holds(path) || textHoldsSecret(text);
}
