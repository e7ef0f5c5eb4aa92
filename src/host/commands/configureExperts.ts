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
  const choices = poolChoices(written?.filter(isEntry), offered);
  // What could not be understood stays as the person wrote it.
  const unknown = written?.filter((entry) => !isEntry(entry)) ?? [];
  let ticked: ReadonlySet<PoolChoice> = new Set(choices.filter((choice) => choice.picked));
  for (;;) {
    const picked = await pick(choices, ticked, problems);
    if (picked === undefined) return undefined;
    ticked = picked.ticked;
    const added = picked.adds ? await askEndpoint(services, context.keys) : undefined;
    // Whoever gives up on a new endpoint is back at the list, with the ticks made before.
    if (picked.adds && !added) continue;
    return write([...chosenPool(choices, ticked), ...(added ? [added] : []), ...unknown]);
  }
}

function isEntry(entry: unknown): entry is PoolEntryInput {
  return poolEntrySchema.safeParse(entry).success;
}

async function write(pool: readonly unknown[]): Promise<readonly unknown[]> {
  const configuration = vscode.workspace.getConfiguration(section);
  await configuration.update('experts', pool, vscode.ConfigurationTarget.Global);
  return pool;
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
  box.title = 'Experts of the pool';
  box.placeholder = 'Who may answer? + adds an OpenAI-compatible endpoint';
  box.canSelectMany = true;
  box.matchOnDescription = true;
  box.buttons = [addEndpoint];
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
  return [...group('configured', true), ...group('found', false), ...problems.map(divider)];
}
