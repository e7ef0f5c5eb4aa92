/** "DER: Set API Key": stores, replaces or deletes a key by name, in the secret storage alone. */
import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import { cleanKey, isSendable } from '../../providers/apiKeys';
import { keyedServices } from '../../providers/knownKinds';
import type { HostContext } from '../context';
import { escapeCommandLinks } from '../window/escapeCommandLinks';

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
    const [replace, remove] = [t('Replace it'), t('Delete it')];
    const choice = await vscode.window.showQuickPick([replace, remove], {
      title: t('The key {0} is stored', name),
    });
    if (choice === undefined) return undefined;
    if (choice === remove) {
      await keys.delete(name);
      void vscode.window.showInformationMessage(escapeCommandLinks(t('The key {0} was deleted.', name)));
      return undefined;
    }
  }
  const key = await vscode.window.showInputBox({
    title: t('API key {0}', name),
    prompt: t('Kept in the secret storage of the editor, never in settings.'),
    password: true,
    ignoreFocusOut: true,
    validateInput: keyProblem,
  });
  if (key === undefined) return undefined;
  await keys.store(name, cleanKey(key));
  void vscode.window.showInformationMessage(
    escapeCommandLinks(t('The key {0} is stored. Experts use it by "apiKeyName": "{0}".', name)),
  );
  return name;
}

/** Quotes, `Bearer` and what else was copied along are taken off; what remains must be a key. */
function keyProblem(pasted: string): string | undefined {
  const key = cleanKey(pasted);
  if (key === '') return t('Paste the key.');
  if (isSendable(key) && !/\s/.test(key)) return undefined;
  return t('This holds a blank, a line break or another character that no key has. Copy the key alone.');
}

async function pickName(stored: readonly string[]): Promise<string | undefined> {
  const known = keyedServices()
    .filter(({ apiKeyName }) => !stored.includes(apiKeyName))
    .map(({ apiKeyName, name }) => ({ label: apiKeyName, description: name, name: apiKeyName }));
  const items: NamePick[] = [
    ...stored.map((name) => ({ label: name, description: t('stored'), name })),
    ...known,
    { label: `$(add) ${t('Another name …')}`, name: undefined },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: t('Which API key?'),
    matchOnDescription: true,
  });
  if (!picked) return undefined;
  return picked.name ?? askName();
}

async function askName(): Promise<string | undefined> {
  return vscode.window.showInputBox({
    title: t('Name of the API key'),
    prompt: t('Experts refer to the key by this name.'),
    placeHolder: 'TEAM_GATEWAY_KEY',
    validateInput: (value) =>
      namePattern.test(value)
        ? undefined
        : t(
            'Letters, digits, dots, dashes and underscores; a letter or underscore first. Not the key itself.',
          ),
  });
}
