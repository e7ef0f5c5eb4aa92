/** The file of questions that is made from a person's conversations, where they can read and change it. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import { homeFolder } from '../../der/storage/learned';
import { makePrivateFolder, privateFileMode } from '../../der/storage/privateFiles';
import type { RouteLog } from '../../webview/protocol';
import type { HostContext } from '../context';
import { keptQuestions } from './history';

/** Conversations that are read, those that changed last. */
const mostConversations = 100;

/** Writes it and returns its path. @throws Error where there is no such question */
export async function historyFile({ conversation, checkpoints }: HostContext): Promise<string> {
  const store = await conversation.store.get();
  const routes: RouteLog[] = [];
  for (const { id } of (await store.list()).slice(0, mostConversations))
    routes.push(...(await store.open(id)).routes);
  const { questions, leftOut } = keptQuestions(routes, (await checkpoints.get()).view);
  if (questions.length === 0) {
    throw new Error(
      t(
        'No question of your conversations can be used yet. One can if it stands for itself and you rated its answer with a thumb up, or applied it.',
      ),
    );
  }
  const file = join(homeFolder(process.env), 'questions-from-history.jsonl');
  await makePrivateFolder(homeFolder(process.env));
  await writeFile(file, `${questions.map((one) => JSON.stringify(one)).join('\n')}\n`, {
    mode: privateFileMode,
  });
  if (leftOut > 0) {
    void vscode.window.showInformationMessage(
      t(
        '{0} explanations that you kept are left out: no check can tell whether another one is as good.',
        leftOut,
      ),
    );
  }
  return file;
}
