/** The code that a task is about: what is selected, else the file in the editor; with its problems where they matter. */
import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { estimateTokens } from '../../der/core/tokens';
import type { Attachment } from '../../der/prompt/attachments';
import { textOf } from '../attachments/documents';
import { attachmentOf, selectionOf } from '../attachments/editorSelection';
import { problemLine } from '../attachments/kinds/problems';
import type { Task } from './tasks';

/** A place that a code action names. */
export interface CodePlace {
  readonly uri: vscode.Uri;
  readonly problems: readonly vscode.Diagnostic[];
}

const pathOf = (uri: vscode.Uri) => vscode.workspace.asRelativePath(uri);

/**
 * @param place where a code action was offered: its file as a whole, since what causes a problem often stands elsewhere.
 * @throws Error where no file is open, or it may not be attached.
 */
export async function subjectOf(task: Task, place?: CodePlace): Promise<readonly Attachment[]> {
  const editor = vscode.window.activeTextEditor;
  const uri = place?.uri ?? editor?.document.uri;
  if (!uri) throw new Error(t('No file is open. Open one, or attach one with @.'));
  const selection = place ? undefined : selectionOf(editor, pathOf);
  const range = selection && editor?.selection;
  const code = selection ? attachmentOf(selection) : await fileOf(uri);
  const problems = task.withProblems ? problemsOf(uri, place?.problems ?? problemsIn(uri, range)) : [];
  return [code, ...problems];
}

/** A file as a whole. @throws Error where it may not be attached. */
export async function fileOf(uri: vscode.Uri): Promise<Attachment> {
  const { text, language } = await textOf(uri);
  const label = pathOf(uri);
  return { kind: 'file', label, ...(language && { language }), text, tokens: estimateTokens(text) };
}

function problemsIn(uri: vscode.Uri, range: vscode.Range | undefined): readonly vscode.Diagnostic[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning)
    .filter((one) => !range || range.intersection(one.range));
}

function problemsOf(uri: vscode.Uri, problems: readonly vscode.Diagnostic[]): Attachment[] {
  if (problems.length === 0) return [];
  const text = problems.map((one) => problemLine(uri, one)).join('\n');
  const label = t('problems of {0}', pathOf(uri));
  return [{ kind: 'problems', label, text, tokens: estimateTokens(text) }];
}
