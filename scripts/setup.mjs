/**
 * What a command needs before it can run: the packages of package-lock.json, and bundles as new as their sources.
 * Node's own modules only: this is what runs on a fresh clone. All of it speaks on stderr.
 */
import { spawn } from 'node:child_process';
import { lstat, readFile, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './lock.mjs';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** An error whose message is all that a person needs. */
export class SetupError extends Error {
  expected = true;
}

export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Installs what package-lock.json names, unless it is there. */
export async function ensureInstalled() {
  if (await isInstalled()) return;
  await withLock(join(root, '.cache', 'setup.lock'), say, async () => {
    if (await isInstalled()) return;
    await dropLink(join(root, 'node_modules'));
    say('Installing the packages of package-lock.json (npm ci) …');
    const code = await npm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']);
    if (code !== 0) {
      throw new SetupError(
        `npm ci failed with code ${code}; what it said stands above. Check the connection to the npm registry, then run the command again.`,
      );
    }
  });
}

/** npm empties what a link leads to, which is another checkout's: the link goes, and what it leads to stays. */
export async function dropLink(path) {
  const found = await lstat(path).catch(() => undefined);
  if (found?.isSymbolicLink()) await unlink(path);
}

/**
 * npm keeps what it installed in node_modules/.package-lock.json, written last, so that an interrupted
 * installation is never taken for a finished one. A package of the lock that is missing there is fine only when
 * it is optional: built for another platform.
 */
async function isInstalled() {
  const [wanted, present] = await Promise.all(
    ['package-lock.json', 'node_modules/.package-lock.json'].map(async (file) =>
      JSON.parse(await readFile(join(root, file), 'utf8').catch(() => '{}')),
    ),
  );
  return Object.entries(wanted.packages ?? {}).every(([path, { version, integrity, optional }]) => {
    const found = present.packages?.[path];
    if (path === '') return present.packages !== undefined;
    return found ? found.version === version && found.integrity === integrity : optional === true;
  });
}

/**
 * Builds the targets whose sources changed.
 * @param {string[]} targets names of scripts/build.mjs: `cli/ask`, `extension`, `panel` …
 */
export async function ensureBuilt(targets) {
  const { build, isFresh } = await import('./build.mjs');
  const stale = async () => (await Promise.all(targets.map(isFresh))).some((fresh) => !fresh);
  if (!(await stale())) return;
  await withLock(join(root, '.cache', 'setup.lock'), say, async () => {
    for (const target of targets) {
      if (await isFresh(target)) continue;
      const started = performance.now();
      await build(target);
      say(`Built ${target} in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
    }
  });
}

/** Runs npm with its output on stderr and resolves to its exit code. */
function npm(args) {
  const cli = process.env.npm_execpath;
  const [file, leading] = cli?.endsWith('.js') ? [process.execPath, [cli]] : ['npm', []];
  const shell = file === 'npm' && process.platform === 'win32';
  return runChild(file, [...leading, ...args], { shell });
}

/** Runs a program with its output on stderr; Ctrl-C ends it with us. Resolves to its exit code. */
export function runChild(file, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd: root, stdio: ['ignore', 2, 2], ...options });
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(signal === 'SIGINT' ? 130 : (code ?? 1)));
  });
}
