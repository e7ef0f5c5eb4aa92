/** A commit message from what is staged, written into the box of the editor's Source Control view. */
import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { cutTo, estimateTokens } from '../../der/core/tokens';
import type { Attachment } from '../../der/prompt/attachments';
import type { HostContext } from '../context';
import { repositories, type Repository } from '../attachments/repositories';
import { withoutSecretFiles } from '../attachments/secretDiff';
import { secretPatterns } from '../attachments/secrets';
import { noAnswer } from '../chat/summary';
import { messageIn } from './messageIn';

/** Tokens of a diff that are shown: what a large commit is about stands in less. And what the question itself takes. */
const [mostTokens, ofQuestion] = [12_000, 150];

/**
 * @param given the view's repository, as its menu passes it.
 * @throws Error where nothing is staged, or nobody answered, with what to do.
 */
export async function writeMessage({ routes, attachments }: HostContext, given: unknown): Promise<void> {
  const repository = await repositoryOf(given);
  const attachment = await staged(repository, (attachments.view.room?.tokens ?? Infinity) - ofQuestion);
  const before = repository.inputBox.value;
  const text = t(
    'Write the message of the commit that makes these changes: a first line of at most 72 characters that says as an order what is different, and below an empty line why, where that is not plain. Give the message alone, in one code block.',
  );
  const trace = await vscode.window.withProgress({ location: vscode.ProgressLocation.SourceControl }, () =>
    routes.ask({
      text,
      fromWorkspace: true,
      attachments: [attachment],
      overrides: { withoutTools: true },
      apart: true,
    }),
  );
  if (!trace.final) throw new Error(noAnswer(trace));
  if (repository.inputBox.value !== before) {
    throw new Error(
      t(
        'The box holds another message by now, which stays. The one that was asked for is in the conversation "{0}".',
        t('Asked outside the panel'),
      ),
    );
  }
  repository.inputBox.value = messageIn(trace.final.answer);
  void vscode.window.showInformationMessage(t('The commit message is written.'), t('Undo')).then((choice) => {
    if (choice) repository.inputBox.value = before;
  });
}

async function repositoryOf(given: unknown): Promise<Repository> {
  const found = await repositories();
  const root = rootOf(given)?.toString();
  const chosen = found.find(({ rootUri }) => rootUri.toString() === root);
  // From the palette: the one with something staged.
  const repository = chosen ?? found.find(({ state }) => state.indexChanges.length > 0) ?? found[0];
  if (!repository) throw new Error(t('No git repository is open. Open a folder that is one.'));
  return repository;
}

function rootOf(given: unknown): vscode.Uri | undefined {
  if (typeof given !== 'object' || given === null || !('rootUri' in given)) return undefined;
  return given.rootUri instanceof vscode.Uri ? given.rootUri : undefined;
}

/** Files that hold secrets, and changes that do, are left out. */
async function staged(repository: Repository, room: number): Promise<Attachment> {
  const diff = await repository.diff(true);
  if (diff.trim() === '') {
    throw new Error(t('Nothing is staged. Stage the changes that the commit is to hold, then ask again.'));
  }
  const secrets = await secretPatterns();
  const shown = withoutSecretFiles(diff, (path) => secrets.holds(path));
  if (shown === '') {
    throw new Error(t('All that is staged seems to hold keys or passwords, so nobody is asked about it.'));
  }
  const text = cutTo(shown, Math.min(mostTokens, room), 'start');
  const label = t('staged changes');
  return { kind: 'gitDiff', label, language: 'diff', text, tokens: estimateTokens(text) };
}
