/** "DER: Diagnose": checks every expert and the machine, and gives a report to copy, without secrets. */
import { homedir } from 'node:os';
import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Expert } from '../../der/core/experts';
import type { HostContext } from '../context';
import { check, mayCost } from '../diagnose/check';
import { machine, networks, settings } from '../diagnose/findings';
import { report, type DiagnosedExpert } from '../diagnose/report';
import { withoutSecrets } from '../diagnose/secrets';
import { escapeCommandLinks } from '../window/escapeCommandLinks';

/** For key bindings and other extensions: checks without asking first. */
export interface DiagnoseArguments {
  /** Whether experts that may cost money are asked their one question, too. */
  readonly paid: boolean;
}

/** Resolves to the report, which is shown as well; undefined when the person gave up. */
export async function diagnose(context: HostContext, given?: unknown): Promise<string | undefined> {
  const experts = await context.pool.experts();
  const costly = experts.filter((expert) => mayCost(expert) && !forbidden(expert, context.controls.limits));
  const paid = isArguments(given) ? given.paid : await consent(costly);
  if (paid === undefined) return undefined;
  const [checked, nets] = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: t('DER: looking at experts and machine'),
      cancellable: true,
    },
    async (progress, token) => {
      const found = await networks(context);
      return [await checkAll(context, experts, paid, progress, token), found];
    },
  );
  const text = report({
    machine: machine(context),
    networks: nets,
    settings: settings(context),
    experts: checked,
    problems: context.pool.view.problems,
  });
  const safe = withoutSecrets(text, await secrets(context), homedir());
  await show(context, safe);
  return safe;
}

function isArguments(given: unknown): given is DiagnoseArguments {
  return typeof given === 'object' && given !== null && 'paid' in given && typeof given.paid === 'boolean';
}

/** Whether the experts that may cost money are asked; undefined when the person gave up. */
async function consent(costly: readonly Expert[]): Promise<boolean | undefined> {
  if (costly.length === 0) return false;
  const all = t('Check All');
  const free = t('Only Those That Cost Nothing');
  const choice = await vscode.window.showInformationMessage(
    t('The check sends one short question to each expert. May these be asked, too?'),
    {
      modal: true,
      detail: t('They may cost a fraction of a cent: {0}', costly.map(({ name }) => name).join(', ')),
    },
    all,
    free,
  );
  return choice === undefined ? undefined : choice === all;
}

/** One after the other: servers on this machine share its memory. */
async function checkAll(
  { controls: { limits } }: HostContext,
  experts: readonly Expert[],
  paid: boolean,
  progress: vscode.Progress<{ message?: string; increment?: number }>,
  token: vscode.CancellationToken,
): Promise<DiagnosedExpert[]> {
  const stop = new AbortController();
  const cancelling = token.onCancellationRequested(() => stop.abort());
  const checked: DiagnosedExpert[] = [];
  for (const expert of experts) {
    progress.report({ message: escapeCommandLinks(expert.name), increment: 100 / experts.length });
    const why = forbidden(expert, limits) ?? (paid ? undefined : unwanted(expert));
    const result = why ? ({ state: 'unasked', why } as const) : await check(expert, stop.signal);
    checked.push({ expert, result });
  }
  cancelling.dispose();
  return checked;
}

/** What the person has set or excluded, whatever the check may cost. */
function forbidden(
  { id, leavesMachine }: Expert,
  { localOnly, excluded = [] }: HostContext['controls']['limits'],
): string | undefined {
  if (excluded.includes(id)) return 'you have excluded it from this workspace';
  return localOnly && leavesMachine ? 'it leaves the machine, and der.localOnly forbids that' : undefined;
}

function unwanted(expert: Expert): string | undefined {
  return mayCost(expert) ? 'it may cost money, and you did not want that' : undefined;
}

/** Every key that is stored, what the pool takes for a key, and whatever the environment calls a key or token. */
async function secrets(context: HostContext): Promise<(string | undefined)[]> {
  const { keys, settings } = context;
  const { parsePool } = await import('../../providers/poolConfig');
  const { entries } = parsePool(settings.current.experts ?? []);
  const used = new Set(entries.map((entry) => ('apiKeyName' in entry ? entry.apiKeyName : undefined)));
  const stored = await Promise.all(keys.names.map((name) => keys.get(name)));
  const inEnvironment = Object.entries(context.services().env).filter(
    ([name]) => used.has(name) || /key|token|secret|password/i.test(name),
  );
  return [...stored, ...inEnvironment.map(([, value]) => value)];
}

/** As the editor renders Markdown; it offers the text itself by a button of its own. */
async function show({ extension }: HostContext, markdown: string): Promise<void> {
  const file = vscode.Uri.joinPath(extension.globalStorageUri, 'diagnosis.md');
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(markdown));
  await vscode.commands.executeCommand('markdown.showPreview', file);
  const copy = t('Copy Report');
  void vscode.window
    .showInformationMessage(t('The report holds no secrets and can be handed on.'), copy)
    .then((choice) => (choice === copy ? vscode.env.clipboard.writeText(markdown) : undefined));
}
