/** **DER: Serve**: other tools of this machine ask the editor's ensemble, while its window is open. */
import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Listening } from '../../server/listen';
import type { HostContext } from '../context';
import type { Disposable } from '../window/disposables';

/** What runs may go on for so long when serving is stopped. */
const graceMs = 2000;
/** The port of `npm run serve`; another window may have it. */
const usualPort = 11_535;
/** One route runs at a time in a window; a question may wait for so many others. */
const most = { running: 1, waiting: 16 };
const timeoutMs = 600_000;

interface Serving {
  readonly listening: Listening;
  /** Kept in memory alone; another one with every start. */
  readonly key: string;
}

export class EditorServer implements Disposable {
  private serving: Promise<Serving> | undefined;

  constructor(private readonly host: HostContext) {}

  /**
   * Starts serving, or says where it is served and offers to stop.
   * @param given `start` or `stop`, by whoever runs the command with an argument: nobody is asked then
   * @returns where it is served, and the key, for them
   */
  async serve(given?: 'start' | 'stop'): Promise<{ url: string; key: string } | undefined> {
    if (given === 'stop') return this.stop();
    this.serving ??= this.start();
    const serving = await this.serving.catch((error: Error) => {
      this.serving = undefined;
      throw error;
    });
    if (given === 'start') return { url: serving.listening.url, key: serving.key };
    await this.showAddress(serving);
    return undefined;
  }

  dispose(): void {
    void this.stop();
  }

  private async showAddress({ listening, key }: Serving): Promise<void> {
    const [copyAddress, copyKey, stop] = [t('Copy Address'), t('Copy Key'), t('Stop Serving')];
    const where = t(
      'DER is served to this machine at {0}/v1 (OpenAI) and {0} (Ollama), with a key.',
      listening.url,
    );
    const chosen = await vscode.window.showInformationMessage(where, copyAddress, copyKey, stop);
    if (chosen === copyAddress) await vscode.env.clipboard.writeText(`${listening.url}/v1`);
    if (chosen === copyKey) await vscode.env.clipboard.writeText(key);
    if (chosen === stop) await this.stop();
  }

  private async start(): Promise<Serving> {
    const [{ listen }, { newKey }, { embeddedStore }, { editorEnsemble }] = await Promise.all([
      import('../../server/listen'),
      import('../../server/keys/key'),
      import('../../server/store/embeddedStore'),
      import('./editorEnsemble'),
    ]);
    const { secret, key } = newKey('editor', {}, new Date());
    const { log, extension } = this.host;
    const options = {
      ensemble: editorEnsemble(this.host),
      door: { keys: { current: [key] }, hosts: [], origins: [] },
      store: embeddedStore(process.env, (line) => log.error(line)),
      most,
      timeoutMs,
      version: (extension.extension.packageJSON as { version: string }).version,
      warn: (line: string) => log.error(line),
    };
    const at = (port: number): Promise<Listening> => listen(options, '127.0.0.1', port);
    const listening = await at(usualPort).catch(() => at(0));
    log.info(`Served at ${listening.url}`);
    return { listening, key: secret };
  }

  private async stop(): Promise<undefined> {
    const { serving } = this;
    this.serving = undefined;
    await (await serving)?.listening.close(graceMs);
  }
}
