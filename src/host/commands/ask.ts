/** "Ask DER": a question from the palette, with the selection if there is one. */
import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import type { Trace } from '../../der/trace/trace';
import type { HostContext } from '../context';
import { panelView } from '../panel/panel';
import type { Question } from '../asking/routes';
import { attachmentOf, describe, selectionOf, type EditorSelection } from '../attachments/editorSelection';

/** For key bindings and other extensions: asks without showing the input box. */
export interface AskArguments {
  readonly question: string;
  /** Whether the selection goes along; default: no. */
  readonly selection?: boolean;
}

/**
 * Resolves to the trace; undefined when the person gave up, or was told why the question cannot be asked.
 * A caller that gave the question is told by a rejection instead.
 */
export async function ask(context: HostContext, given?: unknown): Promise<Trace | undefined> {
  const pathOf = (uri: vscode.Uri) => vscode.workspace.asRelativePath(uri);
  const selection = selectionOf(vscode.window.activeTextEditor, pathOf);
  if (isArguments(given)) {
    await showPanel();
    return context.routes.ask(compose(given.question, given.selection ? selection : undefined));
  }
  const question = await fromPerson(selection);
  if (!question) return undefined;
  await showPanel();
  return context.ask(question);
}

function showPanel(): Thenable<unknown> {
  return vscode.commands.executeCommand(`${panelView}.focus`);
}

/** A menu passes the file's address as argument, which is none of ours. */
function isArguments(given: unknown): given is AskArguments {
  return (
    typeof given === 'object' && given !== null && 'question' in given && typeof given.question === 'string'
  );
}

function compose(question: string, selection: EditorSelection | undefined): Question {
  const attachments = selection ? [attachmentOf(selection)] : [];
  return { text: question, fromWorkspace: false, attachments };
}

const leaveOut = () => ({
  iconPath: new vscode.ThemeIcon('close'),
  tooltip: t('Ask without the selection'),
});
const takeAlong = () => ({
  iconPath: new vscode.ThemeIcon('selection'),
  tooltip: t('Ask about the selection'),
});

/** The input box; a button leaves the selection out or takes it along again. */
function fromPerson(selection: EditorSelection | undefined): Promise<Question | undefined> {
  const box = vscode.window.createInputBox();
  let used = selection;
  const show = () => {
    box.title = used ? t('Ask DER about {0}', describe(used)) : t('Ask DER');
    box.placeholder = used ? t('What about it?') : t('Your question');
    box.buttons = selection ? [used ? leaveOut() : takeAlong()] : [];
  };
  show();
  return new Promise((resolve) => {
    box.onDidTriggerButton(() => {
      used = used ? undefined : selection;
      show();
    });
    box.onDidChangeValue(() => (box.validationMessage = undefined));
    box.onDidAccept(() => {
      if (box.value.trim() === '') {
        box.validationMessage = t('Write a question first.');
        return;
      }
      resolve(compose(box.value, used));
      box.hide();
    });
    box.onDidHide(() => {
      box.dispose();
      resolve(undefined);
    });
    box.show();
  });
}
