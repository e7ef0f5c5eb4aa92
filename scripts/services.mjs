/** PostgreSQL and nginx for the suite of several servers: Debian's, installed when nothing stands against it. */
import { existsSync } from 'node:fs';
import { canInstall, installFirst } from './aptGet.mjs';
import { ensureChromium } from './chromium.mjs';
import { say } from './setup.mjs';

/** Installs them when this is root on Debian and they are not there; otherwise the suite says why it is skipped. */
export async function ensureServices() {
  await ensureChromium();
  const missing = [
    ...(existsSync('/usr/lib/postgresql') ? [] : ['postgresql']),
    ...(existsSync('/usr/sbin/nginx') ? [] : ['nginx-light']),
  ];
  if (missing.length === 0 || !canInstall()) return;
  say(`Installing ${missing.join(' and ')} (apt-get) for the tests of several servers …`);
  await installFirst(missing);
}
