/** PostgreSQL and nginx for the suite of several servers: Debian's, installed when nothing stands against it. */
import { existsSync } from 'node:fs';
import { ensureChromium } from './chromium.mjs';
import { runChild, say } from './setup.mjs';

/** Installs them when this is root on Debian and they are not there; otherwise the suite says why it is skipped. */
export async function ensureServices() {
  await ensureChromium();
  const missing = [
    ...(existsSync('/usr/lib/postgresql') ? [] : ['postgresql']),
    ...(existsSync('/usr/sbin/nginx') ? [] : ['nginx-light']),
  ];
  if (missing.length === 0 || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  say(`Installing ${missing.join(' and ')} (apt-get) for the tests of several servers …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['install', '-y', '-q', '--no-install-recommends', ...missing];
  for (const args of [['update', '-q'], install]) {
    if ((await runChild('apt-get', args, { env })) !== 0) return say(`apt-get ${args[0]} failed.`);
  }
}
