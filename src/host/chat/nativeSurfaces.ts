/** Where else the editor lets the ensemble be asked: chat, models, tools. Each loads what it needs when it is first used. */
import * as vscode from 'vscode';
import type { HostContext } from '../context';
import { DisposableList, type Disposable } from '../window/disposables';

/** Names as they stand in the manifest. */
export const participantId = 'der.ensemble';
export const toolName = 'der_ask';
export const vendor = 'der';

export function nativeSurfaces(context: HostContext): Disposable {
  const surfaces = new DisposableList();
  surfaces.add(participant(context), model(context), tool(context));
  return surfaces;
}

function participant(context: HostContext): Disposable {
  const made = vscode.chat.createChatParticipant(participantId, async (request, _, stream, token) => {
    const { respond } = await import('./participant');
    return respond(context, request, stream, token);
  });
  made.iconPath = vscode.Uri.joinPath(context.extension.extensionUri, 'media', 'icon.png');
  made.followupProvider = {
    provideFollowups: async (result) => (await import('./participant')).followups(result),
  };
  return made;
}

function model(context: HostContext): Disposable {
  const chat = () => import('./languageModel');
  return vscode.lm.registerLanguageModelChatProvider(vendor, {
    provideLanguageModelChatInformation: async () => [(await chat()).ensemble()],
    provideLanguageModelChatResponse: async (_, messages, __, progress, token) =>
      (await chat()).answer(context, messages, progress, token),
    provideTokenCount: async (_, text) => (await chat()).tokens(text),
  });
}

function tool(context: HostContext): Disposable {
  return vscode.lm.registerTool<{ question: string }>(toolName, {
    prepareInvocation: async ({ input }) => (await import('./tool')).prepare(context, input),
    invoke: async ({ input }, token) => (await import('./tool')).invoke(context, input, token),
  });
}
