/** "DER: Set API Key": stores, replaces or deletes a key by name, in the secret storage alone. */
import * as vscode from 'vscode';
import { anthropicHome } from '../../providers/anthropic/client';
import { endpoints } from '../../providers/openai/endpoints';
import type { HostContext } from '../context';

const namePattern = /^[A-Za-z_][\w.-]{0,63}$/;

interface NamePick extends vscode.QuickPickItem {
  /** Undefined: another name. */
  readonly name: string | undefined;
}

/** Resolves to the name of the key that was stored; undefined when none was. */
export async function setApiKey({ keys }: HostContext, given?: unknown): Promise<string | undefined> {
  const name = typeof given === 'string' ? given : await pickName(keys.names);
  if (!name) return undefined;
  if (keys.names.includes(name)) {
    const choice = await vscode.window.showQuickPick(['Replace it', 'Delete it'], {
      title: `The key ${name} is stored`,
    });
    if (choice === undefined) return undefined;
    if (choice === 'Delete it') {
      await keys.delete(name);
      void vscode.window.showInformationMessage(`The key ${name} was deleted.`);
      return undefined;
    }
  }
  const key = await vscode.window.showInputBox({
    title: `API key ${name}`,
    prompt: 'Kept in the secret storage of the editor, never in settings.',
    password: true,
    ignoreFocusOut: true,
    validateInput: (value) => (value.trim() === '' ? 'Paste the key.' : undefined),
  });
  if (key === undefined) return undefined;
  await keys.store(name, key.trim());
  void vscode.window.showInformationMessage(
    `The key ${name} is stored. Experts use it by "apiKeyName": "${name}".`,
  );
  return name;
}

async function pickName(stored: readonly string[]): Promise<string | undefined> {
  const known = [...endpoints, { name: 'Anthropic', ...anthropicHome }].flatMap(({ apiKeyName, name }) =>
    apiKeyName && !stored.includes(apiKeyName)
      ? [{ label: apiKeyName, description: name, name: apiKeyName }]
      : [],
  );
  const items: NamePick[] = [
    ...stored.map((name) => ({ label: name, description: 'stored', name })),
    ...known,
    { label: '$(add) Another name …', name: undefined },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: 'Which API key?',
    matchOnDescription: true,
  });
  if (!picked) return undefined;
  return picked.name ?? askName();
}

async function askName(): Promise<string | undefined> {
  return vscode.window.showInputBox({
    title: 'Name of the API key',
    prompt: 'Experts refer to the key by this name.',
    placeHolder: 'TEAM_GATEWAY_KEY',
    validateInput: (value) =>
      namePattern.test(value)
        ? undefined
        : 'Letters, digits, dots, dashes and underscores; a letter or underscore first. Not the key itself.',
  });
}
