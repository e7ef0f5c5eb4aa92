/** "DER: Configure Experts": picks the pool from what is there, adds endpoints, writes `der.experts`. */
import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import { plainWords } from '../window/plainWords';
import type { HostContext } from '../context';
import { identity, type Offered, type PoolChoice } from '../pool/poolChoices';
import { discoverExperts } from '../pool/discoveredExperts';
import { poolDraft, writePool, type PoolDraft } from '../pool/poolSetting';
import { openService } from './openService';

interface ChoiceItem extends vscode.QuickPickItem {
  /** Absent on what only divides the list. */
  readonly choice?: PoolChoice;
}

/**
 * Resolves to the pool that was written; undefined when the person gave up.
 * @param given `{ source }` to be shown what one source offers; `{ adds: true }` to begin with a new one.
 */
export async function configureExperts(
  context: HostContext,
  given?: unknown,
): Promise<readonly unknown[] | undefined> {
  let source = sourceIn(given);
  let adds = typeof given === 'object' && given !== null && 'adds' in given;
  /** What the person has ticked or not, by whom it asks. */
  const ticks = new Map<string, boolean>();
  for (;;) {
    const opened = adds ? await openService(context) : undefined;
    if (adds && !opened && ticks.size === 0) return undefined;
    if (opened && 'source' in opened) source = opened.source;
    const { draft, problems } = await offers(context, source);
    const isTicked = (choice: PoolChoice) => ticks.get(identity(choice.entry)) ?? choice.picked;
    const ticked = new Set(draft.choices.filter(isTicked));
    if (opened && 'entries' in opened) return writePool(draft, ticked, opened.entries);
    const picked = await pick(draft.choices, ticked, problems);
    if (picked === undefined) return undefined;
    if (!picked.adds) return writePool(draft, picked.ticked);
    // Whoever gives up on a new source is back at the list, with the ticks made before.
    for (const choice of draft.choices) ticks.set(identity(choice.entry), picked.ticked.has(choice));
    adds = true;
  }
}

async function offers(
  context: HostContext,
  source: string | undefined,
): Promise<{ readonly draft: PoolDraft; readonly problems: readonly string[] }> {
  const { offered, problems } = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: t('DER: looking for experts') },
    () => discoverExperts(context.services(), context.settings.current.limits.localOnly),
  );
  for (const problem of problems) context.log.warn(problem);
  return { draft: poolDraft(context.settings.current.experts, offered.filter(comesFrom(source))), problems };
}

function sourceIn(given: unknown): string | undefined {
  if (typeof given !== 'object' || given === null || !('source' in given)) return undefined;
  return typeof given.source === 'string' ? given.source : undefined;
}

/** Whoever asks for one source sees what it offers, beside what would join without being asked for. */
function comesFrom(wanted: string | undefined): (offered: Offered) => boolean {
  return ({ source, joinsByItself }) => wanted === undefined || joinsByItself || source === wanted;
}

/** What stands ticked when the person accepts, or wants to add an endpoint to it. */
interface Picked {
  readonly ticked: ReadonlySet<PoolChoice>;
  readonly adds: boolean;
}

function pick(
  choices: readonly PoolChoice[],
  ticked: ReadonlySet<PoolChoice>,
  problems: readonly string[],
): Promise<Picked | undefined> {
  const items = itemsOf(choices, problems);
  const box = vscode.window.createQuickPick<ChoiceItem>();
  box.title = t('Experts of the pool');
  box.placeholder = t('Who may answer? + adds a service or an endpoint');
  box.canSelectMany = true;
  box.matchOnDescription = true;
  box.buttons = [{ iconPath: new vscode.ThemeIcon('add'), tooltip: t('Add a service or an endpoint') }];
  box.items = items;
  box.selectedItems = items.filter(({ choice }) => choice && ticked.has(choice));
  return new Promise((resolve) => {
    const leave = (adds: boolean) => {
      resolve({ ticked: new Set(box.selectedItems.flatMap(({ choice }) => choice ?? [])), adds });
      box.hide();
    };
    box.onDidTriggerButton(() => leave(true));
    box.onDidAccept(() => leave(false));
    box.onDidHide(() => {
      box.dispose();
      resolve(undefined);
    });
    box.show();
  });
}

/** What is configured, what else is there, and last who could not be asked. */
function itemsOf(choices: readonly PoolChoice[], problems: readonly string[]): ChoiceItem[] {
  const divider = (label: string): ChoiceItem => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const group = (label: string, configured: boolean): ChoiceItem[] => {
    const members = choices.filter((choice) => choice.configured === configured);
    const items = members.map((choice) => ({ label: choice.label, description: choice.description, choice }));
    return items.length > 0 ? [divider(label), ...items] : [];
  };
  return [
    ...group(t('configured'), true),
    ...group(t('found'), false),
    ...problems.map(plainWords).map(divider),
  ];
}
