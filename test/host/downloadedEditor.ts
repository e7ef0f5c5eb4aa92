/** The suite in a VS Code that @vscode/test-electron downloads. */
import { join } from 'node:path';
import { download, runTests } from '@vscode/test-electron';
import type { HostRun, RunSuite } from './run';

/** Resolves to the reason why the suite cannot run here, or to undefined when it has run. */
export async function withDownloadedEditor(
  { extension, suite, workspace, trusted, userFolder, env }: HostRun,
  use: (runSuite: RunSuite) => Promise<void>,
): Promise<string | undefined> {
  let vscodeExecutablePath: string;
  try {
    vscodeExecutablePath = await download({ version: 'stable' });
  } catch (error) {
    return `VS Code cannot be downloaded (${(error as Error).message}), and the editor packaged on npm cannot run here`;
  }
  await use(async () => {
    await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: extension,
      extensionTestsPath: suite,
      extensionTestsEnv: { ...env },
      launchArgs: [
        workspace,
        ...['--user-data-dir', join(userFolder, 'data'), '--extensions-dir', join(userFolder, 'extensions')],
        ...(trusted ? ['--disable-workspace-trust'] : []),
      ],
    });
  });
  return undefined;
}
