/** "DER: Compare Blindly": the tab in which two answers are compared. There is one at a time. */
import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { z } from 'zod';
import { bestSingle } from '../../der/comparison/strategy';
import { verdicts } from '../../der/comparison/vote';
import { language } from '../../language';
import type { FromComparison, ToComparison } from '../../webview/comparisonMessages';
import { openLink } from '../code/links';
import type { HostContext } from '../context';
import { panelHtml } from '../panel/panelHtml';
import { BlindComparison } from './comparison';

const name = z.string().max(1000);
const messageSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({ type: z.literal('begin'), question: z.string(), strategies: z.tuple([name, name]) }),
  z.strictObject({ type: z.literal('cancel') }),
  z.strictObject({ type: z.literal('verdict'), verdict: z.enum(verdicts) }),
  z.strictObject({ type: z.literal('next') }),
  z.strictObject({ type: z.literal('openLink'), href: z.string() }),
]);

let open: vscode.WebviewPanel | undefined;

/** Shows the tab, or makes one. */
export function compareBlindly(host: HostContext): void {
  if (open) return open.reveal();
  const dist = vscode.Uri.joinPath(host.extension.extensionUri, 'dist');
  const panel = vscode.window.createWebviewPanel(
    'der.comparison',
    t('Compare Blindly'),
    vscode.ViewColumn.Active,
    {
      enableScripts: true,
      localResourceRoots: [dist],
      // An answer that is judged must not be drawn anew on another side of the screen's tabs.
      retainContextWhenHidden: true,
    },
  );
  open = panel;
  const uri = (file: string) => panel.webview.asWebviewUri(vscode.Uri.joinPath(dist, file)).toString();
  const comparison = comparisonIn(host, (message) => void panel.webview.postMessage(message));
  panel.onDidDispose(() => {
    open = undefined;
    void comparison.cancel();
  });
  panel.webview.onDidReceiveMessage(async (raw: unknown) => {
    const { data } = messageSchema.safeParse(raw);
    // Buttons of an answer's code have nowhere to put it here.
    if (!data) return;
    await act(comparison, data).catch((error: Error) => host.problems.fail(error));
  });
  panel.webview.html = panelHtml({
    source: panel.webview.cspSource,
    script: uri('panel.js'),
    style: uri('panel.css'),
    language,
    texts: vscode.l10n.bundle,
    element: 'der-comparison',
  });
}

/** A comparison by the editor's own pool, knobs and limits. */
export function comparisonIn(host: HostContext, post: (message: ToComparison) => void): BlindComparison {
  return new BlindComparison({
    env: process.env,
    pool: () => host.pool.experts(),
    best: async (question) =>
      bestSingle(await host.networks.get(), await host.pool.experts(), [question], host.controls.limits),
    knobs: () => host.settings.current.knobs,
    ask: (question) => host.routes.ask(question),
    stop: () => host.routes.stop(),
    firstIsLeft: () => crypto.getRandomValues(new Uint8Array(1))[0]! % 2 === 0,
    show: (view) => post({ type: 'comparison', view }),
  });
}

async function act(comparison: BlindComparison, message: FromComparison): Promise<void> {
  switch (message.type) {
    case 'ready':
      return comparison.open();
    case 'begin':
      return comparison.begin(message.question, message.strategies);
    case 'cancel':
      return comparison.cancel();
    case 'verdict':
      return comparison.judge(message.verdict);
    case 'next':
      return comparison.next();
    case 'openLink':
      return openLink(message.href);
  }
}
