/** The editor's own language models, lent to the provider of the kind `editor`. */
import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import {
  EditorModelFailure,
  type EditorMessage,
  type EditorModel,
  type EditorRefusal,
} from '../../providers/editor/models';
import { vendor as ownVendor } from '../chat/nativeSurfaces';

/** The own ensemble must not end up among its own experts. */
export async function listEditorModels(): Promise<readonly EditorModel[]> {
  const models = await vscode.lm.selectChatModels();
  return models
    .filter((model) => model.vendor !== ownVendor)
    .map((model) => {
      const { vendor, id, name, maxInputTokens } = model;
      return { vendor, id, name, maxInputTokens, send: (messages, signal) => send(model, messages, signal) };
    });
}

async function* send(
  model: vscode.LanguageModelChat,
  messages: readonly EditorMessage[],
  signal: AbortSignal,
): AsyncGenerator<string> {
  const cancellation = new vscode.CancellationTokenSource();
  const cancel = () => cancellation.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    const { text } = await model.sendRequest(
      messages.map(({ role, content }) =>
        role === 'user'
          ? vscode.LanguageModelChatMessage.User(content)
          : vscode.LanguageModelChatMessage.Assistant(content),
      ),
      { justification: t('DER asks this model as one of its experts.') },
      cancellation.token,
    );
    yield* text;
  } catch (error) {
    throw new EditorModelFailure(refusal(error), reasonOf(error), { cause: error });
  } finally {
    signal.removeEventListener('abort', cancel);
    cancellation.dispose();
  }
}

/** Vendors do not all use the editor's codes: what sounds like a used-up quota is taken for one. */
function refusal(error: unknown): EditorRefusal {
  const code = error instanceof vscode.LanguageModelError ? error.code : '';
  if (code === vscode.LanguageModelError.NoPermissions.name) return 'no_permission';
  if (code === vscode.LanguageModelError.NotFound.name) return 'not_found';
  if (code === vscode.LanguageModelError.Blocked.name) return 'blocked';
  return /quota|rate.?limit|too many requests/i.test(reasonOf(error)) ? 'blocked' : 'failed';
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message || (error.cause instanceof Error ? error.cause.message : error.name);
}
