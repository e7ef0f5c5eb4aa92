/** The extension's two ends: wires the parts at activation, closes them at the end. */
import * as vscode from 'vscode';
import { ask } from './host/commands/ask';
import { HostContext } from './host/context';
import { useLanguage } from './language';
import { nativeSurfaces } from './host/chat/nativeSurfaces';
import { connectLearned } from './host/learned/connect';
import { connectTuning } from './host/tune/connect';
import { EditorServer } from './host/serve/editorServer';
import { panelView } from './host/panel/panel';
import { connectPanel } from './host/panel/panelActions';
import { connectTasks } from './host/tasks/connect';
import { StatusBar } from './host/window/statusBar';
import { tickWalkthrough } from './host/window/walkthrough';
import { escapeCommandLinks } from './host/window/escapeCommandLinks';

let context: HostContext | undefined;

/** What loads with the extension is what it takes to wait for a person: no provider, no network, no request. */
export function activate(extension: vscode.ExtensionContext): void {
  const { bundle } = vscode.l10n;
  if (bundle) useLanguage(vscode.env.language, bundle);
  const host = new HostContext(extension);
  context = host;
  const server = new EditorServer(host);
  const conversations = () => import('./host/commands/conversations');
  const { panel, connections } = connectPanel(host);
  const command = (name: string, run: (argument?: never) => unknown) =>
    vscode.commands.registerCommand(`der.${name}`, async (argument?: never) => {
      try {
        return await run(argument);
      } catch (error) {
        return failed(host, error as Error, argument);
      }
    });
  extension.subscriptions.push(
    host,
    connections,
    nativeSurfaces(host),
    connectTasks(host),
    connectLearned(host),
    connectTuning(host),
    new StatusBar(host),
    tickWalkthrough(host),
    vscode.window.registerWebviewViewProvider(panelView, panel),
    host.routes.onDidChangeRunning((route) => {
      void vscode.commands.executeCommand('setContext', 'der.running', route !== null);
    }),
    command('ask', (given) => ask(host, given)),
    command('stop', () => host.routes.stop()),
    command('newConversation', () => host.newConversation()),
    command('conversations', async () => (await conversations()).showConversations(host)),
    command('renameConversation', async () => (await conversations()).renameConversation(host)),
    command('deleteConversation', async () => (await conversations()).deleteConversation(host)),
    command('exportConversation', async () => (await conversations()).exportConversation(host)),
    command('importConversation', async () => (await conversations()).importConversation(host)),
    command('showPanel', async (which?: string) => {
      if (which === 'apart') await host.showApart();
      return vscode.commands.executeCommand(`${panelView}.focus`);
    }),
    command('openSettings', () =>
      vscode.commands.executeCommand('workbench.action.openSettings', `@ext:${extension.extension.id}`),
    ),
    command('showLog', () => host.log.show()),
    command('configureExperts', async (given) => {
      const { configureExperts } = await import('./host/commands/configureExperts');
      return configureExperts(host, given);
    }),
    command('addEndpoint', async () => {
      const { configureExperts } = await import('./host/commands/configureExperts');
      return configureExperts(host, { adds: true });
    }),
    command('diagnose', async (given) => {
      const { diagnose } = await import('./host/commands/diagnose');
      return diagnose(host, given);
    }),
    command('compareBlindly', async () => {
      const { compareBlindly } = await import('./host/compare/comparisonPanel');
      return compareBlindly(host);
    }),
    command('pullModel', async (given) => {
      const { pullModel } = await import('./host/commands/pullModel');
      return pullModel(host, given);
    }),
    command('showWalkthrough', () =>
      vscode.commands.executeCommand(
        'workbench.action.openWalkthrough',
        `${extension.extension.id}#firstSteps`,
        false,
      ),
    ),
    server,
    command('serve', (given) => server.serve(given)),
    command('applyProposal', (uri) => decide(host, 'apply', uri)),
    command('discardProposal', (uri) => decide(host, 'discard', uri)),
    command('setApiKey', async (name) => {
      const { setApiKey } = await import('./host/commands/setApiKey');
      return setApiKey(host, name);
    }),
  );
}

/**
 * Tells the person; a caller that gave arguments of its own, which a menu does not, is told by a rejection instead.
 * The editor shows a rejection that nobody takes, so that it must not offer a link either.
 */
function failed({ problems }: HostContext, error: Error, argument: unknown): void {
  if (argument !== undefined && !(argument instanceof vscode.Uri)) {
    throw new Error(escapeCommandLinks(error.message), { cause: error });
  }
  problems.fail(error);
}

/** Applies or discards a proposed change: of the editor whose button was pressed, else of the active one. */
async function decide(host: HostContext, what: 'apply' | 'discard', uri?: vscode.Uri): Promise<void> {
  await host.proposals[what](uri);
}

export function deactivate(): Promise<void> | undefined {
  return context?.close();
}
