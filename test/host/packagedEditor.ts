/** The suite in the npm-packaged editor, its window shown by Chromium. */
import { launchBrowser } from '../../scripts/browser.mjs';
import { editorUrl, remotePath, startEditor } from '../../scripts/editorHost.mjs';
import type { HostRun, RunSuite } from './run';

/** A busy machine takes its time, but every test ends within a minute and says so. */
const silentMinutes = 4;

export async function withPackagedEditor(
  { extension, suite, workspace, trusted, userFolder, env }: HostRun,
  use: (runSuite: RunSuite) => Promise<void>,
): Promise<undefined> {
  const editor = await startEditor({ workspace, trusted, userFolder, env: { ...env }, testDriver: true });
  const browser = await launchBrowser();
  try {
    const url = editorUrl(editor.port, workspace, [
      ['extensionDevelopmentPath', remotePath(editor.port, extension)],
      ['extensionTestsPath', remotePath(editor.port, suite)],
      ['skipWelcome', 'true'],
    ]);
    // One profile for all runs: what the window keeps for itself must survive a reload as it does for a person.
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    await use(async () => {
      const page = await context.newPage();
      const lines: string[] = [];
      const ended = new Promise<number>((resolve, reject) => {
        const broke = (how: string) => reject(new Error(`${how}\n${lines.slice(-60).join('\n')}`));
        const silence = setTimeout(
          () => broke(`The suite said nothing for ${silentMinutes} minutes.`),
          silentMinutes * 60_000,
        ).unref();
        void page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
          lines.push(`${type} ${args.map(String).join(' ')}`);
          silence.refresh();
        });
        page.once('crash', () => broke('The window crashed.'));
        page.once('close', () => broke('The window was closed before the suite ended.'));
        void page.exposeFunction('codeAutomationExit', resolve);
      });
      // Also when the window never gets as far as that.
      ended.catch(() => undefined);
      await page.goto(url, { timeout: silentMinutes * 60_000 });
      if ((await ended) !== 0) process.stderr.write(`${lines.slice(-60).join('\n')}\n`);
      await page.close();
    });
  } finally {
    await browser.close();
    await editor.stop();
  }
  return undefined;
}
