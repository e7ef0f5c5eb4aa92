/** "DER ensemble" wherever the editor offers models: one model, whose every answer is a whole route. */
import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { CancelledError } from '../../der/core/expertErrors';
import { estimateTokens } from '../../der/core/tokens';
import type { HostContext } from '../context';
import { askFor } from './asking';
import { conversationText } from './conversationText';
import { noAnswer } from './summary';

export const ensemble = (): vscode.LanguageModelChatInformation => ({
  id: 'ensemble',
  name: t('DER ensemble'),
  family: 'der',
  version: '1',
  detail: t('several experts'),
  tooltip: t('A learned policy picks who of your experts answers; each improves on the answer before it.'),
  // The smallest context that an expert usually has; whoever has a smaller one is passed over.
  maxInputTokens: 6_000,
  maxOutputTokens: 4_000,
  // The editor's chat offers only models that say so. No tool is ever called: experts answer by themselves.
  capabilities: { toolCalling: true },
});

/** The answer is sent when it is chosen, as a later expert may improve on it until then. */
export async function answer(
  context: HostContext,
  messages: readonly vscode.LanguageModelChatRequestMessage[],
  progress: vscode.Progress<vscode.LanguageModelResponsePart>,
  token: vscode.CancellationToken,
): Promise<void> {
  const text = conversationText(messages.map(turnOf));
  try {
    // Nobody says what of the text comes from the person's files, so all of it may.
    const trace = await askFor(context, { text, fromWorkspace: true }, token);
    if (!trace.final) throw new Error(noAnswer(trace));
    progress.report(new vscode.LanguageModelTextPart(trace.final.answer));
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error;
  }
}

export function tokens(text: string | vscode.LanguageModelChatRequestMessage): number {
  return estimateTokens(typeof text === 'string' ? text : turnOf(text).text);
}

function turnOf({ role, content }: vscode.LanguageModelChatRequestMessage) {
  const text = content
    .flatMap((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : []))
    .join('');
  const assistant = role === vscode.LanguageModelChatMessageRole.Assistant;
  return { role: assistant ? ('assistant' as const) : ('user' as const), text };
}
