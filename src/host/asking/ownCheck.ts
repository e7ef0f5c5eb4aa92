/** Runs the person's own check on an answer: asked for each time, on a copy of the folder, shown as a finding. */
import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { askedOf } from '../../der/evidence/asked';
import { writtenIn } from '../../der/evidence/program';
import { lateFinding } from '../../der/trace/lateFindings';
import type { OwnCheck, OwnCheckFinding } from '../../checks/command/checkByCommand';
import type { HostContext } from '../context';
import { answerTexts } from '../code/answerTexts';
import { dangerOf } from '../code/dangerousFile';
import { localFile, unsavedIn, type LocalFile } from '../code/localFile';

interface Changes {
  readonly root: string;
  readonly files: readonly { readonly file: string; readonly text: string }[];
}

/** @throws Error that says why the check says nothing of this answer */
export async function runOwnCheck(
  { route, step }: { readonly route: string; readonly step: number },
  context: HostContext,
): Promise<void> {
  const command = context.settings.current.checkCommand;
  if (command === '' || !vscode.workspace.isTrusted)
    throw new Error(t('Set your check in der.checkCommand first, and trust the workspace.'));
  if (context.routes.running === route)
    throw new Error(t('Your check can be run on this answer when the route has ended.'));
  const conversation = await context.conversation.get();
  const events = conversation.eventsOf(route);
  const answered = events.find((event) => event.type === 'answered' && event.step === step);
  if (answered?.type !== 'answered') throw new Error(t('This answer is not in the conversation any more.'));
  const changes = await changesOf(answered.answer);
  const { checkByCommand, refusalOf } = await import('../../checks/command/checkByCommand');
  const refusal = await refusalOf({ command, root: changes.root, changes: changes.files });
  if (refusal !== undefined) throw new Error(refusal);
  if (!(await isWanted(command, changes))) return;
  const began = performance.now();
  const finding = await check(checkByCommand, command, changes);
  if (!finding) return;
  if (finding.type === 'cannot') throw new Error(finding.reason);
  await context.routes.add(
    conversation,
    route,
    lateFinding(conversation.eventsOf(route), step, finding, performance.now() - began),
  );
}

/** The files that the answer changes, all of one folder and none that runs by itself. */
async function changesOf(answer: string): Promise<Changes> {
  const { blocks } = writtenIn(answer, askedOf(''));
  const { texts, cannot } = await answerTexts<LocalFile>(blocks, localFile, () => true);
  const [first] = texts;
  if (cannot.length > 0) throw new Error(cannot.join(' '));
  if (!first)
    throw new Error(t('This answer names no file of the workspace, so your check says nothing of it.'));
  for (const { file, path } of texts) {
    if (dangerOf(file.place) !== undefined || dangerOf(path) !== undefined)
      throw new Error(
        t('{0} runs by itself or decides who gets in, so your check is not run with a change of it.', path),
      );
    if (file.root !== first.file.root)
      throw new Error(t('This answer changes files of several folders, and your check runs in one.'));
  }
  return { root: first.file.root, files: texts.map(({ file, text }) => ({ file: file.place, text })) };
}

async function isWanted(command: string, { files }: Changes): Promise<boolean> {
  const run = t('Run');
  const words = t('Run {0} on a copy of the folder with the changes of this answer?', command);
  const detail = t(
    'What the answer wrote runs with your rights and outside of the sandbox, so look at it first: {0}. Your folder stays as it is.',
    files.map(({ file }) => file).join(', '),
  );
  return (await vscode.window.showWarningMessage(words, { modal: true, detail }, run)) === run;
}

/** Undefined where the person ends it. */
async function check(
  checkByCommand: (check: OwnCheck) => Promise<OwnCheckFinding>,
  command: string,
  { root, files }: Changes,
): Promise<OwnCheckFinding | undefined> {
  const title = t('Running your check');
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title, cancellable: true }, async (progress, token) => {
    const stop = new AbortController();
    token.onCancellationRequested(() => stop.abort());
    const parts = {
      copying: t('copying the folder'),
      before: t('without the changes'),
      after: t('with the changes of the answer'),
    };
    try {
      return await checkByCommand({
        ...{ command, root, changes: files, env: process.env, signal: stop.signal },
        unsaved: await unsavedIn(root),
        onPart: (part) => progress.report({ message: parts[part] }),
      });
    } catch (error) {
      if (stop.signal.aborted) return undefined;
      throw error;
    }
  });
}
