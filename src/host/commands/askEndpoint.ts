/** Asks for an OpenAI-compatible endpoint, step by step, and makes an entry of the pool of it. */
import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import { apiKeyIfAny } from '../../providers/apiKeys';
import { isLoopback, parseBaseUrl } from '../../providers/address';
import { listOpenAiModels } from '../../providers/openai/discover';
import { endpoints } from '../../providers/openai/endpoints';
import { endpointEntry } from '../../providers/openai/kind';
import type { PoolEntryInput } from '../../providers/poolConfig';
import type { ProviderServices } from '../../providers/services';
import type { KeyStore } from '../settings/keyStore';
import { plainWords } from '../window/plainWords';

/** Resolves to the new entry; undefined when the person gave up on the way. */
export async function askEndpoint(
  services: ProviderServices,
  keys: KeyStore,
): Promise<PoolEntryInput | undefined> {
  const baseUrl = await askAddress();
  if (!baseUrl) return undefined;
  const apiKeyName = await askKeyName(baseUrl, keys);
  if (apiKeyName === undefined) return undefined;
  const key = apiKeyName ? await apiKeyIfAny(apiKeyName, services) : undefined;
  const model = await askModel(services, baseUrl, key);
  if (!model) return undefined;
  const leavesMachine = endpoints.find((endpoint) => endpoint.baseUrl === baseUrl)?.leavesMachine;
  return endpointEntry({
    baseUrl,
    model,
    ...(apiKeyName && { apiKeyName }),
    ...(leavesMachine && { leavesMachine }),
  });
}

async function askAddress(): Promise<string | undefined> {
  const items = [
    ...endpoints.map(({ name, baseUrl }) => ({ label: name, description: baseUrl, baseUrl })),
    { label: `$(add) ${t('Another address …')}`, baseUrl: undefined },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: t('Endpoint (1 of 3)'),
    matchOnDescription: true,
  });
  if (!picked || picked.baseUrl) return picked?.baseUrl;
  const typed = await vscode.window.showInputBox({
    title: t('Address of the endpoint (1 of 3)'),
    placeHolder: 'https://gateway.example.com/v1',
    ignoreFocusOut: true,
    validateInput: (value) =>
      parseBaseUrl(value)
        ? undefined
        : t('An address that starts with http:// or https://, without user name, password or query.'),
  });
  return typed === undefined ? undefined : parseBaseUrl(typed);
}

/** Empty: the endpoint needs no key. */
async function askKeyName(baseUrl: string, keys: KeyStore): Promise<string | undefined> {
  const usual = endpoints.find((endpoint) => endpoint.baseUrl === baseUrl)?.apiKeyName;
  const names = [...new Set([...(usual ? [usual] : []), ...keys.names])];
  const none = { label: t('No key'), name: '' };
  const items = [
    ...(isLoopback(baseUrl) ? [none] : []),
    ...names.map((name) => ({
      label: name,
      description: keys.names.includes(name)
        ? t('stored')
        : t('not stored yet: an environment variable, or set it afterwards'),
      name,
    })),
    { label: `$(key) ${t('Store a key …')}`, name: undefined },
    ...(isLoopback(baseUrl) ? [] : [none]),
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: t('Key of the endpoint (2 of 3)'),
  });
  if (!picked) return undefined;
  return picked.name ?? vscode.commands.executeCommand<string | undefined>('der.setApiKey');
}

async function askModel(
  services: ProviderServices,
  baseUrl: string,
  apiKey: string | undefined,
): Promise<string | undefined> {
  const title = t('Model (3 of 3)');
  const { models, problem } = await listOpenAiModels(services, { baseUrl, ...(apiKey && { apiKey }) });
  if (models.length > 0) return vscode.window.showQuickPick(models, { title });
  const prompt = plainWords(problem ?? t('As the endpoint calls it.'));
  return vscode.window.showInputBox({ title, prompt, ignoreFocusOut: true });
}
