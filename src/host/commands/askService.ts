/** Which service or endpoint experts are to be added from: from a list, by its address, or by a key that shows whose it is. */
import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import { parseBaseUrl } from '../../providers/address';
import { cleanKey } from '../../providers/apiKeys';
import type { KeyedService } from '../../providers/kind';
import { looksLikeKey } from '../../providers/keyShape';
import { keyedServices } from '../../providers/knownKinds';
import { endpoints } from '../../providers/openai/endpoints';

export interface ChosenService {
  /** A service that is known by name, and asked with a key; else the address of an endpoint. */
  readonly at: KeyedService | string;
  /** A key that was pasted where a service was asked for. */
  readonly key?: string;
}

interface ServiceItem extends vscode.QuickPickItem {
  /** Undefined: another address, which is typed in the same box. */
  readonly at?: KeyedService | string;
}

/**
 * Resolves to undefined when the person gave up.
 * @param stored names of the keys that are stored
 * @param pasted a key whose service is asked for, since its form does not tell
 */
export async function askService(
  stored: readonly string[],
  pasted?: string,
): Promise<ChosenService | undefined> {
  const typed = await pick(stored, pasted !== undefined);
  if (typed === undefined) return undefined;
  if ('at' in typed) return { ...typed, ...(pasted !== undefined && { key: pasted }) };
  const service = serviceOf(typed.key);
  // Whose key it is does not show: the list again, with the key kept aside.
  return service ? { at: service, key: typed.key } : askService(stored, typed.key);
}

/** The service whose keys begin like this one. */
function serviceOf(key: string): KeyedService | undefined {
  return keyedServices().find(({ keysBegin }) => keysBegin !== undefined && key.startsWith(keysBegin));
}

/** What looks like a key leaves the box at once, so that it is not to be read there. */
function pick(
  stored: readonly string[],
  hasKey: boolean,
): Promise<{ readonly at: KeyedService | string } | { readonly key: string } | undefined> {
  const box = vscode.window.createQuickPick<ServiceItem>();
  const known = itemsOf(stored);
  box.title = t('Add models (1 of 3): from where?');
  box.placeholder = hasKey
    ? t('Whose key was it? Choose the service, or paste its address')
    : t('Choose a service, or paste an address or a key');
  box.matchOnDescription = true;
  box.ignoreFocusOut = true;
  box.items = known;
  return new Promise((resolve) => {
    const leave = (found: { readonly at: KeyedService | string } | { readonly key: string }) => {
      resolve(found);
      box.hide();
    };
    box.onDidChangeValue((value) => {
      const key = cleanKey(value);
      if (looksLikeKey(key)) {
        box.value = '';
        return leave({ key });
      }
      const address = parseBaseUrl(value);
      box.items = address ? [{ label: address, description: t('Use this address'), at: address }] : known;
    });
    box.onDidAccept(() => {
      const [item] = box.selectedItems;
      if (item?.at !== undefined) leave({ at: item.at });
      else box.placeholder = t('Paste or type its address here, such as https://gateway.example.com/v1');
    });
    box.onDidHide(() => {
      box.dispose();
      resolve(undefined);
    });
    box.show();
  });
}

function itemsOf(stored: readonly string[]): ServiceItem[] {
  const services = keyedServices().map((at) => ({
    label: at.name,
    description: stored.includes(at.apiKeyName) ? t('the key is stored') : t('with a key'),
    at,
  }));
  const local = endpoints
    .filter(({ apiKeyName }) => apiKeyName === undefined)
    .map(({ name, baseUrl }) => ({ label: name, description: baseUrl, at: baseUrl }));
  return [...services, ...local, { label: `$(add) ${t('Another address …')}`, alwaysShow: true }];
}
