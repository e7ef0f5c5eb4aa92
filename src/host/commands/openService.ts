/** Opens a service or an endpoint, step by step: where it is, its key, which models; each step stays until it works. */
import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import { isLoopback } from '../../providers/address';
import type { KeyedService } from '../../providers/kind';
import { listOpenAiModels } from '../../providers/openai/discover';
import { endpoints } from '../../providers/openai/endpoints';
import { endpointEntry } from '../../providers/openai/kind';
import type { PoolEntryInput } from '../../providers/poolConfig';
import type { HostContext } from '../context';
import { checkKey, type KeyVerdict } from '../setUp/keyCheck';
import { plainWords } from '../window/plainWords';
import { askKey } from './askKey';
import { askService } from './askService';

/** What was opened: a service by its name, whose models are then offered; or entries for models of an endpoint. */
export type OpenedService = { readonly source: string } | { readonly entries: readonly PoolEntryInput[] };

/** Resolves to undefined when the person gave up. */
export async function openService(context: HostContext): Promise<OpenedService | undefined> {
  const chosen = await askService(context.keys.names);
  if (!chosen) return undefined;
  return typeof chosen.at === 'string'
    ? openEndpoint(context, chosen.at, chosen.key)
    : openKnown(context, chosen.at, chosen.key);
}

/** A service that is known: its models are offered as soon as its key works. */
async function openKnown(
  context: HostContext,
  { name, apiKeyName }: KeyedService,
  pasted: string | undefined,
): Promise<OpenedService | undefined> {
  const { keys } = context;
  const services = context.services();
  if (context.settings.current.limits.localOnly) throw new Error(notHere(name));
  const known = (await services.secret(apiKeyName)) ?? services.env[apiKeyName]?.trim();
  if (pasted !== undefined || !known) {
    const key = await askKey(apiKeyName, pasted ?? '', (typed) => checkKey(services, apiKeyName, typed));
    if (key === undefined) return undefined;
    await keys.store(apiKeyName, key);
  }
  return { source: name };
}

/** What an endpoint said of its models: at once where it needs no key, else with one that it takes. */
interface Opened {
  readonly models: readonly string[];
  readonly apiKeyName?: string;
  readonly problem?: string | undefined;
}

async function openEndpoint(
  context: HostContext,
  baseUrl: string,
  pasted: string | undefined,
): Promise<OpenedService | undefined> {
  const opened = await open(context, baseUrl, pasted);
  const models = opened && (await pickModels(opened));
  if (!models || models.length === 0) return undefined;
  const leavesMachine = endpoints.find((endpoint) => endpoint.baseUrl === baseUrl)?.leavesMachine;
  const { apiKeyName } = opened;
  const entries = models.map((model) =>
    endpointEntry({
      ...{ baseUrl, model },
      ...(apiKeyName !== undefined && { apiKeyName }),
      ...(leavesMachine && { leavesMachine }),
    }),
  );
  return { entries };
}

async function open(
  context: HostContext,
  baseUrl: string,
  pasted: string | undefined,
): Promise<Opened | undefined> {
  const services = context.services();
  if (context.settings.current.limits.localOnly && !isLoopback(baseUrl)) throw new Error(notHere(baseUrl));
  if (pasted === undefined) {
    const { models, problem, kind } = await listOpenAiModels(services, { baseUrl });
    if (problem === undefined || kind !== 'unauthorised') return { models, problem };
  }
  const apiKeyName = keyNameOf(baseUrl);
  let opened: Opened = { models: [], apiKeyName };
  const check = async (apiKey: string): Promise<KeyVerdict> => {
    const { models, problem, kind } = await listOpenAiModels(services, { baseUrl, apiKeyName, apiKey });
    opened = { models, apiKeyName, problem };
    if (problem === undefined) return { state: 'works' };
    return { state: kind === 'unauthorised' ? 'refused' : 'unsure', problem };
  };
  const key = await askKey(apiKeyName, pasted ?? '', check);
  if (key === undefined) return undefined;
  await context.keys.store(apiKeyName, key);
  return opened;
}

/** "GATEWAY_EXAMPLE_COM_KEY": nobody has to think of a name. */
function keyNameOf(baseUrl: string): string {
  const host = new URL(baseUrl).host.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_');
  return `${/^[A-Z]/.test(host) ? '' : 'AT_'}${host.slice(0, 50).replace(/^_|_$/g, '')}_KEY`;
}

async function pickModels({ models, problem }: Opened): Promise<readonly string[] | undefined> {
  const title = t('Add models (3 of 3): which?');
  if (models.length > 0)
    return vscode.window.showQuickPick([...models], { title, canPickMany: true, ignoreFocusOut: true });
  const prompt = plainWords(problem ?? t('As the endpoint calls it.'));
  const typed = await vscode.window.showInputBox({ title, prompt, ignoreFocusOut: true });
  return typed?.trim() ? [typed.trim()] : undefined;
}

const notHere = (name: string) =>
  t('{0} is not on this machine, and der.localOnly forbids asking it. Turn that off first.', name);
