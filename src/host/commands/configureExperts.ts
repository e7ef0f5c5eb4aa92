/** "DER: Configure Experts": picks the pool from what is there, adds endpoints, writes `der.experts`. */
import * as vscode from 'vscode';
import { poolEntrySchema, type PoolEntryInput } from '../../providers/poolConfig';
import type { HostContext } from '../context';
import { chosenPool, poolChoices, type PoolChoice } from '../poolChoices';
import { poolOffers } from '../poolOffers';
import { section } from '../settings';
import { askEndpoint } from './askEndpoint';

interface ChoiceItem extends vscode.QuickPickItem {
  /** Absent on what only divides the list. */
  readonly choice?: PoolChoice;
}

const addEndpoint: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('add'),
  tooltip: 'Add an OpenAI-compatible endpoint',
};

/** Resolves to the pool that was written; undefined when the person gave up. */
export async function configureExperts(context: HostContext): Promise<readonly unknown[] | undefined> {
  const services = context.services();
  const { offered, problems } = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: 'DER: looking for experts' },
    () => poolOffers(services, context.settings.current.limits.localOnly),
  );
  for (const problem of problems) context.log.warn(problem);

  const { experts } = context.settings.current;
  const written = Array.isArray(experts) ? (experts as unknown[]) : undefined;
  const picked = await pick(poolChoices(written?.filter(isEntry), offered), problems);
  if (picked === undefined) return undefined;
  if (picked === 'add') {
    const entry = await askEndpoint(services, context.keys);
    if (!entry) return undefined;
    return write([...(written ?? offered.filter((one) => one.joinsByItself).map((one) => one.entry)), entry]);
  }
  // What could not be understood stays as the person wrote it.
  return write([...picked, ...(written?.filter((entry) => !isEntry(entry)) ?? [])]);
}

function isEntry(entry: unknown): entry is PoolEntryInput {
  return poolEntrySchema.safeParse(entry).success;
}

async function write(pool: readonly unknown[]): Promise<readonly unknown[]> {
  const configuration = vscode.workspace.getConfiguration(section);
  await configuration.update('experts', pool, vscode.ConfigurationTarget.Global);
  return pool;
}

function pick(
  choices: readonly PoolChoice[],
  problems: readonly string[],
): Promise<PoolEntryInput[] | 'add' | undefined> {
  const items = itemsOf(choices, problems);
  const box = vscode.window.createQuickPick<ChoiceItem>();
  box.title = 'Experts of the pool';
  box.placeholder = 'Who may answer? + adds an OpenAI-compatible endpoint';
  box.canSelectMany = true;
  box.matchOnDescription = true;
  box.buttons = [addEndpoint];
  box.items = items;
  box.selectedItems = items.filter(({ choice }) => choice?.picked);
  return new Promise((resolve) => {
    box.onDidTriggerButton(() => {
      resolve('add');
      box.hide();
    });
    box.onDidAccept(() => {
      resolve(chosenPool(choices, new Set(box.selectedItems.flatMap(({ choice }) => choice ?? []))));
      box.hide();
    });
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
  return [...group('configured', true), ...group('found', false), ...problems.map(divider)];
}
