/** "Conversations": the list, searched as it is typed in; rename, delete with undo, export and import. */
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { language } from '../../language';
import type { HostContext } from '../context';
import type { Conversation } from '../conversations/conversation';
import { dayOf } from '../conversations/days';
import type { Listed } from '../conversations/store';
import { privateFileMode } from '../../der/storage/privateFiles';
import { escapeCommandLinks } from '../window/escapeCommandLinks';

interface Item extends vscode.QuickPickItem {
  /** Absent on the line above a day. */
  readonly listed?: Listed;
}

interface Button extends vscode.QuickInputButton {
  readonly act: 'rename' | 'export' | 'delete' | 'new' | 'import';
}

const button = (act: Button['act'], icon: string, tooltip: string): Button => ({
  act,
  iconPath: new vscode.ThemeIcon(icon),
  tooltip,
});

/** While words are typed, files are not searched for every letter. */
const searchDelayMs = 200;

/** Shows the list; what is typed searches titles, questions and answers. Resolves when it closes. */
export async function showConversations(context: HostContext): Promise<void> {
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = t('Conversations');
  pick.placeholder = t('Search titles, questions, answers and code');
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.buttons = [
    button('new', 'add', t('New conversation')),
    button('import', 'cloud-download', t('Import …')),
  ];
  pick.busy = true;
  let listed: readonly Listed[] = [];
  const show = (passages: ReadonlyMap<string, string>) => {
    pick.items = byDay(listed.map((one) => itemOf(one, context.conversation.id, passages.get(one.id))));
    pick.busy = false;
  };
  const refresh = async () => {
    const store = await context.conversation.store.get();
    await context.conversation.loaded?.flush();
    listed = await store.list();
    show(new Map());
  };
  let searching = new AbortController();
  const search = async (typed: string) => {
    searching.abort();
    const { signal } = (searching = new AbortController());
    const { passagesIn } = await import('../conversations/search');
    await setTimeout(searchDelayMs);
    if (signal.aborted) return;
    pick.busy = true;
    const passages = await passagesIn(await context.conversation.store.get(), listed, typed, signal);
    if (!signal.aborted) show(passages);
  };
  const failing = (work: Promise<unknown>) =>
    void work.catch((error: Error) => {
      pick.hide();
      context.problems.fail(error);
    });
  const closed = new Promise<void>((resolve) => pick.onDidHide(() => resolve()));
  pick.onDidChangeValue((typed) => failing(search(typed)));
  pick.onDidAccept(() => {
    const [item] = pick.selectedItems;
    pick.hide();
    if (item?.listed) failing(openListed(context, item.listed));
  });
  pick.onDidTriggerButton((pressed) => {
    pick.hide();
    failing((pressed as Button).act === 'new' ? context.newConversation() : importConversation(context));
  });
  pick.onDidTriggerItemButton(({ item, button: pressed }) => {
    if (!item.listed) return;
    const { id } = item.listed;
    const { act } = pressed as Button;
    if (act === 'delete') return failing(deleteConversation(context, id).then(refresh));
    pick.hide();
    failing(act === 'rename' ? renameConversation(context, id) : exportConversation(context, id));
  });
  pick.show();
  failing(refresh());
  await closed;
  searching.abort();
  pick.dispose();
}

/** A line above those of each day. */
function byDay(items: readonly Item[]): Item[] {
  const now = Date.now();
  let before: string | undefined;
  return items.flatMap((item) => {
    const day = item.listed && dayOf(item.listed.changedAt, now);
    if (day === undefined || day === before) return [item];
    before = day;
    return [{ label: day, kind: vscode.QuickPickItemKind.Separator }, item];
  });
}

/** @param passage what was found in it, which is shown whatever its title says. */
function itemOf(listed: Listed, current: string | undefined, passage: string | undefined): Item {
  const { id, title, count, changedAt, text, branchOf, unreadable } = listed;
  const rename = button('rename', 'edit', t('Rename'));
  const send = button('export', 'export', t('Export'));
  const remove = button('delete', 'trash', t('Delete'));
  const facts = [
    id === current ? t('open') : '',
    counted(count),
    new Date(changedAt).toLocaleString(language),
    branchOf === undefined ? '' : t('branch of {0}', branchOf),
  ];
  return {
    listed,
    label: unreadable ? `$(warning) ${t('Cannot be read')}` : `$(comment-discussion) ${shownTitle(title)}`,
    description: unreadable ? id : facts.filter(Boolean).join(' · '),
    detail: passage ?? text,
    alwaysShow: passage !== undefined,
    buttons: unreadable ? [remove] : [rename, send, remove],
  };
}

function shownTitle(title: string): string {
  return title || t('Nothing asked yet');
}

function counted(questions: number): string {
  return questions === 1 ? t('{0} question', questions) : t('{0} questions', questions);
}

async function openListed(context: HostContext, { id, unreadable }: Listed): Promise<void> {
  if (!unreadable) return context.showConversation(id);
  const file = (await context.conversation.store.get()).fileOf(id);
  throw new Error(
    t(
      'This file is not a conversation that this version of DER can read. It is kept as {0}; look at it there, or delete it from the list.',
      file,
    ),
  );
}

/** The conversation that is named, else the one that is shown. */
async function conversationOf(
  { conversation: current }: HostContext,
  id: string | undefined,
): Promise<Conversation> {
  if (id === undefined || id === current.id) return current.get();
  return (await current.store.get()).open(id);
}

export async function renameConversation(context: HostContext, id?: string): Promise<void> {
  const conversation = await conversationOf(context, id);
  const title = await vscode.window.showInputBox({
    title: t('Rename Conversation'),
    value: conversation.title,
    validateInput: (value) => (value.trim() === '' ? t('Write a title.') : undefined),
  });
  if (title === undefined) return;
  conversation.rename(title);
  await conversation.flush();
  if (!conversation.saved && conversation !== context.conversation.loaded) {
    throw new Error(
      t(
        'The conversation keeps its title, as its file cannot be written. Make room on the disk, or look at the rights of the folder, then rename it again.',
      ),
    );
  }
  context.conversation.renamed();
}

/** Deletes at once, and offers to bring it back. */
export async function deleteConversation(context: HostContext, id?: string): Promise<void> {
  const { conversation: current } = context;
  await current.get();
  const which = id ?? current.id!;
  const shown = which === current.id;
  const store = await current.store.get();
  if (shown) await context.routes.stop();
  const { title } = (await store.list()).find((listed) => listed.id === which) ?? {};
  if (title === undefined) throw new Error(t('There is nothing to delete: nothing was asked here yet.'));
  if (shown) await current.save();
  await store.remove(which);
  if (shown) await current.begin();
  const undo = async () => {
    const back = await store.bringBack(which);
    if (shown) await context.showConversation(back);
  };
  const deleted = escapeCommandLinks(t('Deleted the conversation "{0}".', shownTitle(title)));
  void vscode.window.showInformationMessage(deleted, t('Undo')).then((choice) => {
    if (choice) undo().catch((error: Error) => context.problems.fail(error));
  });
}

const formats = () => [
  {
    label: 'Markdown',
    detail: t('To read: every question with its answers, who gave them and what they took'),
    suffix: '.md',
  },
  {
    label: 'JSON',
    detail: t('To take in again: the trace of every route that ended, with your ratings'),
    suffix: '.json',
  },
];

export async function exportConversation(context: HostContext, id?: string): Promise<void> {
  const conversation = await conversationOf(context, id);
  const format = await vscode.window.showQuickPick(formats(), { title: t('Export Conversation') });
  if (!format) return;
  const { asJson, asMarkdown, leftOut } = await import('../conversations/exporting');
  const proposed = conversation.title.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60) || 'conversation';
  const target = await vscode.window.showSaveDialog({
    defaultUri: startUri(`${proposed}${format.suffix}`),
    filters: { [format.label]: [format.suffix.slice(1)] },
  });
  if (!target) return;
  const json = format.suffix === '.json';
  await writeFile(target.fsPath, json ? asJson(conversation) : asMarkdown(conversation), {
    mode: privateFileMode,
  });
  const missing = json ? leftOut(conversation) : 0;
  const name = basename(target.fsPath);
  const done =
    missing > 0
      ? t('Exported to {0}. Left out, as they never ended and have no trace: {1}.', name, missing)
      : t('Exported to {0}.', name);
  void vscode.window.showInformationMessage(escapeCommandLinks(done));
}

export async function importConversation(context: HostContext): Promise<void> {
  const [file] = (await vscode.window.showOpenDialog({
    title: t('Import Conversation'),
    filters: { JSON: ['json'] },
  })) ?? [undefined];
  if (!file) return;
  const { parseExport } = await import('../conversations/importing');
  const { title, routes } = parseExport(await readFile(file.fsPath));
  await context.routes.stop();
  await context.conversation.begin(routes);
  if (title !== undefined) (await context.conversation.get()).rename(title);
}

function startUri(name: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  return folder ? vscode.Uri.joinPath(folder.uri, name) : vscode.Uri.file(name);
}
