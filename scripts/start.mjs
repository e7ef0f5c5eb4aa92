/**
 * `npm start`: the editor with the extension and a sample workspace. An installed VS Code; else one downloaded by
 * @vscode/test-electron; else the host that npm carries, whose address is printed.
 */
import { spawn, spawnSync } from 'node:child_process';
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { productTargets } from './build.mjs';
import { runScript } from './commandLine.mjs';
import { ensureBuilt, root, say } from './setup.mjs';

/** @returns {Promise<number>} exit code */
export function main(args) {
  return runScript(
    'npm start --',
    args,
    (program) =>
      program
        .description('Opens the editor with the extension and a sample workspace.')
        .option('--browser', 'the editor as a page of the browser, even where VS Code is installed'),
    async ({ browser }) => {
      await ensureBuilt(productTargets);
      const workspace = await sampleWorkspace();
      return (!browser && (await onDesktop(workspace))) || inBrowser(workspace);
    },
  );
}

/** A copy, so that trying things out leaves the clone as it is. Kept between two starts. */
async function sampleWorkspace() {
  const folder = join(root, 'out', 'sample');
  await mkdir(folder, { recursive: true });
  await cp(join(root, 'sample'), folder, { recursive: true, force: false });
  return folder;
}

/** @returns {Promise<number | undefined>} exit code, or undefined where no VS Code can be opened */
async function onDesktop(workspace) {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    say('No display here, so VS Code cannot open a window.');
    return undefined;
  }
  const args = [`--extensionDevelopmentPath=${root}`, '--new-window', workspace];
  // On Windows `code` is a script, which needs a shell, which parts arguments at blanks.
  const shell = process.platform === 'win32';
  if (spawnSync('code', ['--version'], { shell }).status === 0) {
    say('Opening VS Code …');
    const whole = shell ? args.map((argument) => `"${argument}"`) : args;
    return ended(spawn('code', whole, { stdio: 'inherit', shell }));
  }
  const editor = await downloaded();
  if (!editor) return undefined;
  const own = [`--user-data-dir=${join(root, '.cache', 'vscode-user')}`];
  if (process.getuid?.() === 0) own.push('--no-sandbox');
  say('Opening the downloaded VS Code; close its window to end.');
  return ended(spawn(editor, [...args, ...own], { stdio: ['ignore', 2, 2] }));
}

async function downloaded() {
  const { download } = await import('@vscode/test-electron');
  say('VS Code is not installed (no "code" on the PATH); downloading it …');
  try {
    return await download({ cachePath: join(root, '.cache', 'vscode-test') });
  } catch (error) {
    say(`It could not be downloaded: ${error.message ?? error}`);
    return undefined;
  }
}

function ended(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** The host that npm carries, until Ctrl-C. */
async function inBrowser(workspace) {
  const { editorUnavailable, startEditor } = await import('./editorHost.mjs');
  const unavailable = editorUnavailable();
  if (unavailable) {
    say(`No editor can be opened: ${unavailable}`);
    return 1;
  }
  const editor = await startEditor({ workspace, extension: root });
  process.stdout.write(`${editor.url}\n`);
  say('Open this address in a browser; Ctrl-C ends the editor.');
  // Not `once`: npm passes on a Ctrl-C that the terminal has sent already, and the second must not end us halfway.
  await new Promise((resolve) => {
    process.on('SIGINT', resolve);
    process.on('SIGTERM', resolve);
  });
  await editor.stop();
  return 0;
}
