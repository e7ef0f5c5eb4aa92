/** "DER: Configure Experts": picks the pool from what is there, adds endpoints, writes `der.experts`. */
import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import { plainWords } from '../window/plainWords';
import type { HostContext } from '../context';
import type { Offered, PoolChoice } from '../pool/poolChoices';
import { poolOffers } from '../pool/discoveredExperts';
import { poolDraft, writePool } from '../pool/poolSetting';
import { askEndpoint } from './askEndpoint';

interface ChoiceItem extends vscode.QuickPickItem {
  /** Absent on what only divides the list. */
  readonly choice?: PoolChoice;
}

/**
 * Resolves to the pool that was written; undefined when the person gave up.
 * @param given `{ source }` to be shown what one source offers.
 */
export async function configureExperts(
  context: HostContext,
  given?: unknown,
): Promise<readonly unknown[] | undefined> {
  const services = context.services();
  const { offered, problems } = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: t('DER: looking for experts') },
    () => poolOffers(services, context.settings.current.limits.localOnly),
  );
  for (const problem of problems) context.log.warn(problem);

  const draft = poolDraft(context.settings.current.experts, offered.filter(comesFrom(given)));
  const { choices } = draft;
  let ticked: ReadonlySet<PoolChoice> = new Set(choices.filter((choice) => choice.picked));
  for (;;) {
    const picked = await pick(choices, ticked, problems);
    if (picked === undefined) return undefined;
    ticked = picked.ticked;
    const added = picked.adds ? await askEndpoint(services, context.keys) : undefined;
    // Whoever gives up on a new endpoint is back at the list, with the ticks made before.
    if (picked.adds && !added) continue;
    return writePool(draft, ticked, added ? [added] : []);
  }
}

/** Whoever asks for one source sees what it offers, beside what would join without being asked for. */
function comesFrom(given: unknown): (offered: Offered) => boolean {
  if (typeof given !== 'object' || given === null || !('source' in given)) return () => true;
  return ({ source, joinsByItself }) => joinsByItself || source === given.source;
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
  box.placeholder = t('Who may answer? + adds an OpenAI-compatible endpoint');
  box.canSelectMany = true;
  box.matchOnDescription = true;
  box.buttons = [{ iconPath: new vscode.ThemeIcon('add'), tooltip: t('Add an OpenAI-compatible endpoint') }];
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
