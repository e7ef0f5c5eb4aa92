/** "DER: Set API Key": stores, replaces or deletes a key by name, in the secret storage alone. */
import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import { keyedServices } from '../../providers/knownKinds';
import type { HostContext } from '../context';
import { checkKey, usualNameOf } from '../setUp/keyCheck';
import { escapeCommandLinks } from '../window/escapeCommandLinks';
import { askKey, askName, type NameOrKey } from './askKey';

interface NamePick extends vscode.QuickPickItem {
  /** Undefined: another name. */
  readonly name: string | undefined;
}

/**
 * Resolves to the name of the key that was stored; undefined when none was.
 * @param given the name of a key; `{ replace }` where what is stored by that name is to be replaced
 */
export async function setApiKey(context: HostContext, given?: unknown): Promise<string | undefined> {
  const { keys, settings } = context;
  const replaces = nameToReplace(given);
  const known = typeof given === 'string' ? given : replaces;
  const asked = known === undefined ? await pickName(keys.names) : { name: known };
  const named = asked && (await withName(asked));
  if (!named) return undefined;
  const { name, pasted } = named;
  if (keys.names.includes(name) && replaces === undefined) {
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
  // With everything to stay on this machine, no service is asked about the key either.
  const check = async (key: string) =>
    settings.current.limits.localOnly ? undefined : checkKey(context.services(), name, key);
  const key = await askKey(name, pasted, check);
  if (key === undefined) return undefined;
  await keys.store(name, key);
  void vscode.window.showInformationMessage(
    escapeCommandLinks(t('The key {0} is stored. Experts use it by "apiKeyName": "{0}".', name)),
  );
  return name;
}

function nameToReplace(given: unknown): string | undefined {
  if (typeof given !== 'object' || given === null || !('replace' in given)) return undefined;
  return typeof given.replace === 'string' ? given.replace : undefined;
}

/** A key that was pasted for its name is called as its service calls it, else the name is asked for again. */
async function withName(asked: NameOrKey): Promise<{ name: string; pasted: string } | undefined> {
  if ('name' in asked) return { name: asked.name, pasted: '' };
  const { key } = asked;
  const usual = usualNameOf(key);
  if (usual) return { name: usual, pasted: key };
  const again = await askName();
  return again && 'name' in again ? { name: again.name, pasted: key } : undefined;
}

async function pickName(stored: readonly string[]): Promise<NameOrKey | undefined> {
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
  return picked.name === undefined ? askName() : { name: picked.name };
}
