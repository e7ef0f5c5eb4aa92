/** Debian's packages for suites that need them, where this is root on Debian. */
import { existsSync } from 'node:fs';
import { runChild, say } from './setup.mjs';

export function canInstall() {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

/**
 * Installs the first of these lists of packages that this release has all of.
 *
 * @returns {Promise<boolean>} false where none could be installed, which was said
 */
export async function installFirst(...choices) {
  if (!(await aptGet('update'))) return false;
  for (const packages of choices) {
    if (await aptGet('install', '-y', '--no-install-recommends', ...packages)) return true;
  }
  return false;
}

async function aptGet(command, ...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const done = (await runChild('apt-get', [command, '-q', ...args], { env })) === 0;
  if (!done) say(`apt-get ${[command, ...args].join(' ')} failed.`);
  return done;
}
