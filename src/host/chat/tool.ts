/** A tool by which other agents of the editor ask the ensemble. */
import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import type { HostContext } from '../context';
import { askFor } from './asking';
import { noAnswer, summary } from './summary';

export interface ToolInput {
  readonly question: string;
}

/** The person is asked first where an expert of the pool leaves the machine. */
export async function prepare(
  context: HostContext,
  { question }: ToolInput,
): Promise<vscode.PreparedToolInvocation> {
  const experts = await context.pool.experts();
  const { localOnly } = context.settings.current.limits;
  const away = localOnly ? [] : experts.filter(({ leavesMachine }) => leavesMachine);
  const names = away.map(({ name }) => name).join(', ');
  return {
    invocationMessage: t('Asking the DER ensemble'),
    ...(away.length > 0 && {
      confirmationMessages: {
        title: t('Ask the DER ensemble?'),
        message: t('"{0}" may be sent to experts that leave this machine: {1}', question, names),
      },
    }),
  };
}

export async function invoke(
  context: HostContext,
  { question }: ToolInput,
  token: vscode.CancellationToken,
): Promise<vscode.LanguageModelToolResult> {
  // What an agent asks may quote the person's files.
  const trace = await askFor(context, { text: question, fromWorkspace: true }, token);
  if (!trace.final) throw new Error(noAnswer(trace));
  return new vscode.LanguageModelToolResult([
    new vscode.LanguageModelTextPart(trace.final.answer),
    new vscode.LanguageModelTextPart(`\n\n(${summary(trace)})`),
  ]);
}
